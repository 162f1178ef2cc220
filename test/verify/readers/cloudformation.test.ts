import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, GitHubRepository } from '../../../src';
import { readText } from '../../../src/verify/readers';

test('a role of this library is a target whose provider is an ARN of the account', () => {
  const stack = new Stack(new App(), 'Stack');
  new aws.DeployRole(stack, 'Deploy', { workloads: [GitHubRepository.of('my-org/my-app').branch('main')] });

  const { targets, providers } = readText(JSON.stringify(Template.fromStack(stack).toJSON(), undefined, 1), { file: 'Stack.template.json' });

  expect(targets.map(({ cloud, issuer }) => ({ cloud, issuer }))).toEqual([{ cloud: 'aws', issuer: 'https://token.actions.githubusercontent.com' }]);
  expect(providers).toEqual([]);
});
