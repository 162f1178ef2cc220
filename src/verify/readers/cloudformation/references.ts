import { withReferencesUnknown } from './dynamic-references';
import { resolve } from './resolve';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import { LateJson, LatePart, Text } from '../../../private/late';
import { policyOf } from '../private/embedded-policy';
import { EndlessReferences } from '../private/endless-references';
import { asText, known, late, partsOf, textOf } from '../private/texts';
import { objectAt, textAt } from '../private/values';

/** Of `CfnJson`: a custom resource whose attribute `Value` is what the JSON text of its property `Value` says. */
export const JSON_TYPE = 'Custom::AWSCDKCfnJson';

export const PROVIDER_TYPES: readonly string[] = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];

/** What `Ref` gives, as far as the template decides it. */
export function refTo(name: string, scope: Scope): LateJson {
  spend(scope);
  const given = scope.given(name);
  if (given !== undefined) return typeof given === 'string' ? withReferencesUnknown(given) : given;
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
  if (attribute === 'Value' && type === JSON_TYPE) return jsonIn(name, scope);
  const nested = type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.') ? scope.outputOf(name, attribute.slice('Outputs.'.length)) : undefined;
  return nested ?? late(`Fn::GetAtt ${name}.${attribute}`);
}

/** What a value of the CDK's `CfnJson` says: the text stands in the template, with the keys that no function could stand in. */
function jsonIn(name: string, scope: Scope): LateJson {
  const unknown = late(`Fn::GetAtt ${name}.Value`);
  const text = propertyText(name, 'Value', scope);
  if (text === undefined) return unknown;
  const value = policyOf(text);
  return value === text ? unknown : value;
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

function spend({ budget }: Scope, cost = 1): void {
  budget.left -= cost;
  if (budget.left < 0) throw new EndlessReferences();
}

/** To make a text of so many characters takes about as long as to follow a reference. */
const CHARACTERS_A_REFERENCE = 50;

/** A text that was put together: parts that are used again and again grow into more than there is room for. */
export function spendText(text: Text, scope: Scope): Text {
  spendSize(known(text).length, scope);
  return text;
}

export function spendSize(characters: number, scope: Scope): void {
  spend(scope, characters / CHARACTERS_A_REFERENCE);
}
