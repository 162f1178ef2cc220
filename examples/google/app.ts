import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { GitHubRepository, GitLabProject, google } from 'cdk-federated-roles';

const PROJECT = 'my-project';

/**
 * One stack with a pool for each issuer, two service accounts for GitHub and direct access for GitLab.
 */
export function buildApp(app = new App()): App {
  const stack = new TerraformStack(app, 'deploy-identities');
  new GoogleProvider(stack, 'Google', { project: PROJECT });

  // GitHub: one service account for each environment; production from main only
  const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
  const github = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'GitHubPool', { poolId: 'github', project: PROJECT }) });
  const staging = new google.DeployServiceAccount(stack, 'Staging', {
    provider: github,
    workloads: [repository.environment('staging')],
    accountId: 'deploy-staging',
    permissions: [google.Permission.onProject('roles/run.developer')],
  });
  const production = new google.DeployServiceAccount(stack, 'Production', {
    provider: github,
    workloads: [repository.environment('production').onBranch('main')],
    accountId: 'deploy-production',
    permissions: [google.Permission.onProject('roles/run.developer')],
  });

  // GitLab: an environment, straight at Cloud Storage
  const project = GitLabProject.of('my-group/my-site', { projectId: '20' });
  const gitlab = new google.GitLabProvider(stack, 'GitLab', { pool: new google.WorkloadIdentityPool(stack, 'GitLabPool', { poolId: 'gitlab', project: PROJECT }) });
  new google.DirectAccess(stack, 'Site', {
    provider: gitlab,
    workloads: [project.environment('production').withProtectedRef()],
    permissions: [google.Permission.onProject('roles/storage.objectUser')],
  });

  new TerraformOutput(stack, 'github_provider', { value: github.providerName });
  new TerraformOutput(stack, 'gitlab_audience', { value: gitlab.audience });
  new TerraformOutput(stack, 'staging_account', { value: staging.email });
  new TerraformOutput(stack, 'production_account', { value: production.email });
  return app;
}

if (require.main === module) buildApp().synth();
