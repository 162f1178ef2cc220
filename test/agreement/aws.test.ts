import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { aws, Workload } from '../../src';
import { evaluate } from '../../src/aws/evaluate';
import { NativeTrust } from '../../src/aws/policy';
import { AWS_BUILDERS } from '../support/builders';
import { trustPolicies } from '../support/template';

const AUDIENCE = 'sts.amazonaws.com';
const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

interface Role {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly trust: NativeTrust;
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
    batch.forEach((role, i) => roles.push({ ...role, trust: { policy: JSON.parse(JSON.stringify(trusts[ids[i]])) } }));
  }
  return roles;
}

type Change = 'nothing' | 'one character' | 'letter case' | 'longer' | 'absent' | 'foreign' | 'crossed' | 'list' | 'two audiences';

const change: fc.Arbitrary<Change> = fc.constantFrom('nothing', 'nothing', 'nothing', 'one character', 'one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed', 'list', 'two audiences');

function tested(workload: Workload): string[] {
  return ['iss', 'aud', 'sub', ...Object.keys(workload.claims)];
}

/** A character is lost, added or changed for another, wherever it stands. */
function oneCharacter(value: string, at: number): string {
  const i = at % (value.length + 1);
  const edited = [value.slice(0, i) + value.slice(i + 1), `${value.slice(0, i)}#${value.slice(i)}`, `${value.slice(0, i)}${value[i] === '*' ? '?' : '*'}${value.slice(i + 1)}`];
  return edited[at % 3];
}

function changed(value: string, how: Change, at: number): unknown {
  switch (how) {
    case 'one character': return oneCharacter(value, at);
    case 'letter case': return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    case 'longer': return `${value}x`;
    case 'foreign': return `evil-${value}`;
    case 'list': return [value];
    default: return value;
  }
}

/** The claims of a matching job, all but one or all. */
function drawn(workload: Workload, other: Workload, how: Change, which: number, at: number): { claim: string; claims: Record<string, unknown> } {
  const claims: Record<string, unknown> = workload.sampleClaims(AUDIENCE);
  const names = tested(workload);
  const claim = how === 'two audiences' ? 'aud' : names[which % names.length];
  if (how === 'absent') delete claims[claim];
  else if (how === 'crossed') claims[claim] = other.sampleClaims(AUDIENCE)[claim];
  else if (how === 'two audiences') claims.aud = [AUDIENCE, 'another'];
  else claims[claim] = changed(String(claims[claim]), how, at);
  return { claim, claims };
}

describe('the emitted AWS trust, decided by evaluate', () => {
  const roles = synthesised();
  const single = roles.filter(role => role.workloads.length === 1);

  test.each(single.map((role): [string, Role] => [role.name, role]))(`agrees with admits on ${CLAIM_SETS} claim sets: %s`, (_name, { workloads: [workload], trust }) => {
    const others = Object.values(AWS_BUILDERS);
    const draws = fc.sample(fc.tuple(change, fc.nat(), fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const counts = { accept: 0, reject: 0 };
    const disagreements = draws.flatMap(([how, which, at, pick]) => {
      const { claim, claims } = drawn(workload, others[pick % others.length], how, which, at);
      const expected = workload.admits(claims, AUDIENCE) ? 'accept' : 'reject';
      counts[expected] += 1;
      const { outcome, reasons } = evaluate(trust, claims);
      return outcome === expected ? [] : [{ how, claim, expected, outcome, found: claims[claim], reasons }];
    });
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject) / draws.length).toBeGreaterThan(0.2);
  });

  test.each(single.map((role): [string, Role] => [role.name, role]))('agrees with admits on every one-character change of every claim: %s', (_name, { workloads: [workload], trust }) => {
    const disagreements: unknown[] = [];
    for (const claim of tested(workload)) {
      const value = workload.sampleClaims(AUDIENCE)[claim];
      for (let at = 0; at < 3 * (value.length + 1); at++) {
        const claims = { ...workload.sampleClaims(AUDIENCE), [claim]: oneCharacter(value, at) };
        const expected = workload.admits(claims, AUDIENCE) ? 'accept' : 'reject';
        if (evaluate(trust, claims).outcome !== expected) disagreements.push({ claim, expected, found: claims[claim] });
      }
    }
    expect(disagreements).toEqual([]);
  });

  test('agrees with admits for every pair of builders', () => {
    const pairs = roles.filter(role => role.workloads.length === 2);
    const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const disagreements = draws.flatMap(([pick, side, how, which, at]) => {
      const { name, workloads, trust } = pairs[pick % pairs.length];
      const { claim, claims } = drawn(workloads[side % 2], workloads[(side + 1) % 2], how, which, at);
      const expected = workloads.some(w => w.admits(claims, AUDIENCE)) ? 'accept' : 'reject';
      return evaluate(trust, claims).outcome === expected ? [] : [{ name, how, claim, expected, claims }];
    });
    expect(disagreements.slice(0, 3)).toEqual([]);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accept: 0, reject: 0 };
    for (const { name, workloads: [a, b], trust } of roles.filter(role => role.workloads.length === 2)) {
      const samples = [a.sampleClaims(AUDIENCE), b.sampleClaims(AUDIENCE)];
      const shared = [...new Set([...tested(a), ...tested(b)])];
      for (let mask = 0; mask < 2 ** shared.length; mask++) {
        const claims = { ...samples[0], ...Object.fromEntries(shared.map((claim, i) => [claim, samples[Math.floor(mask / 2 ** i) % 2][claim]])) };
        const expected = a.admits(claims, AUDIENCE) || b.admits(claims, AUDIENCE) ? 'accept' : 'reject';
        if (evaluate(trust, claims).outcome !== expected) disagreements.push({ name, expected, claims });
        counts[expected] += 1;
      }
    }
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject)).toBeGreaterThan(1000);
  });
});
