import * as errors from './errors';
import { own } from './own';
import { textProblem } from './text';
import { Problem, refuse, show } from '../../private/problem';

/** Further exact claims of a workload, each with the values of which one has to be sent. */
export type BoundClaims = Readonly<Record<string, readonly string[]>>;

/** What a value of a claim is called in a message. */
export function valueOf(claim: string): string {
  return `value of claim ${show(claim)}`;
}

/** The claims with one more; `implied` is what the rest of the workload has decided already. */
export function bind(bound: BoundClaims, implied: BoundClaims, name: string, values: readonly string[]): BoundClaims {
  const problems: (Problem | undefined)[] = values.map(value => textProblem(value, { what: valueOf(name) }));
  if (values.length === 0) problems.push(errors.noClaimValue(name));
  const decided = own(bound, name) ?? own(implied, name);
  if (decided !== undefined) problems.push(errors.alreadyBound(name, decided.join(', '), values.join(', ')));
  refuse(problems);
  return { ...bound, [name]: [...new Set(values)] };
}

/** Every way to take one element of each list, in order. */
export function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((done, list) => done.flatMap(head => list.map(item => [...head, item])), [[]]);
}
