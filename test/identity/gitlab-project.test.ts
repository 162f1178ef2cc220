import { expectRefusal, expectTrustError } from './expect-refusal';
import { REFUSED_IDS, REFUSED_REASONS, REFUSED_TEXTS } from './refused-texts';
import { GitLabDeploymentTier, GitLabIssuer, GitLabProject, GitLabSubjectComponent as Component, GitLabWorkload, WideTrustOptions } from '../../src/identity';

const REASON = { reason: 'a sandbox without anything of value' };
const BY_ID = { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF] };
const lib = GitLabProject.of('my-group/my-project');

describe('a project by its path', () => {
  test('tells what it was given', () => {
    const issuer = GitLabIssuer.selfManaged('https://gitlab.example.com');
    const project = GitLabProject.of('My-Group/sub.group/my_project', { projectId: '20', issuer });

    expect(project.fullPath).toBe('My-Group/sub.group/my_project');
    expect(project.projectId).toBe('20');
    expect(project.issuer).toBe(issuer);
    expect(project.branch('main').issuer).toBe(issuer);
  });

  test('is of gitlab.com and knows no id unless told', () => {
    expect(lib.issuer).toBe(GitLabIssuer.GITLAB_COM);
    expect(lib.projectId).toBeUndefined();
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => GitLabProject.of(value as string), code, words, /project path/);
  });

  test.each(REFUSED_TEXTS.filter(([, value]) => typeof value === 'string' && value !== ''))('fails for a part with %s', (_name, value, code, words) => {
    expectRefusal(() => GitLabProject.of(`my-group/${value}`), code, /project path/);
    expect(words).toBeDefined();
  });

  test.each([
    ['no group', 'my-project', /names no group/],
    ['a slash at the beginning', '/my-group/my-project', /has an empty part/],
    ['a slash at the end', 'my-group/', /has an empty part/],
    ['two slashes', 'my-group//my-project', /has an empty part/],
    ['a leading dash in the group', '-my-group/my-project', /has the part "-my-group"/],
    ['a leading dash in the project', 'my-group/-my-project', /do not begin with "-"/],
    ['a space', 'my group/my-project', /has the part "my group"/],
    ['a colon', 'my-group/my:project', /has the part "my:project"/],
    ['an at sign', 'my-group/my@project', /has the part "my@project"/],
    ['Unicode', 'my-group/größe', /ASCII letters/],
    ['a policy variable', 'my-group/${aws:username}', /ASCII letters/],
    ['a quote', 'my-group/"', /ASCII letters/],
    ['the end .git', 'my-group/my-project.git', /no part ends with \.git or \.atom/],
    ['the end .atom', 'my-group.atom/my-project', /no part ends with \.git or \.atom/],
    ['an address', 'https://gitlab.com/my-group/my-project', /has the part "https:"/],
  ])('fails for %s', (_name, path, words) => {
    expectRefusal(() => GitLabProject.of(path), 'INVALID_PROJECT_PATH', words, /write the full path/);
  });

  test.each([1, 254, 255])('accepts a part of %d characters', length => {
    expect(GitLabProject.of(`g/${'p'.repeat(length)}`).fullPath).toHaveLength(length + 2);
    expect(GitLabProject.of(`${'g'.repeat(length)}/p`).fullPath).toHaveLength(length + 2);
  });

  test.each([256, 300])('fails for a part of %d characters', length => {
    expectRefusal(() => GitLabProject.of(`g/${'p'.repeat(length)}`), 'TOO_LONG', `${length} characters, at most 255 are allowed`);
    expectRefusal(() => GitLabProject.of(`${'g'.repeat(length)}/p`), 'TOO_LONG');
  });

  test.each(REFUSED_IDS)('fails for an id that is %s', (_name, value, code, words) => {
    expectRefusal(() => GitLabProject.of('my-group/my-project', { projectId: value as string }), code, words, /projectId/);
  });

  test('lists all that is wrong with it at once', () => {
    expectRefusal(() => GitLabProject.of('my-project', { projectId: 'x' }), 'INVALID_PROJECT_PATH', /names no group/, /projectId must be a string of digits/);
  });
});

describe('the components of the subject', () => {
  test('are by default the path and the ref', () => {
    expect(lib.subjectComponents).toEqual(['project_path', 'ref_type', 'ref']);
    expect(lib.branch('main').subjects).toEqual(['project_path:my-group/my-project:ref_type:branch:ref:main']);
    expect(lib.tag('v4.2.0').subjects).toEqual(['project_path:my-group/my-project:ref_type:tag:ref:v4.2.0']);
  });

  test('cannot be changed through what was given or what is told', () => {
    const subjectComponents = [Component.PROJECT_PATH, Component.REF];
    const project = GitLabProject.of('g/p', { subjectComponents });
    subjectComponents.pop();
    project.subjectComponents.pop();

    expect(project.subjectComponents).toEqual(['project_path', 'ref']);
  });

  test.each<[string, Component[], (project: GitLabProject) => GitLabWorkload, string, Record<string, string[]>]>([
    ['the id', BY_ID.subjectComponents, p => p.branch('main'), 'project_id:20:ref_type:branch:ref:main', {}],
    ['path and id', [Component.PROJECT_PATH, Component.PROJECT_ID, Component.REF], p => p.branch('main'), 'project_path:g/p:project_id:20:ref:main', { ref_type: ['branch'] }],
    ['another order', [Component.PROJECT_ID, Component.REF, Component.REF_TYPE], p => p.tag('v1'), 'project_id:20:ref:v1:ref_type:tag', {}],
    ['the path alone', [Component.PROJECT_PATH], p => p.branch('main'), 'project_path:g/p', { ref_type: ['branch'], ref: ['main'] }],
    ['no ref', [Component.PROJECT_ID, Component.REF_TYPE], p => p.branch('main'), 'project_id:20:ref_type:branch', { ref: ['main'] }],
    ['whether the ref is protected', [Component.PROJECT_ID, Component.REF, Component.REF_PROTECTED], p => p.branch('main').withProtectedRef(),
      'project_id:20:ref:main:ref_protected:true', { ref_type: ['branch'] }],
    ['that the ref is not protected', [Component.PROJECT_ID, Component.REF, Component.REF_PROTECTED], p => p.branch('main').withUnprotectedRef(),
      'project_id:20:ref:main:ref_protected:false', { ref_type: ['branch'] }],
    ['the environment, for a job with one', Object.values(Component).filter(c => c !== Component.PROJECT_PATH),
      p => p.branch('main').withProtectedRef().withProtectedEnvironment().withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
      'project_id:20:ref_type:branch:ref:main:ref_protected:true:environment_protected:true:deployment_tier:production', {}],
    ['the environment, for a job with none', [Component.PROJECT_ID, Component.REF_TYPE, Component.REF, Component.ENVIRONMENT_PROTECTED, Component.DEPLOYMENT_TIER],
      p => p.branch('main'), 'project_id:20:ref_type:branch:ref:main', {}],
    ['no environment, though it is declared', BY_ID.subjectComponents, p => p.branch('main').withProtectedEnvironment(),
      'project_id:20:ref_type:branch:ref:main', { environment_protected: ['true'] }],
    ['environment and ref', [Component.PROJECT_ID, Component.REF_TYPE, Component.REF], p => p.environment('production').onBranch('main'),
      'project_id:20:ref_type:branch:ref:main', { environment: ['production'] }],
    ['an environment without a ref', [Component.PROJECT_ID, Component.DEPLOYMENT_TIER], p => p.environment('production').withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
      'project_id:20:deployment_tier:production', { environment: ['production'] }],
  ])('carry what was declared, and the rest is tested as claims: %s', (_name, subjectComponents, make, subject, claims) => {
    const workload = make(GitLabProject.of('g/p', { projectId: '20', subjectComponents }));

    expect(workload.subjects).toEqual([subject]);
    expect(workload.subjectPrefixes).toEqual([]);
    expect(workload.claims).toEqual(claims);
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
  });

  test('name each of several values of a claim', () => {
    const project = GitLabProject.of('g/p', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF, Component.DEPLOYMENT_TIER] });

    expect(project.branch('main').withClaim('deployment_tier', 'production', 'staging').subjects)
      .toEqual(['project_id:20:ref:main:deployment_tier:production', 'project_id:20:ref:main:deployment_tier:staging']);
  });

  test.each<[string, unknown[], RegExp]>([
    ['none', [], /must begin with project_path or project_id/],
    ['a ref first', [Component.REF, Component.PROJECT_PATH], /must begin with project_path or project_id/],
    ['no project', [Component.REF], /must begin with project_path or project_id/],
    ['one twice', [Component.PROJECT_PATH, Component.REF, Component.REF], /name a component twice/],
    ['an unknown one', [Component.PROJECT_PATH, 'environment'], /hold "environment", known are project_path, project_id/],
    ['a claim that is no component', [Component.PROJECT_PATH, 'user_login'], /hold "user_login"/],
    ['one named like a prototype', [Component.PROJECT_PATH, '__proto__'], /hold "__proto__"/],
    ['a wildcard', [Component.PROJECT_PATH, '*'], /hold "\*"/],
    ['a name instead of a value', ['PROJECT_PATH'], /must begin with/],
    ['nothing among them', [Component.PROJECT_PATH, undefined], /hold/],
    ['null among them', [Component.PROJECT_PATH, null], /hold null/],
    ['a number', [Component.PROJECT_PATH, 5], /hold 5/],
  ])('fail for %s', (_name, subjectComponents, words) => {
    expectRefusal(() => GitLabProject.of('g/p', { projectId: '20', subjectComponents: subjectComponents as Component[] }), 'INVALID_TEMPLATE', words);
  });

  test.each<[string, Component[], (project: GitLabProject) => GitLabWorkload, RegExp]>([
    ['an id', [Component.PROJECT_ID, Component.REF], p => p.branch('main'), /"project_id".*pass projectId/],
    ['an id for every job', [Component.PROJECT_ID, Component.REF], p => p.anyJob(REASON), /"project_id".*pass projectId/],
    ['whether the ref is protected', [Component.PROJECT_PATH, Component.REF, Component.REF_PROTECTED], p => p.branch('main'), /"ref_protected".*withProtectedRef\(\)/],
    ['whether the environment is protected', [Component.PROJECT_PATH, Component.REF, Component.ENVIRONMENT_PROTECTED, Component.DEPLOYMENT_TIER],
      p => p.branch('main').withDeploymentTier(GitLabDeploymentTier.STAGING), /"environment_protected".*withProtectedEnvironment\(\)/],
    ['the tier', [Component.PROJECT_PATH, Component.REF, Component.ENVIRONMENT_PROTECTED, Component.DEPLOYMENT_TIER],
      p => p.branch('main').withProtectedEnvironment(), /"deployment_tier".*withDeploymentTier\(tier\)/],
    ['the tier of a named environment', [Component.PROJECT_PATH, Component.REF, Component.DEPLOYMENT_TIER],
      p => p.environment('production').onBranch('main'), /"deployment_tier".*withDeploymentTier\(tier\)/],
  ])('fail where they carry what was not declared: %s', (_name, subjectComponents, make, words) => {
    expectRefusal(() => make(GitLabProject.of('g/p', { subjectComponents })).subjects, 'SUBJECT_VALUE_UNKNOWN', words);
  });

  test('fail for a value with a colon, for which GitLab makes no token', () => {
    const project = GitLabProject.of('g/p', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF, Component.REF_PROTECTED, Component.ENVIRONMENT_PROTECTED] });

    expectTrustError(() => project.branch('main').withClaim('ref_protected', 'true:environment_protected:true').subjects);
  });
});

describe('a workload of a project', () => {
  test('keeps a merge request and a push apart in nothing but a claim', () => {
    const workload = lib.branch('main');

    expect(workload.admits({ ...workload.sampleClaims('x'), pipeline_source: 'merge_request_event' }, 'x')).toBe(true);
    expect(workload.withClaim('pipeline_source', 'push').admits({ ...workload.sampleClaims('x'), pipeline_source: 'merge_request_event' }, 'x')).toBe(false);
  });

  test('of an environment is known by its claims, since no subject carries the name', () => {
    const workload = lib.environment('production');

    expect(workload.subjects).toEqual([]);
    expect(workload.subjectPrefixes).toEqual([]);
    expect(workload.claims).toEqual({ project_path: ['my-group/my-project'], environment: ['production'] });
    expect(workload.reasons).toEqual([]);
  });

  test('of an environment is known by the id where that is known', () => {
    expect(GitLabProject.of('my-group/my-project', { projectId: '20' }).environment('production').claims).toEqual({ project_id: ['20'], environment: ['production'] });
  });

  test('of an environment does not admit the same environment of another project', () => {
    const workload = lib.environment('production');
    const other = GitLabProject.of('my-group/other').environment('production');

    expect(workload.admits(other.sampleClaims('x'), 'x')).toBe(false);
    expect(other.admits(workload.sampleClaims('x'), 'x')).toBe(false);
  });

  test.each<[GitLabWorkload, string]>([
    [lib.branch('main'), 'my-group/my-project, branch main'],
    [lib.tag('v1'), 'my-group/my-project, tag v1'],
    [lib.environment('production').onTag('v1'), 'my-group/my-project, tag v1, environment production'],
    [lib.anyJob(REASON), 'my-group/my-project, any job'],
    [lib.branchesStartingWith('release/', REASON), 'my-group/my-project, branch release/…'],
  ])('is named as its reader would: %s', (workload, label) => {
    expect(`${workload}`).toBe(label);
  });

  const WIDE: [string, (options: WideTrustOptions) => GitLabWorkload, string][] = [
    ['anyJob', o => lib.anyJob(o), 'project_path:my-group/my-project:'],
    ['branchesStartingWith', o => lib.branchesStartingWith('release/', o), 'project_path:my-group/my-project:ref_type:branch:ref:release/'],
    ['tagsStartingWith', o => lib.tagsStartingWith('v', o), 'project_path:my-group/my-project:ref_type:tag:ref:v'],
  ];

  describe.each(WIDE)('by %s', (api, make, prefix) => {
    test('says what it trusts and why', () => {
      expect(make(REASON).subjects).toEqual([]);
      expect(make(REASON).subjectPrefixes).toEqual([prefix]);
      expect(make(REASON).claims).toEqual({});
      expect(make(REASON).reasons).toEqual([REASON.reason]);
      expect(make(REASON).withProtectedRef().reasons).toEqual([REASON.reason]);
    });

    test.each(REFUSED_REASONS)('fails for %s', (_name, options, code, words) => {
      expectRefusal(() => make(options as WideTrustOptions), code, words, code === 'REASON_MISSING' ? api : 'reason');
    });
  });

  test('lists what is wrong with a beginning and its reason at once', () => {
    expectRefusal(() => lib.branchesStartingWith('a b', undefined as unknown as WideTrustOptions), 'INVALID_REF', /contains a space/, /needs a reason/);
  });

  test('of every job does not reach a project whose path begins alike', () => {
    const sub = GitLabProject.of('my-group/my-project2').branch('main').sampleClaims('x').sub;

    expect(lib.anyJob(REASON).admits({ ...lib.anyJob(REASON).sampleClaims('x'), sub }, 'x')).toBe(false);
  });

  test.each([
    { components: [Component.ENVIRONMENT_PROTECTED] },
    { components: [Component.DEPLOYMENT_TIER] },
    { components: [Component.ENVIRONMENT_PROTECTED, Component.DEPLOYMENT_TIER] },
  ])('of every job admits the job without an environment, whose subject GitLab cuts short: $components', ({ components }) => {
    const workload = GitLabProject.of('g/p', { projectId: '20', subjectComponents: [Component.PROJECT_ID, ...components] }).anyJob(REASON);
    const admits = (sub: string) => workload.admits({ ...workload.sampleClaims('x'), sub }, 'x');

    expect(admits('project_id:20')).toBe(true);
    expect(admits(`project_id:20:${components[0]}:x`)).toBe(true);
    expect(admits('project_id:201')).toBe(false);
  });

  test('of every job whose subject is the project alone is exact', () => {
    const project = GitLabProject.of('g/p', { projectId: '20', subjectComponents: [Component.PROJECT_ID] });

    expect(project.anyJob(REASON).subjects).toEqual(['project_id:20']);
    expect(project.anyJob(REASON).subjectPrefixes).toEqual([]);
  });

  test.each<[string, (project: GitLabProject) => GitLabWorkload, string]>([
    ['every job', p => p.anyJob(REASON), 'project_id:20:'],
    ['branches', p => p.branchesStartingWith('release/', REASON), 'project_id:20:ref_type:branch:ref:release/'],
    ['branches without a separator', p => p.branchesStartingWith('rel', REASON), 'project_id:20:ref_type:branch:ref:rel'],
    ['tags', p => p.tagsStartingWith('v', REASON), 'project_id:20:ref_type:tag:ref:v'],
  ])('begins with the id where the components do: %s', (_name, make, prefix) => {
    const workload = make(GitLabProject.of('g/p', BY_ID));

    expect(workload.subjectPrefixes).toEqual([prefix]);
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
  });

  test('fails for a pattern before another component', () => {
    const project = GitLabProject.of('g/p', { subjectComponents: [Component.PROJECT_PATH, Component.REF, Component.REF_TYPE] });

    expectRefusal(() => project.branchesStartingWith('release/', REASON).subjects, 'PATTERN_NOT_LAST', /"ref_type" after the part that is left open/);
  });

  test('fails for a pattern that the subject does not carry', () => {
    const project = GitLabProject.of('g/p', { subjectComponents: [Component.PROJECT_PATH] });

    expectRefusal(() => project.branchesStartingWith('release/', REASON).subjects, 'SUBJECT_VALUE_UNKNOWN', /a pattern needs subject components that end with ref/);
  });
});

describe('a name', () => {
  const REFS: [string, string, (value: string) => unknown][] = [
    ['branch', 'branch name', value => lib.branch(value)],
    ['branchesStartingWith', 'branch name', value => lib.branchesStartingWith(value, REASON)],
    ['tag', 'tag name', value => lib.tag(value)],
    ['tagsStartingWith', 'tag name', value => lib.tagsStartingWith(value, REASON)],
  ];

  describe.each([...REFS, ['environment', 'environment name', (value: string): unknown => lib.environment(value)] as const])('of %s', (_api, what, call) => {
    test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
      expectRefusal(() => call(value as string), code, words, what);
    });
  });

  describe.each(REFS)('that is a ref, of %s', (_api, what, call) => {
    test.each(['a b', 'a~b', 'a^b', 'a:b', 'a[b', 'a\\b', 'a..b', 'a@{b', '/a', 'a//b', '.a', 'a/.b', 'a.lock/b', '-a', '-', 'refs/heads/main', 'refs/tags/v1', 'refs/x'])('fails for %j', name => {
      expectRefusal(() => call(name), 'INVALID_REF', what, JSON.stringify(name));
    });
  });

  test.each(['HEAD', 'a/', 'a.', 'a.lock', '@'])('of a whole ref fails for %j', name => {
    expectRefusal(() => lib.branch(name), 'INVALID_REF');
    expectRefusal(() => lib.tag(name), 'INVALID_REF');
  });

  test.each(['HEAD', 'a/', 'a.', '@'])('of the beginning of a ref may be %j', name => {
    expect(lib.branchesStartingWith(name, REASON).subjectPrefixes).toEqual([`project_path:my-group/my-project:ref_type:branch:ref:${name}`]);
  });

  test.each(['a:b', 'a,b', "it's", 'a"b', 'a%b', 'a@b', 'ä', '🚀', 'a#b', 'a=b', 'a(b)', 'a\\b', 'a%3Ab', 'a&b', 'a+b', 'a~b'])('of an environment fails for %j', name => {
    expectRefusal(() => lib.environment(name), 'INVALID_ENVIRONMENT', /may hold ASCII letters, digits, space and - _ \/ \$ \{ \} \. only/);
  });

  test.each(['/a', 'a/', '/'])('of an environment fails for %j', name => {
    expectRefusal(() => lib.environment(name), 'INVALID_ENVIRONMENT', /must not begin or end with "\/"/);
  });

  test.each([1, 254, 255])('of an environment may have %d characters', length => {
    expect(lib.environment('x'.repeat(length)).claims.environment[0]).toHaveLength(length);
  });

  test.each([256, 1000])('of an environment fails for %d characters', length => {
    expectRefusal(() => lib.environment('x'.repeat(length)), 'TOO_LONG', `environment name is ${length} characters, at most 255 are allowed`);
  });
});
