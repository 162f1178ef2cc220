import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { aws, Workload } from '../../src';
import { AWS_BUILDERS } from '../support/builders';
import { IamOracle } from '../support/iam-oracle';
import { trustPolicies } from '../support/template';

const AUDIENCE = 'sts.amazonaws.com';
const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

interface Role {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly oracle: IamOracle;
}

/** A role for every builder and for every pair of two; each trust is read back from its template. */
function synthesised(): Role[] {
  const builders = Object.entries(AWS_BUILDERS);
  const declared = [
    ...builders.map(([name, workload]) => ({ name, workloads: [workload] })),
    ...builders.flatMap(([a, first], i) => builders.slice(i + 1).map(([b, second]) => ({ name: `${a} + ${b}`, workloads: [first, second] }))),
  ];
  const roles: Role[] = [];
  for (let start = 0; start < declared.length; start += 200) {
    const stack = new Stack(new App(), 'Stack');
    const batch = declared.slice(start, start + 200);
    const ids = batch.map(({ workloads }, i) => {
      const role = new aws.DeployRole(stack, `Role${i}`, { workloads });
      return stack.getLogicalId(role.node.defaultChild as any);
    });
    const trusts = trustPolicies(stack);
    batch.forEach((role, i) => roles.push({ ...role, oracle: new IamOracle(trusts[ids[i]]) }));
  }
  return roles;
}

/** What is done to the claims of a matching job. */
type Change = 'nothing' | 'one character' | 'letter case' | 'longer' | 'absent' | 'foreign' | 'crossed';

const change: fc.Arbitrary<Change> = fc.constantFrom('nothing', 'nothing', 'one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed');

function tested(workload: Workload): string[] {
  return ['iss', 'aud', 'sub', ...Object.keys(workload.claims)];
}

function changed(value: string, how: Change, at: number): string {
  const i = at % value.length;
  switch (how) {
    case 'one character': return `${value.slice(0, i)}${value[i] === '#' ? '+' : '#'}${value.slice(i + 1)}`;
    case 'letter case': return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    case 'longer': return `${value}x`;
    case 'foreign': return `evil-${value}`;
    default: return value;
  }
}

describe('the emitted AWS trust, read by an independent evaluator', () => {
  const roles = synthesised();

  test('agrees with admits on generated claim sets over every builder and every pair of builders', () => {
    const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const counts = { accepted: 0, rejectedByOne: 0, rejected: 0 };
    const disagreements: unknown[] = [];
    draws.forEach(([pick, side, how, which, at], i) => {
      const { name, workloads, oracle } = roles[i < roles.length ? i : pick % roles.length];
      const workload = workloads[side % workloads.length];
      const other = workloads[(side + 1) % workloads.length];
      const claims: Record<string, unknown> = workload.sampleClaims(AUDIENCE);
      const names = tested(workload);
      const claim = names[which % names.length];
      if (how === 'absent') delete claims[claim];
      else if (how === 'crossed') claims[claim] = other.sampleClaims(AUDIENCE)[claim];
      else claims[claim] = changed(String(claims[claim]), how, at);

      const expected = workloads.some(w => w.admits(claims, AUDIENCE));
      if (oracle.accepts(claims) !== expected) disagreements.push({ name, how, claim, expected, claims });
      if (expected) counts.accepted += 1;
      else counts.rejected += 1;
      if (!expected) counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    });
    expect(disagreements).toEqual([]);
    expect(counts.accepted + counts.rejected).toBe(draws.length);
    expect(counts.accepted / draws.length).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / draws.length).toBeGreaterThanOrEqual(0.3);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { name, workloads: [a, b], oracle } of roles.filter(role => role.workloads.length === 2)) {
      const samples = [a.sampleClaims(AUDIENCE), b.sampleClaims(AUDIENCE)];
      const shared = [...new Set([...tested(a), ...tested(b)])];
      // every way to take each tested claim from one job or the other
      for (let mask = 0; mask < 2 ** shared.length; mask++) {
        const claims = { ...samples[0], ...Object.fromEntries(shared.map((claim, i) => [claim, samples[Math.floor(mask / 2 ** i) % 2][claim]])) };
        const expected = a.admits(claims, AUDIENCE) || b.admits(claims, AUDIENCE);
        if (oracle.accepts(claims) !== expected) disagreements.push({ name, expected, claims });
        if (expected) counts.accepted += 1;
        else counts.rejected += 1;
      }
    }
    expect(disagreements).toEqual([]);
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(1000);
  });
});
