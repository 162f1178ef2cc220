import * as fc from 'fast-check';
import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject,
  GitLabSubjectComponent as Component, GitLabWorkload, Workload,
} from '../../src/identity';
import { OddName, oddNames } from '../data';

/** A workload that can be made again and again, alike each time. */
export interface Recipe {
  readonly steps: readonly string[];
  readonly make: () => Workload;
}

const REASON = { reason: 'the test asks for it' };
const IDS = { ownerId: '123456', repositoryId: '456789' };
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';
const WORKFLOWS = ['heads/main', 'tags/v1', 'heads/release'].map(ref => `o/w/.github/workflows/deploy.yml@refs/${ref}`).concat(`o/w/.github/workflows/deploy.yml@${COMMIT}`);

const REPOSITORIES: Record<string, () => GitHubRepository> = {
  'names': () => GitHubRepository.of('my-org/my-app'),
  'ids': () => GitHubRepository.of('my-org/my-app', IDS),
  'migrating': () => GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING }),
  'other': () => GitHubRepository.of('my-org/other', { ownerId: '123456', repositoryId: '7' }),
  'enterprise': () => GitHubRepository.of('my-org/my-app', { ...IDS, issuer: GitHubIssuer.enterprise('octocorp') }),
  'without context': () => GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.anyContext(['repo'], REASON) }),
  'owner alone': () => GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], REASON) }),
};
const PROJECTS: Record<string, () => GitLabProject> = {
  path: () => GitLabProject.of('my-group/my-project', { projectId: '20' }),
  id: () => GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF] }),
  instance: () => GitLabProject.of('my-group/my-project', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }),
  environment: () => GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF, Component.DEPLOYMENT_TIER] }),
};

interface Step<W> {
  readonly label: string;
  readonly on: (workload: W) => W;
}

/** Names from which the parts of a workload are drawn. */
export interface Names {
  readonly environments: readonly string[];
  readonly refs: readonly string[];
}

/** Few names, so that workloads meet in some of their parts and differ in others. */
export const FEW: Names = { environments: ['a', 'b'], refs: ['x', 'y'] };

/** Many names, odd ones among them. */
export function many(): Names {
  const named = (...kinds: OddName['of'][]) => oddNames().filter(({ of, name }) => kinds.includes(of) && name !== 'HEAD' && !name.startsWith('-')).map(({ name }) => name);
  return { environments: named('github-environment', 'gitlab-environment'), refs: named('github-branch', 'github-tag', 'gitlab-branch') };
}

export function recipes(names: Names): fc.Arbitrary<Recipe> {
  return fc.oneof({ weight: 3, arbitrary: gitHubRecipes(names) }, { weight: 1, arbitrary: gitLabRecipes(names) });
}

function gitHubRecipes({ environments, refs }: Names): fc.Arbitrary<Recipe> {
  const environment = fc.constantFrom(...environments);
  const ref = fc.constantFrom(...refs);
  const begun = fc.oneof(
    { weight: 5, arbitrary: environment.map(n => ({ label: `environment ${n}`, on: (r: GitHubRepository) => r.environment(n) })) },
    { weight: 3, arbitrary: ref.map(n => ({ label: `branch ${n}`, on: (r: GitHubRepository) => r.branch(n) })) },
    { weight: 1, arbitrary: ref.map(n => ({ label: `tag ${n}`, on: (r: GitHubRepository) => r.tag(n) })) },
    { weight: 1, arbitrary: fc.constant({ label: 'every job', on: (r: GitHubRepository) => r.anyJob(REASON) }) },
    { weight: 1, arbitrary: environment.map(n => ({ label: `environments ${n}`, on: (r: GitHubRepository) => r.environmentsStartingWith(n, REASON) })) },
    { weight: 1, arbitrary: ref.map(n => ({ label: `branches ${n}`, on: (r: GitHubRepository) => r.branchesStartingWith(n, REASON) })) },
  );
  const step: fc.Arbitrary<Step<GitHubWorkload>> = fc.oneof(
    ref.map(n => ({ label: `on branch ${n}`, on: (w: GitHubWorkload) => w.onBranch(n) })),
    fc.uniqueArray(fc.constantFrom(...WORKFLOWS), { minLength: 1, maxLength: 3 }).map(list => ({ label: `via ${list}`, on: (w: GitHubWorkload) => w.viaWorkflow(...list) })),
    fc.uniqueArray(fc.constantFrom('me', 'you', 'she'), { minLength: 1, maxLength: 3 }).map(list => ({ label: `actor ${list}`, on: (w: GitHubWorkload) => w.withClaim('actor', ...list) })),
    fc.constant({ label: 'with id', on: (w: GitHubWorkload) => w.withRepositoryId() }),
  );
  return assembled(REPOSITORIES, begun, step);
}

function gitLabRecipes({ environments, refs }: Names): fc.Arbitrary<Recipe> {
  const ref = fc.constantFrom(...refs);
  const begun = fc.oneof(
    { weight: 4, arbitrary: ref.map(n => ({ label: `branch ${n}`, on: (p: GitLabProject) => p.branch(n) })) },
    { weight: 2, arbitrary: ref.map(n => ({ label: `tag ${n}`, on: (p: GitLabProject) => p.tag(n) })) },
    { weight: 1, arbitrary: ref.map(n => ({ label: `branches ${n}`, on: (p: GitLabProject) => p.branchesStartingWith(n, REASON) })) },
    { weight: 1, arbitrary: fc.constant({ label: 'every job', on: (p: GitLabProject) => p.anyJob(REASON) }) },
    { weight: 1, arbitrary: fc.constant({ label: 'group', on: (p: GitLabProject) => GitLabGroup.of('my-group', { issuer: p.issuer }).anyProject(REASON) }) },
    { weight: 1, arbitrary: fc.constantFrom(...environments).map(n => ({ label: `environment ${n}`, on: (p: GitLabProject) => p.environment(n) })) },
  );
  const step: fc.Arbitrary<Step<GitLabWorkload>> = fc.oneof(
    fc.boolean().map(b => ({ label: `protected ${b}`, on: (w: GitLabWorkload) => b ? w.withProtectedRef() : w.withUnprotectedRef() })),
    fc.constant({ label: 'hosted', on: (w: GitLabWorkload) => w.onHostedRunner() }),
    fc.constant({ label: 'with id', on: (w: GitLabWorkload) => w.withProjectId() }),
    fc.constantFrom(GitLabDeploymentTier.PRODUCTION, GitLabDeploymentTier.STAGING).map(t => ({ label: `tier ${t}`, on: (w: GitLabWorkload) => w.withDeploymentTier(t) })),
    fc.uniqueArray(fc.constantFrom('push', 'web', 'schedule'), { minLength: 1, maxLength: 3 }).map(list => ({ label: `source ${list}`, on: (w: GitLabWorkload) => w.withClaim('pipeline_source', ...list) })),
  );
  return assembled(PROJECTS, begun, step);
}

function assembled<S, W extends Workload>(
  sources: Record<string, () => S>,
  begun: fc.Arbitrary<{ label: string; on: (source: S) => W }>,
  step: fc.Arbitrary<Step<W>>,
): fc.Arbitrary<Recipe> {
  return fc.tuple(fc.constantFrom(...Object.keys(sources)), begun, fc.array(step, { maxLength: 2 })).map(([source, first, steps]) => ({
    steps: [source, first.label, ...steps.map(({ label }) => label)],
    make: () => steps.reduce((workload, { on }) => on(workload), first.on(sources[source]())),
  }));
}
