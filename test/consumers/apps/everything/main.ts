import * as assert from 'node:assert/strict';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, azure, GitHubIssuer, GitHubRepository, google, vault } from 'cdk-federated-roles';
import * as cdktf from 'cdktf';

const main = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).branch('main');

const stack = new cdk.Stack(new cdk.App(), 'Stack');
new aws.DeployRole(stack, 'Role', { workloads: [main] });
const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
const subject = role.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'];

const terraform = new cdktf.TerraformStack(new cdktf.App(), 'stack');
new GoogleProvider(terraform, 'Google', { project: 'my-project' });
new AzurermProvider(terraform, 'Azure', { features: [{}] });
new VaultProvider(terraform, 'Vault', { address: 'https://vault.example.com' });
new google.DeployServiceAccount(terraform, 'Account', {
  provider: new google.GitHubProvider(terraform, 'GitHub', { pool: new google.WorkloadIdentityPool(terraform, 'Pool', { poolId: 'github' }) }),
  workloads: [main],
  accountId: 'deploy-main',
});
new azure.DeployIdentity(terraform, 'Identity', { workloads: [main], identityName: 'deploy-main', resourceGroupName: 'deploy', location: 'westeurope' });
new vault.DeployRole(terraform, 'Role', {
  backend: new vault.JwtAuthBackend(terraform, 'Backend', { issuer: GitHubIssuer.GITHUB_COM }),
  roleName: 'deploy-main',
  workloads: [main],
  audience: 'https://vault.example.com',
});
const { resource } = JSON.parse(cdktf.Testing.synth(terraform, true));
const only = (type: string): any => Object.values(resource[type])[0];

assert.equal(subject, 'repo:my-org@123456/my-app@456789:ref:refs/heads/main');
assert.ok(only('google_service_account_iam_member').member.endsWith(`/subject/${subject}`));
assert.equal(only('azurerm_federated_identity_credential').subject, subject);
assert.equal(only('vault_jwt_auth_backend_role').bound_subject, subject);
