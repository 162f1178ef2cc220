import { each, Flaw, isOpen, TargetRule } from './rule';
import { own } from '../../identity/private/own';
import { ClaimTest, demands, isOfNothing } from '../admission/admission';
import type { Judged } from '../judged';
import type { Target } from '../model';
import { fits, hasWildcard, isLate, overlap, shown } from '../pattern';

export const contradiction: TargetRule = {
  id: 'contradiction',
  severity: 'error',
  scope: 'target',
  title: 'the tests cannot be met, alone or together',
  why: 'All conditions of a statement have to hold. Where two of them ask one claim for different values, one contradicts the subject, or one has a list of no values, nothing is ever trusted.',
  remedy: 'write one list where any of them is meant, or two statements',
  check: one => each(one, admission => isOpen(admission)
    ? [...ofNothing(admission), ...betweenTests(admission), ...withOwner(admission), ...withSubject(admission), ...withProvider(one.target, admission)]
    : undefined),
};

/** Any one of no values. */
function ofNothing({ tests }: Judged): Flaw[] {
  return tests.filter(isOfNothing).map(({ written }) => ({ message: `${written} has to be one of an empty list: nothing ever matches`, remedy: 'write the values, or leave the test out' }));
}

function betweenTests({ tests }: Judged): Flaw[] {
  const plain = tests.filter(test => isPlain(test) && test.claim !== '' && test.values.length > 0 && !/^(amr|aws:|sts:)/.test(test.claim));
  return plain.flatMap((a, index) => plain.slice(index + 1).filter(b => b.claim === a.claim).flatMap((b): Flaw[] => {
    if (demands(a) && demands(b)) {
      return a.values.some(x => b.values.some(y => overlap(x, y))) ? [] : [{ message: `${a.written} has to be ${listed(a)} and ${listed(b)} at once` }];
    }
    const [wanted, refused] = demands(a) ? [a, b] : [b, a];
    if (!demands(wanted) || refused.negative !== true || refused.vacuous !== undefined) return [];
    const all = wanted.values.length > 0 && wanted.values.every(value => !isLate(value) && refused.values.some(one => one === value || (!hasWildcard(value) && !isLate(one) && fits(one, value))));
    return all ? [{ message: `${wanted.written} has to be ${listed(wanted)}, and just that is refused` }] : [];
  }));
}

/** Its values are texts that are compared as they are written. */
function isPlain({ opaque, mistyped, ignoreCase }: ClaimTest): boolean {
  return !opaque && !mistyped && !ignoreCase;
}

const OWNERS: readonly (readonly [path: string, owner: string])[] = [['repository', 'repository_owner'], ['project_path', 'namespace_path']];

/** The path of a repository begins with its owner. */
function withOwner({ tests }: Judged): Flaw[] {
  const plain = (claim: string) => tests.filter(test => test.claim === claim && demands(test) && isPlain(test) && !test.values.some(isLate));
  return OWNERS.flatMap(([path, owner]) => plain(path).flatMap(a => plain(owner).flatMap((b): Flaw[] =>
    a.values.some(x => b.values.some(y => overlap(x, `${y}/\ue000`))) ? [] : [{ message: `${a.written} has to be ${listed(a)} and ${b.written} ${listed(b)}` }])));
}

/** A claim that the subject names already: the environment takes the place of the ref, and both name one repository. */
function withSubject({ tests, subjects, grammar }: Judged): Flaw[] {
  if (grammar === undefined || subjects.length === 0) return [];
  return tests.flatMap((test): Flaw[] => {
    const pattern = own(NAMED, test.claim);
    if (test.claim === 'sub' || !demands(test) || !isPlain(test) || pattern === undefined) return [];
    const named = subjects.filter(({ test: { negative }, subject }) => negative !== true && subject.never === undefined).map(({ value }) => pattern.exec(shown(value))?.[1]);
    if (named.length === 0 || named.some(one => one === undefined || /[*?<]/.test(one))) return [];
    const plain = named.map(one => one!.replace(/@\d+/g, ''));
    // the claim holds the name as it is, the subject may hold it with its colons escaped
    if (plain.some(one => test.values.some(value => fits(value, one) || fits(value, one.replaceAll('%3A', ':'))))) return [];
    return [{ message: `${test.written} has to be ${listed(test)}, but the subject says ${[...new Set(plain)].map(one => JSON.stringify(one)).join(', ')}` }];
  });
}

/** The provider takes the audiences of its list alone, whatever the statement asks for. */
function withProvider(target: Target, { issuer, tests }: Judged): Flaw[] {
  if (target.cloud !== 'aws' || issuer === undefined || target.trust.providers === undefined) return [];
  const lists = target.trust.providers.filter(({ url }) => url === issuer).map(({ clientIds }) => clientIds ?? []);
  if (lists.length === 0 || lists.some(list => list.length === 0 || list.some(one => typeof one !== 'string'))) return [];
  const taken = lists.flat() as string[];
  return tests.filter(test => test.claim === 'aud' && demands(test) && !test.opaque && test.values.length > 0 && !test.values.some(isLate) && !test.values.some(value => taken.some(one => test.ignoreCase ? fits(value.toLowerCase(), one.toLowerCase()) : fits(value, one))))
    .map(test => ({ message: `${test.written} has to be ${listed(test)}, and the provider takes ${taken.map(one => JSON.stringify(one)).join(', ')} alone`, remedy: 'write the same audience into the provider and the trust' }));
}

const NAMED: Readonly<Record<string, RegExp>> = {
  repository: /^repo:([^/:]+\/[^/:]+):/,
  repository_owner: /^repo:([^/:]+)\//,
  repository_id: /^repo:[^:]*@(\d+):/,
  repository_owner_id: /^repo:[^/:]*@(\d+)\//,
  project_id: /^project_id:([^:]+):/,
  environment: /^repo:[^:]+:environment:([^:]*)$/,
  ref: /^repo:[^:]+:ref:(refs\/[^:]*)$/,
  project_path: /^project_path:([^:]+):/,
};

function listed({ values }: ClaimTest): string {
  return values.slice(0, 3).map(value => JSON.stringify(shown(value))).join(' or ') + (values.length > 3 ? ' or …' : '');
}
