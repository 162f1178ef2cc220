import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload } from '../../src/identity';
import { readText } from '../../src/verify/readers';
import { answer } from '../support/answer';
import { EMITTERS } from '../support/emitted';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const REASON = { reason: 'a test asks for it' };
const NAME = 'Production:V1';
const WORKFLOW = 'my-org/workflows/.github/workflows/deploy.yml@refs/heads/main';
const of = (options: object = {}) => GitHubRepository.of('my-org/my-app', { ...IDS, ...options });
const templated = (...keys: string[]) => of({ subjectTemplate: GitHubSubjectTemplate.of(keys) });
const server = (options: object) => GitHubIssuer.enterpriseServer('github.example.com', options);

/** Every way to declare an environment: by the calls of this library, the two forms of a subject, templates, and kinds of issuers. */
const DECLARED: Readonly<Record<string, () => GitHubWorkload>> = {
  'names': () => of({ subjectFormat: GitHubSubjectFormat.NAMES }).environment(NAME),
  'ids': () => of().environment(NAME),
  'both forms': () => of({ subjectFormat: GitHubSubjectFormat.MIGRATING }).environment(NAME),
  'a prefix as GitHub reports it': () => GitHubRepository.fromSubjectPrefix('repo:my-org@123456/my-app@456789').environment(NAME),
  'a workflow': () => of().environment(NAME).viaWorkflow(WORKFLOW),
  'a branch': () => of().environment(NAME).onBranch('main'),
  'a tag': () => of().environment(NAME).onTag('v1'),
  'the id of the repository': () => of().environment(NAME).withRepositoryId(),
  'a claim of any job': () => of().anyJob(REASON).withClaim('environment', NAME),
  'several values of a claim': () => of().anyJob(REASON).withClaim('environment', 'staging', NAME),
  'a template with the environment': () => templated('repo', 'environment').environment(NAME),
  'a template with the environment, of any job': () => templated('repo', 'environment').anyJob(REASON).withClaim('environment', NAME),
  'a template with a workflow': () => templated('repo', 'job_workflow_ref', 'context').environment(NAME).viaWorkflow(WORKFLOW),
  'a template of ids': () => templated('repository_owner_id', 'repository_id', 'context').environment(NAME),
  'a template with the repository': () => templated('repository', 'context').environment(NAME),
  'a template without context': () => of({ subjectTemplate: GitHubSubjectTemplate.anyContext(['repo'], REASON) }).environment(NAME),
  'an enterprise': () => of({ issuer: GitHubIssuer.enterprise('octocorp') }).environment(NAME),
  'GHE.com': () => of({ issuer: GitHubIssuer.gheCom('octocorp') }).environment(NAME),
  'a server': () => of({ issuer: server({}) }).environment(NAME),
  'a server that does not escape colons': () => of({ issuer: server({ escapesColons: false }) }).environment(NAME),
  'a server that does not escape colons, and a workflow': () => of({ issuer: server({ escapesColons: false }) }).environment(NAME).viaWorkflow(WORKFLOW),
};

/** The same job, of an environment that mints the same subject. */
const TWINS = ['Production%3AV1', 'Production', undefined];

describe.each(Object.entries(DECLARED))('an environment with a colon, declared with %s', (_name, declare) => {
  test('is tested by its claim, beside the subject', () => {
    const workload = declare();
    expect(workload.claims.environment).toContain(NAME);
    const job = { ...workload.sampleClaims('x'), environment: NAME };
    expect(workload.admits(job, 'x')).toBe(true);
    for (const environment of TWINS) expect([environment, workload.admits({ ...job, environment }, 'x')]).toEqual([environment, false]);
  });

  test.each(EMITTERS)('is tested on %s, or refused with the ways that exist', (_cloud, { audience, emit }) => {
    let emitted: string;
    const workload = declare();
    try {
      emitted = emit(workload);
    } catch (error) {
      expect(String(error)).toMatch(/\[(UNSUPPORTED_CLAIM|NOT_IN_EXPRESSION|PATTERN|ISSUER_NOT_FLEXIBLE|ID_NEEDED)\]/);
      if (String(error).includes('claim "environment"')) expect(String(error)).toMatch(/choose a name without ":"|add "context" or "environment"/);
      return;
    }
    const { targets } = readText(emitted, { file: 'emitted.json' });
    const job = { ...workload.sampleClaims(audience), environment: NAME };
    expect([job, ...TWINS.map(environment => ({ ...job, environment }))].map(token => answer(targets, token))).toEqual(['accept', 'reject', 'reject', 'reject']);
  });
});
