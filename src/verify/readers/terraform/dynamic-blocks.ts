import { blocks, PERHAPS } from './blocks';
import type { Module } from './module';
import { writtenAgain } from './resolved-body';
import { piecesOf, traversalOf } from './templates';
import { own } from '../../../identity/private/own';
import { terraformLiteral } from '../../../terraform/literal';
import { EndlessReferences } from '../private/endless-references';
import { isLate } from '../private/texts';
import { isObject, Json, JsonObject } from '../private/values';

/** More than any configuration has: blocks in blocks could make of a small file more than there is room for. */
const MOST_BLOCKS = 10_000;

/** Whether a body has blocks that are made by `dynamic`. */
export function hasDynamic(body: JsonObject): boolean {
  return Object.entries(body).some(([key, value]) => {
    const inner = ([value].flat() as Json[]).filter(isObject);
    return inner.length > 0 && (key === 'dynamic' || inner.some(hasDynamic));
  });
}

/**
 * A body with its `dynamic` blocks written out, once for each element of what they go through; where that is unknown, once, and marked as a block
 * that may be there.
 */
export function withoutDynamic(module: Module, body: JsonObject): JsonObject {
  let left = MOST_BLOCKS;
  return written(body);

  function written(one: JsonObject): JsonObject {
    const made = blocks(own(one, 'dynamic')).flatMap(dynamic => Object.entries(dynamic));
    const result = new Map(Object.entries(one).filter(([key]) => key !== 'dynamic' || made.length === 0).map(([key, value]) => [key, inner(value)] as const));
    for (const [name, bodies] of made) {
      const before = [result.get(name) ?? []].flat() as Json[];
      result.set(name, [...before, ...blocks(bodies).flatMap(block => blocksOf(name, block))]);
    }
    return Object.fromEntries(result);
  }

  function inner(value: Json): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map(inner);
    return isObject(value) && hasDynamic(value) ? written(value) : value;
  }

  function blocksOf(name: string, block: JsonObject): Json[] {
    const [content = {}] = blocks(own(block, 'content'));
    const iterator = typeof block.iterator === 'string' ? block.iterator.replace(/^\$\{\s*([\w-]+)\s*\}$/, '$1') : name;
    const elements = elementsOf(own(block, 'for_each') ?? null);
    left -= elements?.length ?? 1;
    if (left < 0) throw new EndlessReferences();
    if (elements === undefined) return [{ ...written(content), [PERHAPS]: `\${dynamic ${name} over ${sourceOf(block.for_each)}}` }];
    return elements.map(([key, value]) => written(filled(content, iterator, { key, value }) as JsonObject));
  }

  /** What is gone through, with its keys; nothing where that is not known. Its members may hold references again. */
  function elementsOf(json: Json): (readonly [Json, Json])[] | undefined {
    const [, set] = typeof json === 'string' ? /^\$\{\s*toset\((.*)\)\s*\}$/s.exec(json) ?? [] : [];
    const list = typeof json === 'string' ? resolved(set === undefined ? json : `\${${set}}`) : json;
    if (Array.isArray(list)) return (list as readonly Json[]).map((value, i) => [set === undefined ? i : value, value] as const);
    return isObject(list) ? Object.entries(list) : undefined;
  }

  function resolved(template: string): Json | undefined {
    const value = module.value(template);
    return isLate(value) ? undefined : writtenAgain(value);
  }
}

function sourceOf(forEach: Json | undefined): string {
  return typeof forEach === 'string' ? forEach.replace(/^\$\{\s*|\s*\}$/g, '') : JSON.stringify(forEach);
}

/** Content with its iterator replaced wherever that stands by itself; a function of it stays unknown. */
function filled(json: Json, iterator: string, element: { readonly key: Json; readonly value: Json }): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(one => filled(one, iterator, element));
  if (isObject(json)) return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, filled(one, iterator, element)]));
  if (typeof json !== 'string' || !json.includes(`${iterator}.`)) return json;
  const pieces = piecesOf(json).map(piece => {
    if ('text' in piece) return terraformLiteral(piece.text);
    const value = elementAt(piece.expression, iterator, element);
    const isWhole = value === null || typeof value !== 'object' || json.trim() === `\${${piece.expression}}`;
    return value === undefined || !isWhole ? `\${${piece.expression}}` : value;
  });
  return pieces.length === 1 ? pieces[0] : pieces.map(String).join('');
}

function elementAt(expression: string, iterator: string, element: { readonly key: Json; readonly value: Json }): Json | undefined {
  const [root, part, ...further] = traversalOf(expression) ?? [];
  const [name, of] = [root, part].map(step => step !== undefined && 'name' in step ? step.name : undefined);
  if (name !== iterator || (of !== 'key' && of !== 'value')) return undefined;
  let at: Json | undefined = element[of];
  for (const step of further) {
    const key = 'name' in step ? step.name : step.key;
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(key)];
    else at = isObject(at) && typeof key === 'string' ? own(at, key) : undefined;
  }
  return at;
}
