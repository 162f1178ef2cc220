import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent as Component, Workload,
} from '../../src/identity';

const AUDIENCE = 'sts.amazonaws.com';
const IDS = { ownerId: '123456', repositoryId: '456789' };
const REASON = { reason: 'nothing of value in it' };
const FILE = 'my-org/workflows/.github/workflows/deploy.yml';
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';

const app = GitHubRepository.of('my-org/my-app', IDS);
const migrating = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING });
const server = GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false }) });
const byWorkflow = GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.anyRepository(['job_workflow_ref'], REASON) });
const byRef = GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.of(['repository_id', 'ref']) });
const lib = GitLabProject.of('my-group/my-project');
const libById = GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF] });
const libWithEverything = GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents: Object.values(Component) });

const WORKLOADS: [string, Workload][] = [
  ['an environment', app.environment('production')],
  ['an environment with a colon', app.environment('production:eu')],
  ['an environment with a bare colon', server.environment('production:eu')],
  ['an environment of a migrating repository', migrating.environment('production')],
  ['an environment on a branch', app.environment('production').onBranch('main')],
  ['an environment on a tag', app.environment('production').onTag('v1')],
  ['an environment by a reusable workflow', app.environment('production').viaWorkflow(`${FILE}@${COMMIT}`, `${FILE}@refs/tags/v1`)],
  ['an environment on a runner', app.environment('production').onHostedRunner()],
  ['an environment with every kind of claim', app.environment('production').onBranch('main').viaWorkflow(`${FILE}@${COMMIT}`).onSelfHostedRunner()
    .withRepositoryId().withClaim('repo_property_team', 'payments').withClaim('actor', 'a', 'b')],
  ['a branch', app.branch('main')],
  ['a branch named like a merge queue', app.branch('gh-readonly-queue/main/pr-1')],
  ['a tag', app.tag('v1')],
  ['pull requests', app.anyPullRequest(REASON)],
  ['every job', app.anyJob(REASON)],
  ['every job of an environment', app.anyJob(REASON).withClaim('environment', 'production')],
  ['every job on a ref', app.anyJob(REASON).withClaim('ref', 'refs/heads/next')],
  ['every job of a migrating repository', migrating.anyJob(REASON)],
  ['environments that begin so', app.environmentsStartingWith('preview-', REASON)],
  ['environments that begin so, on a branch', app.environmentsStartingWith('preview-', REASON).onBranch('main')],
  ['branches that begin so', app.branchesStartingWith('release/', REASON)],
  ['tags that begin so', app.tagsStartingWith('v', REASON)],
  ['a merge queue', app.mergeQueueOf('main', REASON)],
  ['a subject of a workflow alone', byWorkflow.environment('production').viaWorkflow(`${FILE}@${COMMIT}`)],
  ['a subject of id and ref', byRef.environment('production').onBranch('main')],
  ['a subject that begins with id and ref', byRef.branchesStartingWith('release/', REASON)],
  ['a GitLab branch', lib.branch('main')],
  ['a GitLab tag', lib.tag('v1')],
  ['a GitLab environment', lib.environment('production')],
  ['a GitLab environment of a project with an id', libById.environment('production')],
  ['a GitLab environment on a branch', lib.environment('production').onBranch('main')],
  ['a GitLab environment on a tag', libById.environment('production').onTag('v1')],
  ['a GitLab branch by the id of the project', libById.branch('main').withProjectId()],
  ['a GitLab branch with everything in its subject', libWithEverything.branch('main').withProtectedRef().withUnprotectedEnvironment().withDeploymentTier(GitLabDeploymentTier.OTHER)],
  ['a GitLab branch without an environment', libWithEverything.branch('main').withProtectedRef()],
  ['every GitLab job', lib.anyJob(REASON)],
  ['every GitLab job by the id of the project', libById.anyJob(REASON)],
  ['GitLab branches that begin so', lib.branchesStartingWith('release/', REASON)],
  ['GitLab branches that begin so without a separator', lib.branchesStartingWith('release', REASON)],
  ['GitLab branches that begin so by the id of the project', libById.branchesStartingWith('release/', REASON)],
  ['GitLab tags that begin so by the id of the project', libById.tagsStartingWith('v', REASON)],
  ['every project of a GitLab group', GitLabGroup.of('my-group').anyProject(REASON)],
  ['a self-managed instance', GitLabProject.of('a/b', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main').withProtectedRef()],
];

describe.each(WORKLOADS)('the sample of %s', (_name, workload) => {
  const sample = workload.sampleClaims(AUDIENCE);
  const constrained = ['iss', 'aud', ...workload.subjects.length + workload.subjectPrefixes.length > 0 ? ['sub'] : [], ...Object.keys(workload.claims)];

  test('is admitted', () => {
    expect(workload.admits(sample, AUDIENCE)).toBe(true);
  });

  test('names issuer and audience, and holds nothing but texts', () => {
    expect(sample).toMatchObject({ iss: workload.issuer.url, aud: AUDIENCE, sub: expect.any(String) });
    expect(Object.values(sample).filter(value => typeof value !== 'string' || value === '')).toEqual([]);
  });

  test('is made afresh each time', () => {
    workload.sampleClaims(AUDIENCE).sub = 'changed';

    expect(workload.sampleClaims(AUDIENCE)).toEqual(sample);
  });

  test('agrees with itself where claims say the same', () => {
    if (sample.ref_path !== undefined) expect(sample.ref_path).toBe(`refs/${sample.ref_type === 'tag' ? 'tags' : 'heads'}/${sample.ref}`);
    else expect(sample.ref_type).toBe(sample.ref.startsWith('refs/tags/') ? 'tag' : 'branch');
  });

  test('says the same in its subject and in its claims', () => {
    for (const claim of ['ref', 'ref_type', 'project_path', 'project_id', 'ref_protected', 'deployment_tier', 'job_workflow_ref']) {
      const said = new RegExp(`(?:^|:)${claim}:([^:]+)`).exec(sample.sub)?.[1];
      if (said !== undefined) expect(sample[claim]).toBe(said);
    }
    const environment = /(?:^|:)environment:(.+)$/.exec(sample.sub)?.[1];
    if (environment !== undefined) expect(sample.environment).toBe(environment.replace(/%3A/g, ':'));
    // GitHub names the environment of a job in place of its ref
    if (sample.environment !== undefined && sample.repository !== undefined) expect(sample.sub).not.toMatch(/^repo:[^:]+:ref:/);
  });

  test.each(constrained)('is not admitted without the claim %s', claim => {
    const { [claim]: _left, ...rest } = sample;

    expect(workload.admits(rest, AUDIENCE)).toBe(false);
  });

  test.each(constrained)('is not admitted with another letter case of %s', claim => {
    const swapped = [...sample[claim]].map(c => c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()).join('');
    if (swapped === sample[claim]) return; // digits have no case

    expect(workload.admits({ ...sample, [claim]: swapped }, AUDIENCE)).toBe(false);
  });

  test.each(constrained)('is not admitted with a %s of another type', claim => {
    for (const value of [Number(sample[claim]), [sample[claim], sample[claim]], { toString: () => sample[claim] }, Object(sample[claim]), null, undefined, true, '']) {
      expect(workload.admits({ ...sample, [claim]: value }, AUDIENCE)).toBe(false);
    }
  });

  test.each(constrained.filter(claim => claim !== 'aud'))('is not admitted with the %s in a list', claim => {
    expect(workload.admits({ ...sample, [claim]: [sample[claim]] }, AUDIENCE)).toBe(false);
  });

  test.each(constrained)('is not admitted with space around the %s', claim => {
    expect(workload.admits({ ...sample, [claim]: ` ${sample[claim]}` }, AUDIENCE)).toBe(false);
    if (claim === 'sub' && workload.subjectPrefixes.length > 0) return;
    expect(workload.admits({ ...sample, [claim]: `${sample[claim]} ` }, AUDIENCE)).toBe(false);
    expect(workload.admits({ ...sample, [claim]: `${sample[claim]}\n` }, AUDIENCE)).toBe(false);
    expect(workload.admits({ ...sample, [claim]: `${sample[claim]}\u0000` }, AUDIENCE)).toBe(false);
  });

  test('is not admitted with claims that it only inherits', () => {
    expect(workload.admits(Object.create(sample) as Record<string, string>, AUDIENCE)).toBe(false);
  });

  test('is not admitted for another audience', () => {
    expect(workload.admits(sample, 'sts.amazonaws.com.cn')).toBe(false);
    expect(workload.admits(sample, 'STS.amazonaws.com')).toBe(false);
    expect(workload.admits(sample, '')).toBe(false);
    expect(workload.admits(sample, '*')).toBe(false);
  });

  test('is not admitted by another issuer', () => {
    expect(workload.admits({ ...sample, iss: `${workload.issuer.url}/` }, AUDIENCE)).toBe(false);
    expect(workload.admits({ ...sample, iss: workload.issuer.hostAndPath }, AUDIENCE)).toBe(false);
    expect(workload.admits({ ...sample, iss: 'https://example.com' }, AUDIENCE)).toBe(false);
  });

  test('is admitted whatever else the token carries', () => {
    expect(workload.admits({ ...sample, exp: 1632493867, extra: { a: [1] }, groups: ['a'] }, AUDIENCE)).toBe(true);
  });
});

describe('the audience of a token', () => {
  const workload = app.branch('main');
  const admits = (aud: unknown) => workload.admits({ ...workload.sampleClaims(AUDIENCE), aud }, AUDIENCE);

  test.each([[AUDIENCE], [[AUDIENCE]]])('is admitted as %j', aud => {
    expect(admits(aud)).toBe(true);
  });

  test.each([
    [[[]]], [[[AUDIENCE, AUDIENCE]]], [[[AUDIENCE, 'vault']]], [[['vault', AUDIENCE]]], [[['vault']]], [[[[AUDIENCE]]]], [['']], [[undefined]], [[null]], [[{ 0: AUDIENCE, length: 1 }]], [['*']],
  ])('is not admitted as %j', ([aud]) => {
    expect(admits(aud)).toBe(false);
  });

  test.each([undefined, null, ''])('is not admitted where it is missing, even if %j is asked for', audience => {
    const { aud: _left, ...rest } = workload.sampleClaims(AUDIENCE);

    expect(workload.admits(rest, audience as string)).toBe(false);
  });
});

describe('claims named like members of every object', () => {
  const workload = app.environment('production').withClaim('actor', 'octocat');
  const sample = workload.sampleClaims(AUDIENCE);

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('do not matter where they are not constrained: %s', name => {
    const claims = JSON.parse(`{${JSON.stringify(name)}: "x", ${JSON.stringify(sample).slice(1)}`);

    expect(Object.keys(claims)).toContain(name);
    expect(workload.admits(claims, AUDIENCE)).toBe(true);
  });

  test('do not lend their claims to the token', () => {
    const { actor, ...rest } = sample;
    const claims = JSON.parse(`{"__proto__": {"actor": ${JSON.stringify(actor)}}, ${JSON.stringify(rest).slice(1)}`);

    expect(workload.admits(claims, AUDIENCE)).toBe(false);
    expect(workload.admits(Object.assign(Object.create({ actor }), rest), AUDIENCE)).toBe(false);
  });

  test('do not hide a claim that is there', () => {
    const claims = Object.assign(Object.create(null), sample);

    expect(workload.admits(claims, AUDIENCE)).toBe(true);
    expect(workload.admits({ ...sample, hasOwnProperty: () => true }, AUDIENCE)).toBe(true);
  });
});

describe('a token that is no object', () => {
  test.each([null, undefined, 5, 'a token', [], true])('is not admitted: %j', claims => {
    expect(app.branch('main').admits(claims as unknown as Record<string, unknown>, AUDIENCE)).toBe(false);
  });
});

describe('what a workload tells', () => {
  test('cannot be changed by its reader', () => {
    const workload = migrating.anyPullRequest(REASON).viaWorkflow(`${FILE}@${COMMIT}`);
    const before = JSON.stringify([workload.subjects, workload.subjectPrefixes, workload.claims, workload.reasons]);
    workload.subjects.push('x');
    workload.subjectPrefixes.push('x');
    workload.claims.job_workflow_ref.push('x');
    workload.claims.actor = ['x'];
    workload.reasons.push('x');

    expect(JSON.stringify([workload.subjects, workload.subjectPrefixes, workload.claims, workload.reasons])).toBe(before);
  });

  test.each(WORKLOADS)('is one line about %s', (_name, workload) => {
    expect(workload.toString()).toMatch(/^[^\n]+$/);
  });
});

describe('two workloads', () => {
  const others = (index: number) => WORKLOADS.filter((_workload, i) => i !== index);

  test.each<[string, Workload, string[]]>([
    ['another environment', app.environment('staging'), ['every job', 'every job of a migrating repository']],
    ['another branch', app.branch('develop'), ['every job', 'every job of a migrating repository']],
    ['the same names at another owner', GitHubRepository.of('my-org2/my-app', IDS).environment('production'), []],
    ['the same names with other ids', GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '1' }).environment('production'), []],
    ['the same project on another instance', GitLabProject.of('my-group/my-project', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.org') }).branch('main'), []],
  ])('admit each other only where one of them is wide: %s', (_name, workload, wide) => {
    const admitting = WORKLOADS.filter(([, other]) => other.admits(workload.sampleClaims(AUDIENCE), AUDIENCE)).map(([name]) => name);

    expect(admitting).toEqual(wide);
  });

  test('that are exact admit the sample of none that differs from them in subject', () => {
    const crossed = WORKLOADS.flatMap(([name, workload], i) => others(i)
      .filter(([, other]) => workload.subjects.length > 0 && other.subjects.length > 0 && !workload.subjects.some(subject => other.subjects.includes(subject)))
      .filter(([, other]) => workload.admits(other.sampleClaims(AUDIENCE), AUDIENCE))
      .map(([other]) => `${name} admits ${other}`));

    expect(crossed).toEqual([]);
  });
});
