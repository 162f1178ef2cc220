import * as fc from 'fast-check';
import { google, Workload } from '../../src';
import { evaluate, NativeTrust } from '../../src/google/evaluate';
import { GOOGLE_BUILDERS } from '../google/builders';
import { AUDIENCE, aProvider, aStack, emitted, stackFor } from '../google/support';

const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

interface Account {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly trust: NativeTrust;
}

const builders = Object.entries(GOOGLE_BUILDERS);
const pairs = builders.flatMap(([a, first], i) => builders.slice(i + 1)
  .filter(([, second]) => second.issuer.url === first.issuer.url)
  .map(([b, second]) => ({ name: `${a} + ${b}`, workloads: [first, second] })));

/** A service account for every builder and for every pair of two of the same issuer, each behind a provider of its own; read back from the JSON. */
function synthesised(): Account[] {
  const declared = [...builders.map(([name, workload]) => ({ name, workloads: [workload] })), ...pairs];
  return declared.map(account => ({ ...account, trust: emitted(stackFor(account.workloads)).all }));
}

/** All builders of an issuer behind one provider, so that each mapping stands beside all others. */
function shared(): Account[] {
  const issuers = [...new Map(builders.map(([, workload]) => [workload.issuer.url, workload.issuer])).values()];
  return issuers.flatMap(issuer => {
    const stack = aStack();
    const provider = aProvider(stack, issuer);
    const accounts = builders.filter(([, workload]) => workload.issuer.url === issuer.url)
      .map(([name, workload], i) => ({ name: `${name}, shared`, workload, account: new google.DeployServiceAccount(stack, `Account${i}`, { provider, workloads: [workload], accountId: `deploy-${i}` }) }));
    const { of } = emitted(stack);
    return accounts.map(({ name, workload, account }) => ({ name, workloads: [workload], trust: of(account) }));
  });
}

/** What is done to the claims of a matching job. */
type Change = 'nothing' | 'one character' | 'letter case' | 'longer' | 'absent' | 'foreign' | 'crossed';

const change: fc.Arbitrary<Change> = fc.constantFrom('nothing', 'nothing', 'one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed');

/** A token without a subject is no ID token; it is left out where the workload does not look at the subject. */
function tested(workload: Workload): string[] {
  const bySubject = workload.subjects.length + workload.subjectPrefixes.length > 0;
  return ['iss', 'aud', ...bySubject ? ['sub'] : [], ...Object.keys(workload.claims)];
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

/** The subject of a project by its path follows the path. */
function followed(claims: Record<string, unknown>, claim: string, sample: Record<string, string>): void {
  if (claim === 'project_path' && typeof claims.project_path === 'string') {
    claims.sub = String(claims.sub).replace(`project_path:${sample.project_path}:`, `project_path:${claims.project_path}:`);
  }
}

/** Whether the project of a token is not the one that its path and its subject name. */
function contradicts(claims: Record<string, unknown>): boolean {
  const [, path] = /^project_path:([^:]+)/.exec(String(claims.sub)) ?? [];
  return String(claims.iss).includes('gitlab') && ((path !== undefined && claims.project_path !== path) || (path === 'my-org/my-app' && claims.project_id !== '20'));
}

describe('the emitted Google trust', () => {
  const accounts = [...synthesised(), ...shared()];

  test('agrees with admits on generated claim sets over every builder and every pair of builders', () => {
    const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const counts = { accepted: 0, rejectedByOne: 0, contradictions: 0 };
    const disagreements: unknown[] = [];
    draws.forEach(([pick, side, how, which, at], i) => {
      const { name, workloads, trust } = accounts[i < accounts.length ? i : pick % accounts.length];
      const workload = workloads[side % workloads.length];
      const other = workloads[(side + 1) % workloads.length];
      const claims: Record<string, unknown> = workload.sampleClaims(AUDIENCE);
      const names = tested(workload);
      const claim = names[which % names.length];
      if (how === 'absent') delete claims[claim];
      else if (how === 'crossed') claims[claim] = other.sampleClaims(AUDIENCE)[claim];
      else claims[claim] = changed(String(claims[claim]), how, at);
      followed(claims, claim, workload.sampleClaims(AUDIENCE));

      const expected = workloads.some(w => w.admits(claims, AUDIENCE));
      if (expected && contradicts(claims)) { // no issuer signs it, and the condition may refuse it
        counts.contradictions += 1;
        return;
      }
      const decision = evaluate(trust, claims);
      if ((decision.outcome === 'accept') !== expected || decision.outcome === 'unknown') disagreements.push({ name, how, claim, expected, reasons: decision.reasons });
      if (expected) counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    });
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(counts.contradictions / draws.length).toBeLessThan(0.02);
    expect(counts.accepted / draws.length).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / draws.length).toBeGreaterThanOrEqual(0.3);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { name, workloads: [a, b], trust } of accounts.filter(account => account.workloads.length === 2)) {
      const samples = [a.sampleClaims(AUDIENCE), b.sampleClaims(AUDIENCE)];
      const both = [...new Set([...tested(a), ...tested(b)])];
      // every way to take each tested claim from one job or the other
      for (let mask = 0; mask < 2 ** both.length; mask++) {
        const crossed = both.map((claim, i): [string, string] => [claim, samples[Math.floor(mask / 2 ** i) % 2][claim]]).filter(([, value]) => value !== undefined);
        const claims = { ...samples[0], ...Object.fromEntries(crossed) };
        const expected = a.admits(claims, AUDIENCE) || b.admits(claims, AUDIENCE);
        const { outcome, reasons } = evaluate(trust, claims);
        if ((outcome === 'accept') !== expected || outcome === 'unknown') disagreements.push({ name, expected, reasons });
        if (expected) counts.accepted += 1;
        else counts.rejected += 1;
      }
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(1000);
  });
});
