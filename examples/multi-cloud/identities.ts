import { GitHubRepository } from 'cdk-federated-roles';

// Who deploys, said once. This module imports no framework: the AWS CDK app and the CDKTF app share it.

const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });

/** The jobs that name the environment `production`. */
export const production = repository.environment('production');
