import { STRUCTS } from './known-properties';
import { wrongKind } from '../../private/errors';
import { A_REPOSITORY, AN_ISSUER, AN_ISSUER_OF_GITHUB, AN_ISSUER_OF_GITLAB, having, Kind, NUMBER, TEXT } from '../../private/kinds';
import type { Problem } from '../../private/problem';
import { propertyProblems } from '../../private/properties';

/** Workloads and providers are looked at where they are used, which says more of them. */
const KINDS: { readonly [type: string]: Kind } = {
  text: TEXT,
  number: NUMBER,
  Duration: having('a Duration of AWS CDK', 'for example Duration.hours(1)', 'toSeconds'),
  GitHubIssuer: AN_ISSUER_OF_GITHUB,
  GitHubRepository: A_REPOSITORY,
  GitLabIssuer: AN_ISSUER_OF_GITLAB,
  IManagedPolicy: having('a managed policy', 'take one of iam.ManagedPolicy, for example iam.ManagedPolicy.fromAwsManagedPolicyName("ReadOnlyAccess")', 'managedPolicyArn'),
  Issuer: AN_ISSUER,
  Permission: having('a permission', 'take one of aws.Permission, for example aws.Permission.managedPolicy(policy)', '_grantTo'),
  PolicyDocument: having('a policy document', 'make one with new iam.PolicyDocument({ statements: [ … ] })', 'addStatements'),
  PolicyStatement: having('a policy statement', 'make one with new iam.PolicyStatement({ actions: [ … ], resources: [ … ] })', 'toStatementJson'),
  RoleNaming: having('a naming', 'take RoleNaming.GENERATED or RoleNaming.pattern("deploy-{repository}-{environment}")', '_nameOf'),
};

/** What an `iam.Role` takes, and a role of this library has in another place. */
const OF_ROLE = { externalIds: 'leave it out, the token of a job carries no external id' };

const INSTEAD: { readonly [struct: string]: { readonly [property: string]: string } } = {
  DeployRoleProps: { ...OF_ROLE, assumedBy: 'say who may assume the role in "workloads", or make an iam.Role assumed by a WorkloadPrincipal' },
  RepositoryRolesProps: {
    ...OF_ROLE,
    assumedBy: 'say who may assume the roles in "repository" and "environments"',
    workloads: 'say who may assume the roles in "repository" and "environments"',
    roleName: 'each role has a name of its own: write "naming"',
    branch: 'name it at each of "environments"',
    workflows: 'name them at each of "environments", or at each of "services"',
  },
};

/** Properties that are not known, or of another kind: the first thing that every call of this room looks at. */
export function propsProblems(props: unknown, name: keyof typeof STRUCTS): Problem[] {
  return propertyProblems(props, STRUCTS, name, { kinds: KINDS, insteadUse: INSTEAD[name] });
}

/** What is wrong with a value that is no property of its own. */
export function kindProblem(name: string, type: 'IManagedPolicy' | 'Permission' | 'PolicyStatement', value: unknown): Problem | undefined {
  return KINDS[type].is(value) ? undefined : wrongKind(name, KINDS[type], value, false);
}
