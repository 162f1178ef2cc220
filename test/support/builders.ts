import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent, Workload } from '../../src';

const ids = { ownerId: '123456', repositoryId: '456789' };
const names = GitHubRepository.of('my-org/my-app');
const app = GitHubRepository.of('my-org/my-app', ids);
const old = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES });
const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING });
const renameProof = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context']) });
const withWorkflow = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref']) });
const ownerOnly = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], { reason: 'set by the organisation' }) });
const contextless = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyContext(['repo'], { reason: 'set by the organisation' }) });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const { PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER } = GitLabSubjectComponent;
const deploying = GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents: [PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER] });
const wide = { reason: 'asked for by name' };
const deploy = 'my-org/workflows/.github/workflows/deploy.yml@';

/** One workload of every builder that AWS can express. */
export const AWS_BUILDERS: Record<string, Workload> = {
  'environment by names': names.environment('production'),
  'branch by names': names.branch('main'),
  'tag by names': names.tag('v1.2.3'),
  'environment by ids': app.environment('production'),
  'second environment by ids': app.environment('staging'),
  'branch by ids': app.branch('main'),
  'tag by ids': app.tag('v1.2.3'),
  'environment of an old repository with its id': old.environment('production').withRepositoryId(),
  'migrating environment': migrating.environment('production'),
  'environment on branch': app.environment('production').onBranch('main'),
  'environment on tag': app.environment('staging').onTag('v1.2.3'),
  'environment via workflow': app.environment('production').viaWorkflow(`${deploy}7b1f002b00ec25a5facc43e470ef7dfe6d32f300`),
  'environment via two workflow commits': app.environment('staging').viaWorkflow(`${deploy}7b1f002b00ec25a5facc43e470ef7dfe6d32f300`, `${deploy}refs/heads/main`),
  'environment on branch via workflow': app.environment('staging').onBranch('main').viaWorkflow(`${deploy}refs/tags/v1`),
  'environment by a person': app.environment('production').withClaim('actor_id', '3', '33'),
  'rename-proof template': renameProof.branch('main'),
  'template with workflow': withWorkflow.environment('production').viaWorkflow(`${deploy}refs/heads/main`, `${deploy}refs/tags/v1`),
  'owner-only template': ownerOnly.environment('production'),
  'template without context': contextless.environment('production').onBranch('main'),
  'environment with text like a variable': app.environment('a${aws:username}b$'),
  'environment with colon, quotes and umlaut': app.environment('Prod:EU "west" \'ü\''),
  'pull requests': app.anyPullRequest(wide),
  'any job': app.anyJob(wide),
  'environments by prefix': app.environmentsStartingWith('preview-${x}-', wide),
  'branches by prefix': migrating.branchesStartingWith('release/', wide),
  'tags by prefix': names.tagsStartingWith('v', wide),
  'merge queue': app.mergeQueueOf('main', wide),
  'enterprise issuer': GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.enterprise('octocorp') }).environment('production').onBranch('main'),
  'GHE.com': GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.gheCom('octocorp') }).environment('production'),
  'enterprise server': GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).branch('main'),
  'GitLab branch': lib.branch('main'),
  'GitLab tag': lib.tag('v1.2.3'),
  'GitLab protected branch with its id': lib.branch('main').withProtectedRef().withProjectId(),
  'GitLab hosted runner': lib.branch('main').onHostedRunner(),
  'GitLab pipeline source': lib.tag('v1.2.3').withClaim('pipeline_source', 'push', 'web'),
  'GitLab deployment tier': deploying.branch('main').withProtectedEnvironment().withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
  'GitLab job without environment': deploying.branch('main'),
  'GitLab any job': lib.anyJob(wide),
  'GitLab branches by prefix': lib.branchesStartingWith('release/', wide),
  'GitLab group': GitLabGroup.of('my-org').anyProject(wide),
  'GitLab self-managed': GitLabProject.of('my-org/my-app', { issuer: GitLabIssuer.selfManaged('https://gitlab.example.com') }).branch('main'),
};
