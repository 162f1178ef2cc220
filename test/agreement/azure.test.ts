import { App, TerraformStack } from 'cdktf';
import * as fc from 'fast-check';
import { azure, Workload } from '../../src';
import { evaluate, NativeCredential } from '../../src/azure/evaluate';
import { CLASSIC, FLEXIBLE } from '../azure/builders';
import { credentialsIn } from '../azure/synthesised';

const AUDIENCE = 'api://AzureADTokenExchange';
const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

interface Identity {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly credentials: readonly NativeCredential[];
}

type Define = (stack: TerraformStack, workloads: Workload[]) => unknown;

/** An identity for every builder and for every pair of two; its credentials are read back from the JSON that Terraform gets. */
function synthesised(builders: Record<string, Workload>, define: Define): Identity[] {
  const entries = Object.entries(builders);
  const declared = [
    ...entries.map(([name, workload]) => ({ name, workloads: [workload] })),
    ...entries.flatMap(([a, first], i) => entries.slice(i + 1).map(([b, second]) => ({ name: `${a} + ${b}`, workloads: [first, second] }))),
  ];
  return declared.map(({ name, workloads }) => {
    const stack = new TerraformStack(new App(), 'stack');
    define(stack, workloads);
    return { name, workloads, credentials: credentialsIn(stack) };
  });
}

/** What is done to the claims of a matching job. */
type Change = 'nothing' | 'list' | 'one character' | 'letter case' | 'longer' | 'absent' | 'foreign' | 'crossed' | 'number';

const change: fc.Arbitrary<Change> = fc.constantFrom('nothing', 'nothing', 'list', 'one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed', 'number');

/** Claims that the workload tests. The ids that Entra wants beside them are facts of the repository that the subject names. */
function tested(workload: Workload): string[] {
  return ['iss', 'aud', 'sub', ...Object.keys(workload.claims)];
}

function changed(value: string, how: Change, at: number): unknown {
  const i = at % value.length;
  switch (how) {
    case 'one character': return `${value.slice(0, i)}${value[i] === '#' ? '+' : '#'}${value.slice(i + 1)}`;
    case 'letter case': return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    case 'longer': return `${value}x`;
    case 'foreign': return `evil-${value}`;
    case 'number': return /^\d+$/.test(value) ? Number(value) : 1;
    default: return value;
  }
}

/**
 * An expression also tests the id of the repository or project, where the workload does not ask for it. A token that carries its name
 * and another id cannot come from it: only there the expression may refuse what `admits` lets in.
 */
const FACTS: Record<string, string> = { repository_id: '456789', project_id: '20' };

function contradictsFacts(claims: Record<string, unknown>): boolean {
  const fact = claims.iss === 'https://token.actions.githubusercontent.com' ? 'repository_id' : 'project_id';
  return claims[fact] !== FACTS[fact];
}

describe.each([
  ['classic credentials of an identity', CLASSIC, ((stack, workloads) => new azure.DeployIdentity(stack, 'Identity', {
    workloads, identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope',
  })) as Define],
  ['classic credentials of an application', CLASSIC, ((stack, workloads) => new azure.DeployApplication(stack, 'Application', { workloads, displayName: 'deploy' })) as Define],
  ['flexible credentials of an application', FLEXIBLE, ((stack, workloads) => new azure.DeployApplication(stack, 'Application', { flexibleWorkloads: workloads, displayName: 'deploy' })) as Define],
])('the %s, read back from Terraform', (_name, builders, define) => {
  const identities = synthesised(builders, define);

  test('agree with admits on generated claim sets over every builder and every pair of builders', () => {
    const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const counts = { accepted: 0, rejectedByOne: 0, impossible: 0 };
    const disagreements: unknown[] = [];
    draws.forEach(([pick, side, how, which, at], i) => {
      const { name, workloads, credentials } = identities[i < identities.length ? i : pick % identities.length];
      const workload = workloads[side % workloads.length];
      const other = workloads[(side + 1) % workloads.length];
      const claims: Record<string, unknown> = { ...workload.sampleClaims(AUDIENCE), ...FACTS };
      const names = tested(workload);
      const claim = names[which % names.length];
      if (how === 'absent') delete claims[claim];
      else if (how === 'crossed') claims[claim] = other.sampleClaims(AUDIENCE)[claim];
      else if (how === 'list') claims.aud = [AUDIENCE];
      else claims[claim] = changed(String(claims[claim]), how, at);

      const expected = workloads.some(w => w.admits(claims, AUDIENCE));
      const { outcome } = evaluate(credentials, claims);
      if (builders === FLEXIBLE && expected && contradictsFacts(claims)) {
        counts.impossible += 1;
        return;
      }
      if (outcome !== (expected ? 'accept' : 'reject')) disagreements.push({ name, how, claim, expected, outcome, claims });
      if (expected) counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    });
    expect(disagreements).toEqual([]);
    expect(counts.impossible / draws.length).toBeLessThan(0.02);
    expect(counts.accepted / draws.length).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / draws.length).toBeGreaterThanOrEqual(0.3);
  });

  test('accept no combination of claims that no workload declares', () => {
    const wider: unknown[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { name, workloads: [a, b], credentials } of identities.filter(identity => identity.workloads.length === 2)) {
      const samples = [a.sampleClaims(AUDIENCE), b.sampleClaims(AUDIENCE)];
      const claimsOfBoth = [...new Set([...tested(a), ...tested(b), 'repository_id', 'project_id'])];
      for (let mask = 0; mask < 2 ** claimsOfBoth.length; mask++) {
        const claims = { ...samples[0], ...Object.fromEntries(claimsOfBoth.map((claim, i) => [claim, samples[Math.floor(mask / 2 ** i) % 2][claim]])) };
        const { outcome } = evaluate(credentials, claims);
        const admitted = a.admits(claims, AUDIENCE) || b.admits(claims, AUDIENCE);
        if (outcome === 'unknown' || (outcome === 'accept' && !admitted)) wider.push({ name, claims });
        if (outcome === 'accept') counts.accepted += 1;
        else counts.rejected += 1;
      }
    }
    expect(wider).toEqual([]);
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(1000);
  });
});
