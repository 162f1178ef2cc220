import * as cdk from 'aws-cdk-lib';
import { aws, GitHubRepository, GitLabProject } from 'cdk-federated-roles';

/** Where `cdk deploy` may deploy to: accounts that trust the account of this stack (`cdk bootstrap --trust`). */
const STAGING: aws.CdkTarget = { account: '111111111111', regions: ['eu-west-1'] };
const PRODUCTION: aws.CdkTarget = { account: '222222222222', regions: ['eu-west-1'] };

/**
 * One stack with the two providers and three deploy roles. It asks for no account: everything that differs is a reference of the template.
 */
export function buildApp(): cdk.App {
  const app = new cdk.App();
  const stack = new cdk.Stack(app, 'DeployRoles');

  // GitHub: one role for each environment
  const roles = new aws.RepositoryRoles(stack, 'MyApp', {
    repository: GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }),
    providers: [aws.GitHubOidcProvider.inStack(stack)],
    environments: [
      { name: 'staging', cdkTargets: [STAGING] },
      { name: 'production', cdkTargets: [PRODUCTION] },
    ],
    naming: aws.RoleNaming.pattern('deploy-{repository}-{environment}'),
  });

  // GitLab: one role for the protected branch main
  const main = new aws.DeployRole(stack, 'MyLibMain', {
    workloads: [GitLabProject.of('my-group/my-lib').branch('main').withProtectedRef()],
    providers: [aws.GitLabOidcProvider.inStack(stack)],
    roleName: 'deploy-my-lib-main',
  });
  aws.CdkBootstrapRoles.of(PRODUCTION).grantAssume(main);

  for (const role of [...roles.roles, main]) new cdk.CfnOutput(role, 'Arn', { value: role.roleArn });
  return app;
}

if (require.main === module) buildApp().synth();
