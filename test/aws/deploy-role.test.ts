import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabIssuer, GitLabProject } from '../../src';
import { aStack, refusal } from '../support/stacks';
import { emittedTrust } from '../support/template';

const GITHUB = 'token.actions.githubusercontent.com';
const ids = { ownerId: '123456', repositoryId: '456789' };

function conditionOf(repository: GitHubRepository): unknown {
  const stack = aStack();
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

const production = GitHubRepository.of('my-org/my-app', ids).environment('production');

describe('a deploy role', () => {
  test('is a role with everything that a role takes', () => {
    const stack = aStack();
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
    const role = new aws.DeployRole(stack, 'Role', {
      workloads: [production],
      roleName: 'deploy-production',
      path: '/ci/',
      description: 'deploys production',
      maxSessionDuration: Duration.hours(12),
      permissionsBoundary: boundary,
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
      inlinePolicies: { own: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }) },
      tags: { team: 'platform' },
    });
    expect(role).toBeInstanceOf(iam.Role);
    expect(iam.Role.isRole(role)).toBe(true);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'deploy-production',
      Path: '/ci/',
      Description: 'deploys production',
      MaxSessionDuration: 43200,
      PermissionsBoundary: Match.anyValue(),
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] }],
      Policies: [{ PolicyName: 'own' }],
      Tags: [{ Key: 'team', Value: 'platform' }],
    });
  });

  test('passes wherever a role does', () => {
    const stack = aStack();
    const role = new aws.DeployRole(stack, 'Role', { workloads: [production] });
    new iam.Policy(stack, 'Policy', { roles: [role], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
    role.grantAssumeRole(new iam.ArnPrincipal('arn:aws:iam::111111111111:root'));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('defines one resource and no metadata, output or name', () => {
    const stack = aStack();
    new aws.DeployRole(stack, 'Role', { workloads: [production] });
    const template = Template.fromStack(stack).toJSON();
    expect(Object.keys(template).filter(section => !['Resources', 'Parameters', 'Rules'].includes(section))).toEqual([]);
    const [role, ...others] = Object.values<any>(template.Resources);
    expect(others).toEqual([]);
    expect(Object.keys(role)).toEqual(['Type', 'Properties']);
    expect(Object.keys(role.Properties)).toEqual(['AssumeRolePolicyDocument']);
  });

  test('is told from other things, across copies of the library', () => {
    const stack = aStack();
    expect(aws.DeployRole.isDeployRole(new aws.DeployRole(stack, 'Role', { workloads: [production] }))).toBe(true);
    for (const other of [new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal() }), undefined, null, 'role']) {
      expect(aws.DeployRole.isDeployRole(other)).toBe(false);
    }
  });

  test('gives its workloads and keeps its own list', () => {
    const role = new aws.DeployRole(aStack(), 'Role', { workloads: [production] });
    role.workloads.pop();
    expect(role.workloads).toEqual([production]);
  });

  test('writes the reason for a pattern into the metadata, and nothing else', () => {
    const stack = aStack();
    const previews = GitHubRepository.of('my-org/my-app', ids).environmentsStartingWith('preview-', { reason: 'one environment a pull request' });
    new aws.DeployRole(stack, 'Role', { workloads: [production, previews] });
    const [role] = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(role.Metadata).toEqual({ 'cdk-federated-roles': { reasons: { 'my-org/my-app, environment preview-…': ['one environment a pull request'] } } });
    expect(role.Properties.AssumeRolePolicyDocument.Statement.map((s: any) => s.Condition)).toEqual([
      { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:my-org@123456/my-app@456789:environment:production' } },
      { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: 'repo:my-org@123456/my-app@456789:environment:preview-*' } },
    ]);
  });

  test('keeps every reason where several workloads have one name', () => {
    const stack = aStack();
    const repository = GitHubRepository.of('o/r', ids);
    const elsewhere = GitHubRepository.of('o/r', { ...ids, issuer: GitHubIssuer.enterprise('octocorp') });
    new aws.DeployRole(stack, 'Role', {
      workloads: [repository.anyJob({ reason: 'first' }), repository.anyJob({ reason: 'second' }), elsewhere.anyJob({ reason: 'third' })],
    });
    const [role] = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(role.Metadata['cdk-federated-roles'].reasons).toEqual({
      'o/r, any job': ['first', 'second'],
      'o/r of token.actions.githubusercontent.com/octocorp, any job': ['third'],
    });
  });

  test('takes what is only known at deployment everywhere but in an identity', () => {
    const stack = aStack();
    const late = new CfnParameter(stack, 'Late').valueAsString;
    new aws.DeployRole(stack, 'Role', { workloads: [production], roleName: late, path: late, description: late, audience: late, tags: { late } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: { Ref: 'Late' }, Path: { Ref: 'Late' } });
    expect(refusal(() => GitHubRepository.of('my-org/my-app').environment(late)).code).toBe('TOKEN_IN_IDENTITY');
  });

  test('is refused where JavaScript leaves all properties out', () => {
    expect(refusal(() => new aws.DeployRole(aStack(), 'Role', undefined as any)).code).toBe('WRONG_KIND');
    expect(refusal(() => new aws.DeployRole(aStack(), 'Role', {} as any)).code).toBe('NOT_A_WORKLOAD');
  });

  test.each<[string, Partial<aws.DeployRoleProps>, string, string]>([
    ['workloads that are none', { workloads: undefined as any }, 'NOT_A_WORKLOAD', 'a list of workloads, got undefined'],
    ['a repository for a workload', { workloads: [GitHubRepository.of('o/r') as any] }, 'NOT_A_WORKLOAD', '"GitHubRepository"'],
    ['no workload', { workloads: [] }, 'NO_WORKLOADS', "'workloads' is empty"],
    ['an empty audience', { audience: '' }, 'INVALID_AUDIENCE', '""'],
    ['a wildcard audience', { audience: '*' }, 'INVALID_AUDIENCE', '"*"'],
    ['an audience like a policy variable', { audience: '${aws:username}' }, 'INVALID_AUDIENCE', 'aws:username'],
    ['an audience of 256 characters', { audience: 'a'.repeat(256) }, 'INVALID_AUDIENCE', '255'],
    ['an audience that CloudFormation would replace', { audience: '{{resolve:ssm:/aud}}' }, 'INVALID_AUDIENCE', 'resolve'],
    ['a claim that CloudFormation would replace', { workloads: [production.withClaim('workflow', '{{resolve:ssm:/evil}}')] }, 'DYNAMIC_REFERENCE', '{{resolve:ssm:/evil}}'],
    ['a subject that says nothing', {
      workloads: [GitHubRepository.of('o/r', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepository(['context'], { reason: 'x' }) }).anyJob({ reason: 'y' })],
    }, 'NO_SUBJECT', 'has no subject'],
    ['no provider in the list', { providers: [] }, 'WRONG_ISSUER', "'providers' is no list, or an empty one"],
    ['an environment with a colon where no claim can tell it', {
      workloads: [GitHubRepository.of('o/r', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).environment('a:b')],
    }, 'UNSUPPORTED_CLAIM', '"environment"'],
    ['a role name of 65 characters', { roleName: 'r'.repeat(65) }, 'INVALID_ROLE_NAME', '64'],
    ['an empty role name', { roleName: '' }, 'INVALID_ROLE_NAME', '""'],
    ['a role name with a slash', { roleName: 'ci/deploy' }, 'INVALID_ROLE_NAME', '"ci/deploy"'],
    ['a path without slashes', { path: 'ci' }, 'INVALID_PATH', '"ci"'],
    ['a path of 513 characters', { path: `/${'p'.repeat(511)}/` }, 'INVALID_PATH', '512'],
    ['a description of 1,001 characters', { description: 'd'.repeat(1001) }, 'INVALID_DESCRIPTION', '1000'],
    ['a session under an hour', { maxSessionDuration: Duration.minutes(59) }, 'INVALID_SESSION', '3540'],
    ['a session over twelve hours', { maxSessionDuration: Duration.hours(13) }, 'INVALID_SESSION', '46800'],
    ['a reserved tag', { tags: { 'aws:team': 'x' } }, 'INVALID_TAG', '"aws:team"'],
    ['a tag value of 257 characters', { tags: { team: 'x'.repeat(257) } }, 'INVALID_TAG', '256'],
    ['51 tags', { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ''])) }, 'INVALID_TAG', '51 tags'],
    ['a GitLab environment', { workloads: [GitLabProject.of('g/p').environment('production')] }, 'UNSUPPORTED_CLAIM', 'withProtectedEnvironment().withDeploymentTier(tier)'],
    ['a claim that AWS never sees', { workloads: [production.withClaim('event_name', 'push')] }, 'UNSUPPORTED_CLAIM', '"event_name"'],
    ['a hosted runner on GitHub', { workloads: [production.onHostedRunner()] }, 'UNSUPPORTED_CLAIM', '"runner_environment"'],
    ['a branch on an enterprise server beside an environment', {
      workloads: [GitHubRepository.of('o/r', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).environment('production').onBranch('main')],
    }, 'UNSUPPORTED_CLAIM', 'AWS tests sub and aud only'],
    ['a protected ref on a self-managed instance', {
      workloads: [GitLabProject.of('g/p', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main').withProtectedRef()],
    }, 'UNSUPPORTED_CLAIM', '"ref_protected"'],
    ['a name outside Latin-1', { workloads: [GitHubRepository.of('o/r').branch('größe-日本')] }, 'NOT_LATIN1', 'U+65E5'],
  ])('fails for %s and leaves nothing behind', (_name, props, code, text) => {
    const stack = aStack();
    const error = refusal(() => new aws.DeployRole(stack, 'Role', { workloads: [production], ...props }));
    expect(error.code).toBe(code);
    expect(error.text).toContain(text);
    expect(error.text).toContain('at Stack/Role');
    expect(stack.node.children).toEqual([]);
  });

  test('lists all problems in one error', () => {
    const { text } = refusal(() => new aws.DeployRole(aStack(), 'Role', { workloads: [production], audience: '*', roleName: 'a/b', path: 'c' }));
    expect(text.split('\n')).toHaveLength(4);
  });

  test.each([
    ['one stack', (app: App) => [new Stack(app, 'A')], ['deploy', 'Deploy']],
    ['two stacks of one account', (app: App) => ['A', 'B'].map(name => new Stack(app, name, { env: { account: '111111111111', region: 'eu-west-1' } })), ['deploy', 'DEPLOY']],
  ])('fails for a role name that is taken in %s, whatever its letter case', (_name, make, [first, second]) => {
    const stacks = make(new App());
    new aws.DeployRole(stacks[0], 'First', { workloads: [production], roleName: first });
    const last = stacks[stacks.length - 1];
    const error = refusal(() => new aws.DeployRole(last, 'Second', { workloads: [production], roleName: second }));
    expect(error.code).toBe('ROLE_NAME_TWICE');
    expect(error.text).toContain('"A/First"');
    expect(last.node.tryFindChild('Second')).toBeUndefined();
  });

  test('takes a role name again in another account', () => {
    const app = new App();
    for (const account of ['111111111111', '222222222222']) {
      new aws.DeployRole(new Stack(app, `Stack${account}`, { env: { account, region: 'eu-west-1' } }), 'Role', { workloads: [production], roleName: 'deploy' });
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('several workloads on one role', () => {
  const app = GitHubRepository.of('my-org/my-app', ids);
  const main = (name: string) => app.environment(name).onBranch('main');

  test('share a statement where they differ in one thing only', () => {
    expect(emittedTrust([app.environment('a'), app.environment('b'), app.branch('main')]).Statement).toHaveLength(1);
    expect(emittedTrust([main('a'), main('b')]).Statement).toHaveLength(1);
    expect(emittedTrust([main('a'), app.environment('a').onBranch('release')]).Statement).toHaveLength(1);
  });

  test('stand apart where a shared statement would admit what nobody declared', () => {
    expect(emittedTrust([main('a'), app.environment('b').onBranch('release')]).Statement).toHaveLength(2);
    expect(emittedTrust([main('a'), app.environment('b')]).Statement).toHaveLength(2);
  });

  test('share a statement that becomes exact by a third', () => {
    const square = ['a', 'b'].flatMap(name => ['x', 'y'].map(branch => app.environment(name).onBranch(branch)));
    const [statement, ...others] = emittedTrust(square).Statement;
    expect(others).toEqual([]);
    expect(statement.Condition.StringEquals[`${GITHUB}:ref`]).toEqual(['refs/heads/x', 'refs/heads/y']);
  });

  test('are emitted once where they are the same', () => {
    expect(emittedTrust([app.environment('a'), app.environment('a')])).toEqual(emittedTrust([app.environment('a')]));
  });

  test('give the same bytes at every synth', () => {
    const workloads = () => [main('a'), app.environment('b'), GitLabProject.of('g/p').tag('v1'), app.environment('c').viaWorkflow('o/r/.github/workflows/d.yml@refs/tags/v1')];
    expect(JSON.stringify(emittedTrust(workloads()))).toBe(JSON.stringify(emittedTrust(workloads())));
  });
});
