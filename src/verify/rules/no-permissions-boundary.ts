import { outcome, PASS, TargetRule, UNKNOWN } from './rule';
import { gives, grantsOf } from '../permissions';

const WRITES: readonly string[] = ['iam:createrole', 'iam:putrolepolicy', 'iam:attachrolepolicy', 'iam:createpolicyversion'];

export const noPermissionsBoundary: TargetRule = {
  id: 'no-permissions-boundary',
  severity: 'note',
  scope: 'target',
  title: 'a role that may write to IAM has no permissions boundary',
  why: 'A boundary caps what a role can ever do and, if it is asked for in a condition, what the roles that it makes can do. Without one, a role that creates roles has no ceiling.',
  remedy: 'set a permissions boundary, and demand it with iam:PermissionsBoundary where the role creates others',
  check: ({ target }) => {
    if (target.cloud !== 'aws' || target.role === undefined || target.role.boundary !== undefined) return PASS;
    if (!target.role.complete) return UNKNOWN;
    const policies = grantsOf(target.role).filter(grant => !grant.conditioned && WRITES.some(action => gives(grant, action))).map(({ policy }) => policy);
    return outcome(policies.length === 0 ? [] : [{ message: `${JSON.stringify(policies[0])} may write to IAM, and the role has no permissions boundary` }]);
  },
};
