import { Flaw, outcome, PASS, TargetRule, UNKNOWN } from './rule';
import { selectorOf } from '../../google/private/member';
import { own } from '../../identity/private/own';
import { mappingOf } from '../admission/google';
import { grammarOf } from '../issuers';
import type { GoogleTarget } from '../model';

export const mappingMismatch: TargetRule = {
  id: 'mapping-mismatch',
  severity: 'error',
  scope: 'target',
  title: 'mapping, condition and members do not fit together',
  why: 'A member selects by a mapped attribute, and a condition may read one. What the mapping does not fill is never there, and a name never equals an id: the binding looks right and grants nothing.',
  remedy: 'map the attribute, or select by one that is mapped to what the value says',
  check: ({ target }) => {
    if (target.cloud !== 'google') return PASS;
    if (target.trust.unresolved?.some(name => /^attribute_mapping \(|^the providers of /.test(name))) return UNKNOWN;
    return outcome(target.kind === 'workload-identity-provider' ? [...ofMapping(target), ...ofCondition(target)] : ofMembers(target));
  },
};

function ofMapping({ trust: { provider: { attributeMapping } } }: GoogleTarget): Flaw[] {
  return attributeMapping['google.subject'] === undefined ? [{ message: 'the mapping says nothing of google.subject, without which no token is exchanged' }] : [];
}

function ofCondition({ trust: { provider } }: GoogleTarget): Flaw[] {
  const read = [...(provider.attributeCondition ?? '').matchAll(/(?<![\w.'"])attribute\.(\w+)/g)].map(([, name]) => name);
  return [...new Set(read)].filter(name => own(provider.attributeMapping, `attribute.${name}`) === undefined)
    .map(name => ({ message: `the condition reads attribute.${name}, which the mapping does not fill` }));
}

function ofMembers({ trust: { provider, members = [] } }: GoogleTarget): Flaw[] {
  const mapping = mappingOf(provider.attributeMapping);
  if (mapping.size === 0) return []; // of a provider that nobody has read
  return members.flatMap((member, index): Flaw[] => {
    const selector = selectorOf(member);
    if (selector === undefined) return [];
    const pointer = `/members/${index}`;
    if (own(provider.attributeMapping, selector.attribute) === undefined) {
      return selector.attribute === 'google.groups' ? [] : [{ message: `the member ${JSON.stringify(member)} selects by ${selector.attribute}, which the mapping does not fill`, pointer }];
    }
    const [piece, ...others] = mapping.get(selector.attribute) ?? [];
    if (piece === undefined || others.length > 0 || !('claim' in piece) || /[${<\ue002]/.test(selector.value)) return [];
    const wrong = mismatchOf(piece.claim, selector.value, grammarOf(provider.issuer)?.name);
    return wrong === undefined ? [] : [{ message: `the member ${JSON.stringify(member)} never matches: ${selector.attribute} is ${piece.claim}, ${wrong}`, pointer }];
  });
}

/** What the value would have to look like, where it does not. */
function mismatchOf(claim: string, value: string, issuer: string | undefined): string | undefined {
  if (issuer !== 'GitHub' && issuer !== 'GitLab') return undefined;
  if (/^(repository|repository_owner|project|namespace|actor|user)_id$/.test(claim)) return /^\d+$/.test(value) ? undefined : 'a number';
  if (/^(repository|project_path)$/.test(claim)) return value.includes('/') ? undefined : 'which holds the owner and a slash';
  if (claim === 'repository_owner') return value.includes('/') ? 'which holds no slash' : undefined;
  if (claim === 'ref' && issuer === 'GitHub') return value.startsWith('refs/') ? undefined : 'which begins with "refs/"';
  return undefined;
}
