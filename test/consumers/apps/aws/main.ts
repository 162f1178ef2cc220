import * as assert from 'node:assert/strict';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubRepository } from 'cdk-federated-roles';

const stack = new Stack(new App(), 'Stack');
const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const role: iam.Role = new aws.DeployRole(stack, 'Role', {
  workloads: [app.environment('production')],
  providers: [aws.GitHubOidcProvider.inStack(stack)],
});
role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));

const template = Template.fromStack(stack);
template.resourceCountIs('AWS::IAM::OIDCProvider', 1);
template.hasResourceProperties('AWS::IAM::Role', {
  AssumeRolePolicyDocument: {
    Statement: [{
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:my-org@123456/my-app@456789:environment:production',
        },
      },
    }],
  },
});
for (const other of ['cdktf', '@cdktf/provider-google/package.json', '@cdktf/provider-azurerm/package.json', '@cdktf/provider-azuread/package.json', '@cdktf/provider-vault/package.json']) assert.throws(() => require.resolve(other));
assert.deepEqual(Object.keys(require.cache).filter(file => /[\\/]cdk-federated-roles[\\/]lib[\\/](azure|google|terraform|vault)[\\/]/.test(file)), [], 'nothing of another cloud is loaded');
console.log(`aws-cdk-lib ${require('aws-cdk-lib/package.json').version}`);

// with the peer installed its types are real, however they are shielded
// @ts-expect-error workloads are missing
() => new aws.DeployRole(stack, 'Other', {});
// @ts-expect-error no member of a role
() => role.noSuchMember;
// @ts-expect-error no member of what the deploy role inherits
() => new aws.DeployRole(stack, 'Other', { workloads: [] }).noSuchMember;
