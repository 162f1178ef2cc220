import { expectRefusal } from './expect-refusal';
import { GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitHubWorkload } from '../../src/identity';
import { GITHUB_CLAIMS } from '../../src/identity/private/claims';

const REASON = { reason: 'a test asks for it' };
const WORKFLOW = 'my-org/workflows/.github/workflows/deploy.yml@refs/heads/main';
const old = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });
const current = GitHubIssuer.enterpriseServer('github.example.com');

const repositoryOn = (issuer: GitHubIssuer, keys: string[]) => GitHubRepository.of('my-org/my-app', { issuer, subjectTemplate: GitHubSubjectTemplate.of(keys) });

/** Every call that trusts beginnings of subjects, and the last key of a template that carries what it leaves open. */
const PATTERNS: Readonly<Record<string, (repository: GitHubRepository) => GitHubWorkload>> = {
  environmentsStartingWith: repository => repository.environmentsStartingWith('prod-', REASON),
  branchesStartingWith: repository => repository.branchesStartingWith('release/', REASON),
  tagsStartingWith: repository => repository.tagsStartingWith('v', REASON),
  mergeQueueOf: repository => repository.mergeQueueOf('main', REASON),
  anyJob: repository => repository.anyJob(REASON),
};

/** What stands between repository and context, and may hold a colon. */
const FREE = ['workflow', 'job_workflow_ref', 'workflow_ref', 'repo_property_team', 'environment_node_id', 'issuer_scope'];
const CLOSED = GITHUB_CLAIMS.filter(claim => !FREE.includes(claim) && !['environment', 'repository', 'ref', 'ref_type', 'repository_owner', 'repository_owner_id', 'repository_id'].includes(claim));

/** With a value of each claim that the template carries. */
function declared(workload: GitHubWorkload, claims: readonly string[]): GitHubWorkload {
  return claims.reduce((narrowed, claim) => claim === 'job_workflow_ref' ? narrowed.viaWorkflow(WORKFLOW) : narrowed.withClaim(claim, 'value'), workload);
}

describe.each(Object.entries(PATTERNS))('%s on a server that does not escape colons', (_name, patternOf) => {
  test.each(FREE)('fails where %s, which can spell what follows it, stands before what is left open', claim => {
    for (const keys of [['repo', claim, 'context'], ['repository', 'actor', claim, 'context'], ['repository_id', claim, 'actor', 'context']]) {
      const repository = GitHubRepository.of('my-org/my-app', { issuer: old, ownerId: '1', repositoryId: '2', subjectTemplate: GitHubSubjectTemplate.of(keys) });
      const workload = declared(patternOf(repository), keys.filter(key => key === claim || key === 'actor'));
      expectRefusal(() => workload.subjectPrefixes, 'FORGEABLE_SUBJECT', claim, /does not escape colons/);
      expectRefusal(() => workload.admits({}, 'x'), 'FORGEABLE_SUBJECT');
    }
  });

  test.each(CLOSED)('is taken where %s, which holds no colon, stands there', claim => {
    const workload = declared(patternOf(repositoryOn(old, ['repo', claim, 'context'])), [claim]);
    expect(workload.subjectPrefixes).toHaveLength(1);
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
  });

  test('is taken with the default subject', () => {
    expect(patternOf(GitHubRepository.of('my-org/my-app', { issuer: old })).subjectPrefixes).toHaveLength(1);
  });

  test.each(FREE)('is taken behind %s where the server escapes colons', claim => {
    expect(declared(patternOf(repositoryOn(current, ['repo', claim, 'context'])), [claim]).subjectPrefixes).toHaveLength(1);
  });
});

test('a beginning of environments fails behind a key that carries a free text, whatever the last key is called', () => {
  expectRefusal(() => repositoryOn(old, ['repo', 'workflow', 'environment']).environmentsStartingWith('p', REASON).withClaim('workflow', 'Deploy').subjectPrefixes, 'FORGEABLE_SUBJECT');
  expectRefusal(() => repositoryOn(old, ['repo', 'workflow', 'ref']).branchesStartingWith('p', REASON).withClaim('workflow', 'Deploy').subjectPrefixes, 'FORGEABLE_SUBJECT');
});

describe('an exact subject on a server that does not escape colons', () => {
  const workflowThen = (workflow: string, environment: string) => repositoryOn(old, ['repo', 'workflow', 'context']).environment(environment).withClaim('workflow', workflow);
  const environmentThen = (environment: string, workflow: string) => repositoryOn(old, ['repo', 'environment', 'workflow']).environment(environment).withClaim('workflow', workflow);

  test.each<[string, GitHubWorkload]>([
    ['a workflow that spells the environment of another', workflowThen('a:environment:b', 'c')],
    ['an environment that spells another', workflowThen('a', 'b:environment:c')],
    ['an environment that spells a workflow', environmentThen('a:workflow:b', 'c')],
    ['a workflow that spells another', environmentThen('a', 'b:workflow:c')],
    ['a workflow that spells a ref', repositoryOn(old, ['repo', 'workflow', 'context']).branch('main').withClaim('workflow', 'a:environment:b')],
    ['an actor with a colon, behind a property that could hold it', repositoryOn(old, ['repo', 'context', 'repo_property_team', 'actor']).branch('main').withClaim('repo_property_team', 'x').withClaim('actor', 'y:actor:z')],
    ['an actor with a colon, before an environment that could hold it', repositoryOn(old, ['repo', 'actor', 'context']).environmentsStartingWith('p', REASON).withClaim('actor', 'y:environment:z')],
  ])('fails for %s', (_name, workload) => {
    expectRefusal(() => workload.admits({}, 'x'), 'FORGEABLE_SUBJECT', /choose names without ":"/);
  });

  test.each<[string, GitHubWorkload]>([
    ['names without a colon', workflowThen('Deploy', 'production')],
    ['a colon that spells nothing', workflowThen('Deploy: all', 'production')],
    ['a colon in the environment', workflowThen('Deploy', 'Production:V1')],
    ['a reusable workflow', repositoryOn(old, ['repo', 'context', 'job_workflow_ref']).environment('production').viaWorkflow(WORKFLOW)],
  ])('is taken with %s, and admits no job of another name', (_name, workload) => {
    const [subject] = workload.subjects;
    const sample = workload.sampleClaims('x');
    expect(sample.sub).toBe(subject);
    expect(workload.admits(sample, 'x')).toBe(true);
  });
});

/** What servers mint, as this test writes it: no job but the declared one has a subject that is trusted. */
test('no job that mints a trusted subject is another than the declared one', () => {
  const names = ['a', 'b', 'a:environment:b', 'b:workflow:a', ':', 'a:', 'a:workflow:b:environment:a', 'environment:a'];
  let [taken, refused] = [0, 0];
  for (const keys of [['repo', 'workflow', 'context'], ['repo', 'context', 'workflow'], ['repo', 'environment', 'workflow']]) {
    const mint = (workflow: string, environment: string) => keys
      .map(key => key === 'repo' ? 'repo:my-org/my-app' : key === 'workflow' ? `workflow:${workflow}` : `environment:${environment}`).join(':');
    for (const [workflow, environment] of names.flatMap(first => names.map(second => [first, second]))) {
      const workload = repositoryOn(old, keys).environment(environment).withClaim('workflow', workflow);
      let subjects: string[];
      try {
        ({ subjects } = workload);
        taken++;
      } catch {
        refused++;
        continue;
      }
      const others = names.flatMap(w => names.filter(e => (w !== workflow || e !== environment) && subjects.includes(mint(w, e))));
      expect([keys, workflow, environment, others]).toEqual([keys, workflow, environment, []]);
      expect(subjects).toEqual([mint(workflow, environment)]);
    }
  }
  expect([taken > 60, refused > 30]).toEqual([true, true]);
});
