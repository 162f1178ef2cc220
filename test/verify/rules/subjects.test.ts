import { found, GITHUB, github, messages, policy, trustPolicy } from './targets';
import { Late, LateJson } from '../../../src/private/late';

const aws = (subject: any, operator?: string) => found(trustPolicy(github(subject, operator)));

describe('AWS, GitHub', () => {
  test.each([
    'repo:acme/app:ref:refs/heads/main',
    'repo:acme/app:environment:production',
    'repo:acme/app:ref:refs/tags/v1.0.0',
    'repo:acme@123456/app@456789:ref:refs/heads/main',
    'repo:acme@123456/app@456789:environment:production',
    'repository_owner_id:6154722:repository_id:1203140327:ref:refs/heads/main',
    'repository_id:1203140327:environment:production',
    'repo:acme/app:environment:prod:job_workflow_ref:acme/ci/.github/workflows/deploy.yml@10040c56a8c0253d69db7c1f26a0d227275512e2',
    'job_workflow_ref:acme/ci/.github/workflows/deploy.yml@10040c56a8c0253d69db7c1f26a0d227275512e2',
    'repo:acme/app:ref:refs/heads/release/1.x',
    ['repo:acme/app:ref:refs/heads/main', 'repo:acme/other:ref:refs/heads/main'],
  ])('finds nothing about %j', subject => {
    expect(aws(subject)).toEqual([]);
    expect(aws(subject, 'StringLike')).toEqual([]);
    expect(aws(subject, 'ForAnyValue:StringEquals')).toEqual([]);
    expect(aws(subject, 'StringEqualsIgnoreCase')).toEqual([]);
  });

  test.each([
    'repo:acme/app:ref:refs/heads/release/*',
    'repo:acme/app:ref:refs/tags/v*',
    'repo:acme/app:ref:refs/heads/feature-*',
    'repo:acme/app:environment:preview-*',
  ])('finds nothing grave about %j', subject => expect(aws(subject, 'StringLike')).toEqual([]));

  test.each<[string, string[]]>([
    ['*', ['error no-subject']],
    ['**', ['error no-subject']],
    ['?*', ['error no-subject']],
    ['repo:*', ['error wildcard-owner']],
    ['repo*', ['error wildcard-owner']],
    ['repo:*/*', ['error wildcard-owner']],
    ['repo:*/app:ref:refs/heads/main', ['error wildcard-owner']],
    ['repo:*/*:ref:refs/heads/main', ['error wildcard-owner']],
    ['*:ref:refs/heads/main', ['error wildcard-owner']],
    ['*acme/app*', ['error wildcard-owner']],
    ['*:environment:production', ['error wildcard-owner']],
    ['repo:acme*', ['error prefix-without-separator']],
    ['repo:acme*/app:ref:refs/heads/main', ['error prefix-without-separator']],
    ['repo:acme-*/app:ref:refs/heads/main', ['error wildcard-owner']],
    ['repo:acme/*', ['error wildcard-repository']],
    ['repo:acme/*:*', ['error wildcard-repository']],
    ['repo:acme/*:ref:refs/heads/main', ['error wildcard-repository']],
    ['repo:acme/*:environment:production', ['error wildcard-repository']],
    ['repo:acme/app*', ['warning prefix-without-separator']],
    ['repo:acme/app*:ref:refs/heads/main', ['warning prefix-without-separator']],
    ['repo:acme/app-*:ref:refs/heads/main', ['warning wildcard-repository']],
    ['repo:acme/*-infra:*', ['warning wildcard-repository']],
    ['repo:acme/app:*', ['warning any-ref']],
    ['repo:acme/app:ref:*', ['warning any-ref']],
    ['repo:acme/app:ref:refs/heads/*', ['warning any-ref']],
    ['repo:acme/app:ref:refs/tags/*', ['warning any-ref']],
    ['repo:acme/app:ref:refs/*', ['warning any-ref']],
    ['repo:acme/app:environment:*', ['warning any-ref']],
    ['repo:acme/app:ref:refs/heads/????', ['warning any-ref']],
    ['repo:acme/app:*/main', ['warning any-ref']],
    ['repo:acme/app:ref:refs/pull/*', ['warning pull-request-subject']],
    ['repo:acme/app:ref:refs/heads/main*', ['warning prefix-without-separator']],
    ['repo:acme/app:environment:prod*', ['warning prefix-without-separator']],
    ['repo:acme/app:pull_request', ['warning pull-request-subject']],
    ['repo:acme@*/app@*:ref:refs/heads/main', ['warning ids-left-open']],
    ['repo:acme@*/app@*:*', ['warning any-ref', 'warning ids-left-open']],
    ['repo:acme@123/*', ['error wildcard-repository']],
    ['repo:acme@123/app@456:*', ['warning any-ref']],
    ['environment:production:*', ['error abusable-subject-claim']],
    ['repository_owner:acme:*', ['error wildcard-repository']],
    ['repo:acme/app:refs:refs/heads/main', ['error subject-never-sent']],
    ['repo:acme/app:refs/heads/main', ['error subject-never-sent']],
    ['repo:acme/app:ref:refs/head/main', ['error subject-never-sent']],
    ['repo:acme/app:ref:main', ['error subject-never-sent']],
    ['repo:acme/app:branch:main', ['error subject-never-sent']],
    ['repo:acme/app', ['error subject-never-sent']],
    ['acme/app:ref:refs/heads/main', ['error subject-never-sent']],
    ['acme/app:*', ['error subject-never-sent']],
    ['repository:acme/app', ['warning any-ref']],
    ['repo:app:ref:refs/heads/main', ['error subject-never-sent']],
    ['repo:https://github.com/acme/app:ref:refs/heads/main', ['error subject-never-sent']],
    ['repo:acme/app:ref:refs/heads/main ', ['error subject-never-sent']],
    ['repo:acme/app:environment:', ['error subject-never-sent']],
    ['repo:acme@1/app:ref:refs/heads/main', ['error subject-never-sent']],
    ['repo:\u0430cme/app:ref:refs/heads/main', ['error subject-never-sent']], // a Cyrillic letter
    ['', ['error subject-never-sent']],
  ])('of a StringLike on %j says %j', (subject, expected) => expect(aws(subject, 'StringLike')).toEqual(expected.length === 0 ? [] : expected));

  test.each<[any, string[]]>([
    ['repo:acme/app:*', ['error wildcard-in-equality']],
    ['repo:acme/*', ['error wildcard-in-equality']],
    ['*', ['error wildcard-in-equality']],
    [['repo:acme/app:ref:refs/heads/main', 'repo:acme/app:ref:refs/heads/release/*'], ['warning wildcard-in-equality']],
    ['environment:production', ['error abusable-subject-claim']],
    ['ref:refs/heads/main', ['error abusable-subject-claim']],
    ['workflow:deploy:ref:refs/heads/main', ['error abusable-subject-claim']],
  ])('of a StringEquals on %j says %j', (subject, expected) => expect(aws(subject)).toEqual(expected));

  test.each<[any, string[]]>([
    [undefined, ['error no-subject', 'warning missing-audience']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, ['error no-subject']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, IpAddress: { 'aws:SourceIp': '192.0.2.1/32' } }, ['error no-subject']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }, ['error no-subject']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } }, ['error no-subject']],
    [{ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['warning missing-audience']],
    [{ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: '*' } }, ['warning wildcard-audience']],
    [{ StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: 'https://github.com/acme' } }, []],
    [{ StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: 'api://AzureADTokenExchange' } }, ['warning foreign-audience']],
    [{ StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: 'sts.amazon.com' } }, ['warning foreign-audience']],
    [{ 'ForAllValues:StringEquals': { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, ['error vacuous-condition', 'warning vacuous-condition']],
    [{ 'StringEquals': { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, 'ForAllValues:StringLike': { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['error vacuous-condition']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringEqualsIfExists: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['error vacuous-condition']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringNotLike: { [`${GITHUB}:sub`]: 'repo:mallory/*' } }, ['error no-subject']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:ref`]: 'refs/heads/main' } }, ['error no-subject']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:repository_owner`]: 'acme' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['error claim-never-sent']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', 'gitlab.com:sub': 'repo:acme/app:environment:prod' } }, ['error wrong-issuer-key']],
    [{ StringEquals: { [`https://${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, ['error wrong-issuer-key']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:ref:*' } }, ['error contradiction']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:repository`]: 'acme/other' } }, ['error contradiction']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:job_workflow_ref`]: 'acme/ci/.github/workflows/deploy.yml@refs/heads/main' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }, []],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', [`${GITHUB}:job_workflow_ref`]: 'acme/ci/.github/workflows/deploy.yml@*' } }, ['warning unpinned-workflow']],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:environment`]: 'production' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:*' } }, []],
    [{ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:repository_id`]: '456789', [`${GITHUB}:ref`]: 'refs/heads/main' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme*' } }, []],
  ])('of the conditions %j says %j', (condition, expected) => expect(found(trustPolicy(policy(condition)))).toEqual(expected));

  test.each<[any, string[]]>([
    ['${aws:PrincipalTag/repository}', ['error claim-never-sent']],
    ['repo:acme/${aws:PrincipalTag/repository}:environment:prod', ['error claim-never-sent']],
    [['repo:acme/${aws:username}:environment:prod', 'repo:acme/app:environment:prod'], ['warning claim-never-sent']],
    ["repo:acme/${aws:PrincipalTag/repository, 'app'}:environment:prod", []],
    ['repo:acme/${aws:RequestTag/repository}:environment:prod', []],
    ['repo:acme/${repository}:environment:prod', []],
    ['repo:acme/app:environment:${!aws:PrincipalTag/x}', []],
    [[], ['error contradiction']],
  ])('a variable that is empty until the role is assumed, or a list of nothing: of %j says %j', (subject, expected) => {
    expect(aws(subject, 'StringLike')).toEqual(expected);
  });

  test.each<[string, any]>([
    ['variables without an end', { StringLike: { [`${GITHUB}:sub`]: '${a:'.repeat(200_000) } }],
    ['a key of nothing but ends', { StringLike: { [`<${'>'.repeat(200_000)}`]: 'x' } }],
  ])('is judged in no time: %s', (_name, condition) => {
    const begin = process.cpuUsage();
    expect(found(trustPolicy(policy(condition))).length).toBeGreaterThan(0);
    expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(10); // minutes, where each beginning is followed to the end
  });

  const AUD = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
  test.each<[any, string[]]>([
    [{ StringEquals: { ...AUD, [`${GITHUB}:repository_id`]: '456789', [`${GITHUB}:ref`]: 'refs/heads/main' } }, ['warning identity-provider-control']],
    [{ StringEquals: { ...AUD, [`${GITHUB}:repository_id`]: '456789', [`${GITHUB}:ref`]: 'refs/heads/main' }, StringLike: { [`${GITHUB}:sub`]: '*' } }, ['warning identity-provider-control']],
    [{ StringEquals: { ...AUD, [`${GITHUB}:repository_id`]: '456789', [`${GITHUB}:ref`]: 'refs/heads/main' }, StringLike: { [`${GITHUB}:sub`]: 'repo:*' } }, []],
    [{ 'StringEquals': { ...AUD, [`${GITHUB}:repository_id`]: '456789', [`${GITHUB}:ref`]: 'refs/heads/main' }, 'ForAnyValue:StringLike': { [`${GITHUB}:sub`]: 'repo:acme/app:*' } }, []],
    [{ StringEquals: { ...AUD, [`${GITHUB}:job_workflow_ref`]: 'acme/ci/.github/workflows/d.yml@0123456789012345678901234567890123456789' } }, []],
    [{ StringEquals: { ...AUD, [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod', 'sts:ExternalId': 'x' } }, ['error claim-never-sent']],
    [{ StringEquals: { ...AUD, [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' }, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, []],
    [{ StringEquals: AUD, StringMatches: { [`${GITHUB}:sub`]: 'repo:acme/app:*' } }, ['error malformed-expression']],
    [{ 'StringEquals': AUD, 'ForAnyValues:StringLike': { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['error malformed-expression']],
    [{ stringequals: AUD, STRINGLIKE: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, []],
    [{ StringEquals: { ...AUD, [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' }, NumericLessThanEquals: { 'sts:DurationSeconds': '3600' }, DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, []],
    [{ StringEquals: { [`${GITHUB}:aud`]: [], [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }, ['error contradiction']],
    [{ StringEquals: { ...AUD, [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' }, StringNotEquals: { [`${GITHUB}:actor`]: [] } }, []],
  ])('claims that IAM wants to see tested, and lists of nothing: of the conditions %j says %j', (condition, expected) => expect(found(trustPolicy(policy(condition)))).toEqual(expected));

  test('what is late raises no alarm, and what is known around it still does', () => {
    const late = (...parts: (string | { late: string })[]) => new Late(parts);
    expect(aws(late({ late: 'Subject' }))).toEqual([]);
    expect(aws(late('repo:', { late: 'Org' }, '/', { late: 'Repo' }, ':environment:prod'))).toEqual([]);
    expect(aws(late('repo:', { late: 'Org' }, '/', { late: 'Repo' }, ':*'), 'StringLike')).toEqual(['warning any-ref']);
    expect(aws(late('repo:', { late: 'FullName' }, ':*'), 'StringLike')).toEqual(['warning any-ref']);
    expect(aws(late('repo:', { late: 'Org' }, '/*'), 'StringLike')).toEqual(['error wildcard-repository']);
    expect(aws(late({ late: 'Prefix' }, '*'), 'StringLike')).toEqual([]);
    expect(aws('repo:${GITHUB_ORG}/${REPO}:*', 'StringLike')).toEqual(['warning any-ref']);
    expect(found(trustPolicy(policy({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:*', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, late({ late: 'Provider' }))))).toEqual(['warning any-ref']);
    expect(found(trustPolicy(policy({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:*', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, '${oidc_provider_arn}')))).toEqual(['warning any-ref']);
  });

  test('a Deny beside the Allow counts', () => {
    const deny = (condition: any) => trustPolicy({
      Statement: [
        ...(policy({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }) as any).Statement,
        { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition },
      ],
    });
    expect(found(deny({ StringNotEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:environment:prod' } }))).toEqual([]);
    expect(found(deny({ StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }))).toEqual(['error wildcard-repository']);
    expect(found(deny({ StringLike: { [`${GITHUB}:sub`]: 'repo:mallory/*' } }))).toEqual(['error no-subject']);
  });
});

describe('AWS, other issuers', () => {
  const of = (issuer: string, subject: any, operator = 'StringLike', more: Record<string, any> = {}) =>
    found(trustPolicy(policy({ StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', ...more }, [`${operator === 'StringEquals' ? 'ForAnyValue:' : ''}${operator}`]: { [`${issuer}:sub`]: subject } }, issuer)));
  const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';

  test.each<[string, string, string[]]>([
    ['gitlab.com', 'project_path:g/p:ref_type:branch:ref:main', []],
    ['gitlab.com', 'project_path:g/sub/p:ref_type:branch:ref:main', []],
    ['gitlab.com', 'project_id:20:ref_type:branch:ref:main', []],
    ['gitlab.com', 'project_path:g/p:ref_type:tag:ref:v*', []],
    ['gitlab.com', 'project_path:g/*', ['error wildcard-repository']],
    ['gitlab.com', 'project_path:g/*:ref_type:branch:ref:main', ['error wildcard-repository']],
    ['gitlab.com', 'project_path:g*', ['error prefix-without-separator']],
    ['gitlab.com', 'project_path:*', ['error wildcard-owner']],
    ['gitlab.com', 'project_path:*:ref_type:branch:ref:main', ['error wildcard-owner']],
    ['gitlab.com', 'project_path:g/p:*', ['warning any-ref']],
    ['gitlab.com', 'project_path:g/p:ref_type:branch:ref:*', ['warning any-ref']],
    ['gitlab.com', 'project_path:g/p:ref_type:*:ref:main', ['warning any-ref']],
    ['gitlab.com', 'project_path:g/p:ref_type:branch:ref:main*', ['warning prefix-without-separator']],
    ['gitlab.com', 'project_path:g/p:ref_type:branch:ref:refs/heads/main', ['error subject-never-sent']],
    ['gitlab.com', 'repo:g/p:ref:refs/heads/main', ['error subject-never-sent']],
    ['gitlab.example.com', 'project_path:g/p:ref_type:branch:ref:main', []],
    ['gitlab.example.com', 'project_path:g/*', ['error wildcard-repository']],
    ['app.terraform.io', 'organization:o:project:Default Project:workspace:w:run_phase:apply', []],
    ['app.terraform.io', 'organization:o:project:p:workspace:w:run_phase:*', ['warning any-ref']],
    ['app.terraform.io', 'organization:o:project:p:workspace:*', ['error wildcard-repository']],
    ['app.terraform.io', 'organization:o:project:p:workspace:*:run_phase:apply', ['error wildcard-repository']],
    ['app.terraform.io', 'organization:o:*', ['error wildcard-repository']],
    ['app.terraform.io', 'organization:*', ['error wildcard-owner']],
    ['agent.buildkite.com', 'organization:acme:pipeline:app:ref:refs/heads/main:*', []],
    ['agent.buildkite.com', 'organization:acme:pipeline:app:*', ['warning any-ref']],
    ['agent.buildkite.com', 'organization:acme:*', ['error wildcard-repository']],
    ['oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666', 'org/2a3b4c5d-1111-2222-3333-444455556666/project/76543210-ba98-fedc-3210-edcba0987654/user/*', []],
    ['oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666', 'org/2a3b4c5d-1111-2222-3333-444455556666/project/76543210-ba98-fedc-3210-edcba0987654/*', []],
    ['oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666', 'org/2a3b4c5d-1111-2222-3333-444455556666/*', ['error wildcard-repository']],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:*', []],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}*', []],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '*', ['error no-subject']],
    [EKS, 'system:serviceaccount:kube-system:external-dns', []],
    [EKS, 'system:serviceaccount:apps:*', []],
    [EKS, 'system:serviceaccount:*:external-dns', []],
    [EKS, 'system:serviceaccount:*', ['error wildcard-repository']],
    [EKS, 'system:serviceaccount:*:*', ['error wildcard-repository']],
    [EKS, '*', ['error no-subject']],
  ])('%s: of %j says %j', (issuer, subject, expected) => expect(of(issuer, subject)).toEqual(expected));

  const PULUMI = 'api.pulumi.com/oidc';
  test.each<[any, string[]]>([
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme', [`${PULUMI}:sub`]: 'pulumi:deploy:org:acme:project:core:stack:prod:operation:update:scope:write' } }, []],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme' }, StringLike: { [`${PULUMI}:sub`]: 'pulumi:deploy:org:acme:project:core:*' } }, []],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'aws:acme', [`${PULUMI}:sub`]: 'pulumi:environments:org:acme:env:site/production' } }, []],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'aws:acme' }, StringLike: { [`${PULUMI}:sub`]: 'pulumi:environments:pulumi.organization.login:acme:currentEnvironment.name:site/*' } }, ['warning wildcard-repository']],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme' }, StringLike: { [`${PULUMI}:sub`]: 'pulumi:deploy:org:acme:project:*:stack:prod:operation:*:scope:write' } }, ['error wildcard-repository']],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme' }, StringLike: { [`${PULUMI}:sub`]: 'pulumi:deploy:org:acme:*' } }, ['error wildcard-repository']],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme' }, StringLike: { [`${PULUMI}:sub`]: 'pulumi:*' } }, ['error wildcard-repository']],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme' } }, ['error wildcard-repository']],
    [{ StringLike: { [`${PULUMI}:sub`]: 'pulumi:deploy:org:*:project:core:stack:prod:*' } }, ['error wildcard-owner', 'warning missing-audience']],
    [{ StringLike: { [`${PULUMI}:sub`]: 'pulumi:deploy:*' } }, ['error wildcard-owner', 'warning missing-audience']],
    [undefined, ['error no-subject', 'warning missing-audience']],
    [{ StringEquals: { [`${PULUMI}:aud`]: 'acme', [`${PULUMI}:sub`]: 'org:acme:project:core' } }, ['error subject-never-sent']],
  ])('Pulumi Cloud: of %j says %j', (condition, expected) => expect(found(trustPolicy(policy(condition, PULUMI)))).toEqual(expected));

  test('says nothing of people, of services and of other federation', () => {
    expect(found(trustPolicy({
      Statement: [{
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:14d64338' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      }],
    }), true)).toEqual([]);
    expect(found(trustPolicy({ Statement: [{ Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/idp' }, Action: 'sts:AssumeRoleWithSAML', Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }] }), true)).toEqual([]);
    expect(found(trustPolicy({ Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }), true)).toEqual([]);
    expect(found(trustPolicy({ Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }] }), true)).toEqual([]);
    expect(found(trustPolicy(policy({ StringEquals: { [`${EKS}:sub`]: 'system:serviceaccount:a:b' } }, EKS)), true)).toEqual([]);
    expect(found(trustPolicy(policy({ StringEquals: { 'accounts.google.com:aud': 'x', 'accounts.google.com:sub': '1' } }, 'accounts.google.com')), true)).toEqual([]);
  });

  test('the project of CircleCI and the pipeline of Buildkite may be known by their id', () => {
    const circle = 'oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666';
    expect(found(trustPolicy(policy({ StringEquals: { [`${circle}:aud`]: '2a3b4c5d', [`${circle}:oidc.circleci.com/project-id`]: '76543210-ba98-fedc-3210-edcba0987654' } }, circle)))).toEqual([]);
    expect(found(trustPolicy(policy({ StringEquals: { [`${circle}:aud`]: '2a3b4c5d' } }, circle)))).toEqual(['error no-subject']);
    expect(of('agent.buildkite.com', 'organization:acme:*', 'StringLike', { 'agent.buildkite.com:pipeline_id': '018fcfc4', 'agent.buildkite.com:build_branch': 'main' })).toEqual([]);
  });

  test('fails when an action cannot be met', () => {
    expect(found(trustPolicy({ Statement: [{ Effect: 'Allow', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` }, Action: 'sts:AssumeRole', Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:a/b:environment:c', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } }] })))
      .toEqual(['error wrong-action']);
    expect(found(trustPolicy({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:a/b:environment:c', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } }] })))
      .toEqual(['error wildcard-principal']);
  });

  test.each([['sts:*WithWebIdentity'], ['STS:assume?olewithwebidentity'], [['sts:TagSession', 'sts:Assume*Identity']]])('takes the action %j for one that lets a token in', action => {
    expect(found(trustPolicy({ Statement: { Effect: 'Allow', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` }, Action: action, Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:a@1/b@2:environment:c', [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } } }))).toEqual([]);
  });

  test.each(['Resource', 'NotResource'])('fails when a statement holds %s, and says what else is wrong with it', element => {
    const statement = (sub: string): LateJson => ({ Effect: 'Allow', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` }, Action: 'sts:AssumeRoleWithWebIdentity', [element]: '*', Condition: { StringEquals: { [`${GITHUB}:sub`]: sub, [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } });
    expect(found(trustPolicy({ Statement: [statement('repo:a@1/b@2:environment:c')] }))).toEqual(['error wrong-action']);
    expect(messages(trustPolicy({ Statement: statement('repo:a@1/b@2:environment:c') }))).toMatchObject([{ message: `IAM refuses the policy: statement 1 holds ${element}, which a trust policy cannot`, remedy: `take ${element} out` }]);
    expect(found(trustPolicy({ Statement: [statement('repo:a@1/b@2:pull_request')] })).sort()).toEqual(['error wrong-action', 'warning pull-request-subject']);
  });
});
