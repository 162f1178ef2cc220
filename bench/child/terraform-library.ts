import { library } from './library';
import { ENVIRONMENT, OWNER, OWNER_ID, Repository } from './repositories';
import { AUDIENCE, chunks, PER_IDENTITY, PER_SERVICE_ACCOUNT } from './terraform-size';
import { DefineTrust } from './terraform-variant';
import type { GitHubWorkload } from '../../src';

function workload({ name, id }: Repository): GitHubWorkload {
  return library.GitHubRepository.of(`${OWNER}/${name}`, { ownerId: OWNER_ID, repositoryId: id }).environment(ENVIRONMENT);
}

export const azureCredentials: DefineTrust = (stack, count) => {
  const { azure } = library;
  chunks(count, PER_IDENTITY).forEach((repositories, i) => new azure.DeployIdentity(stack, `Identity${i}`, {
    workloads: repositories.map(workload),
    identityName: `deploy-${i}`,
    resourceGroupName: 'deploy',
    location: 'westeurope',
  }));
};

export const googleMembers: DefineTrust = (stack, count) => {
  const { google } = library;
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github' }) });
  chunks(count, PER_SERVICE_ACCOUNT).forEach((repositories, i) => new google.DeployServiceAccount(stack, `Account${i}`, {
    provider,
    workloads: repositories.map(workload),
    accountId: `deploy-${i}`,
  }));
};

export const vaultRoles: DefineTrust = (stack, count) => {
  const { vault, GitHubIssuer } = library;
  const backend = new vault.JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM });
  for (const repository of chunks(count, count).flat()) {
    new vault.DeployRole(stack, repository.roleId, { backend, roleName: repository.name, workloads: [workload(repository)], audience: AUDIENCE });
  }
};
