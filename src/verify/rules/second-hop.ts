import { ArtefactRule, of, PlacedFlaw } from './rule';
import { isObject, listOf } from '../admission/aws';
import type { AwsRole } from '../model';
import { Late, LateJson } from '../../private/late';
import { LATE, literal } from '../pattern';
import { gives, grantsOf, takes } from '../permissions';

export const secondHop: ArtefactRule = {
  id: 'second-hop',
  severity: 'warning',
  scope: 'artefacts',
  title: 'a federated role may assume a role that trusts more widely',
  why: 'A narrow trust on the first role is worth no more than that of the second: whoever else may assume that one needs no job at all.',
  remedy: 'let the second role trust the first one by its ARN alone',
  check: ({ roles, targets }) => {
    const open = roles.map(role => ({ role, who: widerTrust(role.trustPolicy) })).filter((one): one is { role: AwsRole; who: string } => one.who !== undefined);
    if (open.length === 0) return [];
    return targets.flatMap((target): PlacedFlaw[] => {
      if (target.cloud !== 'aws' || target.role === undefined) return [];
      const resources = grantsOf(target.role).filter(grant => gives(grant, 'sts:assumerole')).flatMap(grant => grant.resources);
      if (resources.length === 0) return [];
      return open.filter(({ role }) => role.id !== target.role!.id && resources.some(resource => names(resource, role)))
        .map(({ role, who }) => of(target, { message: `the role may assume ${JSON.stringify(role.id)}, which trusts ${who}` }));
    });
  },
};

function names(resource: string, role: AwsRole): boolean {
  const arn = role.arn === undefined ? undefined : literal(role.arn);
  const own = arn === undefined ? role.name === undefined ? undefined : literal(role.name) : /:role\/(.*)$/.exec(arn)?.[1];
  if (arn !== undefined && resource === arn) return true;
  const [, path] = /:role\/(.*)$/.exec(resource) ?? [];
  return own !== undefined && path !== undefined && !own.includes(LATE) && !path.includes(LATE) && path !== '*' && takes(path, own);
}

/** Whom a role trusts beside single roles and services: everybody, without a condition. */
function widerTrust(policy: LateJson): string | undefined {
  for (const statement of isObject(policy) ? listOf(policy.Statement) : []) {
    if (!isObject(statement) || statement.Effect !== 'Allow' || statement.Condition !== undefined) continue;
    const principals = statement.Principal === '*' ? ['*'] : isObject(statement.Principal) ? listOf(statement.Principal.AWS) : [];
    for (const principal of principals) {
      if (principal === '*') return 'every principal of every account';
      const text = typeof principal === 'string' ? principal : principal instanceof Late ? literal(principal) : '';
      if (/^\d{12}$|:root$/.test(text)) return 'a whole account';
    }
  }
  return undefined;
}
