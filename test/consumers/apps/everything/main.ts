import * as assert from 'node:assert/strict';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, GitHubRepository } from 'cdk-federated-roles';
import * as cdktf from 'cdktf';

const main = GitHubRepository.of('my-org/my-app').branch('main');

const stack = new cdk.Stack(new cdk.App(), 'Stack');
new aws.DeployRole(stack, 'Role', { workloads: [main] });
const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
const subject = role.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'];

const terraform = new cdktf.TerraformStack(new cdktf.App(), 'stack');
new cdktf.TerraformOutput(terraform, 'subject', { value: main.subjects[0] });
const { output } = JSON.parse(cdktf.Testing.synth(terraform));

assert.equal(subject, 'repo:my-org/my-app:ref:refs/heads/main');
assert.equal(output.subject.value, subject);
