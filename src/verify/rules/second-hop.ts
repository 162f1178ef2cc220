import { ArtefactRule, of, PlacedFlaw } from './rule';
import { statementsIn } from '../../aws/policy';
import { isTable, Late, LateJson, listOf } from '../../private/late';
import type { AwsRole } from '../model';
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
    const open = roles.map(role => ({ role, who: widerTrust(role.trustPolicy) })).filter((one): one is Open => one.who !== undefined);
    if (open.length === 0) return [];
    const named = openRoles(open);
    return targets.flatMap((target): PlacedFlaw[] => {
      if (target.cloud !== 'aws' || target.role === undefined) return [];
      const resources = grantsOf(target.role).filter(grant => gives(grant, 'sts:assumerole')).flatMap(grant => grant.resources);
      const met = new Map(resources.flatMap(resource => named(resource)).filter(({ role }) => role.id !== target.role!.id).map(one => [one.role.id, one]));
      return [...met.values()].map(({ role, who }) => of(target, { message: `the role may assume ${JSON.stringify(role.id)}, which trusts ${who}` }));
    });
  },
};

interface Open {
  readonly role: AwsRole;
  readonly who: string;
}

/** Finds the roles that a resource names: each resource is looked up once, however many roles may assume it. */
function openRoles(open: readonly Open[]): (resource: string) => readonly Open[] {
  const byPath = new Map<string, Open[]>();
  for (const one of open) {
    const path = pathOf(one.role);
    if (path !== undefined) byPath.set(path, [...byPath.get(path) ?? [], one]);
  }
  const known = new Map<string, readonly Open[]>();
  return resource => {
    const found = known.get(resource) ?? (() => {
      const [, path] = /:role\/(.*)$/.exec(resource) ?? [];
      // a wildcard for every role says nothing of this one
      if (path === undefined || path.includes(LATE) || path === '*') return [];
      return /[*?]/.test(path) ? [...byPath].flatMap(([own, roles]) => takes(path, own) ? roles : []) : byPath.get(path) ?? [];
    })();
    known.set(resource, found);
    return found;
  };
}

/** Path and name of a role, where they are written out. */
function pathOf({ arn, name }: AwsRole): string | undefined {
  const path = arn === undefined ? name === undefined ? undefined : literal(name) : /:role\/(.*)$/.exec(literal(arn))?.[1];
  return path === undefined || path.includes(LATE) ? undefined : path;
}

/** Whom a role trusts beside single roles and services: everybody, without a condition. */
function widerTrust(policy: LateJson): string | undefined {
  for (const statement of statementsIn(policy)) {
    if (statement.Effect !== 'Allow' || statement.Condition !== undefined) continue;
    const principals = statement.Principal === '*' ? ['*'] : isTable(statement.Principal) ? listOf(statement.Principal.AWS) : [];
    for (const principal of principals) {
      if (principal === '*') return 'every principal of every account';
      const text = typeof principal === 'string' ? principal : principal instanceof Late ? literal(principal) : '';
      if (/^\d{12}$|:root$/.test(text)) return 'a whole account';
    }
  }
  return undefined;
}
