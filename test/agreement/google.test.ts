import { google, Workload } from '../../src';
import { evaluate, NativeTrust } from '../../src/google/evaluate';
import { GOOGLE_BUILDERS } from '../google/builders';
import { AUDIENCE, aProvider, aStack, emitted, stackFor } from '../google/support';
import { CLAIM_SETS, claimSets, groupsOf, mixtures } from '../support/claim-sets';

interface Account {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly trust: NativeTrust;
}

const builders = Object.entries(GOOGLE_BUILDERS);
const issuers = [...new Map(builders.map(([, workload]) => [workload.issuer.url, workload.issuer])).values()];
const ofIssuer = (url: string) => builders.filter(([, workload]) => workload.issuer.url === url);

/** A service account for every builder and for pairs and triples of the same issuer, each behind a provider of its own; read back from the JSON. */
function synthesised(): Account[] {
  return issuers.flatMap(({ url }) => groupsOf(ofIssuer(url))).map(account => ({ ...account, trust: emitted(stackFor(account.workloads)).all }));
}

/** All builders of an issuer behind one provider, so that each mapping stands beside all others. */
function shared(): Account[] {
  return issuers.flatMap(issuer => {
    const stack = aStack();
    const provider = aProvider(stack, issuer);
    const accounts = ofIssuer(issuer.url)
      .map(([name, workload], i) => ({ name: `${name}, shared`, workload, account: new google.DeployServiceAccount(stack, `Account${i}`, { provider, workloads: [workload], accountId: `deploy-${i}` }) }));
    const { of } = emitted(stack);
    return accounts.map(({ name, workload, account }) => ({ name, workloads: [workload], trust: of(account) }));
  });
}

/** The subject of a project by its path follows the path. */
function followed(claims: Record<string, unknown>, claim: string): void {
  if (claim === 'project_path' && typeof claims.project_path === 'string') claims.sub = String(claims.sub).replace(/^project_path:[^:]+:/, `project_path:${claims.project_path}:`);
}

/** Whether the project of a token is not the one that its path and its subject name: no issuer signs it, and the condition may refuse it. */
function contradicts(claims: Record<string, unknown>): boolean {
  const [, path] = /^project_path:([^:]+)/.exec(String(claims.sub)) ?? [];
  return String(claims.iss).includes('gitlab') && ((path !== undefined && claims.project_path !== path) || (path === 'my-org/my-app' && claims.project_id !== '20'));
}

describe('the emitted Google trust', () => {
  const accounts = [...synthesised(), ...shared()];

  test('covers accounts of one, two and three workloads', () => {
    const counts = [1, 2, 3].map(size => accounts.filter(({ workloads }) => workloads.length === size).length);
    expect(counts[0]).toBe(2 * builders.length);
    expect(counts[1]).toBeGreaterThan(100);
    expect(counts[2]).toBeGreaterThan(30);
  });

  test(`agrees with admits on ${CLAIM_SETS} generated claim sets`, () => {
    const counts = { accepted: 0, rejectedByOne: 0, contradictions: 0 };
    const disagreements: unknown[] = [];
    for (const { of: { name, workloads, trust }, change, claim, claims } of claimSets(accounts, AUDIENCE)) {
      followed(claims, claim);
      const expected = workloads.some(w => w.admits(claims, AUDIENCE));
      const { outcome, reasons } = evaluate(trust, claims);
      if (expected && contradicts(claims)) {
        counts.contradictions += 1;
        continue;
      }
      if (outcome !== (expected ? 'accept' : 'reject')) disagreements.push({ name, change, claim, expected, outcome, reasons });
      if (expected) counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(counts.contradictions / CLAIM_SETS).toBeLessThan(0.02);
    expect(counts.accepted / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { name, workloads, trust } of accounts.filter(account => account.workloads.length > 1)) {
      for (const claims of mixtures(workloads, AUDIENCE)) {
        const expected = workloads.some(w => w.admits(claims, AUDIENCE));
        const { outcome, reasons } = evaluate(trust, claims);
        if (outcome !== (expected ? 'accept' : 'reject')) disagreements.push({ name, expected, reasons });
        if (expected) counts.accepted += 1;
        else counts.rejected += 1;
      }
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(300);
  });
});
