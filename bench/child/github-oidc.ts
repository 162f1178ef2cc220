import { GithubActionsIdentityProvider, GithubActionsRole } from 'aws-cdk-github-oidc';
import { ENVIRONMENT, OWNER } from './repositories';
import { Variant } from './variant';

/** The peer, aws-cdk-github-oidc: it knows repositories by name, and each stack imports the provider of its account. */
export const githubOidc: Variant = {
  forApp: () => stackOfRoles => {
    const provider = GithubActionsIdentityProvider.fromAccount(stackOfRoles, 'GitHub');
    return (stack, { roleId, name }) => {
      new GithubActionsRole(stack, roleId, { provider, owner: OWNER, repo: name, filter: `environment:${ENVIRONMENT}` });
    };
  },
};
