import { expectRefusal, expectTrustError } from './expect-refusal';
import { REFUSED_TEXTS } from './refused-texts';
import { GitLabDeploymentTier, GitLabProject, GitLabSubjectComponent as Component, GitLabWorkload } from '../../src/identity';
import { GITLAB_CLAIMS } from '../../src/identity/private/claims';
import { token } from '../data';

const REASON = { reason: 'nothing of value in it' };
const lib = GitLabProject.of('my-group/my-project', { projectId: '20' });
const main = lib.branch('main');
const production = lib.environment('production');

describe('what narrows a workload', () => {
  test.each<[string, (workload: GitLabWorkload) => GitLabWorkload, Record<string, string[]>]>([
    ['a protected ref', w => w.withProtectedRef(), { ref_protected: ['true'] }],
    ['a ref that is not protected', w => w.withUnprotectedRef(), { ref_protected: ['false'] }],
    ['a protected environment', w => w.withProtectedEnvironment(), { environment_protected: ['true'] }],
    ['an environment that is not protected', w => w.withUnprotectedEnvironment(), { environment_protected: ['false'] }],
    ['the id of the project', w => w.withProjectId(), { project_id: ['20'] }],
    ['a runner of GitLab', w => w.onHostedRunner(), { runner_environment: ['gitlab-hosted'] }],
    ['a runner of your own', w => w.onSelfHostedRunner(), { runner_environment: ['self-hosted'] }],
    ['another claim', w => w.withClaim('pipeline_source', 'push', 'web'), { pipeline_source: ['push', 'web'] }],
  ])('is tested as a claim: %s', (_name, narrow, claims) => {
    const workload = narrow(main);

    expect(workload.claims).toEqual(claims);
    expect(workload.subjects).toEqual(main.subjects);
    expect(main.claims).toEqual({});
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
    expect(workload.admits({ ...workload.sampleClaims('x'), [Object.keys(claims)[0]]: 'other' }, 'x')).toBe(false);
  });

  test.each(Object.values(GitLabDeploymentTier))('may be the tier %s', tier => {
    expect(main.withDeploymentTier(tier).claims).toEqual({ deployment_tier: [tier] });
  });

  test.each(['nonsense', 'PRODUCTION', 'production:x'])('fails for the tier %j, which a typed caller cannot write', tier => {
    expectTrustError(() => main.withDeploymentTier(tier as GitLabDeploymentTier));
  });

  test.each(REFUSED_TEXTS)('fails for a tier that is %s', (_name, tier) => {
    expectTrustError(() => main.withDeploymentTier(tier as GitLabDeploymentTier));
  });

  test.each([
    ['deployment_tier', 'nonsense'],
    ['ref_protected', 'yes'],
    ['environment_protected', 'True'],
  ])('fails for claim %s with %j, which GitLab never sends', (claim, value) => {
    expectRefusal(() => main.withClaim(claim, value), 'INVALID_CLAIM', /use one of/);
  });

  test('fails where it was declared before', () => {
    expectRefusal(() => main.withProtectedRef().withUnprotectedRef(), 'ALREADY_BOUND', /"ref_protected" is already bound to "true"/);
    expectRefusal(() => main.withProtectedEnvironment().withProtectedEnvironment(), 'ALREADY_BOUND');
    expectRefusal(() => main.withDeploymentTier(GitLabDeploymentTier.PRODUCTION).withDeploymentTier(GitLabDeploymentTier.STAGING), 'ALREADY_BOUND');
    expectRefusal(() => main.onHostedRunner().onSelfHostedRunner(), 'ALREADY_BOUND');
  });

  test('may ask for the id of the project twice', () => {
    expect(main.withProjectId().withProjectId().claims).toEqual({ project_id: ['20'] });
  });

  test('fails for an id that is not known', () => {
    expectRefusal(() => GitLabProject.of('a/b').branch('main').withProjectId(), 'SUBJECT_VALUE_UNKNOWN', /"project_id".*pass projectId to GitLabProject\.of/);
  });

  test('asks for nothing twice where the subject begins with the id', () => {
    const project = GitLabProject.of('a/b', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF] });

    expect(project.branch('main').withProjectId().claims).toEqual({ ref_type: ['branch'] });
  });
});

describe('the ref of a job with an environment', () => {
  test.each<[string, GitLabWorkload, string]>([
    ['a branch', production.onBranch('main'), 'project_path:my-group/my-project:ref_type:branch:ref:main'],
    ['a tag', production.onTag('v1'), 'project_path:my-group/my-project:ref_type:tag:ref:v1'],
  ])('is part of the subject: %s', (_name, workload, subject) => {
    expect(workload.subjects).toEqual([subject]);
    expect(workload.claims).toEqual({ environment: ['production'] });
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
  });

  const CALLS: [string, string, (workload: GitLabWorkload, name: string) => GitLabWorkload][] = [
    ['onBranch', 'branch name', (workload, name) => workload.onBranch(name)],
    ['onTag', 'tag name', (workload, name) => workload.onTag(name)],
  ];

  describe.each(CALLS)('%s', (api, what, call) => {
    test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
      expectRefusal(() => call(production, value as string), code, words, what);
    });

    test.each(['refs/heads/main', 'a..b', 'a b', 'a.lock', '-a', 'HEAD'])('fails for %j', name => {
      expectRefusal(() => call(production, name), 'INVALID_REF', what);
    });

    test.each<[string, GitLabWorkload]>([
      ['a branch', main],
      ['a tag', lib.tag('v1')],
      ['every job', lib.anyJob(REASON)],
      ['branches that begin so', lib.branchesStartingWith('release/', REASON)],
      ['an environment on a branch', production.onBranch('main')],
    ])('fails for a workload of %s', (_name, workload) => {
      expectRefusal(() => call(workload, 'x'), 'NOT_FOR_CONTEXT', `${api} does not apply`, /start from environment\(name\)/);
    });
  });

  test.each<[string, () => GitLabWorkload]>([
    ['the ref', () => production.withClaim('ref', 'other').onBranch('main')],
    ['the ref, as a tag', () => production.withClaim('ref', 'other').onTag('v1')],
    ['the type of the ref', () => production.withClaim('ref_type', 'tag').onBranch('main')],
    ['the path of the ref', () => production.withClaim('ref_path', 'refs/heads/other').onBranch('main')],
  ])('fails where a claim has declared something else: %s', (_name, make) => {
    expectRefusal(make, 'ALREADY_BOUND');
  });
});

describe('a further claim', () => {
  const DECIDED_BY_PROJECT_AND_REF = ['project_id', 'project_path', 'ref', 'ref_path', 'ref_type', 'namespace_path'];

  const OF_LISTED_VALUES = ['deployment_tier', 'environment_protected', 'ref_protected'];

  test.each(GITLAB_CLAIMS.filter(claim => ![...DECIDED_BY_PROJECT_AND_REF, ...OF_LISTED_VALUES].includes(claim)))('can be constrained: %s', claim => {
    const workload = main.withClaim(claim, 'one', 'two', 'one');

    expect(workload.claims).toEqual({ [claim]: ['one', 'two'] });
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
    expect(workload.admits({ ...workload.sampleClaims('x'), [claim]: 'three' }, 'x')).toBe(false);
  });

  test.each(DECIDED_BY_PROJECT_AND_REF)('fails where project and ref decide it: %s', claim => {
    expectRefusal(() => main.withClaim(claim, 'other'), 'ALREADY_BOUND', `claim "${claim}" is already bound`);
  });

  test.each([
    'sub', 'aud', 'iss', 'exp', 'iat', 'nbf', 'jti', 'sha', 'job_id', 'pipeline_id', 'runner_id', 'user_identities', 'groups_direct', 'job_config', 'deployment_action',
    'Ref', '', 'constructor', '__proto__', 'toString', 'repo_property_x', '*', undefined, null, 5,
  ])('fails for %j', claim => {
    expectRefusal(() => main.withClaim(claim as string, 'x'), 'INVALID_CLAIM', /cannot be constrained for issuer "https:\/\/gitlab\.com"/, /use one of ci_config_ref_uri, /);
  });

  test.each(REFUSED_TEXTS)('fails for a value that is %s', (_name, value, code, words) => {
    expectRefusal(() => main.withClaim('user_login', value as string), code, words, /value of claim "user_login"/);
  });

  test('fails for no value', () => {
    expectRefusal(() => main.withClaim('user_login'), 'INVALID_CLAIM', /claim "user_login" is constrained to no value/);
  });

  test('never makes a pattern of refs another pattern', () => {
    let workload: GitLabWorkload | undefined;
    try {
      workload = lib.branchesStartingWith('release/', REASON).withClaim('ref', 'release/1');
    } catch {
      // refused at the call is as good
    }
    const admits = (ref: string) => workload?.admits(lib.branch(ref).sampleClaims('x'), 'x') ?? false;

    expect(admits('release/2')).toBe(false);
    expect(admits('release/1-not-this-one')).toBe(false);
    expect(admits('hotfix')).toBe(false);
  });
});

describe('the claims that can be constrained', () => {
  const EVERY_RUN_OR_THE_TOKEN_ITSELF = ['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sha', 'job_id', 'pipeline_id', 'runner_id'];
  const NOT_A_TEXT = ['user_identities', 'groups_direct', 'job_config'];

  test('are all that the documented token carries, but for what differs with every run and what is no text', () => {
    const others = Object.keys(token('gitlab-branch-environment')).filter(claim => !GITLAB_CLAIMS.includes(claim));

    expect(others.sort()).toEqual([...EVERY_RUN_OR_THE_TOKEN_ITSELF, ...NOT_A_TEXT].sort());
  });
});
