import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { azure, GitHubRepository, GitLabProject } from 'cdk-federated-roles';

const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';
const STAGING = `/subscriptions/${SUBSCRIPTION}/resourceGroups/my-app-staging`;
const PRODUCTION = `/subscriptions/${SUBSCRIPTION}/resourceGroups/my-app-production`;

/** One stack with an identity for each environment, and an application for what only an expression can test. */
export function buildApp(): App {
  const app = new App();
  const stack = new TerraformStack(app, 'deploy-identities');
  new AzurermProvider(stack, 'azurerm', { features: [{}], subscriptionId: SUBSCRIPTION });
  new AzureadProvider(stack, 'azuread', {});

  const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
  const library = GitLabProject.of('my-group/my-lib', { projectId: '20' });
  const home = { resourceGroupName: 'deploy-identities', location: 'westeurope' };

  // staging: one environment on GitHub and one branch on GitLab, each by its exact subject
  const staging = new azure.DeployIdentity(stack, 'Staging', {
    ...home,
    identityName: 'deploy-my-app-staging',
    workloads: [repository.environment('staging'), library.branch('main')],
  });
  staging.addPermission(azure.Permission.role('Contributor', { scope: STAGING }));

  // production: its environment and nothing else
  const production = new azure.DeployIdentity(stack, 'Production', {
    ...home,
    identityName: 'deploy-my-app-production',
    workloads: [repository.environment('production')],
  });
  production.addPermission(azure.Permission.role('Contributor', { scope: PRODUCTION }));

  // previews: any environment that begins so, hence an expression and its reason
  const previews = new azure.DeployApplication(stack, 'Previews', {
    displayName: 'deploy-my-app-previews',
    flexibleWorkloads: [repository.environmentsStartingWith('preview-', { reason: 'one environment for each pull request, in a subscription of its own' })],
  });

  for (const identity of [staging, production, previews]) {
    new TerraformOutput(identity, 'ClientId', { value: identity.clientId });
  }
  return app;
}

if (require.main === module) buildApp().synth();
