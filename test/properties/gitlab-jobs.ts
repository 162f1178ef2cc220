import * as fc from 'fast-check';
import { GitLabDeploymentTier, GitLabGroup, GitLabProject, GitLabSubjectComponent as Component, GitLabWorkload } from '../../src/identity';

// A model of GitLab CI/CD: which token a job gets, and which jobs a declaration means. It shares nothing with the library.

export interface Job {
  readonly path: string;
  readonly id: string;
  readonly components: readonly string[];
  readonly refType: 'branch' | 'tag';
  readonly ref: string;
  readonly refProtected: boolean;
  readonly environment?: { readonly name: string; readonly isProtected: boolean; readonly tier: string };
  readonly runner: 'gitlab-hosted' | 'self-hosted';
  readonly source: string;
}

type Narrowing =
  | { readonly api: 'onBranch' | 'onTag'; readonly value: string }
  | { readonly api: 'withProtectedRef' | 'withProtectedEnvironment'; readonly value: boolean }
  | { readonly api: 'withDeploymentTier'; readonly value: GitLabDeploymentTier }
  | { readonly api: 'withProjectId' | 'onHostedRunner' | 'onSelfHostedRunner' }
  | { readonly api: 'withClaim'; readonly claim: string; readonly values: readonly string[] };

export interface Declaration {
  readonly knowsId: boolean;
  readonly components?: readonly string[];
  readonly context: { readonly api: 'branch' | 'tag' | 'environment' | 'branchesStartingWith' | 'tagsStartingWith' | 'anyJob' | 'anyProject'; readonly name: string };
  readonly narrowings: readonly Narrowing[];
}

const REASON = { reason: 'the test asks for it' };
const PATH = 'g/p';
const ID = '20';
const DEFAULT = ['project_path', 'ref_type', 'ref'];
const REFS = ['main', 'release/1', 'release/2', 'release', 'v1'];
const ENVIRONMENTS = ['prod', 'prod/eu', '${x}', 'true'];
const TIERS = ['production', 'staging'];
const SOURCES = ['push', 'merge_request_event'];

const components = fc.tuple(
  fc.constantFrom('project_path', 'project_id'),
  fc.shuffledSubarray(['ref_type', 'ref', 'ref_protected', 'environment_protected', 'deployment_tier']),
).map(([first, rest]) => [first, ...rest]);

const someComponents = fc.oneof(fc.constant(DEFAULT), fc.constant(['project_id', 'ref_type', 'ref']), components);

export const jobs: fc.Arbitrary<Job> = fc.record({
  project: fc.constantFrom([PATH, ID], [PATH, ID], [PATH, ID], [PATH, '21'], ['g/renamed', ID], ['g/p2', '201'], ['x/p', '5'], ['g2/p', '2']),
  components: someComponents,
  refType: fc.constantFrom('branch' as const, 'tag' as const),
  ref: fc.constantFrom(...REFS),
  refProtected: fc.boolean(),
  environment: fc.option(fc.record({ name: fc.constantFrom(...ENVIRONMENTS), isProtected: fc.boolean(), tier: fc.constantFrom(...TIERS) }), { nil: undefined }),
  runner: fc.constantFrom('gitlab-hosted' as const, 'self-hosted' as const),
  source: fc.constantFrom(...SOURCES),
}).map(({ project: [path, id], ...job }) => ({ ...job, path, id }));

const narrowings: fc.Arbitrary<Narrowing> = fc.oneof(
  fc.record({ api: fc.constantFrom('onBranch' as const, 'onTag' as const), value: fc.constantFrom(...REFS) }),
  fc.record({ api: fc.constantFrom('withProtectedRef' as const, 'withProtectedEnvironment' as const), value: fc.boolean() }),
  fc.record({ api: fc.constant('withDeploymentTier' as const), value: fc.constantFrom(GitLabDeploymentTier.PRODUCTION, GitLabDeploymentTier.STAGING) }),
  fc.record({ api: fc.constantFrom('withProjectId' as const, 'onHostedRunner' as const, 'onSelfHostedRunner' as const) }),
  fc.constantFrom<[string, readonly string[]]>(['pipeline_source', SOURCES], ['environment', ENVIRONMENTS], ['ref', REFS], ['ref_type', ['branch', 'tag']], ['ref_protected', ['true', 'false']],
    ['deployment_tier', TIERS], ['environment_protected', ['true', 'false']], ['project_path', ['g/p', 'g/p2']], ['project_id', ['20', '21']], ['ref_path', ['refs/heads/main', 'refs/tags/v1']])
    .chain(([claim, values]) => fc.record({
      api: fc.constant('withClaim' as const), claim: fc.constant(claim), values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    })),
);

export const declarations: fc.Arbitrary<Declaration> = fc.record({
  knowsId: fc.boolean(),
  components: someComponents,
  context: fc.oneof(
    fc.record({ api: fc.constantFrom('branch' as const, 'tag' as const, 'branchesStartingWith' as const, 'tagsStartingWith' as const), name: fc.constantFrom(...REFS, 'release/') }),
    fc.record({ api: fc.constant('environment' as const), name: fc.constantFrom(...ENVIRONMENTS) }),
    fc.record({ api: fc.constantFrom('anyJob' as const, 'anyProject' as const), name: fc.constant('g') }),
  ),
  narrowings: fc.array(narrowings, { maxLength: 3 }),
}, { requiredKeys: ['knowsId', 'context', 'narrowings'] });

/** The components that GitLab has for the project: a group covers projects of the default alone. */
export function componentsOf({ components: declared, context }: Declaration): readonly string[] {
  return context.api === 'anyProject' ? DEFAULT : declared ?? DEFAULT;
}

export function tokenOf(job: Job, audience: string): Record<string, string> {
  const claims: Record<string, string> = {
    iss: 'https://gitlab.com',
    aud: audience,
    project_path: job.path,
    project_id: job.id,
    ref_type: job.refType,
    ref: job.ref,
    ref_path: `refs/${job.refType === 'tag' ? 'tags' : 'heads'}/${job.ref}`,
    ref_protected: String(job.refProtected),
    runner_environment: job.runner,
    pipeline_source: job.source,
    ...job.environment === undefined
      ? {}
      : { environment: job.environment.name, environment_protected: String(job.environment.isProtected), deployment_tier: job.environment.tier },
  };
  return { ...claims, sub: job.components.filter(name => claims[name] !== undefined).map(name => `${name}:${claims[name]}`).join(':') };
}

export function workloadOf({ knowsId, components: subjectComponents, context: { api, name }, narrowings: all }: Declaration): GitLabWorkload {
  const project = () => GitLabProject.of(PATH, { ...knowsId ? { projectId: ID } : {}, subjectComponents: subjectComponents as Component[] | undefined });
  const started = () => {
    switch (api) {
      case 'anyProject': return GitLabGroup.of(name).anyProject(REASON);
      case 'anyJob': return project().anyJob(REASON);
      case 'branch':
      case 'tag':
      case 'environment': return project()[api](name);
      default: return project()[api](name, REASON);
    }
  };
  return all.reduce((workload, narrowing) => {
    switch (narrowing.api) {
      case 'onBranch':
      case 'onTag': return workload[narrowing.api](narrowing.value);
      case 'withProtectedRef': return narrowing.value ? workload.withProtectedRef() : workload.withUnprotectedRef();
      case 'withProtectedEnvironment': return narrowing.value ? workload.withProtectedEnvironment() : workload.withUnprotectedEnvironment();
      case 'withDeploymentTier': return workload.withDeploymentTier(narrowing.value);
      case 'withClaim': return workload.withClaim(narrowing.claim, ...narrowing.values);
      default: return workload[narrowing.api]();
    }
  }, started());
}

/** Whether a declaration means a job. The job's project has the components that were declared for it. */
export function isMeant(declaration: Declaration, job: Job): boolean {
  return isProject(declaration, job) && isContext(declaration, job) && declaration.narrowings.every(narrowing => isNarrowed(narrowing, job));
}

function isProject(declaration: Declaration, job: Job): boolean {
  const { knowsId, context } = declaration;
  if (context.api === 'anyProject') return job.path.startsWith(`${context.name}/`);
  // a job whose environment alone was declared is known by its claims where its ref is part of the subject
  const byClaims = context.api === 'environment' && !declaration.narrowings.some(({ api }) => api === 'onBranch' || api === 'onTag')
    && componentsOf(declaration).some(component => component === 'ref' || component === 'ref_type');
  const byId = byClaims ? knowsId : componentsOf(declaration)[0] === 'project_id';
  return byId ? job.id === ID : job.path === PATH;
}

function isContext(declaration: Declaration, job: Job): boolean {
  const { api, name } = declaration.context;
  switch (api) {
    case 'branch': return job.refType === 'branch' && job.ref === name;
    case 'tag': return job.refType === 'tag' && job.ref === name;
    case 'branchesStartingWith': return job.refType === 'branch' && job.ref.startsWith(name);
    case 'tagsStartingWith': return job.refType === 'tag' && job.ref.startsWith(name);
    case 'environment': return job.environment?.name === name;
    case 'anyJob':
    case 'anyProject': return true;
  }
}

/** Where the subject carries what an environment has, a declaration without any environment means the jobs without one. */
export function meansNoEnvironment(declaration: Declaration): boolean {
  const carried = componentsOf(declaration).some(component => component === 'environment_protected' || component === 'deployment_tier');
  const said = declaration.narrowings.some(narrowing => ['withProtectedEnvironment', 'withDeploymentTier'].includes(narrowing.api)
    || (narrowing.api === 'withClaim' && ['environment', 'environment_protected', 'deployment_tier'].includes(narrowing.claim)));
  return carried && !said && ['branch', 'tag', 'branchesStartingWith', 'tagsStartingWith'].includes(declaration.context.api);
}

function isNarrowed(narrowing: Narrowing, job: Job): boolean {
  switch (narrowing.api) {
    case 'onBranch': return job.refType === 'branch' && job.ref === narrowing.value;
    case 'onTag': return job.refType === 'tag' && job.ref === narrowing.value;
    case 'withProtectedRef': return job.refProtected === narrowing.value;
    case 'withProtectedEnvironment': return job.environment?.isProtected === narrowing.value;
    case 'withDeploymentTier': return job.environment?.tier === narrowing.value;
    case 'withProjectId': return job.id === ID;
    case 'onHostedRunner': return job.runner === 'gitlab-hosted';
    case 'onSelfHostedRunner': return job.runner === 'self-hosted';
    case 'withClaim': {
      const value = {
        pipeline_source: job.source,
        environment: job.environment?.name,
        ref: job.ref,
        ref_type: job.refType,
        ref_path: `refs/${job.refType === 'tag' ? 'tags' : 'heads'}/${job.ref}`,
        ref_protected: String(job.refProtected),
        deployment_tier: job.environment?.tier,
        environment_protected: job.environment && String(job.environment.isProtected),
        project_path: job.path,
        project_id: job.id,
      }[narrowing.claim];
      return value !== undefined && narrowing.values.includes(value);
    }
  }
}
