import { parseDocument } from './private/document';
import { isObject, Json, member, objectAt, textAt } from './private/values';
import { Unreadable } from './unreadable';

/** Values of the parameters of templates by their names; nothing where one is declared without a value that can be known. */
export type ParameterValues = ReadonlyMap<string, string | undefined>;

/**
 * Reads values for parameters, in any of the forms that the tools around CloudFormation take or print.
 *
 * These are the list of `--parameters` (`ParameterKey`, `ParameterValue`), the list of `--parameter-overrides` (`"Name=value"`), the output of
 * `aws cloudformation describe-stacks`, a template configuration (`{ "Parameters": { … } }`), and a flat object. Each may be JSON or YAML.
 *
 * @throws Unreadable for text of another form
 */
export function readParameters(text: string, file: string): ParameterValues {
  const { value } = parseDocument(text, file);
  const entries = entriesOf(value);
  if (entries === undefined) throw new Unreadable(file, 'holds no parameters: give [{ "ParameterKey": "…", "ParameterValue": "…" }], { "Parameters": { … } } or { "name": "value" }');
  return new Map(entries.map(([name, one]): [string, string | undefined] => [name, one === undefined ? undefined : textIn(one, name, file)]));
}

type Entry = readonly [name: string, value: Json | undefined];

function entriesOf(value: Json): readonly Entry[] | undefined {
  if (Array.isArray(value)) return listed(value as readonly Json[]);
  const stacks = member(value, 'Stacks');
  if (Array.isArray(stacks)) return stacks.length === 1 ? entriesOf(member(stacks[0], 'Parameters') ?? []) : undefined;
  const inner = member(value, 'Parameters');
  if (Array.isArray(inner)) return listed(inner as readonly Json[]);
  if (isObject(inner)) return Object.entries(inner);
  return isObject(value) ? Object.entries(value) : undefined;
}

function listed(list: readonly Json[]): readonly Entry[] | undefined {
  const entries = list.map(entryOf);
  return entries.every(entry => entry !== undefined) ? entries : undefined;
}

function entryOf(item: Json): Entry | undefined {
  if (typeof item === 'string') {
    const at = item.indexOf('=');
    return at < 1 ? undefined : [item.slice(0, at), item.slice(at + 1)];
  }
  const name = textAt(item, 'ParameterKey');
  if (name === undefined) return undefined;
  const { ResolvedValue: resolved, ParameterValue: given } = objectAt(item);
  return [name, resolved ?? given];
}

/** What CloudFormation prints in place of a parameter with `NoEcho`. */
const HIDDEN = /^\*{4,}$/;

function textIn(value: Json, name: string, file: string): string | undefined {
  const one = Array.isArray(value) ? (value as readonly Json[]).map(item => scalar(item, name, file)).join(',') : scalar(value, name, file);
  return HIDDEN.test(one) ? undefined : one;
}

function scalar(value: Json, name: string, file: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unreadable(file, `gives the parameter ${JSON.stringify(name)} no text: a parameter is a text, a number or a list of them`);
}
