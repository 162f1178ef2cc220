import assert from 'node:assert/strict';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, GitHubRepository } from 'cdk-federated-roles';
import { DeployRole } from 'cdk-federated-roles/aws';

assert.equal(aws.DeployRole, DeployRole);
const stack = new Stack(new App(), 'Stack');
new DeployRole(stack, 'Role', { workloads: [GitHubRepository.of('my-org/my-app').branch('main')] });
Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 1);
