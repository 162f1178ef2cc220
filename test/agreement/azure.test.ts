import { App, TerraformStack } from 'cdktf';
import { azure, Workload } from '../../src';
import { evaluate, NativeCredential } from '../../src/azure/evaluate';
import { CLASSIC, FLEXIBLE } from '../azure/builders';
import { credentialsIn } from '../azure/synthesised';
import { CLAIM_SETS, claimSets, groupsOf, mixtures } from '../support/claim-sets';

const AUDIENCE = 'api://AzureADTokenExchange';

interface Identity {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly credentials: readonly NativeCredential[];
}

type Define = (stack: TerraformStack, workloads: Workload[]) => unknown;

/** An identity for every builder, for every pair and for triples; its credentials are read back from the JSON that Terraform gets. */
function synthesised(builders: Record<string, Workload>, define: Define): Identity[] {
  return groupsOf(Object.entries(builders)).map(({ name, workloads }) => {
    const stack = new TerraformStack(new App(), 'stack');
    define(stack, workloads);
    return { name, workloads, credentials: credentialsIn(stack) };
  });
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

  test('cover identities of one, two and three workloads', () => {
    const counts = [1, 2, 3].map(size => identities.filter(({ workloads }) => workloads.length === size).length);
    const count = Object.keys(builders).length;
    expect(counts).toEqual([count, count * (count - 1) / 2, count]);
  });

  test(`agree with admits on ${CLAIM_SETS} generated claim sets`, () => {
    const counts = { accepted: 0, rejectedByOne: 0, impossible: 0 };
    const disagreements: unknown[] = [];
    for (const { of: { name, workloads, credentials }, change, claim, claims: drawn } of claimSets(identities, AUDIENCE)) {
      const [[fact, value]] = Object.entries(FACTS).filter(([id]) => id === (String(drawn.iss).includes('gitlab') ? 'project_id' : 'repository_id'));
      const claims = { ...drawn, ...claim === fact ? {} : { [fact]: value } };
      const expected = workloads.some(w => w.admits(claims, AUDIENCE));
      const { outcome } = evaluate(credentials, claims);
      if (builders === FLEXIBLE && expected && contradictsFacts(claims)) {
        counts.impossible += 1;
        continue;
      }
      if (outcome !== (expected ? 'accept' : 'reject')) disagreements.push({ name, change, claim, expected, outcome, claims });
      if (expected) counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(counts.impossible / CLAIM_SETS).toBeLessThan(0.02);
    expect(counts.accepted / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
  });

  test('accept no combination of claims that no workload declares', () => {
    const wider: unknown[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { name, workloads, credentials } of identities.filter(identity => identity.workloads.length > 1)) {
      for (const claims of mixtures(workloads, AUDIENCE, Object.keys(FACTS))) {
        const { outcome } = evaluate(credentials, claims);
        const admitted = workloads.some(w => w.admits(claims, AUDIENCE));
        if (outcome === 'unknown' || (outcome === 'accept' && !admitted)) wider.push({ name, claims });
        if (outcome === 'accept') counts.accepted += 1;
        else counts.rejected += 1;
      }
    }
    expect(wider).toEqual([]);
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(300);
  });
});
