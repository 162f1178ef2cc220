import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent, GitLabWorkload, Workload } from '../../src';
import { GITHUB_CLAIMS, GITLAB_CLAIMS } from '../../src/identity/private/claims';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const WIDE = { reason: 'asked for by name' };
const DEPLOY = 'my-org/workflows/.github/workflows/deploy.yml@refs/tags/v';
const { ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER, PROJECT_ID, PROJECT_PATH, REF, REF_PROTECTED, REF_TYPE } = GitLabSubjectComponent;

const repository = (more: object = {}) => GitHubRepository.of('my-org/my-app', { ...IDS, ...more });
const templated = (subjectTemplate: GitHubSubjectTemplate) => repository({ subjectTemplate });

/** Every option of a repository. */
const REPOSITORIES: Record<string, GitHubRepository> = {
  'names': GitHubRepository.of('my-org/my-app'),
  'ids': repository(),
  'names with ids': repository({ subjectFormat: GitHubSubjectFormat.NAMES }),
  'migrating': repository({ subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline: '2030-01-01' }),
  'prefix with ids': GitHubRepository.fromSubjectPrefix('repo:my-org@123456/my-app@456789'),
  'prefix with names': GitHubRepository.fromSubjectPrefix('repo:my-org/my-app'),
  'enterprise': repository({ issuer: GitHubIssuer.enterprise('octocorp') }),
  'GHE.com': repository({ issuer: GitHubIssuer.gheCom('octocorp') }),
  'GHE.com with a slug': repository({ issuer: GitHubIssuer.gheCom('octocorp', { enterpriseSlug: 'octo' }) }),
  'server': repository({ issuer: GitHubIssuer.enterpriseServer('github.example.com') }),
  'old server': repository({ issuer: GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false }) }),
  'template of ids': templated(GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context'])),
  'template with ref': templated(GitHubSubjectTemplate.of(['repo', 'ref'])),
  'template with environment': templated(GitHubSubjectTemplate.of(['repo', 'environment'])),
  'template with workflow': templated(GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref'])),
  'template with runner': templated(GitHubSubjectTemplate.of(['repo', 'context', 'runner_environment'])),
  'any context': templated(GitHubSubjectTemplate.anyContext(['repo'], WIDE)),
  'any context by id': templated(GitHubSubjectTemplate.anyContext(['repository_id'], WIDE)),
  'any repository of the owner': templated(GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], WIDE)),
  'any repository': templated(GitHubSubjectTemplate.anyRepository(['context'], WIDE)),
};

const JOBS: Record<string, (of: GitHubRepository) => GitHubWorkload> = {
  'environment': of => of.environment('production'),
  'environment with a colon': of => of.environment('prod:eu'),
  'branch': of => of.branch('main'),
  'tag': of => of.tag('v1'),
  'pull request': of => of.anyPullRequest(WIDE),
  'any job': of => of.anyJob(WIDE),
  'environments': of => of.environmentsStartingWith('preview-', WIDE),
  'branches': of => of.branchesStartingWith('release/', WIDE),
  'tags': of => of.tagsStartingWith('v', WIDE),
  'merge queue': of => of.mergeQueueOf('main', WIDE),
};

const NARROWED: Record<string, (job: GitHubWorkload) => Workload> = {
  'onBranch': job => job.onBranch('main'),
  'onTag': job => job.onTag('v1'),
  'viaWorkflow': job => job.viaWorkflow(`${DEPLOY}1`),
  'viaWorkflow of two': job => job.viaWorkflow(`${DEPLOY}1`, `${DEPLOY}2`),
  'withRepositoryId': job => job.withRepositoryId(),
  'onHostedRunner': job => job.onHostedRunner(),
  'onSelfHostedRunner': job => job.onSelfHostedRunner(),
  'onBranch and viaWorkflow': job => job.onBranch('main').viaWorkflow(`${DEPLOY}1`),
  'two claims of two values': job => job.withClaim('actor', 'a', 'b').withClaim('event_name', 'push', 'schedule'),
  'a custom property': job => job.withClaim('repo_property_team', 'a'),
  'a comma': job => job.withClaim('actor', 'a,b'),
  'quotes and templates': job => job.withClaim('workflow', 'it\'s "b" ${x} %{y}'),
};
const BY_CLAIM: Record<string, (job: GitHubWorkload) => Workload> = Object.fromEntries(GITHUB_CLAIMS.filter(claim => claim !== 'job_workflow_ref').map(claim => [claim, job => job.withClaim(claim, 'value')]));

const project = (more: object = {}) => GitLabProject.of('my-org/my-app', { projectId: '20', ...more });
const composed = (...subjectComponents: GitLabSubjectComponent[]) => project({ subjectComponents });

const PROJECTS: Record<string, GitLabProject> = {
  'project by path': GitLabProject.of('my-org/my-app'),
  'project by id': project(),
  'self-managed project': project({ issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }),
  'self-managed project under a path': project({ issuer: GitLabIssuer.selfManaged('https://git.example.org/gitlab') }),
  'components of id and ref': composed(PROJECT_ID, REF_TYPE, REF),
  'components of ref and environment': composed(PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER),
  'components of the tier': composed(PROJECT_ID, DEPLOYMENT_TIER),
  'components of protection': composed(PROJECT_PATH, REF_PROTECTED),
  'components of the path alone': composed(PROJECT_PATH),
};

const PIPELINES: Record<string, (of: GitLabProject) => GitLabWorkload> = {
  'branch': of => of.branch('main'),
  'tag': of => of.tag('v1'),
  'environment': of => of.environment('production'),
  'any job': of => of.anyJob(WIDE),
  'branches': of => of.branchesStartingWith('release/', WIDE),
  'tags': of => of.tagsStartingWith('v', WIDE),
  'group': of => GitLabGroup.of('my-org', { issuer: of.issuer }).anyProject(WIDE),
};

const STRICTER: Record<string, (job: GitLabWorkload) => Workload> = {
  'onBranch': job => job.onBranch('main'),
  'onTag': job => job.onTag('v1'),
  'withProtectedRef': job => job.withProtectedRef(),
  'withUnprotectedRef': job => job.withUnprotectedRef(),
  'withProtectedEnvironment': job => job.withProtectedEnvironment(),
  'withUnprotectedEnvironment': job => job.withUnprotectedEnvironment(),
  'withDeploymentTier': job => job.withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
  'withProjectId': job => job.withProjectId(),
  'onHostedRunner': job => job.onHostedRunner(),
  'onSelfHostedRunner': job => job.onSelfHostedRunner(),
  'all of the environment': job => job.withProtectedRef().withProtectedEnvironment().withDeploymentTier(GitLabDeploymentTier.STAGING),
  'a claim of two values': job => job.withClaim('user_login', 'a', 'b'),
};
const BY_GITLAB_CLAIM: Record<string, (job: GitLabWorkload) => Workload> = Object.fromEntries(GITLAB_CLAIMS.filter(claim => !['environment_protected', 'deployment_tier', 'ref_protected'].includes(claim)).map(claim => [claim, job => job.withClaim(claim, 'value')]));

/** What can be declared at all, by a name; some of it is refused where it is declared. */
export function declarations(): { readonly name: string; readonly declare: () => Workload }[] {
  return [
    ...crossed(REPOSITORIES, JOBS, NARROWED, (source, job, step) => source === 'ids' || (job === 'environment' && /^(onBranch|viaWorkflow|withRepositoryId|onHostedRunner|a comma)$/.test(step))),
    ...crossed({ ids: REPOSITORIES.ids }, JOBS, BY_CLAIM, (_source, job) => /^(environment|any job|branches)$/.test(job), false),
    ...crossed(PROJECTS, PIPELINES, STRICTER, (source, _job, step) => source === 'project by id' || /^(onBranch|withProtectedRef|all of)/.test(step)),
    ...crossed({ 'project by id': PROJECTS['project by id'] }, PIPELINES, BY_GITLAB_CLAIM, (_source, job) => /^(branch|environment|group)$/.test(job), false),
  ];
}

function crossed<S, W extends Workload>(
  sources: Record<string, S>, jobs: Record<string, (of: S) => W>, steps: Record<string, (job: W) => Workload>, isMeant: (source: string, job: string, step: string) => boolean, plainly = true,
): { name: string; declare: () => Workload }[] {
  return Object.entries(sources).flatMap(([source, of]) => Object.entries(jobs).flatMap(([job, begin]) => [
    ...plainly ? [{ name: `${source}, ${job}`, declare: () => begin(of) }] : [],
    ...Object.entries(steps).filter(([step]) => isMeant(source, job, step)).map(([step, on]) => ({ name: `${source}, ${job}, ${step}`, declare: () => on(begin(of)) })),
  ]));
}
