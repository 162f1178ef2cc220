import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Problem, refuse } from '../../private/problem';
import { holdsToken } from '../../private/tokens';

/** What a text may be made of, once it is resolved. */
export interface TextRule {
  /** A text that is known as a whole. */
  readonly whole: (text: string) => boolean;
  /** What stands beside something that is unknown until deployment. */
  readonly part: (text: string) => boolean;
}

/** What is wrong with what a text comes to, as the framework writes it. */
export type Judge = (written: unknown, scope: IConstruct) => Problem | undefined;

export const ANY_TEXT: TextRule = { whole: () => true, part: () => true };

/** A dynamic reference to a parameter, which CloudFormation replaces by one text. */
const SSM_REFERENCE = /^\{\{resolve:ssm:[\w./-]+(?::\d+)?\}\}$/;

/** Pseudo parameters that are no text. */
const NO_TEXT: readonly unknown[] = ['AWS::NoValue', 'AWS::NotificationARNs'];

/** A list as the type of a parameter says it: `CommaDelimitedList`, `List<Number>`, `AWS::SSM::Parameter::Value<List<String>>`. */
const LIST_TYPE = /List\b|List</;

/**
 * A text whose tokens are judged by what they come to, whenever the template is written: a trust without validation of its own would
 * otherwise be written without what it tests.
 *
 * A text without tokens stays as it is.
 */
export function judgedAtSynth(text: string, judge: Judge): string {
  return holdsToken(text) ? cdk.Token.asString(new JudgedText(text, judge)) : text;
}

class JudgedText implements cdk.IResolvable {
  public readonly creationStack: string[] = [];

  constructor(private readonly text: string, private readonly judge: Judge) {}

  public resolve(context: cdk.IResolveContext): any {
    const written: unknown = context.resolve(this.text);
    // references between stacks are made in a first pass, before any validation has spoken
    if (!context.preparing) refuse(this.judge(written, context.scope), context.scope.node.path);
    return written;
  }

  public toString(): string {
    return cdk.Token.asString(this);
  }

  public toJSON(): string {
    return '<judged at synth>';
  }
}

/**
 * Whether what the framework writes is one text that is known to be there.
 *
 * What is not a text, may be none or may be several is refused: nothing, a list, `AWS::NoValue`, a condition with such a branch, a function
 * that makes lists.
 */
export function isOneText(written: unknown, stack: cdk.Stack, rule: TextRule): boolean {
  if (typeof written === 'string') return rule.whole(written) || SSM_REFERENCE.test(written);
  const call = callOf(written);
  if (call === undefined) return false;
  const [name, argument] = call;
  const list: unknown = Array.isArray(argument) ? argument[1] : undefined;
  const inner = (value: unknown) => isOneText(value, stack, rule);
  switch (name) {
    case 'Ref': return !NO_TEXT.includes(argument) && !isListParameter(argument, stack);
    case 'Fn::ImportValue':
    case 'Fn::GetAtt': return true;
    case 'Fn::If': return Array.isArray(argument) && argument.length === 3 && argument.slice(1).every(inner);
    case 'Fn::Join': return Array.isArray(list) && areParts([(argument as unknown[])[0], ...list as unknown[]], stack, rule);
    case 'Fn::Sub': return isSubstitution(argument, stack, rule);
    case 'Fn::Select': return Array.isArray(list) ? list.length > 0 && list.every(inner) : isListOfTexts(list, stack);
    case 'Fn::FindInMap': return valuesInMap(argument, stack).every(inner);
    default: return false;
  }
}

function callOf(value: unknown): [string, unknown] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

/** Parts of one text: literal ones that may stand in it, and what is one text each. */
function areParts(parts: readonly unknown[], stack: cdk.Stack, rule: TextRule): boolean {
  const inPart = { whole: rule.part, part: rule.part };
  const fits = (part: unknown) => typeof part === 'string' ? part === '' || rule.part(part) : isOneText(part, stack, inPart);
  return parts.every(fits) && parts.slice(1).some(part => part !== '');
}

function isSubstitution(argument: unknown, stack: cdk.Stack, rule: TextRule): boolean {
  const [template, variables = {}] = Array.isArray(argument) ? argument as unknown[] : [argument];
  if (typeof template !== 'string' || typeof variables !== 'object' || variables === null) return false;
  const literals = template.split(/\$\{[^!}][^}]*\}/);
  const names = [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim());
  const references = names.filter(name => !(name in variables)).map(name => name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
  return areParts(['', ...literals.filter(text => text !== ''), ...references, ...Object.values(variables)], stack, rule);
}

/** A list of which each element is a text: what `Fn::Select` takes one of. */
function isListOfTexts(list: unknown, stack: cdk.Stack): boolean {
  const [name, argument] = callOf(list) ?? [];
  return name === 'Fn::Split' || (name === 'Ref' && isListParameter(argument, stack));
}

function isListParameter(name: unknown, stack: cdk.Stack): boolean {
  const { type } = (elementOf(stack, name) ?? {}) as Partial<cdk.CfnParameter>;
  return typeof type === 'string' && LIST_TYPE.test(type);
}

/** What a stack has under a logical id. */
function elementOf(stack: cdk.Stack, logicalId: unknown): cdk.CfnElement | undefined {
  const elements = stack.node.findAll().filter((child): child is cdk.CfnElement => cdk.CfnElement.isCfnElement(child));
  return elements.find(element => stack.resolve(element.logicalId) === logicalId);
}

/** All values that a mapping of the stack may give; nothing that fits where the mapping is not known. */
function valuesInMap(argument: unknown, stack: cdk.Stack): unknown[] {
  const [map, , key, options] = Array.isArray(argument) ? argument as unknown[] : [];
  const defaults = options === undefined ? [] : [(options as { readonly DefaultValue?: unknown } | null)?.DefaultValue];
  const mapping = elementOf(stack, map);
  if (mapping === undefined) return [undefined];
  const template = (mapping as unknown as { _toCloudFormation(): object })._toCloudFormation();
  const { Mappings: mappings } = stack.resolve(template) as { Mappings?: Record<string, Record<string, Record<string, unknown>>> };
  const rows = Object.values(mappings?.[String(map)] ?? {});
  const values = rows.flatMap(row => typeof key === 'string' ? [row[key]] : Object.values(row));
  return values.length === 0 ? [undefined] : [...values, ...defaults];
}

/** What is known of a text that the framework writes, with a sign in the place of the rest. */
export function textWithSigns(written: unknown, sign: string): string | undefined {
  if (typeof written === 'string') return written;
  const [name, argument] = callOf(written) ?? [];
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return (argument[1] as unknown[]).map(part => textWithSigns(part, sign)).join(String(argument[0]));
  }
  if (name === 'Fn::Sub') return String(Array.isArray(argument) ? argument[0] : argument).replace(/\$\{[^!}][^}]*\}/g, sign);
  return name === undefined ? undefined : sign;
}
