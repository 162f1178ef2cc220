import { Expression, parseExpression } from './expression';
import { FUNCTIONS } from './functions';
import type { Scope } from './scope';
import { isTable, Late, LateJson } from '../../../private/late';
import { isLate, late } from '../private/texts';
import { isObject, Json, JsonObject, member, textAt } from '../private/values';

/** Azure writes out no more copies. */
export const MOST_COPIES = 800;

/** A value of a template with every expression filled in that the template decides; the rest is unknown until deployment. */
export function resolve(value: Json, scope: Scope): LateJson {
  scope.spend();
  if (typeof value === 'string') return resolveText(value, scope);
  if (Array.isArray(value)) return value.map((one: Json) => resolve(one, scope));
  return isObject(value) ? resolveObject(value, scope) : value as LateJson;
}

/** A text in brackets is an expression; with a second bracket before it, it is that text. */
function resolveText(text: string, scope: Scope): LateJson {
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  if (text.startsWith('[[')) return text.slice(1);
  const expression = parseExpression(text.slice(1, -1));
  return expression === undefined ? late(shortened(text)) : evaluate(expression, scope);
}

function resolveObject(value: JsonObject, scope: Scope): LateJson {
  const loops = Array.isArray(value.copy) ? value.copy as readonly Json[] : [];
  const members = Object.entries(value).filter(([key]) => key !== 'copy' || loops.length === 0).map(([key, one]): [LateJson, LateJson] => [resolveText(key, scope), resolve(one, scope)]);
  // an unknown key may be any
  if (members.some(([key]) => typeof key !== 'string')) return late('a key of an object');
  return Object.fromEntries([...members.map(([key, one]) => [key as string, one] as const), ...loops.map(loop => [textAt(loop, 'name') ?? '', copied(loop, scope)] as const)]);
}

/** A property or variable that is written out once for each number. */
function copied(loop: Json, scope: Scope): LateJson {
  const name = textAt(loop, 'name') ?? '';
  const count = resolve(member(loop, 'count') ?? null, scope);
  if (typeof count !== 'number' || !(count >= 0 && count <= MOST_COPIES)) return late(`copy ${name}`);
  return Array.from({ length: count }, (_, i) => resolve(member(loop, 'input') ?? null, scope.withCopy(name, i)));
}

export function evaluate(expression: Expression, scope: Scope): LateJson {
  switch (expression.kind) {
    case 'literal': return expression.value;
    case 'member': return memberOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case 'call': return called(expression, scope);
  }
}

function memberOf(value: LateJson, key: LateJson): LateJson {
  if (isLate(value)) return late(`${value.names.join(', ')}.${isLate(key) || typeof key === 'object' ? '…' : String(key)}`);
  if (typeof key !== 'string' && typeof key !== 'number') return late(isLate(key) ? key.names.join(', ') : 'a key');
  if (Array.isArray(value)) return (value as readonly LateJson[])[Number(key)] ?? late(`[${key}]`);
  const found = isTable(value) ? Object.keys(value).find(one => one.toLowerCase() === String(key).toLowerCase()) : undefined;
  return found === undefined ? late(String(key)) : (value as Readonly<Record<string, LateJson>>)[found];
}

function called({ name, args }: Expression & { readonly kind: 'call' }, scope: Scope): LateJson {
  const given = args.map(arg => () => evaluate(arg, scope));
  switch (name.toLowerCase()) {
    case 'parameters': return parameterOf(String(given[0]?.()), scope);
    case 'variables': return variableOf(String(given[0]?.()), scope);
    case 'copyindex': return copyIndexOf(given.map(arg => arg()), scope);
    case 'reference': return late(`reference(${referredTo(given[0]?.() ?? '', scope)})`);
    case 'if': {
      const condition = given[0]?.();
      if (typeof condition === 'boolean') return given[condition ? 1 : 2]?.() ?? null;
      const [yes, no] = [given[1]?.() ?? null, given[2]?.() ?? null];
      return JSON.stringify(yes) === JSON.stringify(no) ? yes : late('if');
    }
    default: return FUNCTIONS.get(name.toLowerCase())?.(given.map(arg => arg())) ?? late(`${name}(${args.map(written).join(', ')})`);
  }
}

/** For people; what stands deeper is left out. */
function written(expression: Expression): string {
  return expression.kind === 'literal' ? typeof expression.value === 'string' ? `'${expression.value}'` : String(expression.value) : '…';
}

/** Whoever deploys may give another value than the default; one with an asterisk counts as what is deployed. */
function parameterOf(name: string, scope: Scope): LateJson {
  const { given } = scope.parts;
  const found = Object.keys(given ?? {}).find(key => key.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return given![found];
  const declared = scope.declared('parameters', name);
  const standard = member(declared, 'defaultValue');
  const unknown = late(`parameters('${name}')`);
  if (standard === undefined) return unknown;
  if (given !== undefined) return scope.once(`parameter ${name.toLowerCase()}`, () => resolve(standard, scope));
  return typeof standard === 'string' && standard.includes('*') && !standard.startsWith('[') ? standard : unknown;
}

function variableOf(name: string, scope: Scope): LateJson {
  const declared = scope.declared('variables', name);
  if (declared !== undefined) return scope.once(`variable ${name.toLowerCase()}`, () => resolve(declared, scope));
  const loops = scope.declared('variables', 'copy');
  const loop = Array.isArray(loops) ? (loops as readonly Json[]).find(one => textAt(one, 'name')?.toLowerCase() === name.toLowerCase()) : undefined;
  return loop === undefined ? late(`variables('${name}')`) : scope.once(`variable ${name.toLowerCase()}`, () => copied(loop, scope));
}

/** `copyIndex()`, `copyIndex(1)`, `copyIndex('loop')`, `copyIndex('loop', 1)` */
function copyIndexOf(args: readonly LateJson[], scope: Scope): LateJson {
  const { copies } = scope.parts;
  const loop = typeof args[0] === 'string' ? args[0] : [...copies.keys()].pop();
  const offset = args.find(arg => typeof arg === 'number') ?? 0;
  const index = loop === undefined ? undefined : copies.get(loop);
  return index === undefined ? late('copyIndex()') : index + (offset as number);
}

/** A resource by its symbolic name, or by its id. */
function referredTo(to: LateJson, scope: Scope): string {
  const text = to instanceof Late || typeof to === 'string' ? String(to) : '…';
  return scope.parts.symbols.get(text) ?? text;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
