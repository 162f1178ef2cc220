/** Prints what the three CDKTF rooms emit, but for the version of the framework and the folder of the state. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { azure, GitHubIssuer, GitHubRepository, GitLabProject, google, vault } from 'cdk-federated-roles';
import { App, TerraformOutput, TerraformStack } from 'cdktf';

const outdir = path.join(__dirname, 'cdktf.out');
const app = new App({ outdir });
const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const production = repository.environment('prod ${x} %{y} "z"');
const pinned = repository.environment('production').onBranch('main');
const project = GitLabProject.of('my-group/my-lib', { projectId: '20' });
const previews = repository.environmentsStartingWith('preview-', { reason: 'throw-away ${previews}' });

const onGoogle = new TerraformStack(app, 'google');
new GoogleProvider(onGoogle, 'Google', { project: 'my-project' });
const github = new google.GitHubProvider(onGoogle, 'GitHub', { pool: new google.WorkloadIdentityPool(onGoogle, 'GitHubPool', { poolId: 'github', project: 'my-project' }) });
const gitlab = new google.GitLabProvider(onGoogle, 'GitLab', { pool: new google.WorkloadIdentityPool(onGoogle, 'GitLabPool', { poolId: 'gitlab', project: 'my-project' }) });
const account = new google.DeployServiceAccount(onGoogle, 'Production', {
  provider: github, workloads: [production, pinned, previews], accountId: 'deploy-production', permissions: [google.Permission.onProject('roles/run.developer')],
});
new google.DirectAccess(onGoogle, 'Site', { provider: gitlab, workloads: [project.environment('production').withProtectedRef()], permissions: [google.Permission.onProject('roles/storage.objectUser')] });
new TerraformOutput(onGoogle, 'audience', { value: gitlab.audience });
new TerraformOutput(onGoogle, 'account', { value: account.email });

const onAzure = new TerraformStack(app, 'azure');
new AzurermProvider(onAzure, 'azurerm', { features: [{}] });
new AzureadProvider(onAzure, 'azuread', {});
const identity = new azure.DeployIdentity(onAzure, 'Production', {
  workloads: [production, project.branch('main')], identityName: 'deploy-production', resourceGroupName: 'deploy', location: 'westeurope', azurermVersion: azure.AzurermVersion.V5,
});
identity.addPermission(azure.Permission.role('Contributor', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111' }));
new azure.DeployApplication(onAzure, 'Previews', { displayName: 'previews', workloads: [repository.branch('main')], flexibleWorkloads: [previews] });

const onVault = new TerraformStack(app, 'vault');
new VaultProvider(onVault, 'Vault', { address: 'https://vault.example.com' });
new vault.DeployRole(onVault, 'MyApp', {
  backend: new vault.JwtAuthBackend(onVault, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM }),
  roleName: 'my-app-production',
  workloads: [pinned],
  audience: 'https://vault.example.com',
  permissions: [vault.Permission.policy(vault.Policy.read(onVault, 'Database', { policyName: 'database', mount: 'secret', paths: ['my-app/database'] }))],
});

app.synth();
const emitted = ['google', 'azure', 'vault'].map(name => JSON.parse(fs.readFileSync(path.join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf-8')));
for (const stack of emitted) {
  assert.ok(Object.keys(stack.resource).length > 0);
  delete stack['//'].metadata.version;
  delete stack.terraform.backend;
}
console.log(JSON.stringify(emitted));
