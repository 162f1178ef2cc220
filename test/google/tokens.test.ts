import { Fn, Lazy, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { aStack, POOL } from './support';
import { GitHubIssuer, GitHubRepository, GitLabIssuer, google, Issuer } from '../../src';
import { expectRefusal } from '../identity/expect-refusal';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.branch('main')];

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, 'given', { type: 'string' });
}

/** A text that is only known at deployment, in every form that it can have within a text. */
const TOKENS: Record<string, (stack: TerraformStack) => string> = {
  'a text': stack => variable(stack).stringValue,
  'a number in a text': stack => `${new TerraformVariable(stack, 'given', { type: 'number' }).numberValue}`,
  'a lazy text': () => Lazy.stringValue({ produce: () => 'given' }),
  'a function': stack => Fn.lower(variable(stack).stringValue) as string,
};

const pool = (stack: TerraformStack, id = 'Pool') => new google.WorkloadIdentityPool(stack, id, { poolId: 'ci-pool', project: 'my-project' });
const github = (stack: TerraformStack, props: Partial<google.GitHubProviderProps> = {}) => new google.GitHubProvider(stack, 'Provider', { pool: pool(stack), repositories: [app], ...props });
const oidc = (stack: TerraformStack, props: Partial<google.OidcProviderProps> = {}) => new google.OidcProvider(stack, 'Provider', { pool: pool(stack), providerId: 'oidc', issuer: Issuer.of('https://ci.example.com'), tenantClaims: { org: ['1'] }, ...props });
const existing = (stack: TerraformStack, attrs: Partial<google.WorkloadIdentityProviderAttributes> = {}) => google.OidcProvider.fromAttributes(stack, 'Provider', {
  pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL }),
  providerId: 'github',
  issuer: app.issuer,
  attributeMapping: { 'google.subject': 'assertion.sub' },
  attributeCondition: 'assertion.repository_owner_id == "123456"',
  ...attrs,
});
const account = (stack: TerraformStack, props: Partial<google.DeployServiceAccountProps> = {}) => new google.DeployServiceAccount(stack, 'Account', { provider: github(stack), workloads, accountId: 'deploy-ci', ...props });

/** Every literal input: what takes it, what stands well beside a token, what does not, and how that is refused. */
const INPUTS: [name: string, make: (stack: TerraformStack, text: string) => unknown, good: string[], bad: string[], code: string][] = [
  ['id of a pool', (stack, poolId) => new google.WorkloadIdentityPool(stack, 'P', { poolId }), ['ci-', ''], ['*', 'gcp-', 'CI-', 'a/b/', 'x'.repeat(32)], 'INVALID_POOL_ID'],
  ['suffix of a pool', (stack, idSuffix) => new google.WorkloadIdentityPool(stack, 'P', { poolId: 'pool', idSuffix }), ['2-', ''], ['*', '/'], 'INVALID_POOL_ID'],
  ['project of a pool', (stack, project) => new google.WorkloadIdentityPool(stack, 'P', { poolId: 'pool', project }), ['my-', ''], ['*', 'projects/', '"'], 'INVALID_PROJECT'],
  ['id of a provider', (stack, providerId) => github(stack, { providerId }), ['ci-', ''], ['*', 'gcp-', 'CI/'], 'INVALID_POOL_ID'],
  ['project of an existing pool', (stack, project) => google.WorkloadIdentityPool.fromAttributes(stack, 'P', { poolName: POOL, project }), ['my-', ''], ['*', 'a/'], 'INVALID_PROJECT'],
  ['name of an existing pool', (stack, text) => google.WorkloadIdentityPool.fromAttributes(stack, 'P', { poolName: `${text}/locations/global/workloadIdentityPools/ci-pool` }), ['projects/'], ['*/', 'projects/my-project-', 'projects/*'], 'INVALID_POOL_NAME'],
  ['id within the name of a pool', (stack, text) => google.WorkloadIdentityPool.fromAttributes(stack, 'P', { poolName: `projects/1/locations/global/workloadIdentityPools/${text}` }), ['', 'ci-'], ['*', 'CI'], 'INVALID_POOL_NAME'],
  ['id of an existing pool', (stack, poolId) => google.WorkloadIdentityPool.fromAttributes(stack, 'P', { poolName: variable(new TerraformStack(stack.node.root as any, 'other')).stringValue, poolId }), ['', 'ci-'], ['*', 'CI'], 'INVALID_POOL_ID'],
  ['id of an existing provider', (stack, providerId) => existing(stack, { providerId }), ['', 'ci-'], ['*', 'a/'], 'INVALID_POOL_ID'],
  ['id of a service account', (stack, accountId) => account(stack, { accountId }), ['deploy-', ''], ['*', '1', 'a_', 'Deploy-'], 'INVALID_ACCOUNT_ID'],
  ['project of a service account', (stack, project) => account(stack, { project }), ['my-', ''], ['*', 'a/'], 'INVALID_PROJECT'],
  ['name of an existing account', (stack, text) => google.ServiceAccount.fromName(stack, 'S', `projects/${text}/serviceAccounts/a@b.iam.gserviceaccount.com`), ['', 'my-'], ['*', 'a/', '"'], 'INVALID_SERVICE_ACCOUNT'],
  ['project of a role', (stack, project) => account(stack, { permissions: [google.Permission.onProject('roles/run.developer', { project })] }), ['my-', ''], ['*', 'a/'], 'INVALID_PROJECT'],
  ['role', (stack, role) => account(stack, { permissions: [google.Permission.onProject(role)], project: 'p' }), ['roles/', 'projects/my-project/roles/', ''], ['*', 'roles/*', 'role/'], 'INVALID_ROLE'],
  ['bucket', (stack, bucket) => account(stack, { permissions: [google.Permission.onBucket(bucket, 'roles/storage.objectUser')] }), ['my-', ''], ['*', 'gs://', 'A'], 'INVALID_RESOURCE'],
  ['secret', (stack, secret) => account(stack, { permissions: [google.Permission.onSecret(secret, 'roles/secretmanager.secretAccessor')] }), ['my-', 'projects/p/secrets/', ''], ['*', 'a/'], 'INVALID_RESOURCE'],
  ['allowed audience', (stack, audience) => github(stack, { allowedAudiences: [audience] }), ['https://', ''], ['*', 'x'.repeat(257)], 'INVALID_AUDIENCE'],
  ['keys', (stack, text) => github(stack, { jwksJson: `${text}"}]}` }), ['{"keys":[{"kty":"RSA","n":"'], ['{"keys":[{"kty":"RSA","x5c":"', '"'], 'INVALID_JWKS'],
];

describe.each(INPUTS)('the %s', (_name, make, good, bad, code) => {
  describe.each(Object.entries(TOKENS))('with %s', (_token, token) => {
    test.each(good)('is taken behind %j', before => {
      const stack = aStack();
      expect(() => make(stack, `${before}${token(stack)}`)).not.toThrow();
    });

    test.each(bad)('is refused behind %j', before => {
      const stack = aStack();
      expectRefusal(() => make(stack, `${before}${token(stack)}`), code);
    });
  });
});

describe.each(Object.entries(TOKENS))('what decides who gets in is literal: %s is refused', (_name, token) => {
  test.each<[string, (stack: TerraformStack, text: string) => unknown, string]>([
    ['the value of a tenant', (stack, text) => oidc(stack, { tenantClaims: { org: [text] } }), 'TOKEN_IN_IDENTITY'],
    ['a part of it', (stack, text) => oidc(stack, { tenantClaims: { org: [`my-${text}`] } }), 'TOKEN_IN_IDENTITY'],
    ['the claim of a tenant', (stack, text) => oidc(stack, { tenantClaims: { [text]: ['1'] } }), 'TOKEN_IN_IDENTITY'],
    ['the condition of an existing provider', (stack, text) => existing(stack, { attributeCondition: text }), 'CONDITION_REJECTS'],
    ['a part of the condition', (stack, text) => existing(stack, { attributeCondition: `assertion.repository_owner_id == "123456" || "${text}" == ""` }), 'CONDITION_REJECTS'],
    ['a mapping', (stack, text) => existing(stack, { attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.x': text } }), 'CONDITION_REJECTS'],
  ])('%s', (_what, make, code) => {
    const stack = aStack();
    expectRefusal(() => make(stack, token(stack)), code);
  });
});

test('a list in place of values of a tenant, or of audiences, is refused', () => {
  const list = () => Lazy.listValue({ produce: () => ['a'] });
  expectRefusal(() => oidc(aStack(), { tenantClaims: { org: list() } }), 'TOKEN_IN_IDENTITY');
  expectRefusal(() => github(aStack(), { allowedAudiences: list() }), 'AUDIENCE_LOST');
  expectRefusal(() => github(aStack(), { allowedAudiences: ['a', ...list()] }), 'AUDIENCE_LOST');
  expectRefusal(() => existing(aStack(), { allowedAudiences: list() }), 'AUDIENCE_LOST');
});

describe.each<[string, (stack: TerraformStack, allowedAudiences: string[]) => google.WorkloadIdentityProvider]>([
  ['of GitHub', (stack, allowedAudiences) => github(stack, { allowedAudiences })],
  ['of any issuer', (stack, allowedAudiences) => oidc(stack, { allowedAudiences })],
  ['that is there already', (stack, allowedAudiences) => existing(stack, { allowedAudiences })],
])('the audience of a provider %s', (_name, make) => {
  const lost: Record<string, unknown> = { 'nothing': undefined, 'null': null, 'an empty text': '', 'an asterisk': '*', 'a list': ['a', 'b'], 'an object': { a: 'b' } };

  test.each(Object.keys(lost))('fails synth where it comes to %s', name => {
    const stack = aStack();
    make(stack, ['https://ci.example.com', Lazy.stringValue({ produce: () => lost[name] as string })]);
    expect(() => Testing.synth(stack, true)).toThrow(/\[AUDIENCE_LOST\]/);
  });

  test('may be a variable', () => {
    const stack = aStack();
    expect(make(stack, [variable(stack).stringValue]).audience).toContain('TOKEN');
    expect(() => Testing.synth(stack, true)).not.toThrow(/AUDIENCE_LOST/);
  });
});

test('a provider is called after its issuer, unless somebody names it', () => {
  const called = (props: Partial<google.OidcProviderProps>) => oidc(aStack(), { providerId: undefined, ...props }).providerId;
  expect(called({ issuer: GitHubIssuer.GITHUB_COM })).toBe('github');
  expect(called({ issuer: GitLabIssuer.GITLAB_COM, idSuffix: '2' })).toBe('gitlab-2');
  for (const idSuffix of [undefined, '2']) expectRefusal(() => called({ idSuffix }), 'INVALID_POOL_ID');
});
