import { expectRefusal } from './expect-refusal';
import { GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent as Component, GitLabWorkload } from '../../src/identity';

const REASON = { reason: 'nothing of value in it' };
const lib = GitLabProject.of('my-group/sub/my-project', { projectId: '20' });
const composed = (...subjectComponents: Component[]) => GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents });

describe('the subject of a job with an environment', () => {
  test.each<[string, GitLabProject]>([
    ['ref alone', composed(Component.PROJECT_ID, Component.REF)],
    ['kind of ref alone', composed(Component.PROJECT_ID, Component.REF_TYPE)],
  ])('is not known where it holds the %s', (_name, project) => {
    expect(project.environment('production').subjects).toEqual([]);
    expect(project.environment('production').claims).toEqual({ project_id: ['20'], environment: ['production'] });
  });

  test('holds the tier wherever the environment is declared by what the job does with it', () => {
    const project = composed(Component.PROJECT_ID, Component.DEPLOYMENT_TIER, Component.REF);
    const tier = project.branch('main').withDeploymentTier(GitLabDeploymentTier.STAGING);
    expect(tier.subjects).toEqual(['project_id:20:deployment_tier:staging:ref:main']);
    expectRefusal(() => project.branch('main').withClaim('environment_action', 'start').subjects, 'SUBJECT_VALUE_UNKNOWN', /"deployment_tier".*withDeploymentTier\(tier\)/);
  });

  test('begins in two ways where nothing but the environment follows, and in one where the ref does', () => {
    const tier = composed(Component.PROJECT_ID, Component.DEPLOYMENT_TIER).anyJob(REASON);
    expect([tier.subjects, tier.subjectPrefixes]).toEqual([['project_id:20'], ['project_id:20:']]);
    const tierAndRef = composed(Component.PROJECT_ID, Component.DEPLOYMENT_TIER, Component.REF).anyJob(REASON);
    expect([tierAndRef.subjects, tierAndRef.subjectPrefixes]).toEqual([[], ['project_id:20:']]);
  });
});

describe('a subject fails', () => {
  test('for a beginning of refs that it does not hold', () => {
    expectRefusal(() => composed(Component.PROJECT_ID).branchesStartingWith('release/', REASON).subjects, 'SUBJECT_VALUE_UNKNOWN', /"ref".*end with ref/);
  });

  test('for a beginning of refs that does not end it', () => {
    expectRefusal(() => composed(Component.PROJECT_ID, Component.REF, Component.REF_TYPE).branchesStartingWith('release/', REASON).subjects, 'PATTERN_NOT_LAST', /"ref_type"/);
  });

  test('for a ref where a beginning was declared, which is shown as one', () => {
    expectRefusal(() => lib.branchesStartingWith('release/', REASON).withClaim('ref', 'release/1'), 'ALREADY_BOUND', /already bound to "release\/…", it cannot be "release\/1"/);
  });
});

describe('what a workload of GitLab is called', () => {
  test.each<[string, GitLabWorkload]>([
    ['my-group/sub/my-project, branch main', lib.branch('main')],
    ['my-group/sub/my-project, tag v…', lib.tagsStartingWith('v', REASON)],
    ['my-group/sub/my-project, any job, pipeline_source push or web', lib.anyJob(REASON).withClaim('pipeline_source', 'push', 'web')],
    ['any project of my-group of gitlab.example.com, any job', GitLabGroup.of('my-group', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).anyProject(REASON)],
    ['my-group/my-project of gitlab.example.com, branch main', GitLabProject.of('my-group/my-project', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main')],
  ])('%s', (label, workload) => {
    expect(String(workload)).toBe(label);
  });
});

describe('a claim of GitLab', () => {
  const main = lib.branch('main');

  test.each(['ref_protected', 'environment_protected'])('%s is true or false', claim => {
    for (const value of ['true', 'false']) expect(main.withClaim(claim, value).claims).toEqual({ [claim]: [value] });
  });

  test('may be the declared id of the project, alone', () => {
    expect(main.withClaim('project_id', '20').claims).toEqual({ project_id: ['20'] });
    expectRefusal(() => main.withClaim('project_id', '20', '21'), 'ALREADY_BOUND', /"project_id"/);
    expectRefusal(() => main.withClaim('project_id', '21'), 'ALREADY_BOUND', /"project_id"/);
    expect(GitLabProject.of('a/b').branch('main').withClaim('project_id', '7').claims).toEqual({ project_id: ['7'] });
  });

  test('may be declared before the ref, as long as it is not the ref', () => {
    expect(lib.environment('production').withProjectId().onBranch('main').claims).toEqual({ environment: ['production'], project_id: ['20'] });
    expectRefusal(() => lib.environment('production').withClaim('ref_type', 'tag', 'branch').onBranch('main'), 'ALREADY_BOUND', /"ref_type" is already bound to "tag, branch"/);
  });

  test('needs no reason and no advice where it is exact', () => {
    for (const workload of [main, lib.tag('v1'), lib.environment('production')]) expect([workload.reasons, workload._parts().advice]).toEqual([[], []]);
  });
});

describe('a sample of GitLab', () => {
  test('is of the project, its group and its ref', () => {
    expect(lib.environment('production').sampleClaims('x')).toMatchObject({ sub: 'project_path:my-group/sub/my-project:ref_type:branch:ref:main', namespace_path: 'my-group/sub', ref: 'main' });
    expect(lib.branch('main').sampleClaims('x')).toMatchObject({ ref: 'main', ref_path: 'refs/heads/main' });
    expect(lib.branchesStartingWith('release/', REASON).sampleClaims('x')).toMatchObject({ ref: 'release/example', ref_path: 'refs/heads/release/example' });
    expect(GitLabGroup.of('my-group').anyProject(REASON).sampleClaims('x')).toMatchObject({ sub: 'project_path:my-group/example:ref_type:branch:ref:main', namespace_path: 'my-group' });
  });
});

describe('what GitLab does not take, by name', () => {
  test.each<[string, () => unknown, string, RegExp]>([
    ['an issuer of another kind for a project', () => GitLabProject.of('a/b', { issuer: {} as any }), 'WRONG_KIND', /'issuer' must be a GitLabIssuer/],
    ['an issuer of another kind for a group', () => GitLabGroup.of('a', { issuer: {} as any }), 'WRONG_KIND', /'issuer' must be a GitLabIssuer/],
    ['a group without a reason', () => GitLabGroup.of('a').anyProject({ reason: '' }), 'REASON_MISSING', /anyProject widens/],
    ['an unknown component, the first that is', () => composed(Component.PROJECT_ID, 'environment' as Component), 'INVALID_TEMPLATE', /hold "environment", known are project_path/],
    ['a part of a path that is too long', () => GitLabProject.of(`a/${'b'.repeat(256)}`), 'TOO_LONG', /part of a GitLab path is 256/],
    ['a branch like an option', () => lib.branch('-x'), 'INVALID_REF', /begins with "-"/],
    ['a branch named HEAD', () => lib.branch('HEAD'), 'INVALID_REF', /is "HEAD"/],
  ])('%s', (_name, act, code, words) => {
    expectRefusal(act, code, words);
  });
});
