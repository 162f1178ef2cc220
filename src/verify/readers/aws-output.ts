import { basename } from 'node:path';
import type { AwsPermissions, AwsRole } from '../model';
import { embeddedJson } from './private/prescan';
import type { Reading } from './private/reading';
import { addRole } from './private/trust-policies';
import { isObject, Json, JsonObject, listAt, member, objectAt, textAt } from './private/values';

/** Output of `aws iam get-account-authorization-details`. */
export function isAccountDetails(value: unknown): boolean {
  return Array.isArray(member(value, 'RoleDetailList'));
}

/** Output of `aws iam get-role`, `create-role` and `list-roles`, whole or what `--query` picks of it: roles, or documents with or without a name. */
export function isRoleOutput(value: unknown): boolean {
  const found = rolesIn(value as Json);
  return found.length > 0 || (Array.isArray(member(value, 'Roles')) && listAt(value, 'Roles').length === 0);
}

export function readAccountDetails(reading: Reading): void {
  const { value } = reading.document;
  noteCut(reading, 'RoleDetailList');
  const policies = new Map(listAt(value, 'Policies').map((policy, i) => [textAt(policy, 'Arn'), { policy, i }]));
  listAt(value, 'RoleDetailList').forEach((role, i) => {
    const attached = listAt(role, 'AttachedManagedPolicies').map(one => textAt(one, 'PolicyArn') ?? '');
    add(reading, role, ['RoleDetailList', i], {
      managedPolicies: attached.filter(arn => !policies.has(arn)),
      permissions: [
        ...inlineOf(reading, role, ['RoleDetailList', i]),
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
  noteCut(reading, 'Roles');
  for (const { role, keys } of rolesIn(value)) {
    add(reading, role, keys, { managedPolicies: [], permissions: inlineOf(reading, role, keys), complete: false });
  }
}

interface FoundRole {
  readonly role: JsonObject;
  readonly keys: readonly (string | number)[];
}

/** The roles of an output; none where it is another one. */
function rolesIn(value: Json): FoundRole[] {
  const roles = member(value, 'Roles');
  if (Array.isArray(roles)) return listed(roles as readonly Json[], ['Roles']);
  if (isObject(member(value, 'Role'))) return listed([objectAt(value, 'Role')], [], ['Role']);
  if (Array.isArray(value)) return listed(value as readonly Json[], []);
  return isObject(value) && 'AssumeRolePolicyDocument' in value ? [{ role: value, keys: [] }] : [];
}

/** All of a list, or nothing where one of it is no role. */
function listed(items: readonly Json[], prefix: readonly string[], names?: readonly string[]): FoundRole[] {
  const found = items.map((item, i) => {
    const role = roleOf(item);
    return role === undefined ? undefined : { role, keys: [...prefix, names === undefined ? i : names[i]] };
  });
  return found.every(one => one !== undefined) ? found : [];
}

/** A role as IAM prints it, or what `--query` leaves of one: its document among texts, in a list or under names of one's own. */
function roleOf(item: Json): JsonObject | undefined {
  if (textAt(item, 'RoleName') !== undefined || (isObject(item) && 'AssumeRolePolicyDocument' in item)) return item as JsonObject;
  if (isDocument(item)) return { AssumeRolePolicyDocument: item };
  if (!isObject(item) && !Array.isArray(item)) return undefined;
  const values = Object.values(item) as readonly Json[];
  const document = values.find(isDocument);
  if (document === undefined) return undefined;
  const texts = values.filter((one): one is string => typeof one === 'string');
  const arn = texts.find(one => /^arn:aws[\w-]*:iam::\d*:role\//.test(one));
  const name = texts.find(one => /^[\w+=,.@-]{1,64}$/.test(one));
  return { AssumeRolePolicyDocument: document, ...arn === undefined ? {} : { Arn: arn }, ...name === undefined ? {} : { RoleName: name } };
}

/** A policy, as an object or as a text. */
function isDocument(value: Json | undefined): boolean {
  const document = typeof value === 'string' && /^\s*(\{|%7b)/i.test(value) ? embeddedJson(decoded(value)) : value;
  return isObject(document) && typeof document.Statement === 'object' && document.Statement !== null;
}

/** A list that goes on elsewhere holds roles that nobody looks at. */
function noteCut(reading: Reading, what: string): void {
  const { value } = reading.document;
  if (member(value, 'IsTruncated') !== true && textAt(value, 'NextToken') === undefined) return;
  reading.unjudged.push({ id: reading.document.file, type: what, reason: 'the output is cut off: print it without --max-items and --no-paginate', source: reading.source() });
}

function inlineOf(reading: Reading, role: Json, keys: readonly (string | number)[]): AwsPermissions[] {
  return listAt(role, 'RolePolicyList').map((policy, j): AwsPermissions => {
    const source = reading.source(...keys, 'RolePolicyList', j);
    return { name: textAt(policy, 'PolicyName') ?? String(j), document: documentOf(reading, member(policy, 'PolicyDocument'), source), source };
  });
}

/** Output of `aws iam get-open-id-connect-provider` and of `list-open-id-connect-providers`. */
export function isProviderOutput(value: unknown): boolean {
  return Array.isArray(member(value, 'OpenIDConnectProviderList')) || (textAt(value, 'Url') !== undefined && Array.isArray(member(value, 'ClientIDList')));
}

export function readProviderOutput(reading: Reading): void {
  const { value } = reading.document;
  const url = textAt(value, 'Url');
  if (url !== undefined) {
    const texts = (name: string) => listAt(value, name).map(String);
    reading.providers.push({ id: url, url: `https://${url.replace(/^https:\/\//, '')}`, clientIds: texts('ClientIDList'), thumbprints: texts('ThumbprintList'), source: reading.source() });
  }
  listAt(value, 'OpenIDConnectProviderList').forEach((item, i) => {
    const arn = textAt(item, 'Arn') ?? '';
    const [, host] = /:oidc-provider\/(.+)$/.exec(arn) ?? [];
    if (host !== undefined) reading.providers.push({ id: arn, url: `https://${host}`, source: reading.source('OpenIDConnectProviderList', i) });
  });
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
    id: reading.unique(textAt(role, 'Arn') ?? textAt(role, 'RoleName') ?? (keys.length === 0 ? basename(reading.document.file) : `role ${String(keys[keys.length - 1])}`)),
    source,
    name: textAt(role, 'RoleName'),
    arn: textAt(role, 'Arn'),
    trustPolicy: documentOf(reading, member(role, 'AssumeRolePolicyDocument'), source),
    ...typeof session === 'number' ? { maxSessionSeconds: session } : {},
    boundary: textAt(role, 'PermissionsBoundary', 'PermissionsBoundaryArn'),
    ...further,
  };
  addRole(reading, found, { type: 'role' });
}

/** A document as the CLI decodes it, or as the API sends it: JSON with its characters escaped for a URL. */
function documentOf(reading: Reading, document: Json | undefined, source: AwsRole['source']): Json {
  if (typeof document !== 'string') return (document as JsonObject | undefined) ?? null;
  const text = /^\s*%7b/i.test(document) ? decoded(document) : document;
  const value = embeddedJson(text);
  if (value !== undefined) reading.embed(text, source);
  return value ?? document;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
