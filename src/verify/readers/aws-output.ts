import type { AwsPermissions, AwsRole } from '../model';
import type { Reading } from './private/reading';
import { targetOf } from './private/trust-policies';
import { isObject, Json, JsonObject, listAt, member, objectAt, textAt } from './private/values';

/** Output of `aws iam get-account-authorization-details`. */
export function isAccountDetails(value: unknown): boolean {
  return Array.isArray(member(value, 'RoleDetailList'));
}

/** Output of `aws iam get-role`, `aws iam create-role` and `aws iam list-roles`. */
export function isRoleOutput(value: unknown): boolean {
  return textAt(value, 'Role', 'RoleName') !== undefined || (Array.isArray(member(value, 'Roles')) && listAt(value, 'Roles').every(role => textAt(role, 'RoleName') !== undefined));
}

export function readAccountDetails(reading: Reading): void {
  const { value } = reading.document;
  const policies = new Map(listAt(value, 'Policies').map((policy, i) => [textAt(policy, 'Arn'), { policy, i }]));
  listAt(value, 'RoleDetailList').forEach((role, i) => {
    const attached = listAt(role, 'AttachedManagedPolicies').map(one => textAt(one, 'PolicyArn') ?? '');
    add(reading, role, ['RoleDetailList', i], {
      managedPolicies: attached.filter(arn => !policies.has(arn)),
      permissions: [
        ...listAt(role, 'RolePolicyList').map((policy, j): AwsPermissions => {
          const source = reading.source('RoleDetailList', i, 'RolePolicyList', j);
          return { name: textAt(policy, 'PolicyName') ?? String(j), document: documentOf(reading, member(policy, 'PolicyDocument'), source), source };
        }),
        ...attached.flatMap(arn => {
          const found = policies.get(arn);
          return found === undefined ? [] : managed(reading, found.policy, found.i);
        }),
      ],
      complete: true,
    });
  });
}

export function readRoleOutput(reading: Reading): void {
  const { value } = reading.document;
  const nothing = { managedPolicies: [], permissions: [], complete: false };
  if (isObject(member(value, 'Role'))) add(reading, objectAt(value, 'Role'), ['Role'], nothing);
  listAt(value, 'Roles').forEach((role, i) => add(reading, role, ['Roles', i], nothing));
}

/** The version of a managed policy that is in force. */
function managed(reading: Reading, policy: Json, i: number): AwsPermissions[] {
  const versions = listAt(policy, 'PolicyVersionList');
  const at = versions.findIndex(version => member(version, 'IsDefaultVersion') === true);
  if (at < 0) return [];
  const source = reading.source('Policies', i, 'PolicyVersionList', at);
  return [{ name: textAt(policy, 'PolicyName') ?? String(i), document: documentOf(reading, member(versions[at], 'Document'), source), source }];
}

function add(reading: Reading, role: Json, keys: readonly (string | number)[], further: Pick<AwsRole, 'managedPolicies' | 'permissions' | 'complete'>): void {
  const source = reading.source(...keys);
  const session = member(role, 'MaxSessionDuration');
  const found: AwsRole = {
    id: reading.unique(textAt(role, 'Arn') ?? textAt(role, 'RoleName') ?? `role ${String(keys[keys.length - 1])}`),
    source,
    name: textAt(role, 'RoleName'),
    arn: textAt(role, 'Arn'),
    trustPolicy: documentOf(reading, member(role, 'AssumeRolePolicyDocument'), source),
    ...typeof session === 'number' ? { maxSessionSeconds: session } : {},
    boundary: textAt(role, 'PermissionsBoundary', 'PermissionsBoundaryArn'),
    ...further,
  };
  reading.roles.push(found);
  reading.targets.push(...targetOf(found, []));
}

/** A document as the CLI decodes it, or as the API sends it: JSON with its characters escaped for a URL. */
function documentOf(reading: Reading, document: Json | undefined, source: AwsRole['source']): Json {
  if (typeof document !== 'string') return (document as JsonObject | undefined) ?? null;
  try {
    const text = /^\s*%7b/i.test(document) ? decodeURIComponent(document) : document;
    const value = JSON.parse(text) as Json;
    reading.embed(text, source);
    return value;
  } catch {
    return document;
  }
}
