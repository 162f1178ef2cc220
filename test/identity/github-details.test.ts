import { expectRefusal } from './expect-refusal';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload } from '../../src/identity';

const REASON = { reason: 'nothing of value in it' };
const ids = { ownerId: '1', repositoryId: '2' };
const names = GitHubRepository.of('my-org/my-app');
const app = GitHubRepository.of('my-org/my-app', ids);
const formed = (subjectFormat: GitHubSubjectFormat) => GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat });
const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline: '2027-01-31' });
const templated = (keys: string[], options = ids as Partial<typeof ids>) => GitHubRepository.of('my-org/my-app', { ...options, subjectTemplate: GitHubSubjectTemplate.of(keys) });
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';
const workflow = (ref: string) => `my-org/workflows/.github/workflows/deploy.yml@${ref}`;

describe('what the reader of a synth should know', () => {
  const byNames = { kind: 'names', about: 'my-org/my-app' };
  test.each<[string, GitHubWorkload, unknown[]]>([
    ['names, which somebody else can register', names.branch('main'), [byNames]],
    ['names, though the ids are known', formed(GitHubSubjectFormat.NAMES).branch('main'), [byNames]],
    ['names, by the key "repository"', templated(['repository', 'context'], {}).branch('main'), [byNames]],
    ['nothing, where the key "repository" carries ids', templated(['repository', 'context']).branch('main'), []],
    ['a migration, by the key "repository"', GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING, subjectTemplate: GitHubSubjectTemplate.of(['repository', 'context']) }).branch('main'),
      [{ kind: 'migrating', about: 'my-org/my-app', deadline: undefined }]],
    ['a migration', migrating.branch('main'), [{ kind: 'migrating', about: 'my-org/my-app', deadline: '2027-01-31' }]],
    ['a workflow that moves', app.environment('p').viaWorkflow(workflow('refs/heads/main'), workflow(COMMIT), workflow('refs/tags/v1')),
      [{ kind: 'moving-workflow', about: workflow('refs/heads/main') }, { kind: 'moving-workflow', about: workflow('refs/tags/v1') }]],
    ['names and a workflow that moves', names.environment('p').viaWorkflow(workflow('refs/heads/main')), [byNames, { kind: 'moving-workflow', about: workflow('refs/heads/main') }]],
    ['a migration and a workflow that moves', migrating.environment('p').viaWorkflow(workflow('refs/heads/main')),
      [{ kind: 'migrating', about: 'my-org/my-app', deadline: '2027-01-31' }, { kind: 'moving-workflow', about: workflow('refs/heads/main') }]],
  ])('is %s', (_name, workload, advice) => {
    expect(workload._parts().advice).toEqual(advice);
  });

  test.each<[string, GitHubWorkload]>([
    ['ids', app.branch('main')],
    ['ids as a claim', formed(GitHubSubjectFormat.NAMES).branch('main').withRepositoryId()],
    ['ids as a claim in a migration', migrating.branch('main').withRepositoryId()],
    ['the id alone', templated(['repository_id', 'context']).branch('main')],
    ['the id beside the name', templated(['repository', 'repository_id', 'context']).branch('main')],
    ['the id as a claim, since the subject has but the owner', GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], REASON) }).branch('main')],
    ['names that their server keeps', GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).branch('main')],
    ['a workflow that does not move', app.environment('p').viaWorkflow(workflow(COMMIT))],
  ])('is nothing of %s', (_name, workload) => {
    expect(workload._parts().advice).toEqual([]);
  });

  test.each([GitHubIssuer.GITHUB_COM, GitHubIssuer.enterprise('octocorp'), GitHubIssuer.gheCom('octocorp'), GitHubIssuer.gheCom('octocorp', { enterpriseSlug: 'octo' })])('is that names can be registered anew at %s, which sends ids', issuer => {
    expect(GitHubRepository.of('my-org/my-app', { issuer }).branch('main')._parts().advice).toEqual([byNames]);
    expect(GitHubRepository.of('my-org/my-app', { ...ids, issuer }).branch('main').subjects).toEqual(['repo:my-org@1/my-app@2:ref:refs/heads/main']);
    expect(GitHubRepository.of('my-org/my-app', { ...ids, issuer }).environment('a:b').subjects).toEqual(['repo:my-org@1/my-app@2:environment:a%3Ab']);
  });
});

describe('what a workload of GitHub is called', () => {
  test.each<[string, GitHubWorkload]>([
    ['my-org/my-app, environment production, actor a or b', app.environment('production').withClaim('actor', 'a', 'b')],
    ['my-org/my-app, any pull request', app.anyPullRequest(REASON)],
    ['my-org/my-app, any job', app.anyJob(REASON)],
    ['my-org/my-app, branch release/…', app.branchesStartingWith('release/', REASON)],
    ['my-org/my-app of github.example.com/_services/token, tag v1', GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).tag('v1')],
  ])('%s', (label, workload) => {
    expect(String(workload)).toBe(label);
  });
});

describe('a claim of GitHub', () => {
  test('may be the declared id of the repository, alone', () => {
    const workload = formed(GitHubSubjectFormat.NAMES).branch('main');
    expect(workload.withClaim('repository_id', '2').claims).toEqual({ repository_id: ['2'] });
    expectRefusal(() => workload.withClaim('repository_id', '2', '3'), 'ALREADY_BOUND', /"repository_id"/);
    expectRefusal(() => workload.withClaim('repository_id', '3'), 'ALREADY_BOUND', /"repository_id"/);
    expectRefusal(() => names.branch('main').withRepositoryId(), 'SUBJECT_VALUE_UNKNOWN', /"repository_id".*pass ownerId and repositoryId/);
  });

  test('is tested as a claim besides where one of its values holds a colon', () => {
    const repository = templated(['repo', 'context', 'actor']);
    expect(repository.branch('main').withClaim('actor', 'a', 'b:c').claims).toEqual({ actor: ['a', 'b:c'] });
    expect(repository.branch('main').withClaim('actor', 'a').claims).toEqual({});
  });

  test.each<[string, () => unknown, string, RegExp]>([
    ['that is none', () => app.branch('main').withClaim('nothing', 'x'), 'INVALID_CLAIM', /use one of actor, .*repo_property_…/],
    ['that the context decides', () => app.environment('p').withClaim('environment', 'a', 'b'), 'ALREADY_BOUND', /already bound to "environment p", it cannot be "a, b" as well/],
    ['whose beginning is declared', () => app.branchesStartingWith('release/', REASON).withClaim('ref', 'refs/heads/release/1'), 'ALREADY_BOUND', /already bound to "refs\/heads\/release\/…"/],
    ['with an escape in the subject', () => templated(['repo', 'context', 'actor']).branch('main').withClaim('actor', 'a%3Ab').subjects, 'PERCENT_ESCAPE', /^claim actor must not contain "%3A"/],
    ['that nobody declared', () => templated(['repo', 'context', 'ref']).environment('p').subjects, 'SUBJECT_VALUE_UNKNOWN', /with onBranch\(name\) or onTag\(name\) \[/],
    ['of the kind of ref that nobody declared', () => templated(['repo', 'context', 'ref_type']).environment('p').subjects, 'SUBJECT_VALUE_UNKNOWN', /or withClaim\("ref_type", …\)/],
  ])('fails: %s', (_name, act, code, words) => {
    expectRefusal(act, code, words);
  });
});

describe('what GitHub does not take, by name', () => {
  const server = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });
  test.each<[string, () => unknown, string, RegExp]>([
    ['an issuer of another kind', () => GitHubRepository.of('a/b', { issuer: {} as any }), 'WRONG_KIND', /'issuer' must be a GitHubIssuer/],
    ['a template of another kind', () => GitHubRepository.of('a/b', { subjectTemplate: {} as any }), 'WRONG_KIND', /'subjectTemplate' must be a GitHubSubjectTemplate/],
    ['null for a template', () => GitHubRepository.of('a/b', { subjectTemplate: null as any }), 'WRONG_KIND', /'subjectTemplate' must be a GitHubSubjectTemplate, got null/],
    ['a long owner with a slash', () => GitHubRepository.of(`${'a'.repeat(20)}/${'b'.repeat(20)}/c`), 'INVALID_REPOSITORY', /must be written owner\/name/],
    ['an owner with a wildcard and a slash', () => GitHubRepository.of('a/*/c'), 'WILDCARD', /repository owner must not contain/],
    ['an escape in an environment', () => app.environment('a%3Ab'), 'PERCENT_ESCAPE', /^environment name must not contain "%3A"/],
    ['a workflow on an odd branch', () => app.environment('p').viaWorkflow(workflow('refs/heads/a..b')), 'INVALID_REF', /^branch name "a\.\.b"/],
    ['a workflow on an odd tag', () => app.environment('p').viaWorkflow(workflow('refs/tags/a..b')), 'INVALID_REF', /^tag name "a\.\.b"/],
    ['a workflow on a ref within another', () => app.environment('p').viaWorkflow(workflow('x/refs/heads/main')), 'INVALID_WORKFLOW', /must read OWNER\/NAME/],
    ['a wide template without a reason', () => GitHubSubjectTemplate.anyContext(['repo'], { reason: '' }), 'REASON_MISSING', /^GitHubSubjectTemplate\.anyContext widens/],
    ['a template without a context', () => GitHubSubjectTemplate.of(['repo']), 'TEMPLATE_TOO_WIDE', /drops the context: by itself it fits every job of the repository.*anyContext\(keys/],
    ['a template of the owner', () => GitHubSubjectTemplate.of(['repository_owner', 'context']), 'TEMPLATE_TOO_WIDE', /names the owner alone: by itself it fits every repository of the owner.*anyRepositoryOfOwner\(keys/],
    ['a template of nobody', () => GitHubSubjectTemplate.of(['context']), 'TEMPLATE_TOO_WIDE', /names neither owner nor repository: by itself it fits repositories of strangers.*anyRepository\(keys/],
  ])('%s', (_name, act, code, words) => {
    expectRefusal(act, code, words);
  });

  test('one id of two is one problem, whatever the form', () => {
    for (const one of [{ ownerId: '1' }, { repositoryId: '2' }]) expectRefusal(() => GitHubRepository.of('a/b', { ...one, subjectFormat: GitHubSubjectFormat.IDS }), 'IDS_INCOMPLETE', /^[^\n]*\[IDS_INCOMPLETE\]$/);
    expectRefusal(() => GitHubRepository.of('a/b', { subjectFormat: GitHubSubjectFormat.IDS }), 'FORMAT_NEEDS_IDS');
  });

  test('an environment may hold a percent sign anywhere but at the end of a beginning', () => {
    expect(app.environmentsStartingWith('a%b', REASON).subjectPrefixes).toEqual(['repo:my-org@1/my-app@2:environment:a%b']);
    expectRefusal(() => app.environmentsStartingWith('a%3', REASON), 'PERCENT_ESCAPE', /must not end/);
  });

  test('a server that does not escape takes a template that begins with the id', () => {
    const options = { ...ids, issuer: server, subjectTemplate: GitHubSubjectTemplate.of(['repository_id', 'context']) };
    expect(GitHubRepository.of('a/b', options).branch('main').subjects).toEqual(['repository_id:2:ref:refs/heads/main']);
  });
});

describe('a sample of GitHub', () => {
  const sample = (workload: GitHubWorkload) => workload.sampleClaims('x');
  const P = 'repo:my-org@1/my-app@2';

  test.each<[string, GitHubWorkload, Record<string, string>]>([
    ['a pull request', app.anyPullRequest(REASON), { sub: `${P}:pull_request`, ref: 'refs/pull/1/merge', event_name: 'pull_request' }],
    ['any job', app.anyJob(REASON), { sub: `${P}:ref:refs/heads/main`, ref: 'refs/heads/main' }],
    ['any job of a ref', app.anyJob(REASON).withClaim('ref', 'refs/tags/v1'), { sub: `${P}:ref:refs/tags/v1`, ref: 'refs/tags/v1', ref_type: 'tag' }],
    ['any job of an environment', app.anyJob(REASON).withClaim('environment', 'a:b'), { sub: `${P}:environment:a%3Ab`, environment: 'a:b' }],
    ['a beginning of environments', app.environmentsStartingWith('preview-', REASON), { sub: `${P}:environment:preview-example`, environment: 'preview-example' }],
    ['a merge queue', app.mergeQueueOf('main', REASON), { sub: `${P}:ref:refs/heads/gh-readonly-queue/main/pr-1-${COMMIT}`, ref: `refs/heads/gh-readonly-queue/main/pr-1-${COMMIT}` }],
    ['a branch', app.branch('main'), { sub: `${P}:ref:refs/heads/main`, ref: 'refs/heads/main', event_name: 'push' }],
  ])('is of %s', (_name, workload, claims) => {
    expect(sample(workload)).toMatchObject(claims);
  });

  test('does not escape what its server does not', () => {
    const repository = GitHubRepository.of('a/b', { issuer: server() });
    expect(sample(repository.anyJob(REASON).withClaim('environment', 'a:b')).sub).toBe('repo:a/b:environment:a:b');
  });

  function server(): GitHubIssuer {
    return GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });
  }
});
