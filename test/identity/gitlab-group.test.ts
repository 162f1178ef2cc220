import { expectRefusal } from './expect-refusal';
import { REFUSED_REASONS, REFUSED_TEXTS } from './refused-texts';
import { GitLabGroup, GitLabIssuer, GitLabProject, WideTrustOptions } from '../../src/identity';

const REASON = { reason: 'throw-away accounts' };

describe('a group', () => {
  test.each(['my-org', 'my-org/sandbox', 'a/b/c/d', 'My.Org', '_x/.y'])('tells its path: %s', path => {
    expect(GitLabGroup.of(path).fullPath).toBe(path);
  });

  test('is of gitlab.com unless told otherwise', () => {
    const issuer = GitLabIssuer.selfManaged('https://gitlab.example.com');

    expect(GitLabGroup.of('my-org').issuer).toBe(GitLabIssuer.GITLAB_COM);
    expect(GitLabGroup.of('my-org', { issuer }).anyProject(REASON).issuer).toBe(issuer);
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => GitLabGroup.of(value as string), code, words, /group path/);
  });

  test.each(['/my-org', 'my-org/', 'a//b', '-a', 'a b', 'a:b', 'größe', 'a.git', 'a/b.atom', '${a}'])('fails for %j', path => {
    expectRefusal(() => GitLabGroup.of(path), 'INVALID_PROJECT_PATH', JSON.stringify(path));
  });

  test.each([255])('accepts a part of %d characters', length => {
    expect(GitLabGroup.of('g'.repeat(length)).fullPath).toHaveLength(length);
  });

  test.each([256])('fails for a part of %d characters', length => {
    expectRefusal(() => GitLabGroup.of('g'.repeat(length)), 'TOO_LONG');
  });
});

describe('every project of a group', () => {
  const workload = GitLabGroup.of('my-org/sandbox').anyProject(REASON);
  const admits = (project: string) => workload.admits(GitLabProject.of(project).branch('main').sampleClaims('x'), 'x');

  test('says what it trusts and why', () => {
    expect(workload.subjects).toEqual([]);
    expect(workload.subjectPrefixes).toEqual(['project_path:my-org/sandbox/']);
    expect(workload.claims).toEqual({});
    expect(workload.reasons).toEqual([REASON.reason]);
    expect(`${workload}`).toBe('any project of my-org/sandbox, any job');
  });

  test.each(REFUSED_REASONS)('fails for %s', (_name, options, code, words) => {
    expectRefusal(() => GitLabGroup.of('my-org').anyProject(options as WideTrustOptions), code, words);
  });

  test.each(['my-org/sandbox/a', 'my-org/sandbox/sub/b'])('is %s', project => {
    expect(admits(project)).toBe(true);
  });

  test.each(['my-org/sandbox', 'my-org/sandbox2/a', 'my-org/other', 'other/my-org/sandbox/a', 'My-Org/sandbox/a'])('is not %s', project => {
    expect(admits(project)).toBe(false);
  });

  test('can be narrowed', () => {
    const narrowed = workload.withProtectedRef().onSelfHostedRunner();

    expect(narrowed.claims).toEqual({ ref_protected: ['true'], runner_environment: ['self-hosted'] });
    expect(narrowed.admits(narrowed.sampleClaims('x'), 'x')).toBe(true);
    expect(narrowed.admits({ ...narrowed.sampleClaims('x'), ref_protected: 'false' }, 'x')).toBe(false);
  });

  test.each<[string, string, string]>([
    ['project_path', 'my-org/sandbox/a', 'my-org/sandbox/a'],
    ['namespace_path', 'my-org/sandbox', 'my-org/sandbox/example'],
    ['namespace_path', 'my-org/sandbox/sub', 'my-org/sandbox/sub/example'],
  ])('can be narrowed by %s to %s', (claim, value, path) => {
    const narrowed = workload.withClaim(claim, value);
    const sample = narrowed.sampleClaims('x');

    expect(sample).toMatchObject({ [claim]: value, project_path: path, sub: `project_path:${path}:ref_type:branch:ref:main` });
    expect(narrowed.admits(sample, 'x')).toBe(true);
  });

  test.each([['project_path', 'my-org/other/a'], ['project_path', 'my-org/sandbox'], ['namespace_path', 'my-org'], ['namespace_path', 'my-org/sandbox2']])('fails for %s %s, which no project of it sends', (claim, value) => {
    expectRefusal(() => workload.withClaim(claim, value), 'ALREADY_BOUND', `claim "${claim}" is already bound to "my-org/sandbox/…", it cannot be "${value}" as well`);
  });

  test('fails where an id or a ref is asked for', () => {
    expectRefusal(() => workload.withProjectId(), 'SUBJECT_VALUE_UNKNOWN', /pass projectId/);
    expectRefusal(() => workload.onBranch('main'), 'NOT_FOR_CONTEXT', /onBranch does not apply to a workload of any project of my-org\/sandbox/);
    expectRefusal(() => workload.onTag('v1'), 'NOT_FOR_CONTEXT', /onTag/);
  });
});
