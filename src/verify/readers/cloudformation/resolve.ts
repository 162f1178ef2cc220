import { holds } from './conditions';
import { withReferencesUnknown } from './dynamic-references';
import { isLoop, writtenOut } from './for-each';
import { attributeOf, refTo, spendText } from './references';
import type { Scope } from './scope';
import { LateJson, LatePart, Text } from '../../../private/late';
import { jsonOf } from '../private/embedded-policy';
import { isLate, late, partsOf, textOf } from '../private/texts';
import { isObject, Json, JsonObject, member } from '../private/values';

/** Stands for `AWS::NoValue`: the property, or the member of the list, is not there. */
const NOTHING = Symbol('AWS::NoValue');
type Resolved = LateJson | typeof NOTHING;

/** A value of a template with all that its text decides filled in; the rest is late. */
export function resolve(value: Json, scope: Scope): LateJson {
  const resolved = inner(value, scope);
  return resolved === NOTHING ? null : resolved;
}

function inner(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) return listOf(value, scope);
  if (typeof value === 'string') return withReferencesUnknown(value);
  if (!isObject(value)) return value as LateJson;
  const keys = Object.keys(value);
  if (keys.some(isLoop)) {
    const written = writtenOut(value, scope);
    return written === undefined ? late('Fn::ForEach') : inner(written, scope);
  }
  if (keys.length === 1) {
    const [key] = keys;
    const intrinsic = INTRINSICS.get(key);
    if (intrinsic !== undefined) return intrinsic(value[key], scope);
  }
  const macro = keys.find(key => key.startsWith('Fn::')); // also beside others: what it adds is not known
  if (macro !== undefined) return late(macro);
  const resolved = keys.map(key => inner(value[key], scope));
  if (resolved.every((one, i) => one === value[keys[i]])) return value;
  return Object.fromEntries(keys.map((key, i) => [key, resolved[i]]).filter(([, one]) => one !== NOTHING)) as LateJson;
}

/** What holds nothing to fill in is kept as it is: most of a template does. */
function listOf(values: readonly Json[], scope: Scope): readonly LateJson[] {
  const resolved = values.map(one => inner(one, scope));
  return resolved.every((one, i) => one === values[i]) ? values : resolved.filter((one): one is LateJson => one !== NOTHING);
}

type Intrinsic = (argument: Json, scope: Scope) => Resolved;

const INTRINSICS = new Map<string, Intrinsic>([
  ['Ref', (name, scope) => name === 'AWS::NoValue' ? NOTHING : refTo(String(name), scope)],
  ['Fn::GetAtt', (argument, scope) => {
    const [resource, ...attribute] = Array.isArray(argument) ? argument : String(argument).split(/\.(.*)/s);
    return attributeOf(String(resource), attribute.filter(part => part !== '').join('.'), scope);
  }],
  ['Fn::Join', (argument, scope) => {
    const [separator, list] = Array.isArray(argument) ? argument as Json[] : [];
    const items = list === undefined ? undefined : inner(list, scope);
    return typeof separator === 'string' && Array.isArray(items) ? joined(items, separator, scope) : late('Fn::Join');
  }],
  ['Fn::Sub', (argument, scope) => substituted(argument, scope)],
  ['Fn::If', (argument, scope) => {
    const [condition, ...branches] = Array.isArray(argument) ? argument as Json[] : [];
    if (typeof condition !== 'string' || branches.length !== 2) return late('Fn::If');
    const known = holds(condition, scope);
    if (known === undefined) scope.onOpen?.(condition);
    return known === undefined ? late(`Fn::If ${condition}`) : inner(branches[known ? 0 : 1], scope);
  }],
  ['Fn::FindInMap', (argument, scope) => {
    const [map, ...keys] = Array.isArray(argument) ? (argument as Json[]).slice(0, 3).map(one => inner(one, scope)) : [];
    const known = [map, ...keys].every(key => typeof key === 'string' || typeof key === 'number');
    const found = known ? member(scope.mappings, ...[map, ...keys].map(String)) : undefined;
    const otherwise = known && found === undefined ? member((argument as Json[])[3], 'DefaultValue') : undefined;
    if (otherwise !== undefined) return inner(otherwise, scope);
    return found === undefined ? late(`Fn::FindInMap ${typeof map === 'string' ? map : ''}`.trim()) : inner(found, scope);
  }],
  ['Fn::ToJsonString', (argument, scope) => {
    return spendText(jsonOf(resolve(argument, scope)), scope);
  }],
  ['Fn::Select', (argument, scope) => {
    const [index, list] = Array.isArray(argument) ? (argument as Json[]).map(one => inner(one, scope)) : [];
    const found = Array.isArray(list) ? (list as readonly LateJson[])[Number(index)] : undefined;
    return found ?? late('Fn::Select');
  }],
  ['Fn::Split', (argument, scope) => {
    const [separator, text] = Array.isArray(argument) ? (argument as Json[]).map(one => inner(one, scope)) : [];
    return typeof separator === 'string' && separator !== '' && (typeof text === 'string' || isLate(text as LateJson)) ? split(text as Text, separator) : late('Fn::Split');
  }],
  ['Fn::ImportValue', (argument, scope) => {
    const name = inner(argument, scope);
    const found = typeof name === 'string' ? scope.imported(name) : undefined;
    return found ?? late(`Fn::ImportValue ${name === NOTHING || typeof name === 'object' && !isLate(name) ? '' : String(name)}`.trim());
  }],
]);

function joined(items: readonly LateJson[], separator: string, scope: Scope): LateJson {
  const parts = items.map(partsOf);
  if (parts.includes(undefined)) return late('Fn::Join');
  return withReferencesUnknown(spendText(textOf(parts.flatMap((part, i) => i === 0 ? part! : [separator, ...part!])), scope));
}

/** The pieces between separators; what is late is taken to hold none. */
function split(text: Text, separator: string): LateJson {
  const pieces: (string | LatePart)[][] = [[]];
  for (const part of partsOf(text)!) {
    const [first, ...others] = typeof part === 'string' ? part.split(separator) : [part];
    pieces[pieces.length - 1].push(first);
    others.forEach(other => pieces.push([other]));
  }
  return pieces.map(textOf);
}

function substituted(argument: Json, scope: Scope): LateJson {
  const [template, table] = Array.isArray(argument) ? argument as Json[] : [argument];
  if (typeof template !== 'string') return late('Fn::Sub');
  const variables: JsonObject = isObject(table) ? table : {};
  const parts = template.split(/(\$\{[^{}]*\})/).map((piece): readonly (string | LatePart)[] => {
    const [, name] = /^\$\{(.*)\}$/s.exec(piece) ?? [];
    if (name === undefined) return [piece];
    if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
    const value = Object.prototype.hasOwnProperty.call(variables, name) ? inner(variables[name], scope)
      : name.includes('.') ? attributeOf(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1), scope) : name === 'AWS::NoValue' ? '' : refTo(name, scope);
    return value === NOTHING ? [] : partsOf(value) ?? [{ late: name }];
  });
  return withReferencesUnknown(spendText(textOf(parts.flat()), scope));
}
