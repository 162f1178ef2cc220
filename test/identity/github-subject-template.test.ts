import { expectRefusal, expectTrustError } from './expect-refusal';
import { REFUSED_REASONS } from './refused-texts';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload, WideTrustOptions } from '../../src/identity';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const REASON = { reason: 'the organisation has one template for all' };
const WORKFLOW = 'my-org/workflows/.github/workflows/deploy.yml@refs/heads/main';

function repositoryWith(subjectTemplate: GitHubSubjectTemplate): GitHubRepository {
  return GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate });
}

describe('a template', () => {
  test('is by default the repository and the context', () => {
    expect(GitHubSubjectTemplate.DEFAULT.claimKeys).toEqual(['repo', 'context']);
    expect(GitHubRepository.of('a/b').subjectTemplate.claimKeys).toEqual(['repo', 'context']);
  });

  test('keeps the order of its keys', () => {
    expect(GitHubSubjectTemplate.of(['context', 'repo']).claimKeys).toEqual(['context', 'repo']);
    expect(repositoryWith(GitHubSubjectTemplate.of(['context', 'repo'])).branch('main').subjects).toEqual(['ref:refs/heads/main:repo:my-org@123456/my-app@456789']);
  });

  test('cannot be changed through what it was given or what it tells', () => {
    const keys = ['repo', 'context'];
    const template = GitHubSubjectTemplate.of(keys);
    keys.push('actor');
    template.claimKeys.push('actor');

    expect(template.claimKeys).toEqual(['repo', 'context']);
  });

  test.each<[string, unknown, RegExp]>([
    ['no keys', [], /has no keys/],
    ['a text', 'repo', /has no keys/],
    ['nothing', undefined, /has no keys/],
    ['null', null, /has no keys/],
    ['an empty key', ['repo', 'context', ''], /has the key ""/],
    ['a key with a colon', ['repo:x', 'context'], /has the key "repo:x"/],
    ['a key with a dash', ['repo', 'context', 'repo-property'], /letters, digits and "_" only/],
    ['a wildcard', ['repo', 'context', '*'], /has the key "\*"/],
    ['a key with a line feed', ['repo', 'context', 'ref\n'], /has the key "ref\\n"/],
    ['a number', ['repo', 'context', 5], /has the key 5/],
    ['nothing among the keys', ['repo', 'context', undefined], /has the key/],
    ['null among the keys', ['repo', 'context', null], /has the key null/],
    ['a key twice', ['repo', 'context', 'repo'], /names a key twice/],
  ])('fails for %s', (_name, keys, words) => {
    expectRefusal(() => GitHubSubjectTemplate.of(keys as string[]), 'INVALID_TEMPLATE', words);
  });
});

describe('the width of a template', () => {
  const WIDTHS = [
    { api: 'of', make: (keys: string[], _options: WideTrustOptions) => GitHubSubjectTemplate.of(keys) },
    { api: 'anyContext', make: (keys: string[], options: WideTrustOptions) => GitHubSubjectTemplate.anyContext(keys, options) },
    { api: 'anyRepositoryOfOwner', make: (keys: string[], options: WideTrustOptions) => GitHubSubjectTemplate.anyRepositoryOfOwner(keys, options) },
    { api: 'anyRepository', make: (keys: string[], options: WideTrustOptions) => GitHubSubjectTemplate.anyRepository(keys, options) },
  ];
  const KEYS: [string, string[]][] = [
    ['of', ['repo', 'context']],
    ['of', ['repository', 'context']],
    ['of', ['repository_id', 'context']],
    ['of', ['repository_owner_id', 'repository_id', 'context']],
    ['of', ['repo', 'environment']],
    ['of', ['repo', 'ref']],
    ['of', ['repo', 'context', 'job_workflow_ref']],
    ['of', ['environment', 'repository_id']],
    ['anyContext', ['repo']],
    ['anyContext', ['repository']],
    ['anyContext', ['repository_id']],
    ['anyContext', ['repo', 'job_workflow_ref']],
    ['anyContext', ['repository_owner_id', 'repository_id']],
    ['anyContext', ['repo', 'ref_type', 'event_name']],
    ['anyRepositoryOfOwner', ['repository_owner']],
    ['anyRepositoryOfOwner', ['repository_owner_id', 'context']],
    ['anyRepositoryOfOwner', ['environment', 'repository_owner']],
    ['anyRepositoryOfOwner', ['repository_owner', 'repository_visibility']],
    ['anyRepository', ['context']],
    ['anyRepository', ['job_workflow_ref']],
    ['anyRepository', ['environment', 'ref']],
    ['anyRepository', ['actor', 'workflow']],
  ];
  const PAIRS = KEYS.flatMap(([right, keys]) => WIDTHS.map(({ api, make }) => ({ keys, right, api, make })));

  test.each(PAIRS.filter(({ api, right }) => api === right))('of $keys is asked for with $api', ({ keys, make }) => {
    expect(make(keys, REASON).claimKeys).toEqual(keys);
  });

  test.each(PAIRS.filter(({ api, right }) => api === 'of' && right !== 'of'))('fails for $keys with $api, which is wider', ({ keys, right, make }) => {
    expectRefusal(() => make(keys, REASON), 'TEMPLATE_TOO_WIDE', `GitHubSubjectTemplate.${right}(keys, { reason })`, JSON.stringify(keys));
  });

  test.each(PAIRS.filter(({ api, right }) => api !== 'of' && right !== api))('fails for $keys with $api, which is not that wide', ({ keys, api, right, make }) => {
    expectRefusal(() => make(keys, REASON), 'TEMPLATE_NOT_THAT_WIDE', `is not what ${api} is for`, `use GitHubSubjectTemplate.${right}`);
  });

  describe.each(WIDTHS.filter(({ api }) => api !== 'of'))('$api', ({ api, make }) => {
    const keys = KEYS.find(([right]) => right === api)![1];

    test.each(REFUSED_REASONS)('fails for %s', (_name, options, code, words) => {
      expectRefusal(() => make(keys, options as WideTrustOptions), code, words);
    });

    test('hands its reason to every workload of the repository', () => {
      expect(GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: make(keys, REASON) }).anyPullRequest({ reason: 'second' }).reasons).toEqual(['second', REASON.reason]);
    });
  });
});

describe('the subject of a template', () => {
  const any = GitHubSubjectTemplate.anyRepositoryOfOwner;
  const CASES: [string, GitHubWorkload, string[], Record<string, string[]>][] = [
    ['repo and context', repositoryWith(GitHubSubjectTemplate.of(['repo', 'context'])).environment('p'), ['repo:my-org@123456/my-app@456789:environment:p'], {}],
    ['ids and context', repositoryWith(GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context'])).branch('main'),
      ['repository_owner_id:123456:repository_id:456789:ref:refs/heads/main'], {}],
    ['names and context', repositoryWith(GitHubSubjectTemplate.of(['repository_owner', 'repository', 'context'])).branch('main'),
      ['repository_owner:my-org:repo:my-org@123456/my-app@456789:ref:refs/heads/main'], {}],
    ['environment instead of context', repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).environment('a:b'),
      ['repo:my-org@123456/my-app@456789:environment:a%3Ab'], { environment: ['a:b'] }],
    ['ref instead of context, for a branch', repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref'])).branch('main'), ['repo:my-org@123456/my-app@456789:ref:refs/heads/main'], {}],
    ['ref instead of context, for a tag', repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref', 'ref_type'])).tag('v1'),
      ['repo:my-org@123456/my-app@456789:ref:refs/tags/v1:ref_type:tag'], {}],
    ['ref instead of context, for an environment on a branch', repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref'])).environment('p').onBranch('main'),
      ['repo:my-org@123456/my-app@456789:ref:refs/heads/main'], { environment: ['p'] }],
    ['context and ref', repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'ref'])).environment('p').onBranch('main'),
      ['repo:my-org@123456/my-app@456789:environment:p:ref:refs/heads/main'], {}],
    ['no context, for an environment', repositoryWith(GitHubSubjectTemplate.anyContext(['repo'], REASON)).environment('p'), ['repo:my-org@123456/my-app@456789'], { environment: ['p'] }],
    ['no context, for a branch', repositoryWith(GitHubSubjectTemplate.anyContext(['repo'], REASON)).branch('main'), ['repo:my-org@123456/my-app@456789'], { ref: ['refs/heads/main'] }],
    ['no context, for pull requests', repositoryWith(GitHubSubjectTemplate.anyContext(['repo'], REASON)).anyPullRequest(REASON),
      ['repo:my-org@123456/my-app@456789'], { event_name: ['pull_request'] }],
    ['no context, for every job', repositoryWith(GitHubSubjectTemplate.anyContext(['repo'], REASON)).anyJob(REASON), ['repo:my-org@123456/my-app@456789'], {}],
    ['the event', repositoryWith(GitHubSubjectTemplate.anyContext(['repo', 'event_name'], REASON)).anyPullRequest(REASON),
      ['repo:my-org@123456/my-app@456789:event_name:pull_request'], {}],
    ['a reusable workflow', repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref'])).environment('p').viaWorkflow(WORKFLOW),
      [`repo:my-org@123456/my-app@456789:environment:p:job_workflow_ref:${WORKFLOW}`], {}],
    ['several reusable workflows', repositoryWith(GitHubSubjectTemplate.of(['repo', 'job_workflow_ref', 'context'])).environment('p').viaWorkflow(WORKFLOW, `${WORKFLOW}2`),
      [`repo:my-org@123456/my-app@456789:job_workflow_ref:${WORKFLOW}:environment:p`, `repo:my-org@123456/my-app@456789:job_workflow_ref:${WORKFLOW}2:environment:p`], {}],
    ['a custom property', repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'repo_property_team'])).environment('p').withClaim('repo_property_team', 'pay:ments'),
      ['repo:my-org@123456/my-app@456789:environment:p:repo_property_team:pay%3Aments'], { repo_property_team: ['pay:ments'] }],
    ['the owner alone, with ids known', repositoryWith(any(['repository_owner', 'context'], REASON)).environment('p'), ['repository_owner:my-org:environment:p'], { repository_id: ['456789'] }],
    ['the owner alone, with names known', GitHubRepository.of('my-org/my-app', { subjectTemplate: any(['repository_owner', 'context'], REASON) }).environment('p'),
      ['repository_owner:my-org:environment:p'], { repository: ['my-org/my-app'] }],
    ['nobody, with ids known', repositoryWith(GitHubSubjectTemplate.anyRepository(['context'], REASON)).environment('p'), ['environment:p'], { repository_id: ['456789'] }],
    ['nobody, with names known', GitHubRepository.of('my-org/my-app', { subjectTemplate: GitHubSubjectTemplate.anyRepository(['job_workflow_ref'], REASON) })
      .environment('p').viaWorkflow(WORKFLOW), [`job_workflow_ref:${WORKFLOW}`], { repository: ['my-org/my-app'], environment: ['p'] }],
  ];

  test.each(CASES)('carries what was declared, and tests the rest as claims: %s', (_name, workload, subjects, claims) => {
    expect(workload.subjects).toEqual(subjects);
    expect(workload.subjectPrefixes).toEqual([]);
    expect(workload.claims).toEqual(claims);
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
  });

  test('names both forms while the repository migrates, with each further value', () => {
    const repository = GitHubRepository.of('my-org/my-app', {
      ...IDS,
      subjectFormat: GitHubSubjectFormat.MIGRATING,
      subjectTemplate: GitHubSubjectTemplate.of(['repo', 'context', 'repository_visibility']),
    });

    expect(repository.branch('main').withClaim('repository_visibility', 'private', 'internal').subjects).toEqual([
      'repo:my-org/my-app:ref:refs/heads/main:repository_visibility:private',
      'repo:my-org/my-app:ref:refs/heads/main:repository_visibility:internal',
      'repo:my-org@123456/my-app@456789:ref:refs/heads/main:repository_visibility:private',
      'repo:my-org@123456/my-app@456789:ref:refs/heads/main:repository_visibility:internal',
    ]);
  });

  test('writes the bare colon on a server that does so', () => {
    const issuer = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });
    const repository = GitHubRepository.of('my-org/my-app', { issuer, subjectTemplate: GitHubSubjectTemplate.of(['repo', 'environment']) });

    expect(repository.environment('a:b').subjects).toEqual(['repo:my-org/my-app:environment:a:b']);
  });

  const UNKNOWN: [string, () => GitHubWorkload, RegExp][] = [
    ['a reusable workflow', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref'])).environment('p'), /"job_workflow_ref".*viaWorkflow\(reference\)/],
    ['an environment for a branch', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).branch('main'), /"environment".*start from environment\(name\) instead of branch/],
    ['an environment for pull requests', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).anyPullRequest(REASON), /"environment"/],
    ['an environment for every job', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).anyJob(REASON), /"environment"/],
    ['a ref for an environment', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref'])).environment('p'), /"ref".*onBranch\(name\) or onTag\(name\)/],
    ['a type of ref for an environment', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref_type', 'context'])).environment('p'), /"ref_type".*onBranch/],
    ['the id of the repository', () => GitHubRepository.of('a/b', { subjectTemplate: GitHubSubjectTemplate.of(['repository_id', 'context']) }).branch('main'),
      /"repository_id".*pass ownerId and repositoryId/],
    ['the id of the owner', () => GitHubRepository.of('a/b', { subjectTemplate: GitHubSubjectTemplate.of(['repo', 'repository_owner_id', 'context']) }).branch('main'),
      /"repository_owner_id".*pass ownerId/],
    ['an actor', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'actor'])).branch('main'), /"actor".*withClaim\("actor", value\)/],
    ['a claim named like a member of every object', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'constructor'])).branch('main'), /"constructor"/],
    ['a claim named like a method of every object', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'toString'])).branch('main'), /"toString"/],
    ['a claim named like a prototype', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', '__proto__'])).branch('main'), /"__proto__"/],
  ];

  test.each(UNKNOWN)('fails where it carries what was not declared: %s', (_name, make, words) => {
    expectRefusal(() => make().subjects, 'SUBJECT_VALUE_UNKNOWN', words);
    expectRefusal(() => make().sampleClaims('x'), 'SUBJECT_VALUE_UNKNOWN');
    expectRefusal(() => make().admits({}, 'x'), 'SUBJECT_VALUE_UNKNOWN');
  });

  test.each([
    ['every job', (r: GitHubRepository) => r.anyJob(REASON)],
    ['environments', (r: GitHubRepository) => r.environmentsStartingWith('preview-', REASON)],
    ['branches', (r: GitHubRepository) => r.branchesStartingWith('release/', REASON)],
    ['a merge queue', (r: GitHubRepository) => r.mergeQueueOf('main', REASON)],
  ])('fails for a pattern before another key: %s', (_name, make) => {
    const repository = repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'repository_visibility']));

    expectRefusal(() => make(repository).withClaim('repository_visibility', 'private').subjects, 'PATTERN_NOT_LAST', /"repository_visibility" after the part that is left open/);
  });

  test('fails for a pattern that the subject does not carry', () => {
    const repository = repositoryWith(GitHubSubjectTemplate.anyContext(['repo'], REASON));

    expectRefusal(() => repository.environmentsStartingWith('preview-', REASON).subjects, 'SUBJECT_VALUE_UNKNOWN', /a pattern needs a template that carries the context last/);
    expectRefusal(() => repository.branchesStartingWith('release/', REASON).subjects, 'SUBJECT_VALUE_UNKNOWN');
  });

  test('ends with a pattern of the environment or of the ref', () => {
    expect(repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).environmentsStartingWith('preview-', REASON).subjectPrefixes)
      .toEqual(['repo:my-org@123456/my-app@456789:environment:preview-']);
    expect(repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref'])).tagsStartingWith('v', REASON).subjectPrefixes)
      .toEqual(['repo:my-org@123456/my-app@456789:ref:refs/tags/v']);
  });

  test('never drops a ref that is declared beside a pattern of refs', () => {
    const repository = repositoryWith(GitHubSubjectTemplate.of(['repo', 'ref']));
    const other = repository.branch('release/2').sampleClaims('x');
    let workload: GitHubWorkload | undefined;
    try {
      workload = repository.branchesStartingWith('release/', REASON).withClaim('ref', 'refs/heads/release/1');
    } catch {
      // refused at the call is as good
    }

    expect(workload?.admits(other, 'x') ?? false).toBe(false);
  });

  test.each<[string, () => GitHubWorkload]>([
    ['an environment declared as a claim', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'environment'])).anyJob(REASON).withClaim('environment', 'a%3Ab')],
    ['the name of a workflow', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'workflow'])).branch('main').withClaim('workflow', 'a%3Ab')],
    ['a custom property', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'repo_property_x'])).branch('main').withClaim('repo_property_x', 'a%3Ab')],
    ['the file of a reusable workflow', () => repositoryWith(GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref'])).branch('main')
      .viaWorkflow('o/r/.github/workflows/a%3Ab.yml@refs/heads/main')],
  ])('fails for an escaped colon in what it carries, which could not be told from a colon: %s', (_name, make) => {
    expectTrustError(() => make().subjects, /%3A/);
  });
});
