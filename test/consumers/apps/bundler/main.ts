import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, GitHubRepository } from 'cdk-federated-roles';
import { DeployRole, DeployRoleProps } from 'cdk-federated-roles/aws';

const props: DeployRoleProps = { workloads: [GitHubRepository.of('my-org/my-app').branch('main')] };
const stack = new Stack(new App(), 'Stack');
const role: aws.DeployRole = new DeployRole(stack, 'Role', props);
if (!aws.DeployRole.isDeployRole(role)) throw new Error('the subpath has a class of its own');
Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 1);

// @ts-expect-error the types of the subpath are real
() => new DeployRole(stack, 'Other', {});
