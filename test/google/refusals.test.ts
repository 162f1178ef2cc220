import { TerraformStack, Testing } from 'cdktf';
import { aProvider, aStack, AUDIENCE, emitted, POOL } from './support';
import { GitHubIssuer, GitHubRepository, GitLabIssuer, GitLabProject, google, Issuer } from '../../src';
import { evaluate } from '../../src/google/evaluate';
import { expectRefusal } from '../identity/expect-refusal';
import { BareWorkload } from '../support/bare-workload';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const lib = GitLabProject.of('g/p', { projectId: '20' });

function aPool(stack: TerraformStack, id = 'Pool') {
  return new google.WorkloadIdentityPool(stack, id, { poolId: 'github' });
}

function account(props: Partial<google.DeployServiceAccountProps>) {
  const stack = aStack();
  return new google.DeployServiceAccount(stack, 'Account', { provider: aProvider(stack, app.issuer), workloads: [app.branch('main')], accountId: 'deploy-ci', ...props });
}

function direct(props: Partial<google.DirectAccessProps>) {
  const stack = aStack();
  return new google.DirectAccess(stack, 'Access', { provider: aProvider(stack, app.issuer), workloads: [app.branch('main')], permissions: [google.Permission.onProject('roles/storage.objectUser')], ...props });
}

test.each(['abc', 'x'.repeat(33), 'Github', 'git_hub', 'gcp-github', '${x}'])('fails for the pool id %j', poolId => {
  expectRefusal(() => new google.WorkloadIdentityPool(aStack(), 'Pool', { poolId }), 'INVALID_POOL_ID', poolId);
});

test.each(['abcd', 'x'.repeat(32), '0-a-'])('accepts the pool id %j', poolId => {
  expect(new google.WorkloadIdentityPool(aStack(), 'Pool', { poolId }).poolId).toBe(poolId);
});

test('fails where a suffix makes the id too long, and for texts that are too long', () => {
  expectRefusal(() => new google.WorkloadIdentityPool(aStack(), 'Pool', { poolId: 'x'.repeat(31), idSuffix: '2' }), 'INVALID_POOL_ID');
  expectRefusal(() => new google.WorkloadIdentityPool(aStack(), 'Pool', { poolId: 'github', displayName: 'x'.repeat(33) }), 'INVALID_TEXT', '32');
  expectRefusal(() => new google.WorkloadIdentityPool(aStack(), 'Pool', { poolId: 'github', description: 'x'.repeat(257) }), 'INVALID_TEXT', '256');
});

test.each(['projects/my-project/locations/global/workloadIdentityPools/github', 'github'])('fails for an existing pool by %j', poolName => {
  expectRefusal(() => google.WorkloadIdentityPool.fromAttributes(aStack(), 'Pool', { poolName }), 'INVALID_POOL_NAME', 'NUMBER');
});

test('fails when a pool gets a second issuer, defined or existing', () => {
  const stack = aStack();
  const pool = aPool(stack);
  new google.GitHubProvider(stack, 'GitHub', { pool });
  expectRefusal(() => new google.GitLabProvider(stack, 'GitLab', { pool }), 'POOL_HAS_ISSUER', 'https://gitlab.com');

  const existing = (id: string) => google.WorkloadIdentityPool.fromAttributes(stack, id, { poolName: POOL });
  new google.GitHubProvider(stack, 'GitHub2', { pool: existing('P1') });
  expectRefusal(() => new google.GitHubProvider(stack, 'Enterprise', { pool: existing('P2'), issuer: GitHubIssuer.enterprise('octocorp') }), 'POOL_HAS_ISSUER');
});

test('fails for a provider that would admit every tenant', () => {
  const stack = aStack();
  new google.GitHubProvider(stack, 'GitHub', { pool: aPool(stack) });

  expect(() => Testing.synth(stack)).toThrow(/\[NO_TENANT\]/);
  expect(() => Testing.synth(stack, true)).toThrow(/\[NO_TENANT\]/);
});

test('fails for audiences, keys, tenant claims and sources that cannot be', () => {
  const make = (props: Partial<google.GitHubProviderProps>) => () => {
    const stack = aStack();
    return new google.GitHubProvider(stack, 'GitHub', { pool: aPool(stack), ...props });
  };
  expectRefusal(make({ allowedAudiences: [] }), 'INVALID_AUDIENCE');
  expectRefusal(make({ allowedAudiences: Array.from({ length: 11 }, (_, i) => `a${i}`) }), 'INVALID_AUDIENCE', '10');
  expectRefusal(make({ allowedAudiences: ['x'.repeat(257)] }), 'INVALID_AUDIENCE', '256');
  expectRefusal(make({ jwksJson: 'no' }), 'INVALID_JWKS');
  expectRefusal(make({ jwksJson: '{"keys":[{"kty":"RSA","x5c":[]}]}' }), 'INVALID_JWKS', 'x5c');
  expectRefusal(make({ providerId: 'x' }), 'INVALID_POOL_ID');
  expectRefusal(make({ repositories: [GitHubRepository.of('a/b', { issuer: GitHubIssuer.enterprise('octocorp') })] }), 'WRONG_ISSUER', 'octocorp');
  const gitlab = aStack();
  const elsewhere = GitLabProject.of('g/p', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') });
  expectRefusal(() => new google.GitLabProvider(gitlab, 'GitLab', { pool: aPool(gitlab), projects: [elsewhere] }), 'WRONG_ISSUER', /project .*g\/p.*gitlab\.example\.com/);
  for (const tenantClaims of [{ 'a-b': ['x'] }, { exact_sub: ['x'] }, { org: [] }, { org: [''] }] as { [claim: string]: string[] }[]) {
    const stack = aStack();
    expectRefusal(() => new google.OidcProvider(stack, 'P', { pool: aPool(stack), providerId: 'oidc', issuer: Issuer.of('https://ci.example.com'), tenantClaims }), 'INVALID_CLAIM');
  }
});

test('fails for workloads that are none, or of another issuer', () => {
  expectRefusal(() => account({ workloads: [] }), 'NO_WORKLOADS');
  expectRefusal(() => account({ workloads: [new BareWorkload(app.issuer, {})] }), 'NO_SUBJECT', 'no member could tell its jobs from others');
  expectRefusal(() => account({ workloads: ['repo:a/b'] as any }), 'NOT_A_WORKLOAD');
  expectRefusal(() => account({ workloads: [undefined] as any }), 'NOT_A_WORKLOAD');
  expectRefusal(() => account({ workloads: undefined as any }), 'NOT_A_WORKLOAD');
  expectRefusal(() => account({ provider: {} as any }), 'NOT_A_PROVIDER');
  expectRefusal(() => account({ workloads: [lib.branch('main')] }), 'WRONG_ISSUER', 'https://gitlab.com');
});

test('fails for service accounts that cannot be', () => {
  const existing = google.ServiceAccount.fromName(aStack(), 'Existing', 'projects/p/serviceAccounts/a@p.iam.gserviceaccount.com');
  expectRefusal(() => account({ serviceAccount: existing }), 'SERVICE_ACCOUNT', 'both');
  expectRefusal(() => account({ accountId: undefined }), 'SERVICE_ACCOUNT', 'neither');
  expectRefusal(() => account({ accountId: undefined, serviceAccount: existing, displayName: 'x' }), 'SERVICE_ACCOUNT', 'displayName');
  expectRefusal(() => google.ServiceAccount.fromName(aStack(), 'Existing', 'a@p.iam.gserviceaccount.com'), 'INVALID_SERVICE_ACCOUNT');
  for (const accountId of ['short', 'x'.repeat(31), '1deploy', 'deploy-', 'Deploy-ci']) expectRefusal(() => account({ accountId }), 'INVALID_ACCOUNT_ID', accountId);
  expectRefusal(() => account({ permissions: [google.Permission.onProject('run.developer')] }), 'INVALID_ROLE', 'run.developer');
});

test('fails for roles without a project', () => {
  const stack = aStack();
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: aPool(stack) });
  expectRefusal(() => new google.DeployServiceAccount(stack, 'A', { provider, workloads: [app.branch('main')], accountId: 'deploy-ci', permissions: [google.Permission.onProject('roles/run.developer')] }), 'PROJECT_MISSING');
  expectRefusal(() => new google.DirectAccess(stack, 'B', { provider, workloads: [app.branch('main')], permissions: [google.Permission.onProject('roles/storage.objectUser')] }), 'PROJECT_MISSING');
});

test.each(['roles/run.developer', 'roles/cloudfunctions.developer', 'roles/appengine.deployer', 'roles/deploymentmanager.editor', 'roles/firebase.admin'])('fails for direct access with %s', role => {
  expectRefusal(() => direct({ permissions: [google.Permission.onProject(role)] }), 'NO_DIRECT_ACCESS', role, 'DeployServiceAccount');
});

test('fails for direct access without a role', () => {
  for (const permissions of [[], undefined]) expect(() => Testing.synth(TerraformStack.of(direct({ permissions })), true)).toThrow(/\[NO_ROLES\]/);
});

test('fails beyond the quotas', () => {
  expectRefusal(() => account({ workloads: [app.environment('x').withClaim('actor_id', ...Array.from({ length: 1501 }, (_, i) => `${i}`))] }), 'TOO_MANY_PRINCIPALS', '1501', '1500');
  expectRefusal(() => account({ workloads: [app.environment('x').withClaim('actor', 'x'.repeat(8200))] }), 'ATTRIBUTE_TOO_LONG');

  const stack = aStack();
  const provider = aProvider(stack, app.issuer);
  const prefixes = Array.from({ length: 51 }, (_, i) => app.environmentsStartingWith(`p${i}-`, { reason: 'many' }));
  new google.DeployServiceAccount(stack, 'A', { provider, workloads: prefixes, accountId: 'deploy-ci' });
  expect(() => Testing.synth(stack)).toThrow(/\[TOO_MANY_ATTRIBUTES\]/);

  const many = aStack();
  new google.GitHubProvider(many, 'P', { pool: aPool(many), repositories: Array.from({ length: 600 }, (_, i) => GitHubRepository.of('a/b', { ownerId: `${100000 + i}`, repositoryId: '1' })) });
  expect(() => Testing.synth(many)).toThrow(/\[CONDITION_TOO_LONG\]/);
});

test('fails for a mapping that is longer than Google takes', () => {
  const claims = Array.from({ length: 10 }, (_, i) => `repo_property_${'x'.repeat(60)}${i}`);
  const stack = aStack();
  const provider = aProvider(stack, app.issuer);
  const constrained = (n: number) => claims.slice(0, n).reduce((workload, claim) => workload.withClaim(claim, 'x'), app.environment('x'));
  new google.DeployServiceAccount(stack, 'A', { provider, workloads: [constrained(4)], accountId: 'deploy-ci' });
  expect(() => Testing.synth(stack)).not.toThrow();
  new google.DeployServiceAccount(stack, 'B', { provider, workloads: [constrained(10)], accountId: 'deploy-ci' });
  expect(() => Testing.synth(stack)).toThrow(/"attribute\.exact_\w+" is \d+ characters, at most 2048 .*\[MAPPING_TOO_LONG\]/);
});

test('fails where all mapped attributes of a token together are longer than Google takes', () => {
  const long = 'x'.repeat(180);
  const stackOf = (count: number) => {
    const stack = aStack();
    const provider = aProvider(stack, app.issuer);
    const workloads = Array.from({ length: count }, (_, i) => app.environment(`${long}${i}`).withClaim(`repo_property_${i}`, 'x'));
    workloads.forEach((workload, i) => new google.DeployServiceAccount(stack, `A${i}`, { provider, workloads: [workload], accountId: 'deploy-ci' }));
    return { stack, workloads };
  };
  const most = 34; // each attribute repeats a subject of some 230 bytes
  const { stack, workloads } = stackOf(most);
  const { all } = emitted(stack);
  expect(workloads.map(workload => evaluate(all, { ...workload.sampleClaims(AUDIENCE), aud: AUDIENCE }).outcome).filter(outcome => outcome !== 'accept')).toEqual([]);

  expect(() => Testing.synth(stackOf(most + 3).stack)).toThrow(/the \d+ mapped attributes of the provider come to 8\d\d\d bytes .* at most 8192 .*\[ATTRIBUTE_TOO_LONG\]/);
  expect(() => Testing.synth(stackOf(most + 3).stack, true)).toThrow(/\[ATTRIBUTE_TOO_LONG\]/);
});

describe('an existing provider', () => {
  const use = (attributes: Partial<google.WorkloadIdentityProviderAttributes>, workload = app.branch('main')) => () => {
    const stack = aStack();
    const provider = google.WorkloadIdentityProvider.fromAttributes(stack, 'GitHub', {
      pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL }),
      providerId: 'github',
      issuer: app.issuer,
      attributeMapping: { 'google.subject': 'assertion.sub' },
      attributeCondition: 'assertion.repository_owner_id == "123456"',
      ...attributes,
    });
    return new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [workload], accountId: 'deploy-ci' });
  };

  test.each<[string, ReturnType<typeof use>, string]>([
    ['without a condition', use({ attributeCondition: ' ' }), 'CONDITION_MISSING'],
    ['with a condition that is always true', use({ attributeCondition: 'true' }), 'CONDITION_VACUOUS'],
    ['with a condition on what strangers have too', use({ attributeCondition: 'assertion.event_name == "push"' }), 'CONDITION_VACUOUS'],
    ['with a condition that refuses the workload', use({ attributeCondition: 'assertion.repository_owner_id == "1"' }), 'CONDITION_REJECTS'],
    ['with a condition that is no CEL', use({ attributeCondition: 'assertion.(' }), 'CONDITION_REJECTS'],
    ['with another subject', use({ attributeMapping: { 'google.subject': 'assertion.repository' } }), 'MAPPING_DIFFERS'],
    ['without a mapping', use({ attributeMapping: {} }), 'MAPPING_DIFFERS'],
    ['without a composite attribute', use({}, app.environment('x').onBranch('main')), 'MAPPING_DIFFERS'],
    ['with a subject that would be too long', use({}, app.environment('x'.repeat(120))), 'MAPPING_DIFFERS'],
  ])('fails %s', (_name, act, code) => {
    expectRefusal(act, code);
  });
});
