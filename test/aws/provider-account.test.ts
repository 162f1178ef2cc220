import * as cdk from 'aws-cdk-lib';
import { aws, Errors, GitHubRepository } from '../../src';

const workloads = [GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production')];
const HERE = '111111111111';
const ELSEWHERE = '222222222222';
const arnIn = (account: string) => `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

function stackIn(app: cdk.App, account: string | undefined, id = 'Stack'): cdk.Stack {
  return new cdk.Stack(app, id, account === undefined ? {} : { env: { account, region: 'eu-west-1' } });
}

/** Ways to name a provider in an account. */
const PROVIDERS: Record<string, (scope: cdk.Stack, account: string) => aws.IOidcProvider> = {
  'by its ARN': (scope, account) => aws.GitHubOidcProvider.fromGitHubOidcProviderArn(scope, 'Provider', arnIn(account)),
  'by the account': (scope, account) => aws.GitHubOidcProvider.fromAccount(scope, 'Provider', { account }),
  'that another stack defines': (scope, account) => new aws.GitHubOidcProvider(stackIn(scope.node.root as cdk.App, account, 'Other'), 'Provider'),
};

function codeOf(way: string, account: string | undefined, providerAccount: string): string | undefined {
  const stack = stackIn(new cdk.App(), account);
  const provider = PROVIDERS[way](stack, providerAccount);
  try {
    new aws.DeployRole(stack, 'Role', { workloads, providers: [provider] });
  } catch (error) {
    return Errors.codeOf(error);
  }
  return undefined;
}

describe.each(Object.keys(PROVIDERS))('a provider %s', way => {
  test('fails in another account than that of the role', () => {
    expect(codeOf(way, HERE, ELSEWHERE)).toBe('PROVIDER_OF_OTHER_ACCOUNT');
  });

  test('is taken in the account of the role', () => {
    expect(codeOf(way, HERE, HERE)).toBeUndefined();
  });

  test('is taken where the account of the role is not known', () => {
    expect(codeOf(way, undefined, ELSEWHERE)).toBeUndefined();
  });
});
