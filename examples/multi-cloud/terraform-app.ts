import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { production } from './identities';
import { azure, GitHubIssuer, google, vault } from 'cdk-federated-roles';

const PROJECT = 'my-project';
const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';
const VAULT = 'https://vault.example.com';

/** One stack a cloud, so that each can be deployed by itself. */
export function buildTerraformApp(outdir?: string): App {
  const app = new App({ outdir });
  defineGoogle(new TerraformStack(app, 'google'));
  defineAzure(new TerraformStack(app, 'azure'));
  defineVault(new TerraformStack(app, 'vault'));
  return app;
}

function defineGoogle(stack: TerraformStack): void {
  new GoogleProvider(stack, 'Google', { project: PROJECT });
  const provider = new google.GitHubProvider(stack, 'GitHub', {
    pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github', project: PROJECT }),
  });
  const account = new google.DeployServiceAccount(stack, 'Production', {
    provider,
    workloads: [production],
    accountId: 'deploy-production',
    permissions: [google.Permission.onProject('roles/run.developer')],
  });
  new TerraformOutput(stack, 'provider', { value: provider.providerName });
  new TerraformOutput(stack, 'account', { value: account.email });
}

function defineAzure(stack: TerraformStack): void {
  new AzurermProvider(stack, 'Azure', { features: [{}], subscriptionId: SUBSCRIPTION });
  const identity = new azure.DeployIdentity(stack, 'Production', {
    workloads: [production],
    identityName: 'deploy-my-app-production',
    resourceGroupName: 'deploy-identities',
    location: 'westeurope',
  });
  identity.addPermission(azure.Permission.role('Contributor', { scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/my-app-production` }));
  new TerraformOutput(stack, 'client_id', { value: identity.clientId });
}

function defineVault(stack: TerraformStack): void {
  new VaultProvider(stack, 'Vault', { address: VAULT });
  new vault.DeployRole(stack, 'Production', {
    backend: new vault.JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM }),
    roleName: 'my-app-production',
    workloads: [production],
    audience: VAULT,
    permissions: [vault.Permission.policy(vault.Policy.read(stack, 'Database', { policyName: 'my-app-database', mount: 'secret', paths: ['my-app/database'] }))],
  });
}

if (require.main === module) buildTerraformApp().synth();
