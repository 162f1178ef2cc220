import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubIssuer, GitHubRepository, GitLabIssuer, GitLabProject, Issuer } from '../../src';
import { aStack, refusal } from '../support/stacks';

const GITHUB = 'token.actions.githubusercontent.com';

describe('a provider', () => {
  test.each([
    ['GitHub', (stack: Stack) => new aws.GitHubOidcProvider(stack, 'Provider'), `https://${GITHUB}`],
    ['a GitHub enterprise', (stack: Stack) => new aws.GitHubOidcProvider(stack, 'Provider', { issuer: GitHubIssuer.enterprise('octocorp') }), `https://${GITHUB}/octocorp`],
    ['GitLab', (stack: Stack) => new aws.GitLabOidcProvider(stack, 'Provider'), 'https://gitlab.com'],
    ['a GitLab instance', (stack: Stack) => new aws.GitLabOidcProvider(stack, 'Provider', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com/sub') }), 'https://gitlab.example.com/sub'],
    ['any issuer', (stack: Stack) => new aws.OidcProvider(stack, 'Provider', { issuer: Issuer.of('https://ci.example.com') }), 'https://ci.example.com'],
  ])('of %s is one native resource without thumbprints', (_name, make, url) => {
    const stack = aStack();
    const provider = make(stack);
    expect(Object.values(Template.fromStack(stack).toJSON().Resources)).toEqual([
      { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: url, ClientIdList: ['sts.amazonaws.com'] } },
    ]);
    expect(provider.issuer.url).toBe(url);
  });

  test('takes the audience of China in its regions', () => {
    const stack = aStack({ env: { account: '111111111111', region: 'cn-north-1' } });
    expect(aws.GitHubOidcProvider.inStack(stack).audiences).toEqual(['sts.amazonaws.com.cn']);
    expect(new aws.DeployRole(stack, 'Role', { workloads: [GitHubRepository.of('o/r').branch('main')] }).audience).toBe('sts.amazonaws.com.cn');
  });

  test('takes several audiences and thumbprints where they are given', () => {
    const stack = aStack();
    new aws.GitLabOidcProvider(stack, 'Provider', { audiences: ['https://gitlab.com', 'sts.amazonaws.com'], thumbprints: ['a'.repeat(40)] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::OIDCProvider', {
      ClientIdList: ['https://gitlab.com', 'sts.amazonaws.com'],
      ThumbprintList: ['a'.repeat(40)],
    });
  });

  test.each([
    ['no audience', { audiences: [] }, 'INVALID_PROVIDER', "'audiences' holds 0"],
    ['101 audiences', { audiences: Array.from({ length: 101 }, (_, i) => `a${i}`) }, 'INVALID_PROVIDER', "'audiences' holds 101"],
    ['an audience twice', { audiences: ['a', 'a'] }, 'INVALID_PROVIDER', 'different'],
    ['an empty audience', { audiences: [''] }, 'INVALID_AUDIENCE', '""'],
    ['an audience of 256 characters', { audiences: ['a'.repeat(256)] }, 'INVALID_AUDIENCE', '255'],
    ['a wildcard audience', { audiences: ['sts.*'] }, 'INVALID_AUDIENCE', '"sts.*"'],
    ['no thumbprint in a list', { thumbprints: [] }, 'INVALID_PROVIDER', "'thumbprints'"],
    ['six thumbprints', { thumbprints: Array(6).fill('a'.repeat(40)) }, 'INVALID_PROVIDER', '1 to 5'],
    ['a thumbprint that is none', { thumbprints: ['abc'] }, 'INVALID_PROVIDER', '"abc"'],
  ])('fails for %s and leaves nothing behind', (_name, props, code, text) => {
    const stack = aStack();
    const error = refusal(() => new aws.GitHubOidcProvider(stack, 'Provider', props));
    expect(error.code).toBe(code);
    expect(error.text).toContain(text);
    expect(error.text).toContain('at Stack/Provider');
    expect(stack.node.children).toEqual([]);
  });

  test.each([
    ['a port', 'https://ci.example.com:8443'],
    ['256 characters', `https://ci.example.com/${'a'.repeat(233)}`],
  ])('fails for an issuer with %s', (_name, url) => {
    expect(refusal(() => new aws.OidcProvider(aStack(), 'Provider', { issuer: Issuer.of(url) })).code).toBe('INVALID_PROVIDER');
  });
});

describe('a provider asked for twice', () => {
  test('in one stack is one resource', () => {
    const stack = aStack();
    const first = aws.GitHubOidcProvider.inStack(stack);
    const second = aws.GitHubOidcProvider.inStack(new aws.DeployRole(stack, 'Role', { workloads: [GitHubRepository.of('o/r').branch('main')], providers: [first] }));
    expect(second).toBe(first);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 1);
  });

  test('is found where it was defined by hand', () => {
    const stack = aStack();
    const first = new aws.GitHubOidcProvider(stack, 'Mine');
    expect(aws.GitHubOidcProvider.inStack(stack)).toBe(first);
    expect(aws.OidcProvider.inStack(stack, { issuer: GitHubIssuer.GITHUB_COM })).toBe(first);
  });

  test('is two resources for two issuers', () => {
    const stack = aStack();
    aws.GitHubOidcProvider.inStack(stack);
    aws.GitHubOidcProvider.inStack(stack, { issuer: GitHubIssuer.enterprise('octocorp') });
    aws.GitLabOidcProvider.inStack(stack);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 3);
  });

  test('fails with audiences that the first does not take', () => {
    const stack = aStack();
    aws.GitHubOidcProvider.inStack(stack);
    const error = refusal(() => aws.GitHubOidcProvider.inStack(stack, { audiences: ['other'] }));
    expect(error.code).toBe('AUDIENCES_DIFFER');
    expect(error.text).toContain('"other"');
  });

  test('fails with thumbprints that the first was not made with', () => {
    const stack = aStack();
    const thumbprints = ['a'.repeat(40)];
    new aws.GitHubOidcProvider(stack, 'Provider', { thumbprints });
    expect(() => aws.GitHubOidcProvider.inStack(stack, { thumbprints: [...thumbprints] })).not.toThrow();
    expect(refusal(() => aws.GitHubOidcProvider.inStack(stack, { thumbprints: ['b'.repeat(40)] })).code).toBe('THUMBPRINTS_DIFFER');
  });

  test('fails by hand in one stack', () => {
    const stack = aStack();
    new aws.GitHubOidcProvider(stack, 'First');
    const error = refusal(() => new aws.GitHubOidcProvider(stack, 'Second'));
    expect(error.code).toBe('PROVIDER_EXISTS');
    expect(error.text).toContain('"Stack/First"');
    expect(stack.node.tryFindChild('Second')).toBeUndefined();
  });

  test('fails synth in two stacks of one account', () => {
    const app = new App();
    for (const [name, region] of [['A', 'eu-west-1'], ['B', 'us-east-1']]) {
      aws.GitHubOidcProvider.inStack(new Stack(app, name, { env: { account: '111111111111', region } }));
    }
    expect(refusal(() => app.synth()).text).toMatch(/account "111111111111" already gets the provider .*"A\/GitHubOidcProvider"/);
  });

  test('is the one of the parent in a nested stack', () => {
    const stack = aStack();
    const nested = new NestedStack(stack, 'Nested');
    const provider = aws.GitHubOidcProvider.inStack(nested);
    expect(provider.stack).toBe(stack);
    expect(aws.GitHubOidcProvider.inStack(stack)).toBe(provider);
    expect(refusal(() => new aws.GitHubOidcProvider(nested, 'Second')).code).toBe('PROVIDER_EXISTS');
  });

  test('is made again after it was taken out of the tree', () => {
    const stack = aStack();
    const first = aws.GitHubOidcProvider.inStack(stack);
    stack.node.tryRemoveChild(first.node.id);
    expect(aws.GitHubOidcProvider.inStack(stack)).not.toBe(first);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 1);
  });

  test('gives its audiences and keeps its own list', () => {
    const provider = aws.GitHubOidcProvider.inStack(aStack());
    provider.audiences!.push('other');
    expect(provider.audiences).toEqual(['sts.amazonaws.com']);
  });

  test('passes in two stacks of two accounts', () => {
    const app = new App();
    for (const account of ['111111111111', '222222222222']) {
      aws.GitHubOidcProvider.inStack(new Stack(app, `Stack${account}`, { env: { account, region: 'eu-west-1' } }));
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('an existing provider', () => {
  const role = (stack: Stack, provider: aws.IOidcProvider) => {
    new aws.DeployRole(stack, 'Role', { workloads: [GitHubRepository.of('o/r').branch('main')], providers: [provider] });
    const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    return resource.Properties.AssumeRolePolicyDocument.Statement[0].Principal.Federated;
  };

  test.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1'])('of the account is named in the partition of %s', region => {
    const stack = aStack({ env: { account: '111111111111', region } });
    expect(role(stack, aws.GitHubOidcProvider.fromAccount(stack, 'Provider'))).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::111111111111:oidc-provider/${GITHUB}`]],
    });
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'])('is named by an ARN of partition %s to the letter', partition => {
    const stack = aStack();
    const arn = `arn:${partition}:iam::222222222222:oidc-provider/${GITHUB}`;
    expect(role(stack, aws.GitHubOidcProvider.fromGitHubOidcProviderArn(stack, 'Provider', arn))).toBe(arn);
  });

  test('of another account, an enterprise or an instance is named by its issuer', () => {
    const stack = aStack();
    const arns = [
      aws.GitHubOidcProvider.fromAccount(stack, 'A', { account: '222222222222', issuer: GitHubIssuer.enterprise('octocorp') }),
      aws.GitLabOidcProvider.fromAccount(stack, 'B', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }),
      aws.OidcProvider.fromAccount(stack, 'C', { issuer: Issuer.of('https://ci.example.com') }),
      aws.OidcProvider.fromProviderArn(stack, 'D', 'arn:aws:iam::222222222222:oidc-provider/ci.example.com', Issuer.of('https://ci.example.com')),
    ].map(provider => JSON.stringify(stack.resolve(provider.oidcProviderArn)));
    expect(arns[0]).toContain(`:iam::222222222222:oidc-provider/${GITHUB}/octocorp`);
    expect(arns[1]).toContain(':oidc-provider/gitlab.example.com');
    expect(arns[2]).toContain(':oidc-provider/ci.example.com');
    expect(arns[3]).toBe('"arn:aws:iam::222222222222:oidc-provider/ci.example.com"');
  });

  test('is a provider to the framework itself', () => {
    const stack = aStack();
    const provider = aws.GitHubOidcProvider.fromAccount(stack, 'Provider');
    new iam.Role(stack, 'Role', { assumedBy: new iam.WebIdentityPrincipal(provider.oidcProviderArn, { StringEquals: { x: 'y' } }) });
    expect(provider.oidcProviderIssuer).toBe(GITHUB);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test.each([
    ['no ARN', 'provider', 'INVALID_ARN'],
    ['an ARN of a role', 'arn:aws:iam::111111111111:role/x', 'INVALID_ARN'],
    ['an ARN of another issuer', 'arn:aws:iam::111111111111:oidc-provider/gitlab.com', 'WRONG_ISSUER'],
    ['an ARN of an enterprise', `arn:aws:iam::111111111111:oidc-provider/${GITHUB}/octocorp`, 'WRONG_ISSUER'],
  ])('fails for %s', (_name, arn, code) => {
    const stack = aStack();
    const error = refusal(() => aws.GitHubOidcProvider.fromGitHubOidcProviderArn(stack, 'Provider', arn));
    expect(error.code).toBe(code);
    expect(error.text).toContain(JSON.stringify(arn));
    expect(stack.node.children).toEqual([]);
  });

  test('fails for an account that is none', () => {
    expect(refusal(() => aws.GitHubOidcProvider.fromAccount(aStack(), 'Provider', { account: 'prod' })).code).toBe('INVALID_ACCOUNT');
  });
});

describe('the providers of a role', () => {
  const github = GitHubRepository.of('my-org/my-app').branch('main');
  const gitlab = GitLabProject.of('my-org/my-app').branch('main');

  test('are each named in the statements of their issuer', () => {
    const stack = aStack();
    const providers = [aws.GitLabOidcProvider.inStack(stack), aws.GitHubOidcProvider.inStack(stack)];
    new aws.DeployRole(stack, 'Role', { workloads: [github, gitlab], providers });
    const template = Template.fromStack(stack);
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    const urls = role.Properties.AssumeRolePolicyDocument.Statement.map((statement: any) => [
      template.toJSON().Resources[statement.Principal.Federated.Ref].Properties.Url,
      Object.keys(statement.Condition.StringEquals)[1],
    ]);
    expect(urls).toEqual([[`https://${GITHUB}`, `${GITHUB}:sub`], ['https://gitlab.com', 'gitlab.com:sub']]);
  });

  test.each<[string, (stack: Stack) => aws.DeployRoleProps, string, string]>([
    ['a provider of another issuer', s => ({ workloads: [github], providers: [aws.GitLabOidcProvider.inStack(s)] }), 'WRONG_ISSUER', 'https://gitlab.com'],
    ['a provider of the enterprise', s => ({ workloads: [github], providers: [aws.GitHubOidcProvider.inStack(s, { issuer: GitHubIssuer.enterprise('x') })] }), 'WRONG_ISSUER', '/x'],
    ['no provider for one of two issuers', s => ({ workloads: [github, gitlab], providers: [aws.GitHubOidcProvider.inStack(s)] }), 'WRONG_ISSUER', 'gitlab.com'],
    ['a provider that no workload needs', s => ({ workloads: [github], providers: [aws.GitHubOidcProvider.inStack(s), aws.GitLabOidcProvider.inStack(s)] }), 'WRONG_ISSUER', 'no workload'],
    ['a provider that does not know its issuer', s => ({
      workloads: [github],
      providers: [iam.OidcProviderNative.fromOidcProviderArn(s, 'P', `arn:aws:iam::111111111111:oidc-provider/${GITHUB}`) as any],
    }), 'WRONG_ISSUER', 'does not know its issuer'],
    ['two providers of one issuer', s => ({ workloads: [github], providers: [aws.GitHubOidcProvider.inStack(s), aws.GitHubOidcProvider.fromAccount(s, 'P')] }), 'PROVIDER_TWICE', 'two providers'],
    ['an audience that the provider does not take', s => ({ workloads: [github], providers: [aws.GitHubOidcProvider.inStack(s)], audience: 'other' }), 'AUDIENCE_NOT_ON_PROVIDER', '"other"'],
  ])('fail for %s', (_name, props, code, text) => {
    const stack = aStack();
    const error = refusal(() => new aws.DeployRole(stack, 'Role', props(stack)));
    expect(error.code).toBe(code);
    expect(error.text).toContain(text);
    expect(stack.node.tryFindChild('Role')).toBeUndefined();
  });
});
