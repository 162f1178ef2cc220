import { expectRefusal } from './expect-refusal';
import { REFUSED_TEXTS } from './refused-texts';
import { GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload } from '../../src/identity';
import { GITHUB_CLAIMS } from '../../src/identity/private/claims';
import { token } from '../data';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const REASON = { reason: 'nothing of value in it' };
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';
const FILE = 'my-org/workflows/.github/workflows/deploy.yml';
const app = GitHubRepository.of('my-org/my-app');
const appWithIds = GitHubRepository.of('my-org/my-app', IDS);
const production = app.environment('production');

describe('a workload', () => {
  test('knows its repository', () => {
    expect(production.repository).toBe(app);
  });

  test('is not changed by what narrows it', () => {
    const narrowed = production.viaWorkflow(`${FILE}@${COMMIT}`).onBranch('main').onHostedRunner();

    expect(production.claims).toEqual({});
    expect(Object.keys(narrowed.claims).sort()).toEqual(['job_workflow_ref', 'ref', 'runner_environment']);
  });

  test.each<[GitHubWorkload, string]>([
    [production, 'my-org/my-app, environment production'],
    [app.branch('main'), 'my-org/my-app, branch main'],
    [app.tag('v1'), 'my-org/my-app, tag v1'],
    [app.anyPullRequest(REASON), 'my-org/my-app, any pull request'],
    [app.anyJob(REASON), 'my-org/my-app, any job'],
    [app.environmentsStartingWith('preview-', REASON), 'my-org/my-app, environment preview-…'],
    [production.onBranch('main'), 'my-org/my-app, environment production, ref refs/heads/main'],
    [production.withClaim('repository_visibility', 'private', 'internal'), 'my-org/my-app, environment production, repository_visibility private or internal'],
  ])('is named as its reader would: %s', (workload, label) => {
    expect(`${workload}`).toBe(label);
  });
});

describe('a reusable workflow', () => {
  test.each([
    ['a branch', `${FILE}@refs/heads/main`],
    ['a branch with a slash', `${FILE}@refs/heads/release/1`],
    ['a tag', `${FILE}@refs/tags/v1`],
    ['a tag with an at sign', `${FILE}@refs/tags/pkg@1.0.0`],
    ['a commit', `${FILE}@${COMMIT}`],
    ['a file that ends with yaml', `my-org/workflows/.github/workflows/deploy.yaml@${COMMIT}`],
    ['a file with a space', `my-org/workflows/.github/workflows/my deploy.yml@${COMMIT}`],
    ['the repository named .github', `my-org/.github/.github/workflows/deploy.yml@${COMMIT}`],
  ])('is tested as a claim to the letter: %s', (_name, reference) => {
    expect(production.viaWorkflow(reference).claims).toEqual({ job_workflow_ref: [reference] });
    expect(production.viaWorkflow(reference).subjects).toEqual(production.subjects);
  });

  test('may be any of several references, each named once', () => {
    const references = [`${FILE}@${COMMIT}`, `${FILE}@${COMMIT.replace('7', '8')}`, `${FILE}@${COMMIT}`];

    expect(production.viaWorkflow(...references).claims).toEqual({ job_workflow_ref: references.slice(0, 2) });
  });

  test('cannot be changed through the list that it was given', () => {
    const references = [`${FILE}@${COMMIT}`];
    const workload = production.viaWorkflow(...references);
    references.push(`${FILE}@refs/heads/evil`);
    workload.claims.job_workflow_ref.push(`${FILE}@refs/heads/evil`);

    expect(workload.claims).toEqual({ job_workflow_ref: [`${FILE}@${COMMIT}`] });
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => production.viaWorkflow(value as string), code, words, /reusable workflow/);
  });

  test.each([
    ['no reference', FILE],
    ['an empty reference', `${FILE}@`],
    ['a short branch', `${FILE}@main`],
    ['a short tag', `${FILE}@v1`],
    ['an abbreviated commit', `${FILE}@${COMMIT.slice(0, 7)}`],
    ['a commit of 39 digits', `${FILE}@${COMMIT.slice(1)}`],
    ['a commit of 41 digits', `${FILE}@${COMMIT}0`],
    ['a commit in upper case', `${FILE}@${COMMIT.toUpperCase()}`],
    ['a pull request', `${FILE}@refs/pull/1/merge`],
    ['a remote branch', `${FILE}@refs/remotes/origin/main`],
    ['a short path', `my-org/workflows/deploy.yml@${COMMIT}`],
    ['a local path', `./.github/workflows/deploy.yml@${COMMIT}`],
    ['another folder', `my-org/workflows/.github/actions/deploy.yml@${COMMIT}`],
    ['a subfolder', `my-org/workflows/.github/workflows/x/deploy.yml@${COMMIT}`],
    ['no file', `my-org/workflows/.github/workflows/.yml@${COMMIT}`],
    ['another kind of file', `my-org/workflows/.github/workflows/deploy.json@${COMMIT}`],
    ['no owner', `workflows/.github/workflows/deploy.yml@${COMMIT}`],
    ['an address', `https://github.com/${FILE}@${COMMIT}`],
  ])('fails for %s', (_name, reference) => {
    expectRefusal(() => production.viaWorkflow(reference), 'INVALID_WORKFLOW', /must read OWNER\/NAME\/\.github\/workflows\/FILE\.yml@REF/, JSON.stringify(reference).slice(0, 60));
  });

  test.each([
    ['a dot in the owner', `my.org/workflows/.github/workflows/deploy.yml@${COMMIT}`, 'INVALID_OWNER'],
    ['an overlong owner', `${'a'.repeat(40)}/workflows/.github/workflows/deploy.yml@${COMMIT}`, 'TOO_LONG'],
    ['two dots for a repository', `my-org/../.github/workflows/deploy.yml@${COMMIT}`, 'INVALID_REPOSITORY'],
    ['an overlong repository', `my-org/${'a'.repeat(101)}/.github/workflows/deploy.yml@${COMMIT}`, 'TOO_LONG'],
    ['a branch that git refuses', `${FILE}@refs/heads/a..b`, 'INVALID_REF'],
    ['a tag that git refuses', `${FILE}@refs/tags/v1.lock`, 'INVALID_REF'],
    ['a ref within a ref', `${FILE}@refs/heads/refs/heads/main`, 'INVALID_REF'],
  ])('fails for %s', (_name, reference, code) => {
    expectRefusal(() => production.viaWorkflow(reference), code);
  });

  test('fails for no reference at all', () => {
    expectRefusal(() => production.viaWorkflow(), 'INVALID_CLAIM', /is constrained to no value/);
  });

  test('fails as a whole where one of several is wrong', () => {
    expectRefusal(() => production.viaWorkflow(`${FILE}@${COMMIT}`, `${FILE}@main`), 'INVALID_WORKFLOW');
  });

  test('fails for a second declaration', () => {
    expectRefusal(() => production.viaWorkflow(`${FILE}@${COMMIT}`).viaWorkflow(`${FILE}@refs/heads/main`), 'ALREADY_BOUND', /"job_workflow_ref" is already bound/);
  });

  test('is checked just so where it is declared as a claim', () => {
    expect(production.withClaim('job_workflow_ref', `${FILE}@${COMMIT}`).claims).toEqual({ job_workflow_ref: [`${FILE}@${COMMIT}`] });
    expectRefusal(() => production.withClaim('job_workflow_ref', `${FILE}@main`), 'INVALID_WORKFLOW');
  });

  test('decides who is admitted', () => {
    const gated = production.viaWorkflow(`${FILE}@${COMMIT}`, `${FILE}@refs/tags/v1`);
    const admits = (job_workflow_ref: unknown) => gated.admits({ ...gated.sampleClaims('x'), job_workflow_ref }, 'x');

    expect(admits(`${FILE}@${COMMIT}`)).toBe(true);
    expect(admits(`${FILE}@refs/tags/v1`)).toBe(true);
    expect(admits(`${FILE}@refs/tags/v2`)).toBe(false);
    expect(admits(`${FILE}@refs/heads/v1`)).toBe(false);
    expect(admits(undefined)).toBe(false);
  });
});

describe('the ref of a job with an environment', () => {
  test.each<[string, GitHubWorkload, string]>([
    ['a branch', production.onBranch('main'), 'refs/heads/main'],
    ['a tag', production.onTag('v1'), 'refs/tags/v1'],
    ['a branch, for environments that begin so', app.environmentsStartingWith('preview-', REASON).onBranch('main'), 'refs/heads/main'],
  ])('is tested as a claim: %s', (_name, workload, ref) => {
    expect(workload.claims).toEqual({ ref: [ref] });
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
    expect(workload.admits({ ...workload.sampleClaims('x'), ref: 'refs/heads/other' }, 'x')).toBe(false);
  });

  const CALLS: [string, string, (workload: GitHubWorkload, name: string) => GitHubWorkload][] = [
    ['onBranch', 'branch name', (workload, name) => workload.onBranch(name)],
    ['onTag', 'tag name', (workload, name) => workload.onTag(name)],
  ];

  describe.each(CALLS)('%s', (api, what, call) => {
    test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
      expectRefusal(() => call(production, value as string), code, words, what);
    });

    test.each(['refs/heads/main', 'refs/tags/v1', 'a..b', 'a b', 'a.lock', '/a', 'a/'])('fails for %j', name => {
      expectRefusal(() => call(production, name), 'INVALID_REF', what);
    });

    test.each<[string, GitHubWorkload]>([
      ['a branch', app.branch('main')],
      ['a tag', app.tag('v1')],
      ['pull requests', app.anyPullRequest(REASON)],
      ['every job', app.anyJob(REASON)],
      ['branches that begin so', app.branchesStartingWith('release/', REASON)],
    ])('fails for a workload of %s', (_name, workload) => {
      expectRefusal(() => call(workload, 'x'), 'NOT_FOR_CONTEXT', `${api} does not apply`, /start from environment\(name\)/);
    });

    test('fails where the ref is declared already', () => {
      expectRefusal(() => call(production.onBranch('main'), 'x'), 'ALREADY_BOUND', /claim "ref" is already bound to "refs\/heads\/main"/);
      expectRefusal(() => call(production.withClaim('ref', 'refs/heads/main'), 'x'), 'ALREADY_BOUND');
    });
  });
});

describe('the id of the repository', () => {
  test('can be tested beside a subject of names', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.NAMES });

    expect(repository.branch('main').withRepositoryId().claims).toEqual({ repository_id: ['456789'] });
  });

  test('can be asked for twice', () => {
    expect(appWithIds.branch('main').withRepositoryId().withRepositoryId().claims).toEqual({ repository_id: ['456789'] });
  });

  test('is part of the subject where the template says so', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.of(['repository_id', 'context']) });

    expect(repository.branch('main').withRepositoryId().claims).toEqual({});
    expect(repository.branch('main').withRepositoryId().subjects).toEqual(['repository_id:456789:ref:refs/heads/main']);
  });

  test('fails where it is not known', () => {
    expectRefusal(() => production.withRepositoryId(), 'SUBJECT_VALUE_UNKNOWN', /pass ownerId and repositoryId/);
  });
});

describe('the runner', () => {
  test.each<[string, GitHubWorkload, string]>([
    ['of GitHub', production.onHostedRunner(), 'github-hosted'],
    ['of your own', production.onSelfHostedRunner(), 'self-hosted'],
  ])('is tested as a claim: %s', (_name, workload, value) => {
    expect(workload.claims).toEqual({ runner_environment: [value] });
    expect(workload.sampleClaims('x').runner_environment).toBe(value);
  });

  test('fails where it is declared already', () => {
    expectRefusal(() => production.onHostedRunner().onSelfHostedRunner(), 'ALREADY_BOUND', /"github-hosted", it cannot be "self-hosted" as well/);
  });
});

describe('a further claim', () => {
  test.each(GITHUB_CLAIMS.filter(claim => !['repository', 'repository_owner', 'environment', 'job_workflow_ref'].includes(claim)))('can be constrained: %s', claim => {
    const workload = production.withClaim(claim, 'one', 'two', 'one');

    expect(workload.claims).toEqual({ [claim]: ['one', 'two'] });
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
    expect(workload.admits({ ...workload.sampleClaims('x'), [claim]: 'two' }, 'x')).toBe(true);
    expect(workload.admits({ ...workload.sampleClaims('x'), [claim]: 'three' }, 'x')).toBe(false);
  });

  test.each(['repo_property_team', 'repo_property_business_unit', 'repo_property_X1', 'repo_property__'])('may be a custom property: %s', claim => {
    expect(production.withClaim(claim, 'payments').claims).toEqual({ [claim]: ['payments'] });
  });

  test.each([
    'sub', 'aud', 'iss', 'exp', 'iat', 'nbf', 'jti', 'sha', 'run_id', 'run_number', 'run_attempt', 'check_run_id', 'repo', 'context', 'Actor', 'actor ', '',
    'repo_property_', 'repo_property_a-b', 'repo_property_a b', 'repo_property_a:b', 'repo_property_a\n', 'repo_property_*', 'xrepo_property_a', 'REPO_PROPERTY_a',
    'constructor', '__proto__', 'hasOwnProperty', 'toString', 'valueOf', '*', undefined, null, 5, {},
  ])('fails for %j', claim => {
    expectRefusal(() => production.withClaim(claim as string, 'x'), 'INVALID_CLAIM', /cannot be constrained for issuer "https:\/\/token\.actions\.githubusercontent\.com"/, /use one of actor, /);
  });

  test.each(REFUSED_TEXTS)('fails for a value that is %s', (_name, value, code, words) => {
    expectRefusal(() => production.withClaim('actor', value as string), code, words, /value of claim "actor"/);
  });

  test('fails for one wrong value among right ones', () => {
    expectRefusal(() => production.withClaim('actor', 'octocat', '*'), 'WILDCARD');
  });

  test('fails for no value', () => {
    expectRefusal(() => production.withClaim('actor'), 'INVALID_CLAIM', /claim "actor" is constrained to no value/);
  });

  test.each<[string, () => GitHubWorkload, string]>([
    ['the name of the repository', () => production.withClaim('repository', 'my-org/other'), 'repository'],
    ['the owner', () => production.withClaim('repository_owner', 'other'), 'repository_owner'],
    ['the id of the repository', () => appWithIds.branch('main').withClaim('repository_id', '1'), 'repository_id'],
    ['the id of the owner', () => appWithIds.branch('main').withClaim('repository_owner_id', '1'), 'repository_owner_id'],
    ['the environment', () => production.withClaim('environment', 'other'), 'environment'],
    ['the environment of a branch', () => app.branch('main').withClaim('environment', 'production'), 'environment'],
    ['the environment of pull requests', () => app.anyPullRequest(REASON).withClaim('environment', 'production'), 'environment'],
    ['the ref of a branch', () => app.branch('main').withClaim('ref', 'refs/heads/other'), 'ref'],
    ['the ref of a tag', () => app.tag('v1').withClaim('ref', 'refs/tags/v2'), 'ref'],
    ['the type of the ref of a branch', () => app.branch('main').withClaim('ref_type', 'tag'), 'ref_type'],
    ['the type of the ref of branches that begin so', () => app.branchesStartingWith('release/', REASON).withClaim('ref_type', 'tag'), 'ref_type'],
    ['the event of pull requests', () => app.anyPullRequest(REASON).withClaim('event_name', 'push'), 'event_name'],
    ['what was declared before', () => production.withClaim('actor', 'a').withClaim('actor', 'b'), 'actor'],
  ])('fails where something else decides it: %s', (_name, make, claim) => {
    expectRefusal(make, 'ALREADY_BOUND', `claim "${claim}" is already bound`, /declare two workloads/);
  });

  test('may be the environment of every job', () => {
    expect(app.anyJob(REASON).withClaim('environment', 'production').claims).toEqual({ environment: ['production'] });
  });

  test('may be an id that the repository was not given', () => {
    expect(production.withClaim('repository_owner_id', '123456').claims).toEqual({ repository_owner_id: ['123456'] });
  });
});

describe('the claims that can be constrained', () => {
  const EVERY_RUN_OR_THE_TOKEN_ITSELF = ['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sha', 'run_id', 'run_number', 'run_attempt', 'check_run_id'];

  test('are those that GitHub announces, but for what differs with every run', () => {
    const announced = token('github-openid-configuration').claims_supported as string[];

    expect([...GITHUB_CLAIMS, ...EVERY_RUN_OR_THE_TOKEN_ITSELF].sort()).toEqual([...announced].sort());
  });

  test.each(['github-environment', 'github-ghes-environment'])('are all that the documented token carries: %s', name => {
    const others = Object.keys(token(name)).filter(claim => !GITHUB_CLAIMS.includes(claim) && !EVERY_RUN_OR_THE_TOKEN_ITSELF.includes(claim));

    expect(others).toEqual([]);
  });
});
