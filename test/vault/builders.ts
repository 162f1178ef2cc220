import { GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabProject, GitLabSubjectComponent, Workload } from '../../src';
import { AWS_BUILDERS } from '../support/builders';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING });
const byId = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(['repository_id', 'context']) });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const deploying = GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents: [GitLabSubjectComponent.PROJECT_ID, GitLabSubjectComponent.DEPLOYMENT_TIER] });
const wide = { reason: 'asked for by name' };

/** Every awkward character that a name may legally hold, the asterisk being none. */
export const AWKWARD = 'a${b}%{c}$${d}"\'\\@&,é日 #;=<>|(`)';

/** One workload of every builder that Vault can express, which is what AWS can and what AWS cannot. */
export const VAULT_BUILDERS: Record<string, Workload> = {
  ...AWS_BUILDERS,
  'environment with every awkward character': app.environment(AWKWARD),
  'branch beyond Latin-1': app.branch('日本/ünï,a'),
  'migrating branch on hosted runner': migrating.branch('main').onHostedRunner(),
  'environment by event': app.environment('production').withClaim('event_name', 'push', 'workflow_dispatch'),
  'template with the id alone': byId.environment('production'),
  'environments by prefix on branch': migrating.environmentsStartingWith('preview-%{x}-', wide).onBranch('main'),
  'GitLab environment': lib.environment('production'),
  'GitLab environment on protected branch': lib.environment('review/${x}').onBranch('main').withProtectedRef(),
  'GitLab environment by path': GitLabProject.of('my-org/my-app').environment('production'),
  'GitLab tier of any ref': deploying.branch('main').withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
  'GitLab any job, with and without tier': deploying.anyJob(wide),
};
