import { PROVIDER_TYPES, roleArn } from './references';
import { resolve } from './resolve';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import type { AwsPermissions, AwsRole } from '../../model';
import type { Reading } from '../private/reading';
import { asText, asTexts } from '../private/texts';
import { targetOf } from '../private/trust-policies';
import { isObject, Json, listAt, objectAt, textAt } from '../private/values';

export function isTemplate(value: unknown): boolean {
  const resources = objectAt(value, 'Resources');
  return isObject(value) && (typeof value.AWSTemplateFormatVersion === 'string' || Object.values(resources).some(resource => /^(AWS|Custom|Alexa)::/.test(textAt(resource, 'Type') ?? '')));
}

/** Roles, providers and access keys of a CloudFormation template. */
export function readTemplate(reading: Reading, name: string): void {
  const { value } = reading.document;
  const scope: Scope = {
    name, resources: objectAt(value, 'Resources'), mappings: objectAt(value, 'Mappings'), conditions: objectAt(value, 'Conditions'), parameters: new Map(), assumed: new Map(),
  };
  const roles: AwsRole[] = [];
  for (const [id, resource] of Object.entries(scope.resources)) {
    const type = textAt(resource, 'Type');
    if (type === 'AWS::IAM::Role') roles.push(roleOf(reading, id, scope));
    else if (type === 'AWS::IAM::AccessKey') reading.staticKeys.push({ id: `${name}/${id}`, cloud: 'aws', kind: type, source: reading.source('Resources', id) });
    else if (PROVIDER_TYPES.includes(type ?? '')) reading.providers.push({ ...providerOf(id, scope), source: reading.source('Resources', id) });
  }
  reading.roles.push(...roles);
  reading.targets.push(...roles.flatMap(role => targetOf(role, reading.providers)));
}

function providerOf(id: string, scope: Scope) {
  const property = (key: string) => {
    const value = own(objectAt(scope.resources, id, 'Properties'), key);
    return value === undefined ? undefined : resolve(value, scope);
  };
  return {
    id: `${scope.name}/${id}`,
    url: asText(property('Url')),
    clientIds: asTexts(property('ClientIdList') ?? property('ClientIDList')),
    thumbprints: asTexts(property('ThumbprintList')),
  };
}

function roleOf(reading: Reading, id: string, scope: Scope): AwsRole {
  const properties = objectAt(scope.resources, id, 'Properties');
  const property = (key: string) => {
    const value = own(properties, key);
    return value === undefined ? undefined : resolve(value, scope);
  };
  const session = Number(property('MaxSessionDuration') ?? NaN);
  return {
    id: `${scope.name}/${id}`,
    source: reading.source('Resources', id),
    name: asText(property('RoleName')),
    arn: roleArn(id, scope),
    trustPolicy: property('AssumeRolePolicyDocument') ?? null,
    ...Number.isNaN(session) ? {} : { maxSessionSeconds: session },
    boundary: asText(property('PermissionsBoundary')),
    managedPolicies: asTexts(property('ManagedPolicyArns')),
    permissions: listAt(properties, 'Policies').map((policy: Json, i): AwsPermissions => ({
      name: textAt(policy, 'PolicyName') ?? String(i),
      document: resolve(objectAt(policy, 'PolicyDocument'), scope),
      source: reading.source('Resources', id, 'Properties', 'Policies', i),
    })),
    complete: true,
  };
}
