import { holds } from './conditions';
import { isLoop, writtenOut } from './for-each';
import { Permissions } from './permissions';
import { JSON_TYPE, PROVIDER_TYPES, roleArn } from './references';
import { resolve } from './resolve';
import { hasKnownType, idsIn } from './resources';
import type { Scope } from './scope';
import { readStackSet } from './stack-set';
import { MACRO, noteMacros, noteUnread } from './unread';
import { variantsOf } from './variants';
import { own } from '../../../identity/private/own';
import type { LateJson } from '../../../private/late';
import type { Artefacts, AwsRole } from '../../model';
import { policyIn } from '../private/embedded-policy';
import type { Reading } from '../private/reading';
import { asText, asTexts } from '../private/texts';
import { addRole, unfilledKeysOf } from '../private/trust-policies';
import { isObject, Json, JsonObject, objectAt, textAt } from '../private/values';

const SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Transform', 'Globals', 'Hooks', 'Resources', 'Outputs', MACRO];

export function isTemplate(value: unknown): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return 'AWSTemplateFormatVersion' in value || (keys.length > 0 && keys.every(key => SECTIONS.includes(key))) || hasKnownType(objectAt(value, 'Resources'));
}

/** A template that is a document of its own. */
export function readWholeTemplate(reading: Reading, scope: Scope, name: string): void {
  noteMacros(reading, reading.document.value, name);
  readTemplate(reading, scope);
}

/** Roles, providers and access keys of a CloudFormation template. */
export function readTemplate(reading: Reading, scope: Scope): void {
  const permissions = new Permissions(reading, scope);
  const ids = idsIn(scope.resources);
  noteUnread(reading, ids, scope);
  for (const id of ids) {
    const resource = scope.resources[id];
    const type = textAt(resource, 'Type') ?? '';
    const condition = textAt(resource, 'Condition');
    if (condition !== undefined && holds(condition, scope) === false) continue; // never made
    if (type === 'AWS::IAM::AccessKey') {
      reading.staticKeys.push({ id: `${scope.name}/${id}`, cloud: 'aws', kind: type, source: reading.source(...scope.place(id)) });
    } else if (PROVIDER_TYPES.includes(type)) {
      reading.providers.push(providerOf(reading, id, scope));
    } else if (type === 'AWS::CloudFormation::StackSet') {
      readStackSet(reading, id, scope);
    } else if (type === JSON_TYPE) {
      const text = textAt(resource, 'Properties', 'Value');
      if (text !== undefined) policyIn(reading, text, reading.source(...scope.place(id)));
    } else if (type === 'AWS::IAM::Role' || ownRole(resource)) {
      const there = condition === undefined ? scope : { ...scope, assumed: new Map([...scope.assumed, [condition, true]]) };
      const roles = rolesOf(reading, id, there, permissions);
      for (const role of roles) addRole(reading, role, { type, unfilledKeys: unfilledKeysOf(role.trustPolicy) });
    }
  }
}

/** A function of SAM may have the trust of its role written at itself. */
function ownRole(resource: Json): boolean {
  return textAt(resource, 'Type') === 'AWS::Serverless::Function' && own(objectAt(resource, 'Properties'), 'AssumeRolePolicyDocument') !== undefined;
}

/** The properties of a resource, with loops in them written out. */
interface Properties {
  readonly all: JsonObject;
  /** What may add to them at deployment, a macro or a loop over what is not known yet. */
  readonly unknown?: string;
}

function propertiesOf(id: string, scope: Scope): Properties {
  const properties = objectAt(scope.resources, id, 'Properties');
  const written = Object.keys(properties).some(isLoop) ? writtenOut(properties, scope) : properties;
  if (written === undefined) return { all: properties, unknown: 'Fn::ForEach' };
  return { all: written, unknown: Object.keys(written).find(key => key.startsWith('Fn::')) };
}

function valueIn({ all }: Properties, scope: Scope): (key: string) => LateJson | undefined {
  return key => {
    const value = own(all, key);
    return value === undefined ? undefined : resolve(value, scope) ?? undefined;
  };
}

function providerOf(reading: Reading, id: string, scope: Scope): Artefacts['providers'][number] {
  const property = valueIn(propertiesOf(id, scope), scope);
  const clientIds = property('ClientIdList') ?? property('ClientIDList');
  const thumbprints = property('ThumbprintList');
  return {
    id: `${scope.name}/${id}`,
    url: asText(property('Url')),
    ...clientIds === undefined ? {} : { clientIds: asTexts(clientIds) },
    ...thumbprints === undefined ? {} : { thumbprints: asTexts(thumbprints) },
    source: reading.source(...scope.place(id)),
  };
}

/** A role, once for every trust that the conditions of the template can give it. */
function rolesOf(reading: Reading, id: string, scope: Scope, permissions: Permissions): AwsRole[] {
  const properties = propertiesOf(id, scope);
  const { all, unknown } = properties;
  // what a macro adds may be the trust
  const trust = own(all, 'AssumeRolePolicyDocument') ?? (unknown === undefined ? null : { [unknown]: null });
  const source = reading.source(...scope.place(id));
  return variantsOf(trust, scope).map(({ scope: there, value, label }) => {
    const property = valueIn(properties, there);
    const session = Number(property('MaxSessionDuration') ?? NaN);
    const managedPolicies = asTexts(property('ManagedPolicyArns'));
    return {
      id: `${scope.name}/${id}${label}`,
      source,
      name: asText(property('RoleName')),
      arn: roleArn(id, there),
      trustPolicy: policyIn(reading, value, source),
      ...Number.isNaN(session) ? {} : { maxSessionSeconds: session },
      boundary: asText(property('PermissionsBoundary')),
      managedPolicies: managedPolicies.filter(arn => !permissions.holds(arn)),
      permissions: permissions.of(id, managedPolicies),
      complete: unknown === undefined,
    };
  });
}
