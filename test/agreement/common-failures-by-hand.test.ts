import { runIn } from '../cli/run-here';
import { policy } from '../cli/trusts';

type Claims = Record<string, unknown>;

const HOST = 'https://token.actions.githubusercontent.com';
const NAMES = 'repo:my-org/my-app';
const IDS = 'repo:my-org@123456/my-app@456789';

const GITHUB_JOB: Claims = {
  iss: HOST,
  sub: `${NAMES}:ref:refs/heads/release/1`,
  ref: 'refs/heads/release/1',
  ref_type: 'branch',
  event_name: 'push',
  repository: 'my-org/my-app',
  repository_id: '456789',
  repository_owner: 'my-org',
  repository_owner_id: '123456',
  job_workflow_ref: 'my-org/my-app/.github/workflows/ci.yml@refs/heads/release/1',
  actor: 'me',
};
const GITLAB_JOB: Claims = {
  iss: 'https://gitlab.com',
  sub: 'project_path:my-org/my-app:ref_type:branch:ref:main',
  project_path: 'my-org/my-app',
  project_id: '20',
  namespace_path: 'my-org',
  namespace_id: '72',
  ref: 'main',
  ref_type: 'branch',
  ref_path: 'refs/heads/main',
  ref_protected: 'true',
  user_login: 'me',
  pipeline_source: 'push',
};

const POOL = 'projects/123456789/locations/global/workloadIdentityPools/ci-pool';
const GOOGLE_AUDIENCE = `https://iam.googleapis.com/${POOL}/providers/ci`;

function google(attribute_condition: string, member: string, attribute_mapping: Record<string, string>, issuer_uri = HOST): object {
  return {
    resource: {
      google_iam_workload_identity_pool_provider: { ci: { project: '123456789', workload_identity_pool_id: 'ci-pool', workload_identity_pool_provider_id: 'ci', attribute_mapping, attribute_condition, oidc: { issuer_uri } } },
      google_service_account_iam_member: { ci: { service_account_id: 'projects/p/serviceAccounts/s@p.iam.gserviceaccount.com', role: 'roles/iam.workloadIdentityUser', member: `${member.startsWith('subject/') ? 'principal' : 'principalSet'}://iam.googleapis.com/${POOL}/${member}` } },
    },
  };
}

function vault(role: object, bound_issuer = HOST): object {
  return {
    resource: {
      vault_jwt_auth_backend: { ci: { path: 'jwt', oidc_discovery_url: bound_issuer, bound_issuer } },
      vault_jwt_auth_backend_role: { ci: { backend: '${vault_jwt_auth_backend.ci.path}', role_name: 'ci', role_type: 'jwt', user_claim: 'sub', bound_audiences: ['vault'], ...role } },
    },
  };
}

const credential = (fields: object) => [{ id: '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i/federatedIdentityCredentials/c', name: 'c', issuer: HOST, audiences: ['api://AzureADTokenExchange'], ...fields }];
const aws = (operator: string, sub: string, more: Record<string, unknown> = {}) => policy({ StringEquals: { aud: 'sts.amazonaws.com', ...more }, [operator]: { ...operator === 'StringEquals' ? { aud: 'sts.amazonaws.com', ...more } : {}, sub } });

/** Trusts as people write them, with a job that each lets in. */
const TRUSTS: Record<string, { readonly trust: object; readonly job: Claims }> = {
  'AWS, branches by StringLike': { trust: aws('StringLike', `${NAMES}:ref:refs/heads/release/*`), job: { ...GITHUB_JOB, aud: 'sts.amazonaws.com' } },
  'AWS, refs of every repository by StringLike': { trust: aws('StringLike', 'repo:my-org/*:ref:refs/heads/*'), job: { ...GITHUB_JOB, aud: 'sts.amazonaws.com' } },
  'Google, a subject': {
    trust: google('assertion.repository_owner_id == "123456"', `subject/${GITHUB_JOB.sub as string}`, { 'google.subject': 'assertion.sub' }), job: { ...GITHUB_JOB, aud: GOOGLE_AUDIENCE },
  },
  'Google, a repository by its attribute, and a beginning of the subject': {
    trust: google(`assertion.repository == 'my-org/my-app' && assertion.sub.startsWith('${NAMES}:ref:refs/heads/release/')`, 'attribute.repository/my-org/my-app', { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' }),
    job: { ...GITHUB_JOB, aud: GOOGLE_AUDIENCE },
  },
  'Google, a composite attribute of others': {
    trust: google('attribute.owner in ["my-org", "our-org"]', `attribute.deploy/456789::${GITHUB_JOB.sub as string}`, { 'google.subject': 'assertion.sub', 'attribute.owner': 'assertion.repository_owner', 'attribute.deploy': 'assertion.repository_id + "::" + assertion.sub' }),
    job: { ...GITHUB_JOB, aud: GOOGLE_AUDIENCE },
  },
  'Google, a regular expression': {
    trust: google(`assertion.sub.matches("^${NAMES}:ref:refs/heads/release/.*$")`, 'attribute.repository_id/456789', { 'google.subject': 'assertion.sub', 'attribute.repository_id': 'assertion.repository_id' }), job: { ...GITHUB_JOB, aud: GOOGLE_AUDIENCE },
  },
  'Azure, a credential': { trust: credential({ subject: GITHUB_JOB.sub }), job: { ...GITHUB_JOB, aud: 'api://AzureADTokenExchange' } },
  'Azure, an expression': {
    trust: credential({ claimsMatchingExpression: { value: `claims['sub'] matches '${NAMES}:ref:refs/heads/release/*' and claims['repository_id'] eq '456789'`, languageVersion: 1 } }), job: { ...GITHUB_JOB, aud: 'api://AzureADTokenExchange' },
  },
  'Vault, a subject': { trust: vault({ bound_subject: GITHUB_JOB.sub }), job: { ...GITHUB_JOB, aud: 'vault' } },
  'Vault, a glob among the claims': { trust: vault({ bound_claims_type: 'glob', bound_claims: { sub: `${NAMES}:ref:refs/heads/release/*` } }), job: { ...GITHUB_JOB, aud: 'vault' } },
};

/** The failures, with what the first reason has to say. */
const FAILURES: Record<string, { readonly change: Claims; readonly claim: string; readonly hint: RegExp }> = {
  'environment replaced the ref': { change: { sub: `${NAMES}:environment:production`, environment: 'production' }, claim: 'sub', hint: /names environment "production", which takes the place of the ref .*: trust environment "production", or take the environment out of the job/ },
  'ids unexpected': { change: { sub: `${IDS}:ref:refs/heads/release/1` }, claim: 'sub', hint: /sends its numeric ids .*: trust "repo:my-org@123456\/my-app@456789:ref:refs\/heads\/release\/1"/ },
  'wrong case': { change: { sub: 'repo:My-Org/my-app:ref:refs/heads/release/1' }, claim: 'sub', hint: /only the letter case differs.*: write "repo:My-Org\/my-app:ref:refs\/heads\/release\/1"/ },
  'wrong audience': { change: { aud: 'https://github.com/my-org' }, claim: 'aud', hint: /for audience "https:\/\/github\.com\/my-org", which GitHub puts in when the job names none: request it for "/ },
  'pull request': { change: { sub: `${NAMES}:pull_request`, ref: 'refs/pull/7/merge', event_name: 'pull_request' }, claim: 'sub', hint: /runs for a pull request, .*: run it on a push for (any branch|branch ")/ },
  'tag for branch': { change: { sub: `${NAMES}:ref:refs/tags/v1`, ref: 'refs/tags/v1', ref_type: 'tag' }, claim: 'sub', hint: /runs for tag "v1", and (any branch|branch ".*") is trusted: run it for (any branch|branch ".*"), or trust tag "v1"/ },
  'enterprise issuer': { change: { iss: `${HOST}/octocorp` }, claim: 'iss', hint: /has its slug in the issuer .*: trust the issuer "https:\/\/token\.actions\.githubusercontent\.com\/octocorp"/ },
  'enterprise server': { change: { iss: 'https://github.example.com/_services/token' }, claim: 'iss', hint: /of a GitHub Enterprise Server, .*: trust "https:\/\/github\.example\.com\/_services\/token"/ },
  'merge queue': { change: { sub: `${NAMES}:ref:refs/heads/gh-readonly-queue/main/pr-7-0123`, ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123' }, claim: 'sub', hint: /merge queue of branch "main", .*: run it on a push to "main"/ },
};

async function first(trust: object, claims: Claims): Promise<{ code: number; first: { claim: string; ok: boolean; hint?: string }; failing: string[] }> {
  const { code, stdout } = await runIn({ 'artefact.json': trust, 'claims.json': claims }, ['explain', 'artefact.json', '--token', 'claims.json', '--format', 'json']);
  const { decisions: [{ reasons }] } = JSON.parse(stdout);
  return { code, first: reasons[0], failing: reasons.filter((reason: { ok: boolean }) => !reason.ok).map((reason: { claim: string }) => reason.claim) };
}

describe.each(Object.entries(TRUSTS))('the first reason of a refusal by a trust that others wrote: %s', (name, { trust, job }) => {
  test('lets its job in', async () => {
    expect((await first(trust, job)).code).toBe(0);
  });

  // a pattern over all refs takes tags and queues for branches, and one over all of an owner takes another letter case of the rest
  const meant = Object.entries(FAILURES).filter(([failure]) => failure !== 'merge queue' || !name.includes('every repository'));

  test.each(meant)('%s', async (_failure, { change, claim, hint }) => {
    const told = await first(trust, { ...job, ...change });

    expect(told).toMatchObject({ code: 1, first: { claim, ok: false, hint: expect.stringMatching(hint) } });
  });

  test('two at once, both of which are told', async () => {
    const { failing } = await first(trust, { ...job, ...FAILURES['environment replaced the ref'].change, ...FAILURES['wrong audience'].change });

    expect(failing).toEqual(expect.arrayContaining(['aud', 'sub']));
    expect(failing[0]).toBe('aud');
  });
});

describe('ids that are trusted and not sent', () => {
  test.each<[string, object, string]>([
    ['AWS', aws('StringLike', `${IDS}:ref:refs/heads/release/*`), 'sts.amazonaws.com'],
    ['AWS, ids left open', aws('StringLike', 'repo:my-org@*/my-app@*:ref:refs/heads/release/1'), 'sts.amazonaws.com'],
    ['Google', google('assertion.repository_owner_id == "123456"', `subject/${IDS}:ref:refs/heads/release/1`, { 'google.subject': 'assertion.sub' }), GOOGLE_AUDIENCE],
    ['Azure', credential({ subject: `${IDS}:ref:refs/heads/release/1` }), 'api://AzureADTokenExchange'],
    ['Vault', vault({ bound_claims_type: 'glob', bound_claims: { sub: `${IDS}:*` } }), 'vault'],
  ])('%s', async (_cloud, trust, aud) => {
    expect((await first(trust, { ...GITHUB_JOB, aud })).first).toMatchObject({ claim: 'sub', hint: expect.stringMatching(/sends names without ids .*: trust "repo:my-org\/my-app:ref:refs\/heads\/release\/1", or have the repository send the immutable form/) });
  });
});

describe('a claim that the cloud never sees, or that the issuer never sends', () => {
  test.each<[string, object, Claims, string, RegExp]>([
    ['AWS', aws('StringEquals', GITHUB_JOB.sub as string, { event_name: 'push' }), { aud: 'sts.amazonaws.com' }, 'event_name', /AWS never sees the claim event_name .*: test sub instead/],
    ['Google, in the condition', google('assertion.project_path == "my-org/my-app"', 'attribute.repository/my-org/my-app', { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' }), { aud: GOOGLE_AUDIENCE },
      'project_path', /GitHub never sends the claim project_path: test repository instead/],
    ['Google, in the mapping', google('assertion.repository_owner == "my-org"', 'attribute.environment_name/production', { 'google.subject': 'assertion.sub', 'attribute.environment_name': 'assertion.environment_name' }), { aud: GOOGLE_AUDIENCE },
      'environment_name', /GitHub never sends the claim environment_name: test environment instead/],
    ['Google, an attribute that is not mapped', google('assertion.repository_owner == "my-org"', 'attribute.repository/my-org/my-app', { 'google.subject': 'assertion.sub' }), { aud: GOOGLE_AUDIENCE },
      'attribute.repository', /the provider maps nothing to attribute\.repository, .*: add it to the attribute mapping/],
    ['Google, a number', google('assertion.repository_owner_id == 123456', `subject/${GITHUB_JOB.sub as string}`, { 'google.subject': 'assertion.sub' }), { aud: GOOGLE_AUDIENCE },
      'repository_owner_id', /sends repository_owner_id as a text, which never equals a number: write "123456" in quotes/],
    ['Google, an asterisk in a member', google('assertion.repository_owner == "my-org"', `subject/${NAMES}:*`, { 'google.subject': 'assertion.sub' }), { aud: GOOGLE_AUDIENCE }, 'sub', /an asterisk .* is taken for that very character: write the value whole/],
    ['Azure, in an expression', credential({ claimsMatchingExpression: { value: `claims['sub'] eq '${GITHUB_JOB.sub as string}' and claims['environment'] eq 'production'`, languageVersion: 1 } }), { aud: 'api://AzureADTokenExchange', environment: 'staging' },
      'environment', /Entra never reads the claim environment .*: test sub, job_workflow_ref, repository_id, repository_owner_id instead/],
    ['Azure, an asterisk in a subject', credential({ subject: `${NAMES}:*` }), { aud: 'api://AzureADTokenExchange' }, 'sub', /an asterisk .* is taken for that very character: write the subject whole, or trust the beginning by an expression/],
    ['Vault', vault({ bound_claims: { organization: 'my-org' } }), { aud: 'vault' }, 'organization', /GitHub never sends the claim organization: test repository_owner instead/],
    ['Vault, a claim of nobody', vault({ bound_claims: { team: 'a' } }), { aud: 'vault' }, 'team', /GitHub never sends the claim team: leave the test out, or test what it sends, for example sub, /],
    ['Vault, the claim that names the entity', vault({ user_claim: 'email', bound_subject: GITHUB_JOB.sub }), { aud: 'vault' }, 'email', /email is the user_claim of the role, .*: name one that does, such as repository_id/],
    ['Vault, an asterisk without a glob', vault({ bound_claims: { sub: `${NAMES}:*` } }), { aud: 'vault' }, 'sub', /an asterisk .* is taken for that very character: write the value whole, or set bound_claims_type to "glob"/],
    ['Vault, no audience', vault({ bound_audiences: [], bound_subject: GITHUB_JOB.sub }), { aud: 'vault' }, 'aud', /bound to no audience .*: add "vault" to bound_audiences/],
    ['Vault, GitLab', vault({ bound_claims: { repository: 'my-org/my-app' } }, 'https://gitlab.com'), { ...GITLAB_JOB, repository: undefined, aud: 'vault' }, 'repository', /GitLab never sends the claim repository: test project_path instead/],
  ])('%s', async (_name, trust, change, claim, hint) => {
    expect((await first(trust, { ...GITHUB_JOB, ...change })).first).toMatchObject({ claim, ok: false, hint: expect.stringMatching(hint) });
  });
});

describe('the first reason for a job of GitLab', () => {
  const trusts: [string, object, string][] = [
    ['Google, by project', google('assertion.namespace_id == "72" && assertion.ref_type == "branch"', 'attribute.project_path/my-org/my-app', { 'google.subject': 'assertion.sub', 'attribute.project_path': 'assertion.project_path' }, 'https://gitlab.com'), GOOGLE_AUDIENCE],
    ['Vault, by claims', vault({ bound_claims: { project_path: 'my-org/my-app', ref_type: 'branch', ref: 'main' } }, 'https://gitlab.com'), 'vault'],
  ];

  test.each(trusts)('tag for branch: %s', async (_name, trust, aud) => {
    expect((await first(trust, { ...GITLAB_JOB, aud })).code).toBe(0);
    const { first: told } = await first(trust, { ...GITLAB_JOB, aud, sub: 'project_path:my-org/my-app:ref_type:tag:ref:v1', ref: 'v1', ref_type: 'tag', ref_path: 'refs/tags/v1' });
    expect(told.hint).toMatch(/runs for (a ref of type "tag", and "branch" is trusted|ref "v1", and "main" is trusted).*: trust/);
  });

  test.each(trusts)('project renamed: %s', async (_name, trust, aud) => {
    const renamed = { ...GITLAB_JOB, aud, sub: 'project_path:my-org/renamed:ref_type:branch:ref:main', project_path: 'my-org/renamed' };
    expect((await first(trust, renamed)).first).toMatchObject({ claim: 'project_path', hint: expect.stringMatching(/is of project "my-org\/renamed", and "my-org\/my-app" is trusted .*: trust "my-org\/renamed"/) });
  });

  test.each(trusts)('letter case: %s', async (_name, trust, aud) => {
    expect((await first(trust, { ...GITLAB_JOB, aud, project_path: 'My-Org/my-app' })).first).toMatchObject({ claim: 'project_path', hint: expect.stringMatching(/only the letter case differs.*: write "My-Org\/my-app"/) });
  });
});
