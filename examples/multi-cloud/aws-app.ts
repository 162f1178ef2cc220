import * as cdk from 'aws-cdk-lib';
import { production } from './identities';
import { aws } from 'cdk-federated-roles';

/** One stack with the provider and the deploy role of AWS. */
export function buildAwsApp(): cdk.App {
  const app = new cdk.App();
  const stack = new cdk.Stack(app, 'DeployRoles');
  const role = new aws.DeployRole(stack, 'Production', {
    workloads: [production],
    providers: [aws.GitHubOidcProvider.inStack(stack)],
    roleName: 'deploy-my-app-production',
  });
  aws.CdkBootstrapRoles.of({ account: '222222222222', regions: ['eu-west-1'] }).grantAssume(role);
  new cdk.CfnOutput(role, 'Arn', { value: role.roleArn });
  return app;
}

if (require.main === module) buildAwsApp().synth();
