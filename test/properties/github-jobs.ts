import * as fc from 'fast-check';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload } from '../../src/identity';
import { caught } from '../identity/expect-refusal';

// A model of GitHub Actions: which token a job gets, and which jobs a declaration means. It shares nothing with the library.

export interface Repository {
  readonly fullName: string;
  readonly ownerId: string;
  readonly repositoryId: string;
}

export interface Job extends Repository {
  /** Which of the two default forms the repository sends. */
  readonly sendsIds: boolean;
  readonly template: readonly string[];
  readonly environment?: string;
  readonly event: 'push' | 'pull_request' | 'merge_group';
  readonly ref: string;
  readonly workflow: string;
  readonly runner: 'github-hosted' | 'self-hosted';
  readonly actor: string;
  readonly team: string;
}

type Context =
  | { readonly api: 'environment' | 'branch' | 'tag'; readonly name: string }
  | { readonly api: 'environmentsStartingWith' | 'branchesStartingWith' | 'tagsStartingWith'; readonly name: string }
  | { readonly api: 'anyPullRequest' | 'anyJob' | 'mergeQueueOf'; readonly name: string };

type Narrowing =
  | { readonly api: 'viaWorkflow'; readonly values: readonly string[] }
  | { readonly api: 'onBranch' | 'onTag'; readonly values: readonly [string] }
  | { readonly api: 'withRepositoryId' | 'onHostedRunner' | 'onSelfHostedRunner'; readonly values: readonly [] }
  | { readonly api: 'withClaim'; readonly claim: string; readonly values: readonly string[] };

export interface Declaration {
  readonly repository: Repository;
  readonly knowsIds: boolean;
  readonly format?: GitHubSubjectFormat;
  readonly template: readonly string[];
  readonly context: Context;
  readonly narrowings: readonly Narrowing[];
}

const REASON = { reason: 'the test asks for it' };
const FILE = 'o/w/.github/workflows/deploy.yml';
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';

const MINE: Repository = { fullName: 'a/b', ownerId: '1', repositoryId: '2' };
const REPOSITORIES: readonly Repository[] = [
  MINE,
  { ...MINE, repositoryId: '3' }, // deleted and made again
  { ...MINE, ownerId: '9', repositoryId: '8' }, // the name of the owner was registered by a stranger
  { ...MINE, fullName: 'a/renamed' },
  { fullName: 'a/c', ownerId: '1', repositoryId: '4' },
  { fullName: 'x/b', ownerId: '9', repositoryId: '5' },
];
const ENVIRONMENTS = ['prod', 'prod-eu', 'Prod', 'prod:eu', 'pull_request', 'ref:refs/heads/main', '${aws:username}'];
const SHORT_REFS = ['main', 'release/1', 'release/2', 'v1', 'release'];
const REFS = [...SHORT_REFS.flatMap(name => [`refs/heads/${name}`, `refs/tags/${name}`]), `refs/heads/gh-readonly-queue/main/pr-1-${COMMIT}`, 'refs/pull/1/merge'];
const WORKFLOWS = [`${FILE}@refs/heads/main`, `${FILE}@refs/tags/main`, `${FILE}@${COMMIT}`, 'o/w/.github/workflows/a:b.yml@refs/heads/main'];
const TEAMS = ['red', 'blue', 'red:environment:prod'];
const TEMPLATES: readonly (readonly string[])[] = [
  ['repo', 'context'], ['repo', 'context'], ['repo', 'context'], ['context', 'repo'],
  ['repository_owner_id', 'repository_id', 'context'], ['repository', 'context'], ['repository_id', 'ref'], ['repo', 'ref'], ['repo', 'environment'], ['environment', 'repo'],
  ['repo'], ['repository_id'], ['repo', 'context', 'job_workflow_ref'], ['repo', 'job_workflow_ref', 'context'], ['repo', 'repo_property_team', 'context'], ['repo', 'environment', 'ref'],
  ['repository_owner', 'context'], ['repository_owner_id', 'environment'], ['context'], ['job_workflow_ref'], ['repo', 'context', 'event_name'], ['repo', 'ref_type', 'ref'], ['repo', 'context', 'actor'],
];

export const jobs: fc.Arbitrary<Job> = fc.record({
  repository: fc.oneof({ weight: 3, arbitrary: fc.constant(MINE) }, { weight: 2, arbitrary: fc.constantFrom(...REPOSITORIES) }),
  sendsIds: fc.boolean(),
  template: fc.constantFrom(...TEMPLATES),
  environment: fc.option(fc.constantFrom(...ENVIRONMENTS), { nil: undefined }),
  event: fc.constantFrom('push' as const, 'push' as const, 'pull_request' as const, 'merge_group' as const),
  ref: fc.constantFrom(...REFS.filter(ref => !ref.startsWith('refs/pull/') && !ref.includes('queue'))),
  workflow: fc.constantFrom(...WORKFLOWS),
  runner: fc.constantFrom('github-hosted' as const, 'self-hosted' as const),
  actor: fc.constantFrom('me', 'you'),
  team: fc.constantFrom(...TEAMS),
}).map(({ repository, ...job }) => ({
  ...job,
  ...repository,
  ref: job.event === 'pull_request' ? 'refs/pull/1/merge' : job.event === 'merge_group' ? `refs/heads/gh-readonly-queue/main/pr-1-${COMMIT}` : job.ref,
}));

const contexts: fc.Arbitrary<Context> = fc.oneof(
  fc.record({ api: fc.constantFrom('environment' as const, 'environmentsStartingWith' as const), name: fc.constantFrom(...ENVIRONMENTS) }),
  fc.record({ api: fc.constantFrom('branch' as const, 'tag' as const, 'branchesStartingWith' as const, 'tagsStartingWith' as const), name: fc.constantFrom(...SHORT_REFS, 'release/') }),
  fc.record({ api: fc.constantFrom('anyPullRequest' as const, 'anyJob' as const, 'mergeQueueOf' as const), name: fc.constant('main') }),
);

const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const narrowings: fc.Arbitrary<Narrowing> = fc.oneof(
  fc.record({ api: fc.constant('viaWorkflow' as const), values: some(WORKFLOWS) }),
  fc.record({ api: fc.constantFrom('onBranch' as const, 'onTag' as const), values: fc.tuple(fc.constantFrom(...SHORT_REFS)) }),
  fc.record({ api: fc.constantFrom('withRepositoryId' as const, 'onHostedRunner' as const, 'onSelfHostedRunner' as const), values: fc.constant([] as const) }),
  fc.constantFrom<[string, readonly string[]]>(['actor', ['me', 'you']], ['repo_property_team', TEAMS], ['ref', REFS], ['ref_type', ['branch', 'tag']], ['environment', ENVIRONMENTS],
    ['event_name', ['push', 'pull_request']], ['repository_id', ['2', '3']], ['repository_owner_id', ['1', '9']], ['repository', ['a/b', 'a/c']])
    .chain(([claim, values]) => fc.record({ api: fc.constant('withClaim' as const), claim: fc.constant(claim), values: some(values) })),
);

export const declarations: fc.Arbitrary<Declaration> = fc.record({
  repository: fc.constant(MINE),
  knowsIds: fc.boolean(),
  format: fc.constantFrom(undefined, GitHubSubjectFormat.NAMES, GitHubSubjectFormat.IDS, GitHubSubjectFormat.MIGRATING),
  template: fc.constantFrom(...TEMPLATES),
  context: contexts,
  narrowings: fc.array(narrowings, { maxLength: 3 }),
}, { requiredKeys: ['repository', 'knowsIds', 'template', 'context', 'narrowings'] });

/** The job whose token the workflow asks for; nothing where GitHub would not make one. */
export function tokenOf(job: Job, audience: string): Record<string, string> | undefined {
  if (job.template.includes('environment') && job.environment === undefined) return undefined;
  const escape = (value: string) => value.split(':').join('%3A');
  const [owner, name] = job.fullName.split('/');
  const claims: Record<string, string> = {
    iss: 'https://token.actions.githubusercontent.com',
    aud: audience,
    repository: job.fullName,
    repository_id: job.repositoryId,
    repository_owner: owner,
    repository_owner_id: job.ownerId,
    event_name: job.event,
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    job_workflow_ref: job.workflow,
    runner_environment: job.runner,
    actor: job.actor,
    repo_property_team: job.team,
    ...job.environment === undefined ? {} : { environment: job.environment },
  };
  const context = job.environment !== undefined ? `environment:${escape(job.environment)}` : job.event === 'pull_request' ? 'pull_request' : `ref:${escape(job.ref)}`;
  const repo = job.sendsIds ? `${owner}@${job.ownerId}/${name}@${job.repositoryId}` : job.fullName;
  // the key `repository` is presented as `repo`
  const parts = job.template.map(key => key === 'repo' || key === 'repository' ? `repo:${repo}` : key === 'context' ? context : `${key}:${escape(claims[key])}`);
  return { ...claims, sub: parts.join(':') };
}

/** The workload of a declaration, by the library. */
export function workloadOf(declaration: Declaration): GitHubWorkload {
  const { repository: { fullName, ownerId, repositoryId }, knowsIds, format: subjectFormat, context, template } = declaration;
  const repository = GitHubRepository.of(fullName, { ...knowsIds ? { ownerId, repositoryId } : {}, subjectFormat, subjectTemplate: templateOf(template), issuer: GitHubIssuer.GITHUB_COM });
  return declaration.narrowings.reduce(narrowed, started(repository, context));
}

function templateOf(keys: readonly string[]): GitHubSubjectTemplate {
  const { of, anyContext, anyRepositoryOfOwner, anyRepository } = {
    of: () => GitHubSubjectTemplate.of([...keys]),
    anyContext: () => GitHubSubjectTemplate.anyContext([...keys], REASON),
    anyRepositoryOfOwner: () => GitHubSubjectTemplate.anyRepositoryOfOwner([...keys], REASON),
    anyRepository: () => GitHubSubjectTemplate.anyRepository([...keys], REASON),
  };
  const make = [of, anyContext, anyRepositoryOfOwner, anyRepository].find(candidate => caught(candidate) === undefined);
  return make!();
}

function started(repository: GitHubRepository, { api, name }: Context): GitHubWorkload {
  switch (api) {
    case 'anyPullRequest':
    case 'anyJob': return repository[api](REASON);
    case 'environment':
    case 'branch':
    case 'tag': return repository[api](name);
    default: return repository[api](name, REASON);
  }
}

function narrowed(workload: GitHubWorkload, narrowing: Narrowing): GitHubWorkload {
  switch (narrowing.api) {
    case 'viaWorkflow': return workload.viaWorkflow(...narrowing.values);
    case 'onBranch':
    case 'onTag': return workload[narrowing.api](narrowing.values[0]);
    case 'withClaim': return workload.withClaim(narrowing.claim, ...narrowing.values);
    default: return workload[narrowing.api]();
  }
}

/** Whether a declaration means a job. The job's repository has the template that was declared for it. */
export function isMeant(declaration: Declaration, job: Job): boolean {
  return isRepository(declaration, job) && isContext(declaration, job) && declaration.narrowings.every(narrowing => isNarrowed(declaration, narrowing, job));
}

function isRepository({ repository, knowsIds, format, template, narrowings: declared }: Declaration, job: Job): boolean {
  // an id that the repository was not given can be declared as a claim, and then that decides
  const elsewhere = (claim: string) => !knowsIds && declared.some(narrowing => narrowing.api === 'withClaim' && narrowing.claim === claim);
  const sameName = job.fullName === repository.fullName;
  const sameIds = job.ownerId === repository.ownerId && job.repositoryId === repository.repositoryId;
  const form = format ?? (knowsIds ? GitHubSubjectFormat.IDS : GitHubSubjectFormat.NAMES);
  const byRepo = { [GitHubSubjectFormat.NAMES]: !job.sendsIds, [GitHubSubjectFormat.IDS]: job.sendsIds && sameIds, [GitHubSubjectFormat.MIGRATING]: !job.sendsIds || sameIds };
  const named: Record<string, boolean> = {
    repo: sameName && byRepo[form],
    repository: sameName && byRepo[form],
    repository_id: elsewhere('repository_id') || job.repositoryId === repository.repositoryId,
    repository_owner: job.fullName.split('/')[0] === repository.fullName.split('/')[0],
    repository_owner_id: elsewhere('repository_owner_id') || job.ownerId === repository.ownerId,
  };
  if (template.some(key => named[key] === false)) return false;
  if (template.some(key => ['repo', 'repository', 'repository_id'].includes(key))) return true;
  return knowsIds ? named.repository_id : sameName;
}

function isContext({ context: { api, name }, template }: Declaration, job: Job): boolean {
  const noEnvironment = !template.includes('context') || job.environment === undefined;
  const onRef = (ref: string) => noEnvironment && (!template.includes('context') || job.event !== 'pull_request') && job.ref === ref;
  const onRefLike = (ref: string) => noEnvironment && job.ref.startsWith(ref);
  switch (api) {
    case 'environment': return job.environment === name;
    case 'environmentsStartingWith': return job.environment?.startsWith(name) === true;
    case 'branch': return onRef(`refs/heads/${name}`);
    case 'tag': return onRef(`refs/tags/${name}`);
    case 'branchesStartingWith': return onRefLike(`refs/heads/${name}`);
    case 'tagsStartingWith': return onRefLike(`refs/tags/${name}`);
    case 'mergeQueueOf': return onRefLike(`refs/heads/gh-readonly-queue/${name}/pr-`);
    case 'anyPullRequest': return noEnvironment && job.event === 'pull_request';
    case 'anyJob': return true;
  }
}

function isNarrowed({ repository }: Declaration, narrowing: Narrowing, job: Job): boolean {
  switch (narrowing.api) {
    case 'viaWorkflow': return narrowing.values.includes(job.workflow);
    case 'onBranch': return job.ref === `refs/heads/${narrowing.values[0]}`;
    case 'onTag': return job.ref === `refs/tags/${narrowing.values[0]}`;
    case 'withRepositoryId': return job.repositoryId === repository.repositoryId;
    case 'onHostedRunner': return job.runner === 'github-hosted';
    case 'onSelfHostedRunner': return job.runner === 'self-hosted';
    case 'withClaim': {
      const value = {
        actor: job.actor,
        repo_property_team: job.team,
        ref: job.ref,
        ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        environment: job.environment,
        event_name: job.event,
        repository_id: job.repositoryId,
        repository_owner_id: job.ownerId,
        repository: job.fullName,
      }[narrowing.claim];
      return value !== undefined && narrowing.values.includes(value);
    }
  }
}
