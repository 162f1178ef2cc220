import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, GitHubRepository, GitHubSubjectFormat } from '../../src';

const ids = { ownerId: '123456', repositoryId: '456789' };

function conditionOf(repository: GitHubRepository): unknown {
  const stack = new Stack(new App(), 'Stack');
  new aws.DeployRole(stack, 'Role', { workloads: [repository.environment('production')] });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles).toHaveLength(1);
  const [statement, ...others] = roles[0].Properties.AssumeRolePolicyDocument.Statement;
  expect(others).toEqual([]);
  return statement.Condition;
}

describe('the trust of a GitHub environment', () => {
  test.each([
    ['names without ids', GitHubRepository.of('my-org/my-app'), 'repo:my-org/my-app:environment:production'],
    ['ids with ids', GitHubRepository.of('my-org/my-app', ids), 'repo:my-org@123456/my-app@456789:environment:production'],
    ['both strings while migrating', GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING }), [
      'repo:my-org/my-app:environment:production',
      'repo:my-org@123456/my-app@456789:environment:production',
    ]],
  ])('is one pair of equalities on audience and subject: %s', (_name, repository, sub) => {
    expect(conditionOf(repository)).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': sub,
      },
    });
  });
});
