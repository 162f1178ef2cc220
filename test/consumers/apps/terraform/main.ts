import * as assert from 'node:assert/strict';
import * as library from 'cdk-federated-roles';
import { App, TerraformOutput, TerraformStack, Testing } from 'cdktf';

const app = library.GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const stack = new TerraformStack(new App(), 'stack');
new TerraformOutput(stack, 'subject', { value: app.environment('production').subjects[0] });

const { output } = JSON.parse(Testing.synth(stack));
assert.deepEqual(output, { subject: { value: 'repo:my-org@123456/my-app@456789:environment:production' } });

assert.throws(() => require.resolve('aws-cdk-lib'));
assert.throws(() => library.aws.DeployRole, (error: any) => error.code === 'PEER_MISSING' && /needs aws-cdk-lib, which is not installed/.test(error.message));
