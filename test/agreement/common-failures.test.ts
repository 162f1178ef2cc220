import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitLabIssuer, GitLabProject, Workload } from '../../src';
import { runIn } from '../cli/run-here';
import { EMITTERS, GOOGLE } from '../support/emitted';

type Claims = Record<string, unknown>;

interface Failure {
  readonly trusted: Workload;
  /** The claims of the job that is refused, made from those of one that would not be. */
  readonly job: (sample: Record<string, string>) => Claims;
  /** What the first reason has to be about, its cause and its fix. */
  readonly claim: string;
  readonly cause: RegExp;
  readonly fix: RegExp;
}

const HOST = 'https://token.actions.githubusercontent.com';
const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const old = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const of = (issuer: GitHubIssuer) => GitHubRepository.of('my-org/my-app', { ...ids, issuer });

const PREFIX = 'repo:my-org@123456/my-app@456789';
const onTag = { sub: `${PREFIX}:ref:refs/tags/v1`, ref: 'refs/tags/v1', ref_type: 'tag' };
const inQueue = { sub: `${PREFIX}:ref:refs/heads/gh-readonly-queue/main/pr-7-0123`, ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123', event_name: 'merge_group' };
const forPull = { sub: `${PREFIX}:pull_request`, ref: 'refs/pull/7/merge', event_name: 'pull_request' };
const inEnvironment = { sub: `${PREFIX}:environment:production`, environment: 'production' };
const ofGitHubDefault = { aud: 'https://github.com/my-org' };

const GITHUB_FAILURES: Record<string, Failure> = {
  'environment replaced the ref': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, ...inEnvironment }),
    claim: 'sub',
    cause: /names environment "production", which takes the place of the ref/,
    fix: /trust environment "production", or take the environment out of the job/,
  },
  'ids missing': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, sub: 'repo:my-org/my-app:ref:refs/heads/main' }),
    claim: 'sub',
    cause: /sends names without ids/,
    fix: /trust "repo:my-org\/my-app:ref:refs\/heads\/main", or have the repository send the immutable form/,
  },
  'ids unexpected': {
    trusted: old.branch('main'),
    job: sample => ({ ...sample, sub: `${PREFIX}:ref:refs/heads/main` }),
    claim: 'sub',
    cause: /sends its numeric ids/,
    fix: /trust "repo:my-org@123456\/my-app@456789:ref:refs\/heads\/main"/,
  },
  'wrong case': {
    trusted: app.environment('Production'),
    job: sample => ({ ...sample, ...inEnvironment }),
    claim: 'sub',
    cause: /only the letter case/,
    fix: /write "repo:my-org@123456\/my-app@456789:environment:production"/,
  },
  'wrong audience': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, ...ofGitHubDefault }),
    claim: 'aud',
    cause: /requested its token for audience "https:\/\/github\.com\/my-org", which GitHub puts in/,
    fix: /request it for "/,
  },
  'pull request': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, ...forPull }),
    claim: 'sub',
    cause: /runs for a pull request/,
    fix: /run it on a push for branch "main"/,
  },
  'tag for branch': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, ...onTag }),
    claim: 'sub',
    cause: /runs for tag "v1", and branch "main" is trusted/,
    fix: /run it for branch "main", or trust tag "v1"/,
  },
  'enterprise issuer': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, iss: `${HOST}/octocorp` }),
    claim: 'iss',
    cause: /has its slug in the issuer/,
    fix: /trust the issuer "https:\/\/token\.actions\.githubusercontent\.com\/octocorp"/,
  },
  'merge queue': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, ...inQueue }),
    claim: 'sub',
    cause: /merge queue of branch "main"/,
    fix: /run it on a push to "main", or trust the queue/,
  },
};

const MORE_FAILURES: Record<string, Failure> = {
  'plain issuer where the enterprise has one': {
    trusted: of(GitHubIssuer.enterprise('octocorp')).branch('main'),
    job: sample => ({ ...sample, iss: HOST }),
    claim: 'iss',
    cause: /does not have its slug in the issuer/,
    fix: /trust the issuer "https:\/\/token\.actions\.githubusercontent\.com"/,
  },
  'data residency': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, iss: 'https://token.actions.octocorp.ghe.com' }),
    claim: 'iss',
    cause: /enterprise on GHE\.com/,
    fix: /trust "https:\/\/token\.actions\.octocorp\.ghe\.com"/,
  },
  'enterprise server': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, iss: 'https://github.example.com/_services/token' }),
    claim: 'iss',
    cause: /GitHub Enterprise Server/,
    fix: /trust "https:\/\/github\.example\.com\/_services\/token"/,
  },
  'not the enterprise server': {
    trusted: GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).branch('main'),
    job: sample => ({ ...sample, iss: HOST }),
    claim: 'iss',
    cause: /not of the GitHub Enterprise Server that is trusted/,
    fix: /trust the issuer "https:\/\/token\.actions/,
  },
  'repository renamed': {
    trusted: app.branch('main'),
    job: sample => ({ ...sample, sub: 'repo:my-org@123456/renamed@456789:ref:refs/heads/main', repository: 'my-org/renamed' }),
    claim: 'sub',
    cause: /renamed or transferred/,
    fix: /write "my-org\/renamed"/,
  },
  'no environment': {
    trusted: app.environment('production'),
    job: sample => ({ ...sample, sub: `${PREFIX}:ref:refs/heads/main`, environment: undefined }),
    claim: 'sub',
    cause: /names no environment, and runs for branch "main"/,
    fix: /add "environment: production" to the job/,
  },
  'GitLab: tag for branch': {
    trusted: lib.branch('main'),
    job: sample => ({ ...sample, sub: 'project_path:my-org/my-app:ref_type:tag:ref:v1', ref: 'v1', ref_type: 'tag', ref_path: 'refs/tags/v1' }),
    claim: 'sub',
    cause: /runs for tag "v1", and branch "main" is trusted/,
    fix: /run it for branch "main", or trust tag "v1"/,
  },
  'GitLab: wrong audience': {
    trusted: lib.branch('main'),
    job: sample => ({ ...sample, aud: 'https://gitlab.com' }),
    claim: 'aud',
    cause: /requested its token for audience "https:\/\/gitlab\.com"/,
    fix: /request it for "/,
  },
  'GitLab: wrong case': {
    trusted: lib.branch('Main'),
    job: sample => ({ ...sample, sub: 'project_path:my-org/my-app:ref_type:branch:ref:main', ref: 'main', ref_path: 'refs/heads/main' }),
    claim: 'sub',
    cause: /only the letter case/,
    fix: /write "project_path:my-org\/my-app:ref_type:branch:ref:main"/,
  },
  'GitLab: project renamed': {
    trusted: lib.branch('main'),
    job: sample => ({ ...sample, sub: 'project_path:my-org/renamed:ref_type:branch:ref:main', project_path: 'my-org/renamed' }),
    claim: 'sub',
    cause: /is of "my-org\/renamed", and "my-org\/my-app" is trusted/,
    fix: /in place of the other if that was renamed or moved/,
  },
  'GitLab: another instance': {
    trusted: lib.branch('main'),
    job: sample => ({ ...sample, iss: 'https://gitlab.example.com' }),
    claim: 'iss',
    cause: /another issuer signed the token/,
    fix: /trust "https:\/\/gitlab\.example\.com"/,
  },
  'GitLab: own instance': {
    trusted: GitLabProject.of('my-org/my-app', { projectId: '20', issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main'),
    job: sample => ({ ...sample, iss: 'https://gitlab.example.com/' }),
    claim: 'iss',
    cause: /only the slash at its end differs/,
    fix: /trust "https:\/\/gitlab\.example\.com\/"/,
  },
};

interface Told { readonly claim: string; readonly ok: boolean; readonly hint?: string }

/** What the command says of a job, of each target. */
async function explained(artefact: string | object, claims: Claims): Promise<{ code: number; decisions: { decision: string; reasons: Told[] }[] }> {
  const { code, stdout } = await runIn({ 'artefact.json': artefact, 'claims.json': claims }, ['explain', 'artefact.json', '--token', 'claims.json', '--format', 'json']);
  return { code, decisions: JSON.parse(stdout).decisions };
}

async function expectRefusal(artefact: string | object, claims: Claims, { claim, cause, fix }: Omit<Failure, 'trusted' | 'job'>): Promise<void> {
  const { code, decisions } = await explained(artefact, claims);
  expect(code).toBe(1);
  expect(decisions.length).toBeGreaterThan(0);
  for (const { decision, reasons: [first] } of decisions) {
    expect({ decision, ...first }).toMatchObject({ decision: 'reject', claim, ok: false, hint: expect.stringMatching(cause) });
    expect(first.hint).toMatch(fix);
  }
}

/** Entra knows no expression for these issuers. */
const isExpressible = (cloud: string, { issuer }: Workload) => cloud !== 'Azure, flexible' || [HOST, 'https://gitlab.com', 'https://gitlab.example.com'].includes(issuer.url);

describe.each(EMITTERS)('the first reason of a refusal by what is emitted for %s', (cloud, { audience, emit }) => {
  const failures = Object.entries({ ...GITHUB_FAILURES, ...MORE_FAILURES }).filter(([, { trusted }]) => isExpressible(cloud, trusted));

  test.each(failures)('%s', async (_name, { trusted, job, ...told }) => {
    const sample = trusted.sampleClaims(audience);
    const artefact = emit(trusted);

    expect((await explained(artefact, sample)).code).toBe(0);
    await expectRefusal(artefact, job(sample), told);
  });

  test('wrong audience and environment, both of which are told', async () => {
    const sample = app.branch('main').sampleClaims(audience);
    const { decisions: [{ reasons }] } = await explained(emit(app.branch('main')), { ...sample, ...inEnvironment, ...ofGitHubDefault });

    expect(reasons.filter(({ ok }) => !ok).slice(0, 2)).toEqual([
      expect.objectContaining({ claim: 'aud', hint: expect.stringMatching(GITHUB_FAILURES['wrong audience'].cause) }),
      expect.objectContaining({ claim: 'sub', hint: expect.stringMatching(GITHUB_FAILURES['environment replaced the ref'].cause) }),
    ]);
  });

  test('ids and environment, both of which are told at once', async () => {
    const sample = old.branch('main').sampleClaims(audience);

    await expectRefusal(emit(old.branch('main')), { ...sample, ...inEnvironment }, { claim: 'sub', cause: /sends its numeric ids/, fix: /besides, the job names environment "production", which takes the place of the ref/ });
  });

  test('enterprise issuer and pull request, both of which are told', async () => {
    const sample = app.branch('main').sampleClaims(audience);
    const { decisions: [{ reasons }] } = await explained(emit(app.branch('main')), { ...sample, ...forPull, iss: `${HOST}/octocorp` });

    expect(reasons[0]).toMatchObject({ claim: 'iss', hint: expect.stringMatching(GITHUB_FAILURES['enterprise issuer'].cause) });
    if (cloud !== 'AWS') expect(reasons).toContainEqual(expect.objectContaining({ claim: 'sub', ok: false, hint: expect.stringMatching(GITHUB_FAILURES['pull request'].cause) }));
  });
});

const gated = (workload: Workload) => (workload as any).viaWorkflow('my-org/workflows/.github/workflows/deploy.yml@refs/tags/v1') as Workload;

describe.each(EMITTERS.filter(([cloud]) => cloud !== 'Azure'))('the first reason where %s tests a workflow beside the subject', (_cloud, { audience, emit }) => {
  test.each(Object.entries(GITHUB_FAILURES))('%s', async (_name, { trusted, job, ...told }) => {
    await expectRefusal(emit(gated(trusted)), job(gated(trusted).sampleClaims(audience)), told);
  });

  test('another workflow', async () => {
    const workload = gated(app.branch('main'));

    await expectRefusal(emit(workload), { ...workload.sampleClaims(audience), job_workflow_ref: 'my-org/my-app/.github/workflows/ci.yml@refs/heads/main' },
      { claim: 'job_workflow_ref', cause: /runs through the reusable workflow "my-org\/my-app/, fix: /trust "my-org\/my-app/ });
  });
});

describe.each(EMITTERS.filter(([cloud]) => cloud !== 'Azure'))('the first reason where %s tests a beginning', (_cloud, { audience, emit }) => {
  const workload = app.branchesStartingWith('release/', { reason: 'release branches are protected' });
  test.each(Object.entries(GITHUB_FAILURES).filter(([name]) => !/case|unexpected/.test(name)))('%s', async (_name, { job, ...told }) => {
    const cause = new RegExp(told.cause.source.replace('branch "main" is', 'branch "release\\/\\*?" is'));
    const fix = new RegExp(told.fix.source.replace('branch "main"', 'branch "release\\/\\*?"'));

    await expectRefusal(emit(workload), job(workload.sampleClaims(audience)), { ...told, cause, fix });
  });
});

describe('the first reason of a refusal by what is emitted for several workloads', () => {
  test.each(EMITTERS)('speaks of the nearest: %s', async (cloud, { audience, emit }) => {
    const workloads = [app.environment('staging'), app.branch('main'), app.tag('v2')];
    const { code, decisions } = await explained(emit(...workloads), { ...workloads[1].sampleClaims(audience), ...onTag });

    expect(code).toBe(1);
    expect(decisions).toHaveLength(cloud.startsWith('Azure') ? 3 : cloud === 'Google' ? 3 : 1);
    expect(decisions.map(({ reasons: [first] }) => first.hint)).toEqual(decisions.map(() => expect.stringMatching(/runs for tag "v1"/)));
  });

  test('of a long subject, which Google takes as an attribute', async () => {
    const workload = app.environment(`review-${'x'.repeat(120)}`);
    await expectRefusal(GOOGLE.emit(workload), { ...workload.sampleClaims(GOOGLE.audience), sub: `${PREFIX}:environment:production`, environment: 'production' },
      { claim: 'sub', cause: /names environment "production": have it name environment "review-x/, fix: /or trust "production" as well/ });
  });
});
