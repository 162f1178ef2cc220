import { allow, artefacts, found, github, messages, POOL, provider, role, SOURCE, trustPolicy } from './targets';
import { Late } from '../../../src/private/late';
import { review } from '../../../src/verify/review';

const TRUST = github('repo:acme@1/app@2:environment:production');
const PLAN = github('repo:acme@1/app@2:environment:plan');
const of = (given: Parameters<typeof role>[1]) => found(role(TRUST, given));

describe('permissions', () => {
  test.each<[string, Parameters<typeof role>[1], string[]]>([
    ['everything', { permits: allow('*') }, ['warning administrator-permissions']],
    ['all of IAM', { permits: allow(['s3:*', 'iam:*']) }, ['warning administrator-permissions']],
    ['a policy for any role', { permits: allow('iam:PutRolePolicy') }, ['error self-modifying-role', 'warning administrator-permissions']],
    ['a policy for any role by a wildcard', { permits: allow('iam:Put*') }, ['error self-modifying-role', 'warning administrator-permissions']],
    ['any role', { permits: allow('sts:AssumeRole') }, ['warning administrator-permissions']],
    ['everything but IAM', { permits: { Statement: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' } } }, []],
    ['everything but S3', { permits: { Statement: { Effect: 'Allow', NotAction: 's3:*', Resource: '*' } } }, ['warning administrator-permissions']],
    ['administrator by a managed policy', { managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }, ['warning administrator-permissions']],
    ['administrator where the partition is late', { managedPolicies: [new Late(['arn:', { late: 'AWS::Partition' }, ':iam::aws:policy/AdministratorAccess'])] }, ['warning administrator-permissions']],
    ['passing any role to a stack', { permits: allow(['cloudformation:*', 'iam:PassRole']) }, ['warning administrator-permissions']],
    ['passing any role to a function, by two statements', { permits: { Statement: [{ Effect: 'Allow', Action: 'lambda:CreateFunction', Resource: '*' }, { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::123456789012:role/*' }] } }, ['warning administrator-permissions']],
    ['passing any role to nothing', { permits: allow(['iam:PassRole', 's3:*']) }, []],
    ['passing the roles of the CDK bootstrap to a stack', { permits: { Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }, { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/cdk-*-cfn-exec-role-*' }] } }, []],
    ['passing any role to one service', { permits: { Statement: [{ Effect: 'Allow', Action: ['cloudformation:*', 'ecs:*'], Resource: '*' }, { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }] } }, []],
    ['passing any role below a boundary', { permits: allow(['cloudformation:*', 'iam:PassRole']), boundary: 'arn:aws:iam::123456789012:policy/boundary' }, []],
    ['any role of the account', { permits: allow('sts:AssumeRole', 'arn:aws:iam::123456789012:role/*') }, ['warning administrator-permissions']],
    ['a bucket', { permits: allow(['s3:*'], 'arn:aws:s3:::site/*') }, []],
    ['reading everything', { managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, []],
    ['the roles of the CDK bootstrap', { permits: allow('sts:AssumeRole', 'arn:aws:iam::123456789012:role/cdk-*') }, []],
    ['an administrator below a boundary', { permits: allow('*'), boundary: 'arn:aws:iam::123456789012:policy/boundary' }, []],
    ['what a Deny takes away', { permits: { Statement: [{ Effect: 'Allow', Action: ['iam:PutRolePolicy'], Resource: '*' }, { Effect: 'Deny', Action: 'iam:PutRolePolicy', Resource: '*' }] } }, []],
    ['its own trust', { name: 'deploy', permits: allow('iam:UpdateAssumeRolePolicy', 'arn:aws:iam::123456789012:role/deploy') }, ['error self-modifying-role']],
    ['its own trust by a pattern', { name: 'deploy-app', permits: allow('iam:UpdateAssumeRolePolicy', 'arn:aws:iam::123456789012:role/deploy-*') }, ['error self-modifying-role']],
    ['the trust of others', { name: 'deploy', permits: allow('iam:UpdateAssumeRolePolicy', 'arn:aws:iam::123456789012:role/app-*') }, []],
    ['its provider', { permits: allow('iam:AddClientIDToOpenIDConnectProvider', 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com') }, ['error self-modifying-role']],
    ['five hours', { maxSessionSeconds: 18_000 }, ['warning over-long-session']],
    ['four hours', { maxSessionSeconds: 14_400 }, []],
  ])('of %s', (_name, given, expected) => expect(of(given)).toEqual(expected));

  test('cannot tell of a boundary that the artefact could not have told', () => {
    const permits = allow('iam:CreateRole', 'arn:aws:iam::123456789012:role/app/*');
    expect(messages(role(TRUST, { permits })).map(({ rule }) => rule)).toEqual(['no-permissions-boundary']);
    expect(messages(role(TRUST, { permits, complete: false }))).toEqual([]);
  });
});

describe('roles side by side', () => {
  const read = allow('s3:GetObject', 'arn:aws:s3:::state/*');
  const write = allow('s3:PutObject', 'arn:aws:s3:::state/*');

  test('fails when two of different power trust the same jobs', () => {
    expect(found({ targets: [role(TRUST, { id: 'Plan', permits: read }), role(TRUST, { id: 'Apply', permits: write })] })).toEqual(['warning same-identity']);
  });

  test('takes two of the same power, of different jobs, and of what is late', () => {
    expect(found({ targets: [role(TRUST, { id: 'A', permits: read }), role(TRUST, { id: 'B', permits: read })] })).toEqual([]);
    expect(found({ targets: [role(PLAN, { id: 'A', permits: read }), role(TRUST, { id: 'B', permits: write })] })).toEqual([]);
    const late = github(new Late([{ late: 'Subject' }]));
    expect(found({ targets: [role(late, { id: 'A', permits: read }), role(late, { id: 'B', permits: write })] })).toEqual([]);
  });

  const hop = (principal: any, condition?: any) => ({
    id: 'Publisher',
    source: SOURCE,
    name: 'publisher',
    managedPolicies: [],
    permissions: [],
    complete: true,
    trustPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...condition === undefined ? {} : { Condition: condition } }] },
  });
  const first = (resource: string) => role(TRUST, { id: 'Deploy', name: 'deploy', permits: allow('sts:AssumeRole', resource) });

  test.each<[string, any, string, string[]]>([
    ['everybody', '*', 'arn:aws:iam::123456789012:role/publisher', ['warning second-hop']],
    ['an account', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/publisher', ['warning second-hop']],
    ['an account, by a pattern', '123456789012', 'arn:aws:iam::123456789012:role/pub*', ['warning second-hop']],
    ['the first role alone', 'arn:aws:iam::123456789012:role/deploy', 'arn:aws:iam::123456789012:role/publisher', []],
    ['everybody, but another role is meant', '*', 'arn:aws:iam::123456789012:role/other', []],
  ])('a second hop that trusts %s', (_name, principal, resource, expected) => {
    expect(found({ targets: [first(resource)], roles: [hop(principal)] })).toEqual(expected);
  });

  test('a second hop with a condition is another matter', () => {
    expect(found({ targets: [first('arn:aws:iam::123456789012:role/publisher')], roles: [hop('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })] })).toEqual([]);
  });

  test('production shares no role with others', () => {
    const both = (...names: string[]) => found(role(github(names.map(name => `repo:acme@1/app@2:environment:${name}`))));
    expect(both('production', 'staging')).toEqual(['warning several-environments']);
    expect(both('production-eu', 'production-us')).toEqual([]);
    expect(both('dev', 'test')).toEqual([]);
    expect(both('preprod', 'non-prod')).toEqual([]);
  });
});

describe('pools', () => {
  const condition = 'assertion.repository_owner_id == "1"';
  test('two issuers of one kind overlap, two of different kinds do so where members select alike', () => {
    const github_ = provider({ condition, id: 'github' });
    expect(found({ targets: [github_, provider({ condition, id: 'enterprise', issuer: 'https://github.example.com/_services/token' })] })).toEqual(['warning overlapping-issuers']);
    expect(found({ targets: [github_, provider({ condition: 'assertion.namespace_id == "1"', id: 'gitlab', issuer: 'https://gitlab.com' })] })).toEqual([]);
    expect(github_.pool).toBe(POOL);
  });
});

describe('review', () => {
  test('gives the same order for the same targets in another order', () => {
    const targets = ['b', 'a', 'c'].map(id => role(github('repo:acme/*', 'StringLike'), { id, maxSessionSeconds: 43_200 }));
    const ordered = review(artefacts({ targets }));
    expect(review(artefacts({ targets: [...targets].reverse() }))).toEqual(ordered);
    expect(ordered.map(({ target, severity }) => `${target} ${severity}`)).toEqual(['a error', 'a warning', 'b error', 'b warning', 'c error', 'c warning']);
  });

  test('points at the statement of a bare policy', () => {
    const pointerOf = (document: any) => messages(trustPolicy(document))[0].source;
    const document: any = github('repo:acme/*', 'StringLike');
    expect(pointerOf(document)).toEqual({ file: 'a.json', pointer: '/Statement/0' });
    expect(pointerOf({ ...document, Statement: document.Statement[0] })).toEqual({ file: 'a.json', pointer: '/Statement' });
    // where the policy stands within a role depends on the kind of artefact
    expect(messages(role(document))[0].source).toEqual(SOURCE);
  });

  test('names the culprit in one line', () => {
    expect(messages(role(github('repo:acme/*', 'StringLike')))[0].message).toBe('"repo:acme/*" takes every repository of the owner');
  });
});
