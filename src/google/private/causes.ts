import { parseCel } from './cel';
import { leavesOf } from './pieces';
import { compared, Unmet, unmet } from './unmet';
import { own } from '../../identity/private/own';
import type { Reason } from '../../private/decision';
import { hintFor, hintToTheLetter } from '../../private/hints';
import type { NativeProvider } from '../evaluate';
import { selectorOf } from './member';

type Claims = Readonly<Record<string, unknown>>;

const WHOLE = 'write the value whole, or have the provider map an attribute that says whether it fits';

function reasonOf({ hint, like, ...mismatch }: Unmet): Reason {
  const cause = hint ?? (like === undefined ? hintToTheLetter(mismatch, WHOLE) : hintFor({ ...mismatch, expected: like }));
  return { ...mismatch, ok: false, ...cause === undefined ? {} : { hint: cause } };
}

/** Claims that a mapping reads, and the token does not carry. */
export function ofMapping(expression: string, claims: Claims): Reason[] {
  const tree = parseCel(expression);
  const leaves = tree === undefined ? [] : leavesOf(tree, { claims, mapping: {} });
  return leaves.flatMap(leaf => 'claim' in leaf && own(claims, leaf.claim) === undefined ? [reasonOf({ claim: leaf.claim, expected: [], found: undefined })] : []);
}

/** Claims because of which a condition does not hold. */
export function ofCondition(condition: string, { attributeMapping: mapping }: NativeProvider, claims: Claims, late = false): Reason[] {
  const tree = parseCel(condition);
  return tree === undefined ? [] : unmet(tree, true, { claims, mapping, late }).map(reasonOf);
}

/** Claims because of which a token is none of the members: of those members that come nearest. */
export function ofMembers(members: readonly string[], pool: string, { attributeMapping: mapping }: NativeProvider, claims: Claims): Reason[] {
  const wanting = members.map(member => ofMember(member, pool, mapping, claims)).filter(one => one.length > 0);
  const fewest = Math.min(...wanting.map(({ length }) => length));
  const nearest = wanting.filter(({ length }) => length === fewest);
  const [first = []] = nearest;
  const alike = nearest.filter(one => one.every(({ claim }, i) => claim === first[i].claim));
  return first.map((one, i) => reasonOf({ ...one, expected: [...new Set(alike.flatMap(other => other[i].expected))] }));
}

function ofMember(member: string, pool: string, mapping: NativeProvider['attributeMapping'], claims: Claims): Unmet[] {
  const told = selectorOf(member);
  if (told === undefined || told.attribute === 'google.groups') return [];
  const { attribute, value } = told;
  if (told.pool !== pool) return [{ claim: 'pool', expected: [told.pool], found: pool, hint: 'the member is of another pool than the provider: grant the role to a member of this one' }];
  const expression = own(mapping, attribute);
  if (expression === undefined) return [{ claim: attribute, expected: [value], found: undefined, hint: `the provider maps nothing to ${attribute}, by which the member is selected: add it to the attribute mapping` }];
  const tree = parseCel(expression);
  return tree === undefined ? [] : compared(leavesOf(tree, { claims, mapping: {} }), value, { claims, mapping: {} });
}

/** Condition and members may ask for the same. */
export function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ claim, expected, ok }) => {
    const key = JSON.stringify([claim, expected, ok]);
    return !seen.has(key) && seen.add(key);
  });
}
