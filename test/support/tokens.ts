import * as cdk from 'aws-cdk-lib';
import * as cdktf from 'cdktf';

/** A token as a caller may hand it over: made by the framework itself, of whatever kind. */
export interface SomeToken {
  readonly name: string;
  readonly value: unknown;
  /** The same within a text, where a text can hold it. */
  readonly inText?: string;
}

/** Every kind of token that AWS CDK and CDKTF make, in every encoding in which they hand it over. */
export function everyToken(): SomeToken[] {
  return [...ofAwsCdk(), ...ofCdktf(), ...TEMPLATES.map(text => ({ name: `what Terraform evaluates, ${text}`, value: text, inText: text }))];
}

/** Nothing that a framework recognises: CDKTF hands it to Terraform, which evaluates it. */
const TEMPLATES = ['${var.stage}', '${data.external.names.result["a"]}', '${upper(local.stage)}', '${ each.key }', '%{ if var.x }a%{ endif }'];

function ofAwsCdk(): SomeToken[] {
  const stack = new cdk.Stack(new cdk.App(), 'Stack');
  const number = new cdk.CfnParameter(stack, 'Number', { type: 'Number' });
  const list = new cdk.CfnParameter(stack, 'List', { type: 'CommaDelimitedList' });
  const reference = cdk.Fn.getAtt('Function', 'Name');
  const texts: [string, string][] = [
    ['a pseudo parameter', cdk.Aws.ACCOUNT_ID],
    ['a reference', number.valueAsString],
    ['a function', cdk.Fn.join('-', ['a', cdk.Aws.REGION])],
    ['a text computed later', cdk.Lazy.string({ produce: () => 'main' })],
    ['a secret', cdk.SecretValue.ssmSecure('/name').toString()],
    ['an element of a list', cdk.Fn.select(0, list.valueAsList)],
    ['a text within others', `a-${cdk.Aws.REGION}-b`],
  ];
  const numbers: [string, number][] = [
    ['a number of a parameter', number.valueAsNumber],
    ['a number computed later', cdk.Lazy.number({ produce: () => 17 })],
    ['a number of any token', cdk.Token.asNumber(reference)],
  ];
  const lists: [string, string[]][] = [
    ['a list of a parameter', list.valueAsList],
    ['a list computed later', cdk.Lazy.list({ produce: () => ['main'] })],
    ['a list beside others', ['main', cdk.Aws.REGION]],
  ];
  const objects: [string, unknown][] = [
    ['a reference as an object', reference],
    ['a lazy object', cdk.Lazy.any({ produce: () => 'main' })],
    ['an uncached lazy object', cdk.Lazy.uncachedAny({ produce: () => ({}) })],
    ['a secret as an object', cdk.SecretValue.unsafePlainText('main')],
  ];
  return named('AWS CDK', texts, numbers, lists, objects);
}

function ofCdktf(): SomeToken[] {
  const stack = new cdktf.TerraformStack(cdktf.Testing.app(), 'stack');
  const variable = new cdktf.TerraformVariable(stack, 'variable', {});
  const texts: [string, string][] = [
    ['a variable', variable.stringValue],
    ['a function', cdktf.Fn.join('-', ['a', variable.stringValue])],
    ['a text computed later', cdktf.Lazy.stringValue({ produce: () => 'main' })],
    ['an expression', cdktf.Token.asString(cdktf.ref('var.x'))],
    ['a fully qualified name', variable.fqn],
    ['a text within others', `a-${variable.stringValue}-b`],
  ];
  const numbers: [string, number][] = [
    ['a number of a variable', variable.numberValue],
    ['a number computed later', cdktf.Lazy.numberValue({ produce: () => 17 })],
    ['a number of a list', cdktf.Token.asNumberList(variable.fqn)[0]],
  ];
  const lists: [string, unknown[]][] = [
    ['a list of a variable', variable.listValue],
    ['a list computed later', cdktf.Lazy.listValue({ produce: () => ['main'] })],
    ['a list of numbers', cdktf.Token.asNumberList(variable.fqn)],
  ];
  const objects: [string, unknown][] = [
    ['a truth value', variable.booleanValue],
    ['a lazy object', cdktf.Lazy.anyValue({ produce: () => 'main' })],
    ['a map of texts', cdktf.Token.asStringMap(variable.fqn)],
    ['a map of numbers', cdktf.Token.asNumberMap(variable.fqn)],
    ['a map of anything', cdktf.Token.asAnyMap(variable.fqn)],
  ];
  return named('CDKTF', texts, numbers, lists, objects);
}

function named(framework: string, texts: [string, string][], numbers: [string, number][], lists: [string, unknown[]][], objects: [string, unknown][]): SomeToken[] {
  return [
    ...texts.map(([name, value]) => ({ name, value, inText: value })),
    ...numbers.flatMap(([name, value]) => [
      { name, value, inText: `${value}` },
      { name: `${name}, with few digits`, value: value.toPrecision(4), inText: value.toPrecision(4) },
      { name: `${name}, with many digits`, value: value.toExponential(20), inText: value.toExponential(20) },
    ]),
    ...lists.map(([name, value]) => ({ name, value, inText: value.join(',') })),
    ...objects.map(([name, value]) => ({ name, value })),
  ].map(token => ({ ...token, name: `${framework}: ${token.name}` }));
}
