import { App as CdkApp, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { App, TerraformStack, Testing } from 'cdktf';
import { aws, azure, google, Issuer, vault, Workload } from '../../src';
import { decide } from '../../src/verify/decide';
import type { Target } from '../../src/verify/model';

/** The text of the artefact that trusts a workload. */
export type Emit = (workload: Workload) => string;

export const AWS_AUDIENCE = 'sts.amazonaws.com';
export const GOOGLE_AUDIENCE = 'https://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/ci-pool/providers/ci-jobs';
export const AZURE_AUDIENCE = 'api://AzureADTokenExchange';
export const VAULT_AUDIENCE = 'https://vault.example.com';

const terraform = (define: (stack: TerraformStack) => unknown): string => {
  const stack = new TerraformStack(new App(), 'stack');
  define(stack);
  return Testing.synth(stack, false);
};

export const AWS: Emit = workload => {
  const stack = new Stack(new CdkApp(), 'stack');
  new aws.DeployRole(stack, 'Role', { workloads: [workload] });
  return JSON.stringify(Template.fromStack(stack).toJSON());
};

/** The project is given by its number, so that nothing of the audience is open. */
export const GOOGLE: Emit = workload => terraform(stack => {
  const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: '123456789' });
  new google.DeployServiceAccount(stack, 'Account', { provider: googleProvider(stack, pool, workload.issuer), workloads: [workload], accountId: 'deploy-ci' });
});

function googleProvider(stack: TerraformStack, pool: google.WorkloadIdentityPool, issuer: Issuer): google.WorkloadIdentityProvider {
  if (issuer.url.includes('gitlab')) return new google.GitLabProvider(stack, 'ci', { pool, issuer: issuer as any, providerId: 'ci-jobs' });
  return new google.GitHubProvider(stack, 'ci', { pool, issuer: issuer as any, providerId: 'ci-jobs' });
}

export const IDENTITY: Emit = workload => terraform(stack => new azure.DeployIdentity(stack, 'Identity', { workloads: [workload], identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' }));
export const FLEXIBLE_APPLICATION: Emit = workload => terraform(stack => new azure.DeployApplication(stack, 'Application', { flexibleWorkloads: [workload], displayName: 'deploy' }));

export const VAULT: Emit = workload => terraform(stack => {
  const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer: workload.issuer });
  new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', workloads: [workload], audience: VAULT_AUDIENCE });
});

/** What the targets of an artefact answer together: one that accepts is enough. A provider of Google only exchanges, its bindings let act. */
export function answer(targets: readonly Target[], claims: Record<string, unknown>): string {
  const outcomes = targets.filter(({ kind }) => kind !== 'workload-identity-provider').map(target => decide(target, claims).outcome);
  return ['accept', 'unknown'].find(outcome => outcomes.includes(outcome as any)) ?? 'reject';
}

/**
 * Google and Entra also test the id of the project or repository that a subject names: a token that carries another is signed by no issuer, and there
 * alone a target may refuse what `admits` lets in.
 */
export function contradicts(claims: Record<string, unknown>, sample: Record<string, string>): boolean {
  return ['repository_id', 'repository_owner', 'repository_owner_id', 'project_id', 'project_path', 'namespace_id'].some(claim => claims[claim] !== sample[claim]);
}
