import * as fc from 'fast-check';
import { inOtherCase, oneCharacterOff } from './texts';
import type { Workload } from '../../src';

/** Claim sets a cloud; more in the nightly run. */
export const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

/** What is done to the claims of a matching job. */
export const CHANGES = ['one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed', 'number', 'space', 'list'] as const;
export type Change = 'nothing' | typeof CHANGES[number];

/** One generated claim set, and how it came to be. */
export interface ClaimSet<T> {
  readonly of: T;
  readonly change: Change;
  /** The one claim in which it differs from that of a matching job. */
  readonly claim: string;
  readonly claims: Record<string, unknown>;
}

/** Claims that the workload tests. A token without a subject is no ID token: where the workload does not look at it, it is left as it is. */
export function testedClaims(workload: Workload): string[] {
  const bySubject = workload.subjects.length + workload.subjectPrefixes.length > 0;
  return ['iss', 'aud', ...bySubject ? ['sub'] : [], ...Object.keys(workload.claims)];
}

/** Claim sets that differ from that of a matching job in one tested claim or in none, over all trusts. */
export function* claimSets<T extends { readonly workloads: readonly Workload[] }>(trusts: readonly T[], audience: string): Generator<ClaimSet<T>> {
  const change: fc.Arbitrary<Change> = fc.oneof({ weight: 6, arbitrary: fc.constant('nothing' as const) }, { weight: 9, arbitrary: fc.constantFrom(...CHANGES) });
  const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
  for (const [i, [pick, side, how, which, at]] of draws.entries()) {
    const trust = trusts[i < trusts.length ? i : pick % trusts.length];
    const workload = trust.workloads[side % trust.workloads.length];
    const other = trust.workloads[(side + 1) % trust.workloads.length];
    const sample: Record<string, unknown> = workload.sampleClaims(audience);
    const names = testedClaims(workload);
    const claim = how === 'list' ? 'aud' : names[which % names.length];
    const value = how === 'crossed' ? other.sampleClaims(audience)[claim] : changed(String(sample[claim]), how, at);
    const { [claim]: _left, ...rest } = sample;
    yield { of: trust, change: how, claim, claims: value === undefined ? rest : { ...rest, [claim]: value } };
  }
}

function changed(value: string, how: Change, at: number): unknown {
  switch (how) {
    case 'one character': return oneCharacterOff(value, at % value.length);
    case 'letter case': return inOtherCase(value);
    case 'longer': return `${value}x`;
    case 'absent': return undefined;
    case 'foreign': return `evil-${value}`;
    case 'number': return /^[1-9]\d*$/.test(value) ? Number(value) : 1;
    case 'space': return `${value} `;
    case 'list': return [value];
    default: return value;
  }
}

/** Every mixture of the tested claims of these workloads, each claim taken from one job or another. */
export function* mixtures(workloads: readonly Workload[], audience: string, besides: readonly string[] = []): Generator<Record<string, unknown>> {
  const samples = workloads.map(workload => workload.sampleClaims(audience));
  const names = [...new Set([...workloads.flatMap(testedClaims), ...besides])];
  // a claim that all send alike makes no difference
  const choices = names.map(name => [...new Set(samples.map(sample => sample[name]))]);
  const total = choices.reduce((product, values) => product * values.length, 1);
  for (let n = 0; n < total; n++) {
    let rest = n;
    const claims: Record<string, unknown> = { ...samples[0] };
    names.forEach((name, i) => {
      const value = choices[i][rest % choices[i].length];
      rest = Math.floor(rest / choices[i].length);
      if (value === undefined) delete claims[name];
      else claims[name] = value;
    });
    yield claims;
  }
}

/** Groups of one, of two and of three: every entry, every pair, and as many triples as entries, each with neighbours at different distances. */
export function groupsOf<T>(entries: readonly (readonly [name: string, item: T])[]): { readonly name: string; readonly workloads: T[] }[] {
  const group = (...members: (readonly [string, T])[]) => ({ name: members.map(([name]) => name).join(' + '), workloads: members.map(([, item]) => item) });
  const at = (i: number) => entries[i % entries.length];
  return [
    ...entries.map(entry => group(entry)),
    ...entries.flatMap((first, i) => entries.slice(i + 1).map(second => group(first, second))),
    ...entries.length < 3 ? [] : entries.map((first, i) => group(first, at(i + 1), at(i + (entries.length > 3 ? 3 : 2)))),
  ];
}
