import { TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { LONG } from './builders';
import { aProvider, aStack, only, POOL, resources, stackFor } from './support';
import { GitHubRepository, GitLabGroup, GitLabIssuer, GitLabProject, google, Issuer } from '../../src';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const other = GitHubRepository.of('other-org/app', { ownerId: '99', repositoryId: '100' });
const named = GitHubRepository.of('named-org/app');
const wide = { reason: 'asked for by name' };
const PROVIDER = 'google_iam_workload_identity_pool_provider';

const ONE_AUDIENCE = '(type(assertion.aud) == string || size(assertion.aud) == 1)';

function aPool(stack: TerraformStack) {
  return new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github' });
}

describe('a pool', () => {
  test('is defined with its suffix', () => {
    const stack = aStack();
    new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github', idSuffix: '2', project: 'my-project', displayName: 'GitHub', description: 'of %{x}', disabled: true });

    expect(only(stack, 'google_iam_workload_identity_pool')).toMatchObject({
      workload_identity_pool_id: 'github-2', project: 'my-project', display_name: 'GitHub', description: 'of %%{x}', disabled: true,
    });
  });

  test('of elsewhere takes a provider, and gives its name to the members', () => {
    const stack = aStack();
    const pool = google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL, project: 'my-project' });
    new google.DeployServiceAccount(stack, 'Account', { provider: new google.GitHubProvider(stack, 'GitHub', { pool }), workloads: [app.branch('main')], accountId: 'deploy-ci' });

    expect(only(stack, PROVIDER)).toMatchObject({ workload_identity_pool_id: 'ci-pool', workload_identity_pool_provider_id: 'github', project: 'my-project' });
    expect(only(stack, 'google_service_account_iam_member').member).toBe(`principal://iam.googleapis.com/${POOL}/subject/repo:my-org@123456/my-app@456789:ref:refs/heads/main`);
    expect(resources(stack).google_iam_workload_identity_pool).toBeUndefined();
  });
});

describe('the condition of a provider', () => {
  test.each([
    ['one owner by id', [app.branch('main')], 'assertion.repository_owner_id == "123456"'],
    ['two owners by id, in one order', [other.branch('main'), app.branch('main')], 'assertion.repository_owner_id in ["123456", "99"]'],
    ['an owner by name', [named.branch('main')], 'assertion.repository_owner == "named-org"'],
    ['owners by id and by name', [named.branch('main'), app.branch('main')], 'assertion.repository_owner_id == "123456" || assertion.repository_owner == "named-org"'],
    ['a project by id', [GitLabProject.of('g/p', { projectId: '20' }).branch('main')], `assertion.project_id == "20" && ${ONE_AUDIENCE}`],
    ['projects by id and by path', [GitLabProject.of('g/p', { projectId: '20' }).branch('main'), GitLabProject.of('g/q').branch('main')],
      `(assertion.project_path == "g/q" || assertion.project_id == "20") && ${ONE_AUDIENCE}`],
    ['a group', [GitLabGroup.of('g').anyProject(wide)], `assertion.project_path.startsWith("g/") && ${ONE_AUDIENCE}`],
  ])('binds %s', (_name, workloads, condition) => {
    expect(only(stackFor(workloads), PROVIDER).attribute_condition).toBe(condition);
  });

  test('and its mapping grow with every deploy identity, in an order of their own', () => {
    const define = (accounts: ReturnType<typeof app.branch>[]) => {
      const stack = aStack();
      const provider = new google.GitHubProvider(stack, 'GitHub', { pool: aPool(stack) });
      accounts.forEach((workload, i) => new google.DeployServiceAccount(stack, `Account${i}`, { provider, workloads: [workload], accountId: 'deploy-ci' }));
      return only(stack, PROVIDER);
    };
    const accounts = [app.environment('a').onBranch('main'), other.branch('main'), app.environment('b').onHostedRunner()];

    expect(define(accounts)).toEqual(define([...accounts].reverse()));
    expect(define(accounts)).toMatchObject({
      attribute_condition: 'assertion.repository_owner_id in ["123456", "99"]',
      attribute_mapping: {
        'attribute.exact_ref__sub': '(has(assertion.ref) && type(assertion.ref) == string ? string(size(assertion.ref)) + ":" + assertion.ref : "-") + "/" + string(size(assertion.sub)) + ":" + assertion.sub',
        'attribute.exact_runner_environment__sub': '(has(assertion.runner_environment) && type(assertion.runner_environment) == string ? string(size(assertion.runner_environment)) + ":" + assertion.runner_environment : "-") + "/" + string(size(assertion.sub)) + ":" + assertion.sub',
        'attribute.repository_owner_id': 'assertion.repository_owner_id',
        'google.subject': 'assertion.sub',
      },
    });
  });

  test('names the repositories and projects that are given to the provider', () => {
    const github = aStack();
    new google.GitHubProvider(github, 'GitHub', { pool: aPool(github), repositories: [app], allowedAudiences: ['https://deploy.example.com'], displayName: 'a' });
    const gitlab = aStack();
    new google.GitLabProvider(gitlab, 'GitLab', { pool: aPool(gitlab), projects: [GitLabProject.of('g/p', { projectId: '20' })], jwksJson: '{"keys":[{"kty":"RSA","n":"x","e":"AQAB"}]}' });

    expect(only(github, PROVIDER)).toMatchObject({ attribute_condition: 'assertion.repository_owner_id == "123456"', oidc: { issuer_uri: 'https://token.actions.githubusercontent.com', allowed_audiences: ['https://deploy.example.com'] } });
    expect(only(gitlab, PROVIDER)).toMatchObject({ attribute_condition: `assertion.project_id == "20" && ${ONE_AUDIENCE}`, oidc: { issuer_uri: 'https://gitlab.com', jwks_json: expect.stringContaining('RSA') } });
  });

  test('of another issuer names the given claims', () => {
    const stack = aStack();
    new google.OidcProvider(stack, 'TeamCity', { pool: aPool(stack), providerId: 'teamcity', issuer: Issuer.of('https://teamcity.example.com'), tenantClaims: { project_id: ['A"\\', 'B${x}'], org: ['1'] } });

    expect(only(stack, PROVIDER)).toMatchObject({
      attribute_condition: `assertion.org == "1" && assertion.project_id in ["A\\"\\\\", "B$\${x}"] && ${ONE_AUDIENCE}`,
      attribute_mapping: { 'attribute.org': 'assertion.org', 'attribute.project_id': 'assertion.project_id', 'google.subject': 'assertion.sub' },
    });
  });
});

describe('google.subject', () => {
  test.each([
    ['a long subject', app.environment(LONG)],
    ['a prefix', app.environmentsStartingWith('preview-', wide)],
  ])('is made short for %s', (_name, workload) => {
    expect(only(stackFor([workload]), PROVIDER).attribute_mapping['google.subject']).toBe('size(bytes(assertion.sub)) <= 127 ? assertion.sub : "-repository_id:" + assertion.repository_id');
  });

  test.each([
    [127, 'assertion.sub'],
    [128, expect.stringContaining('size(bytes(assertion.sub)) <= 127')],
  ])('is the subject itself up to 127 bytes: %d', (bytes, mapping) => {
    const start = Buffer.byteLength(app.environment('x').subjects[0]) - 1;
    const workload = app.environment('x'.repeat(bytes - start));

    expect(Buffer.byteLength(workload.subjects[0])).toBe(bytes);
    expect(only(stackFor([workload]), PROVIDER).attribute_mapping['google.subject']).toEqual(mapping);
  });
});

test('the audience is Google\'s own, or the first that is allowed', () => {
  const stack = aStack();
  const pool = aPool(stack);
  const own = new google.GitHubProvider(stack, 'Own', { pool, repositories: [app] });
  const given = new google.GitHubProvider(stack, 'Given', { pool, providerId: 'given', repositories: [app], allowedAudiences: ['a', 'b'] });

  new TerraformOutput(stack, 'Audience', { value: own.audience });

  expect(JSON.parse(Testing.synth(stack)).output.Audience.value).toMatch(/^https:\/\/iam\.googleapis\.com\/\$\{google_iam_workload_identity_pool_provider\.\w+\.name\}$/);
  expect(given.audience).toBe('a');
});

describe('an existing provider', () => {
  const attributes = {
    providerId: 'github',
    issuer: app.issuer,
    attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.owner': 'assertion.repository_owner_id' },
    attributeCondition: 'attribute.owner == "123456"',
  };

  test('is used as it is, where it has what the workloads need', () => {
    const stack = aStack();
    const pool = google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL });
    const provider = google.WorkloadIdentityProvider.fromAttributes(stack, 'GitHub', { ...attributes, pool });
    new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [app.branch('main')], accountId: 'deploy-ci' });

    expect(only(stack, 'google_service_account_iam_member').member).toBe(`principal://iam.googleapis.com/${POOL}/subject/repo:my-org@123456/my-app@456789:ref:refs/heads/main`);
    expect(resources(stack)[PROVIDER]).toBeUndefined();
    expect(provider.audience).toBe(`https://iam.googleapis.com/${POOL}/providers/github`);
  });

  test('of GitLab is tried with its own claims', () => {
    const stack = aStack();
    const pool = google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL });
    const provider = google.WorkloadIdentityProvider.fromAttributes(stack, 'GitLab', {
      pool, providerId: 'gitlab', issuer: GitLabIssuer.GITLAB_COM, attributeMapping: { 'google.subject': 'assertion.sub' }, attributeCondition: 'assertion.namespace_id == "72"',
    });

    expect(() => new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [GitLabProject.of('g/p').branch('main')], accountId: 'deploy-ci' })).not.toThrow();
    expect(() => aProvider(stack, app.issuer)).not.toThrow();
  });
});
