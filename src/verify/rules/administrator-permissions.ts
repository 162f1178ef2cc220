import { Flaw, outcome, PASS, TargetRule } from './rule';
import { Grant, gives, grantsOf, managedNames } from '../permissions';

/** AWS managed policies with which one is an administrator, or one step from it. */
export const ADMINISTRATOR_POLICIES: readonly string[] = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess', 'AdministratorAccess-Amplify', 'AdministratorAccess-AWSElasticBeanstalk'];

/** Actions that on every resource make one an administrator. */
export const ADMINISTRATOR_ACTIONS: readonly string[] = [
  'iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreatePolicyVersion', 'iam:PutGroupPolicy', 'iam:PutRolePolicy',
  'iam:PutUserPolicy', 'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateLoginProfile', 'sts:AssumeRole',
];

export const administratorPermissions: TargetRule = {
  id: 'administrator-permissions',
  severity: 'warning',
  scope: 'target',
  title: 'a federated role is an administrator, or can make itself one',
  why: 'Whoever gets a job to run what they like, by a dependency, an action or a pull request, has the account. A role that may write policies for anything is an administrator in two steps.',
  remedy: 'allow what the deployment needs on the resources that it needs; let a second role, like those of the CDK bootstrap, hold the rest; or set a permissions boundary',
  check: ({ target }) => {
    if (target.cloud !== 'aws' || target.role === undefined) return PASS;
    const { role } = target;
    const severity = role.boundary === undefined ? undefined : 'note' as const;
    const managed = managedNames(role).filter(name => ADMINISTRATOR_POLICIES.includes(name)).map((name): Flaw => ({ message: `the role has the managed policy ${name}`, severity }));
    return outcome([...managed, ...grantsOf(role).flatMap(grant => flawOf(grant)).map(flaw => ({ ...flaw, severity }))]);
  },
};

function flawOf(grant: Grant): Flaw[] {
  const { actions, notActions, resources, conditioned, policy } = grant;
  if (!resources.includes('*') || conditioned) return [];
  const all = actions.filter(action => action === '*' || action === '*:*' || action === 'iam:*');
  if (all.length > 0) return [{ message: `${JSON.stringify(policy)} allows ${all.join(', ')} on every resource` }];
  if (notActions.length > 0) return notActions.some(action => action === 'iam:*' || action === '*') ? [] : [{ message: `${JSON.stringify(policy)} allows everything but ${notActions.slice(0, 5).join(', ')} on every resource` }];
  const dangerous = ADMINISTRATOR_ACTIONS.filter(action => gives(grant, action.toLowerCase()));
  return dangerous.length === 0 ? [] : [{ message: `${JSON.stringify(policy)} allows ${dangerous.join(', ')} on every resource` }];
}
