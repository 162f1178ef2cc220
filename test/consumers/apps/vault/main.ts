import * as assert from 'node:assert/strict';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { GitHubIssuer, GitHubRepository, vault } from 'cdk-federated-roles';
import { DeployRole } from 'cdk-federated-roles/vault';
import { App, TerraformStack, Testing } from 'cdktf';

const stack = new TerraformStack(new App(), 'stack');
new VaultProvider(stack, 'Vault', { address: 'https://vault.example.com' });
const role = new DeployRole(stack, 'Role', {
  backend: new vault.JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM }),
  roleName: 'my-app-production',
  workloads: [GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production')],
  audience: 'https://vault.example.com',
  permissions: [vault.Permission.policy(vault.Policy.read(stack, 'Database', { policyName: 'database', mount: 'secret', paths: ['my-app/database'] }))],
});
assert.ok(vault.DeployRole.isDeployRole(role));

const [emitted] = Object.values<any>(JSON.parse(Testing.synth(stack)).resource.vault_jwt_auth_backend_role);
assert.equal(emitted.bound_subject, 'repo:my-org@123456/my-app@456789:environment:production');
assert.deepEqual(emitted.bound_audiences, ['https://vault.example.com']);
assert.equal(emitted.role_type, 'jwt');
for (const other of ['aws-cdk-lib', '@cdktf/provider-google/package.json', '@cdktf/provider-azurerm/package.json', '@cdktf/provider-azuread/package.json']) assert.throws(() => require.resolve(other));
