import { resolve } from './resolve';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import { LateJson, LatePart, Text } from '../../../private/late';
import { EndlessReferences } from '../private/endless-references';
import { asText, late, partsOf, textOf } from '../private/texts';
import { objectAt, textAt } from '../private/values';

export const PROVIDER_TYPES: readonly string[] = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];

/** What `Ref` gives, as far as the template decides it. */
export function refTo(name: string, scope: Scope): LateJson {
  spend(scope);
  const given = scope.given(name);
  if (given !== undefined) return given;
  if (own(scope.resources, name) === undefined) return late(name.startsWith('AWS::') ? name : `Ref ${name}`);
  const type = textAt(scope.resources, name, 'Type') ?? '';
  if (PROVIDER_TYPES.includes(type)) return providerArn(name, scope);
  if (type === 'AWS::IAM::Role') return propertyText(name, 'RoleName', scope) ?? late(`Ref ${name}`);
  if (type === 'AWS::IAM::ManagedPolicy') return textOf(arnOf('policy', name, 'ManagedPolicyName', scope));
  return late(`Ref ${name}`);
}

/** What `Fn::GetAtt` gives, as far as the template decides it. */
export function attributeOf(name: string, attribute: string, scope: Scope): LateJson {
  spend(scope);
  const type = textAt(scope.resources, name, 'Type') ?? '';
  if (attribute === 'Arn' && PROVIDER_TYPES.includes(type)) return providerArn(name, scope);
  if (attribute === 'Arn' && type === 'AWS::IAM::Role') return roleArn(name, scope);
  const nested = type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.') ? scope.outputOf(name, attribute.slice('Outputs.'.length)) : undefined;
  return nested ?? late(`Fn::GetAtt ${name}.${attribute}`);
}

/** An ARN of this account, up to the resource. */
const HERE: readonly (string | LatePart)[] = ['arn:', { late: 'AWS::Partition' }, ':iam::', { late: 'AWS::AccountId' }, ':'];

/** The ARN of a provider: IAM takes it from the URL. */
function providerArn(name: string, scope: Scope): Text {
  const url = propertyText(name, 'Url', scope) ?? late(`${name}.Url`);
  const [first, ...others] = partsOf(url)!;
  return textOf([...HERE, 'oidc-provider/', ...typeof first === 'string' ? [first.replace(/^https:\/\//, '')] : [first], ...others]);
}

export function roleArn(name: string, scope: Scope): Text {
  return textOf(arnOf('role', name, 'RoleName', scope));
}

function arnOf(kind: string, name: string, property: string, scope: Scope): readonly (string | LatePart)[] {
  const path = propertyText(name, 'Path', scope) ?? '/';
  return [...HERE, kind, ...partsOf(path)!, ...partsOf(propertyText(name, property, scope) ?? late(`Ref ${name}`))!];
}

/** A property that is a text. */
function propertyText(name: string, property: string, scope: Scope): Text | undefined {
  const value = own(objectAt(scope.resources, name, 'Properties'), property);
  return value === undefined ? undefined : asText(resolve(value, scope));
}

function spend({ budget }: Scope): void {
  budget.left -= 1;
  if (budget.left < 0) throw new EndlessReferences();
}
