import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabIssuer, GitLabProject, GitLabSubjectComponent, Workload,
} from '../../src';

const ids = { ownerId: '123456', repositoryId: '456789' };
const names = GitHubRepository.of('my-org/my-app');
const app = GitHubRepository.of('my-org/my-app', ids);
const old = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES });
const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING });
const renameProof = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context']) });
const withWorkflow = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref']) });
const ownerOnly = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], { reason: 'set by the organisation' }) });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const { PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER } = GitLabSubjectComponent;
const deploying = GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents: [PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER] });
const wide = { reason: 'asked for by name' };
const deploy = 'my-org/workflows/.github/workflows/deploy.yml@';

/** One workload of every builder that a classic credential can express. */
export const CLASSIC: Record<string, Workload> = {
  'environment by names': names.environment('production'),
  'branch by names': names.branch('main'),
  'tag by names': names.tag('v1.2.3'),
  'environment by ids': app.environment('production'),
  'second environment by ids': app.environment('staging'),
  'branch by ids': app.branch('main'),
  'tag by ids': app.tag('v1.2.3'),
  'migrating environment': migrating.environment('production'),
  'rename-proof template': renameProof.branch('main'),
  'template with workflow': withWorkflow.environment('production').viaWorkflow(`${deploy}refs/heads/main`, `${deploy}refs/tags/v1`),
  'environment with awkward text': app.environment('${x} %{if} $${y} "a" \'b\' @& ü 部署'),
  'pull requests': app.anyPullRequest(wide),
  'enterprise issuer': GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.enterprise('octocorp') }).environment('production'),
  'GHE.com': GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.gheCom('octocorp') }).environment('production'),
  'enterprise server': GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).branch('main'),
  'GitLab branch': lib.branch('main'),
  'GitLab tag': lib.tag('v1.2.3'),
  'GitLab deployment tier': deploying.branch('main').withProtectedEnvironment().withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
  'GitLab job without environment': deploying.branch('main'),
  'GitLab self-managed': GitLabProject.of('my-org/my-app', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main'),
};

/** One workload of every builder that an expression can express. */
export const FLEXIBLE: Record<string, Workload> = {
  'environment by ids': app.environment('production'),
  'branch of an old repository': old.branch('main'),
  'migrating tag': migrating.tag('v1.2.3'),
  'environment of an old repository with its id': old.environment('production').withRepositoryId(),
  'names with the id of the owner': names.environment('production').withClaim('repository_owner_id', '123456', '654321'),
  'environment via workflow': app.environment('production').viaWorkflow(`${deploy}7b1f002b00ec25a5facc43e470ef7dfe6d32f300`),
  'environment via two workflow commits': app.environment('staging').viaWorkflow(`${deploy}7b1f002b00ec25a5facc43e470ef7dfe6d32f300`, `${deploy}refs/heads/main`),
  'owner-only template': ownerOnly.environment('production'),
  'environment with text like a template': app.environment('${x} %{if} "a" @& ü 部署 . ( [ \\ ^ +'),
  'any job': app.anyJob(wide),
  'environments by prefix': app.environmentsStartingWith('preview-${x}.', wide),
  'branches by prefix': migrating.branchesStartingWith('release/', wide),
  'tags by prefix': old.tagsStartingWith('v', wide),
  'merge queue': app.mergeQueueOf('main', wide),
  'prefix via workflow': app.environmentsStartingWith('preview-', wide).viaWorkflow(`${deploy}refs/tags/v1`),
  'GitLab branch': lib.branch('main'),
  'GitLab branch with its id': lib.branch('main').withProjectId(),
  'GitLab tag by two users': lib.tag('v1.2.3').withClaim('user_id', '1', '2'),
  'GitLab namespace': lib.branch('main').withClaim('namespace_id', '72'),
  'GitLab deployment tier': deploying.branch('main').withProtectedEnvironment().withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
  'GitLab any job': lib.anyJob(wide),
  'GitLab branches by prefix': lib.branchesStartingWith('release/', wide),
  'GitLab self-managed': GitLabProject.of('my-org/my-app', { projectId: '20', issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main'),
};
