import { App as CdkApp, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { App, TerraformStack, Testing } from 'cdktf';
import { aws, azure, google, Issuer, vault, Workload } from '../../src';

/** The text of an artefact with one target for some workloads. */
export interface Emitter {
  readonly audience: string;
  /** Whether it also tests what is known of whose jobs these are, and so may refuse a token that no issuer signs. */
  readonly testsFacts: boolean;
  readonly emit: (...workloads: Workload[]) => string;
}

const terraform = (define: (stack: TerraformStack) => unknown): string => {
  const stack = new TerraformStack(new App(), 'stack');
  define(stack);
  return Testing.synth(stack, false);
};

function googleProvider(stack: TerraformStack, pool: google.WorkloadIdentityPool, issuer: Issuer): google.WorkloadIdentityProvider {
  if (issuer.url.includes('gitlab')) return new google.GitLabProvider(stack, 'ci', { pool, issuer: issuer as any, providerId: 'ci-jobs' });
  return new google.GitHubProvider(stack, 'ci', { pool, issuer: issuer as any, providerId: 'ci-jobs' });
}

export const AWS: Emitter = {
  audience: 'sts.amazonaws.com',
  testsFacts: false,
  emit: (...workloads) => {
    const stack = new Stack(new CdkApp(), 'stack');
    new aws.DeployRole(stack, 'Role', { workloads });
    return JSON.stringify(Template.fromStack(stack).toJSON());
  },
};

/** The project is given by its number, so that nothing of the audience is open. */
export const GOOGLE: Emitter = {
  audience: 'https://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/ci-pool/providers/ci-jobs',
  testsFacts: true,
  emit: (...workloads) => terraform(stack => {
    const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: '123456789' });
    new google.DeployServiceAccount(stack, 'Account', { provider: googleProvider(stack, pool, workloads[0].issuer), workloads, accountId: 'deploy-ci' });
  }),
};

export const AZURE_IDENTITY: Emitter = {
  audience: 'api://AzureADTokenExchange',
  testsFacts: false,
  emit: (...workloads) => terraform(stack => new azure.DeployIdentity(stack, 'Identity', { workloads, identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' })),
};

export const AZURE_EXPRESSION: Emitter = {
  audience: 'api://AzureADTokenExchange',
  testsFacts: true,
  emit: (...flexibleWorkloads) => terraform(stack => new azure.DeployApplication(stack, 'Application', { flexibleWorkloads, displayName: 'deploy' })),
};

export const VAULT: Emitter = {
  audience: 'https://vault.example.com',
  testsFacts: false,
  emit: (...workloads) => terraform(stack => {
    const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer: workloads[0].issuer });
    new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', workloads, audience: 'https://vault.example.com' });
  }),
};

export const EMITTERS: readonly (readonly [cloud: string, emitter: Emitter])[] = [
  ['AWS', AWS], ['Google', GOOGLE], ['Azure', AZURE_IDENTITY], ['Azure, flexible', AZURE_EXPRESSION], ['Vault', VAULT],
];
