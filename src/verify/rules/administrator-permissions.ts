import { Flaw, outcome, PASS, TargetRule } from './rule';
import type { Text } from '../../private/late';
import type { Power, Target } from '../model';
import { Grant, gives, grantsOf, managedNames } from '../permissions';

/** AWS managed policies with which one is an administrator, or one step from it. */
export const ADMINISTRATOR_POLICIES: readonly string[] = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess', 'AdministratorAccess-Amplify', 'AdministratorAccess-AWSElasticBeanstalk'];

/** Actions that on every resource make one an administrator. */
export const ADMINISTRATOR_ACTIONS: readonly string[] = [
  'iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreatePolicyVersion', 'iam:PutGroupPolicy', 'iam:PutRolePolicy',
  'iam:PutUserPolicy', 'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateLoginProfile', 'sts:AssumeRole',
];

/** Actions that start something with a role that it is given: whoever may pass it any role has all that any of them may do. */
export const ROLE_TAKING_ACTIONS: readonly string[] = [
  'cloudformation:CreateChangeSet', 'cloudformation:CreateStack', 'cloudformation:UpdateStack', 'codebuild:CreateProject', 'codebuild:UpdateProject', 'datapipeline:PutPipelineDefinition', 'ec2:RunInstances',
  'ecs:RegisterTaskDefinition', 'glue:CreateDevEndpoint', 'glue:CreateJob', 'lambda:CreateFunction', 'sagemaker:CreateNotebookInstance', 'states:CreateStateMachine',
];

/** Roles of Google that on a whole project, folder or organization make one an administrator. */
export const ADMINISTRATOR_ROLES_OF_GOOGLE: readonly string[] = [
  'roles/owner', 'roles/editor', 'roles/iam.securityAdmin', 'roles/iam.serviceAccountAdmin', 'roles/iam.serviceAccountKeyAdmin', 'roles/iam.serviceAccountTokenCreator', 'roles/iam.workloadIdentityPoolAdmin',
  'roles/resourcemanager.folderAdmin', 'roles/resourcemanager.folderIamAdmin', 'roles/resourcemanager.organizationAdmin', 'roles/resourcemanager.projectIamAdmin',
];

/** Roles of Azure that on a whole subscription or management group make one an administrator. */
export const ADMINISTRATOR_ROLES_OF_AZURE: readonly string[] = ['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator'];

/** Policies that Vault, and HCP Vault, come with and that allow everything. */
export const ROOT_POLICIES_OF_VAULT: readonly string[] = ['root', 'hcp-root'];

/** Paths of Vault that make one an administrator, where a policy lets one write them. */
export const ADMINISTRATOR_PATHS_OF_VAULT: readonly string[] = ['*', '+/*', 'sys/*', 'sys/policies/*', 'sys/policies/acl/*', 'sys/policy/*', 'auth/*', 'auth/token/create'];

export const administratorPermissions: TargetRule = {
  id: 'administrator-permissions',
  severity: 'warning',
  scope: 'target',
  title: 'a federated role is an administrator, or can make itself one',
  why: 'Whoever gets a job to run what they like, by a dependency, an action or a pull request, has the account. A role that may write policies for anything is an administrator in two steps.',
  remedy: 'allow what the deployment needs on the resources that it needs; let a second role, like those of the CDK bootstrap, hold the rest; or set a permissions boundary',
  check: ({ target }) => {
    if (target.cloud !== 'aws') return outcome(ofPowers(target));
    if (target.role === undefined) return PASS;
    const { role } = target;
    const severity = role.boundary === undefined ? undefined : 'note' as const;
    const managed = managedNames(role).filter(name => ADMINISTRATOR_POLICIES.includes(name)).map((name): Flaw => ({ message: `the role has the managed policy ${name}`, severity }));
    const grants = grantsOf(role);
    const own = grants.flatMap(flawOf);
    return outcome([...managed, ...(own.length > 0 ? own : passing(grants)).map(flaw => ({ ...flaw, severity }))]);
  },
};

function flawOf(grant: Grant): Flaw[] {
  const { actions, notActions, resources, conditioned, policy } = grant;
  if (conditioned) return [];
  if (!resources.includes('*')) return resources.some(isEveryRole) && gives(grant, 'sts:assumerole') ? [{ message: `${JSON.stringify(policy)} allows sts:AssumeRole on every role` }] : [];
  const all = actions.filter(action => action === '*' || action === '*:*' || action === 'iam:*');
  if (all.length > 0) return [{ message: `${JSON.stringify(policy)} allows ${all.join(', ')} on every resource` }];
  if (notActions.length > 0) return notActions.some(action => action === 'iam:*' || action === '*') ? [] : [{ message: `${JSON.stringify(policy)} allows everything but ${notActions.slice(0, 5).join(', ')} on every resource` }];
  const dangerous = ADMINISTRATOR_ACTIONS.filter(action => gives(grant, action.toLowerCase()));
  return dangerous.length === 0 ? [] : [{ message: `${JSON.stringify(policy)} allows ${dangerous.join(', ')} on every resource` }];
}

/** What one statement passes, another may start. */
function passing(grants: readonly Grant[]): Flaw[] {
  const free = grants.filter(({ conditioned }) => !conditioned);
  const passes = free.find(grant => gives(grant, 'iam:passrole') && grant.resources.some(isEveryRole));
  if (passes === undefined) return [];
  const starts = ROLE_TAKING_ACTIONS.filter(action => free.some(grant => gives(grant, action.toLowerCase())));
  return starts.length === 0 ? [] : [{
    message: `${JSON.stringify(passes.policy)} allows iam:PassRole of every role, and the role may also call ${starts.slice(0, 3).join(', ')}${starts.length > 3 ? ', …' : ''}`,
    remedy: 'name the roles that it may pass, or the service in a condition on iam:PassedToService',
  }];
}

function isEveryRole(resource: string): boolean {
  return resource === '*' || /:role\/\*$/.test(resource);
}

function ofPowers(target: Exclude<Target, { readonly cloud: 'aws' }>): Flaw[] {
  const { powers = [] } = target;
  switch (target.cloud) {
    case 'google': return (powers.length > 0 || target.grant === undefined ? powers : basic(target.grant.role)).filter(({ role }) => ADMINISTRATOR_ROLES_OF_GOOGLE.includes(role)).map(({ role, on }) => ({ message: `who gets in has ${role} on the whole ${on}`, remedy: OF_CLOUD }));
    case 'azure': return powers.filter(({ role }) => ADMINISTRATOR_ROLES_OF_AZURE.includes(role)).map(({ role, on }) => ({ message: `who gets in is ${role} of the whole ${on}`, remedy: OF_CLOUD }));
    case 'vault': return [
      ...target.policies.filter(policy => ROOT_POLICIES_OF_VAULT.includes(String(policy))).map(policy => ({ message: `the role has the policy ${String(policy)}, which allows everything`, remedy: OF_VAULT })),
      ...powers.filter(({ on }) => ADMINISTRATOR_PATHS_OF_VAULT.includes(on)).map(({ role, on }) => ({ message: `the policy ${JSON.stringify(role)} lets it write ${JSON.stringify(on)}`, remedy: OF_VAULT })),
    ];
  }
}

/** Owner and editor are roles of nothing less than a project, whatever the artefact says of it. */
function basic(role: Text): Power[] {
  return role === 'roles/owner' || role === 'roles/editor' ? [{ role, on: 'project' }] : [];
}

const OF_CLOUD = 'give it the roles that the deployment needs, on the resources that it needs';
const OF_VAULT = 'write a policy with the paths that the job reads';
