import { Admission, ClaimTest } from './admission';
import { alternativesOf, testOfValue } from './cel';
import { Expression, expressionOf, Mapping } from './expression';
import type { NativeTrust } from '../../google/evaluate';
import { isWholePool, selectorOf } from '../../google/private/member';
import { LATE, literal } from '../pattern';

/** What a provider and its members ask: the condition, and for a binding one of the members beside it. */
export function admissionsOf(trust: NativeTrust): Admission[] {
  const { provider } = trust;
  const issuer = provider.issuer === '' || /[<$]/.test(provider.issuer) ? undefined : provider.issuer;
  const mapping = mappingOf(provider.attributeMapping);
  const audience: ClaimTest[] = provider.allowedAudiences.length === 0 ? [] : [
    { claim: 'aud', written: 'allowed audiences', values: provider.allowedAudiences.map(marked), exact: true },
  ];
  // what is late within a text is marked there, and what is known around it still counts
  const late: ClaimTest[] = (trust.unresolved ?? []).filter(name => /^attribute_mapping \(/.test(name)).map(name => ({ claim: name, written: name, values: [], exact: true, opaque: true }));
  const gates = alternativesOf(provider.attributeCondition ?? '', mapping);
  // members of a provider that nobody has read are taken to be mapped as everybody maps them
  const members = trust.members ?? [];
  const isUnknown = provider.issuer === '' && mapping.size === 0;
  const keys: readonly (string | undefined)[] = members.length === 0 ? [undefined] : members;
  return keys.flatMap((member, index) => gates.map((gate): Admission => ({
    issuer,
    tests: [...audience, ...late, ...gate, ...member === undefined ? [] : memberTests(member, isUnknown ? undefined : mapping)],
    pointer: member === undefined ? '' : `/members/${index}`,
    place: member === undefined ? 'the provider' : `member ${literal(member)}`,
  })));
}

export function mappingOf(attributeMapping: Readonly<Record<string, string>>): Mapping {
  return new Map(Object.entries(attributeMapping).map(([target, expression]): [string, Expression] => [target, expressionOf(expression)]));
}

/** What only a deployment knows stands in angle brackets. */
function marked(text: string): string {
  return literal(text).replace(/<[^<>]*>|\$\{[^}]*\}/g, LATE);
}

function memberTests(member: string, mapping: Mapping | undefined): ClaimTest[] {
  if (isWholePool(member)) return [];
  const selector = selectorOf(member);
  const expression = selector === undefined ? undefined : mapping === undefined ? usual(selector.attribute) : mapping.get(selector.attribute);
  if (selector === undefined || expression === undefined) return [{ claim: 'member', written: member, values: [], exact: true, opaque: true }];
  return testOfValue(expression, marked(selector.value), selector.attribute);
}

function usual(attribute: string): Expression {
  if (attribute === 'google.subject') return [{ claim: 'sub' }];
  return attribute.startsWith('attribute.') ? [{ claim: attribute.slice('attribute.'.length) }] : undefined;
}
