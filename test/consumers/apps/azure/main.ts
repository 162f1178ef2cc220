import * as assert from 'node:assert/strict';
import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { azure, Errors, GitHubRepository } from 'cdk-federated-roles';
import { DeployIdentity } from 'cdk-federated-roles/azure';
import { App, TerraformStack, Testing } from 'cdktf';

const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const stack = new TerraformStack(new App(), 'stack');
new AzurermProvider(stack, 'azurerm', { features: [{}] });
new AzureadProvider(stack, 'azuread', {});
const identity = new DeployIdentity(stack, 'Production', {
  workloads: [repository.environment('production')],
  identityName: 'deploy-my-app-production',
  resourceGroupName: 'deploy-identities',
  location: 'westeurope',
});
identity.addPermission(azure.Permission.role('Contributor', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111' }));
new azure.DeployApplication(stack, 'Previews', {
  displayName: 'deploy-my-app-previews',
  flexibleWorkloads: [repository.environmentsStartingWith('preview-', { reason: 'throw-away previews' })],
});
assert.ok(identity instanceof azure.DeployIdentity);

const { resource } = JSON.parse(Testing.synth(stack, true));
const [credential] = Object.values<any>(resource.azurerm_federated_identity_credential);
const [flexible] = Object.values<any>(resource.azuread_application_flexible_federated_identity_credential);
assert.equal(credential.issuer, 'https://token.actions.githubusercontent.com');
assert.equal(credential.subject, 'repo:my-org@123456/my-app@456789:environment:production');
assert.deepEqual(credential.audience, ['api://AzureADTokenExchange']);
assert.equal(flexible.claims_matching_expression, "claims['sub'] matches 'repo:my-org@123456/my-app@456789:environment:preview-*' and claims['repository_id'] eq '456789'");
assert.throws(
  () => new DeployIdentity(stack, 'Gated', { workloads: [repository.environment('production').onBranch('main')], identityName: 'gated', resourceGroupName: 'deploy', location: 'westeurope' }),
  (error: unknown) => Errors.codeOf(error) === 'UNSUPPORTED_CLAIM',
);

// neither the other framework nor the other clouds
for (const other of ['aws-cdk-lib', '@cdktf/provider-google/package.json', '@cdktf/provider-vault/package.json']) assert.throws(() => require.resolve(other));

// with the peer installed its types are real, however they are shielded
// @ts-expect-error workloads are missing
() => new DeployIdentity(stack, 'Typed', {});
// @ts-expect-error no member of the resource of the peer
() => identity.resource!.noSuchMember;
