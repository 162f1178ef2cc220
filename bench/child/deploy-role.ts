import { Stack } from 'aws-cdk-lib';
import { library } from './library';
import { ENVIRONMENT, OWNER, OWNER_ID, Repository } from './repositories';
import { Variant } from './variant';
import type { GitHubWorkload } from '../../src';

const { aws, GitHubRepository } = library;

function workload({ name, id }: Repository): GitHubWorkload {
  return GitHubRepository.of(`${OWNER}/${name}`, { ownerId: OWNER_ID, repositoryId: id }).environment(ENVIRONMENT);
}

/** The provider left out: the account's own. */
export const deployRole: Variant = {
  forApp: () => () => (stack, repository) => {
    new aws.DeployRole(stack, repository.roleId, { workloads: [workload(repository)] });
  },
};

/** One provider, in a stack of its own, given to all. */
export const deployRoleShared: Variant = {
  forApp: app => {
    const provider = new aws.GitHubOidcProvider(new Stack(app, 'Provider'), 'GitHub');
    return () => (stack, repository) => {
      new aws.DeployRole(stack, repository.roleId, { workloads: [workload(repository)], providers: [provider] });
    };
  },
};
