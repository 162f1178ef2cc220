import { GITHUB } from './trusts';

export const ACCOUNT = '111122223333';

/** A deploy role of a repository, as `aws iam get-account-authorization-details` has it. */
export function roleOf(repository: number, environment: string): object {
  return {
    Path: '/',
    RoleName: `app-${repository}-${environment}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/app-${repository}-${environment}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subjectOf(repository, environment) } },
      }],
    },
    RolePolicyList: [{ PolicyName: 'deploy', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }] } }],
    AttachedManagedPolicies: [],
  };
}

export function subjectOf(repository: number, environment: string): string {
  return `repo:my-org@123456/app-${repository}@${1000 + repository}:environment:${environment}`;
}

export const ENVIRONMENTS = ['production', 'staging', 'test'];

/** The roles of so many repositories, in the order in which the account lists them. */
export function accountOf(repositories: readonly number[]): object {
  return { RoleDetailList: repositories.flatMap(repository => ENVIRONMENTS.map(environment => roleOf(repository, environment))) };
}
