import { Flaw, outcome, PASS, TargetRule } from './rule';
import type { AwsRole } from '../model';
import { LATE, literal } from '../pattern';
import { gives, grantsOf, takes } from '../permissions';

/** On itself. */
const OF_ROLE: readonly string[] = ['iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'];
/** On the provider that vouches for it. */
const OF_PROVIDER: readonly string[] = ['iam:CreateOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider', 'iam:DeleteOpenIDConnectProvider'];

export const selfModifyingRole: TargetRule = {
  id: 'self-modifying-role',
  severity: 'error',
  scope: 'target',
  title: 'a deploy role can change its own trust, permissions, boundary or provider',
  why: 'Whoever has the role for one job can keep it: widen its trust to a repository of their own, add what it may do, or take off its boundary.',
  remedy: 'keep the role, its provider and its boundary in a stack that another role deploys, and exclude them from what it may write',
  check: ({ target }) => {
    if (target.cloud !== 'aws' || target.role === undefined) return PASS;
    const { role } = target;
    return outcome(grantsOf(role).filter(({ conditioned }) => !conditioned).flatMap((grant): Flaw[] => {
      // an administrator can do this too, and is reported as one
      if (grant.resources.includes('*') && (grant.notActions.length > 0 || grant.actions.some(action => ['*', '*:*', 'iam:*'].includes(action)))) return [];
      const own = grant.resources.some(resource => isOwn(resource, role)) ? OF_ROLE.filter(action => gives(grant, action.toLowerCase()) && (/Delete|Detach/.test(action) ? action.includes('Boundary') : true)) : [];
      const provider = grant.resources.some(resource => resource === '*' || /:oidc-provider\//.test(resource)) ? OF_PROVIDER.filter(action => gives(grant, action.toLowerCase())) : [];
      const actions = [...own, ...provider];
      return actions.length === 0 ? [] : [{ message: `${JSON.stringify(grant.policy)} allows ${actions.join(', ')} on ${own.length > 0 ? 'the role itself' : 'its provider'}` }];
    }));
  },
};

/** Whether a resource takes in the role. Where a part of either is late, only what is written out counts. */
function isOwn(resource: string, { name, arn }: AwsRole): boolean {
  if (resource === '*') return true;
  const [, path] = /:role\/(.*)$/.exec(resource) ?? [];
  if (path === undefined) return false;
  if (path === '*') return true;
  const own = arn === undefined ? name === undefined ? undefined : literal(name) : /:role\/(.*)$/.exec(literal(arn))?.[1];
  return own !== undefined && !own.includes(LATE) && !path.includes(LATE) && takes(path, own);
}
