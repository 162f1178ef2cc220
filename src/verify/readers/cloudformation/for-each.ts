import { spendSize } from './references';
import { resolve } from './resolve';
import { idsIn } from './resources';
import type { Scope } from './scope';
import type { LateJson } from '../../../private/late';
import { EndlessReferences } from '../private/endless-references';
import { isObject, Json, JsonObject } from '../private/values';

const LOOP = /^Fn::ForEach::/;

export function isLoop(key: string): boolean {
  return LOOP.test(key);
}

/** To fill in a fragment takes longer than to copy its text; CloudFormation takes a megabyte of what comes out. */
const COST = 10;

/** A map with its loops written out; nothing where it is only known at deployment what they go over. */
export function writtenOut(map: JsonObject, scope: Scope): JsonObject | undefined {
  const members: [string, Json][] = [];
  for (const [key, body] of Object.entries(map)) {
    if (!isLoop(key)) {
      members.push([key, body]);
      continue;
    }
    const [identifier, collection, fragment] = Array.isArray(body) ? body as Json[] : [];
    const items = collection === undefined ? undefined : resolve(collection, scope);
    if (typeof identifier !== 'string' || !isObject(fragment) || !isTexts(items)) return undefined;
    const size = JSON.stringify(fragment).length;
    for (const item of items) {
      spendSize(COST * size, scope);
      const inner = writtenOut(filledIn(fragment, [[identifier, item]]) as JsonObject, scope);
      if (inner === undefined) return undefined;
      members.push(...Object.entries(inner));
    }
  }
  return Object.fromEntries(members);
}

function isTexts(value: LateJson | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}

/** CloudFormation takes 500; loops in loops could make of a small template more than there is room for. */
const MOST_RESOURCES = 5_000;
const MOST_CHARACTERS = 64_000_000;

/** What the identifiers of loops stand for. */
type Values = readonly (readonly [identifier: string, value: string])[];
type Place = readonly (string | number)[];

/**
 * Resources with the loops of `AWS::LanguageExtensions` written out, and where each of them stands; nothing where there is no loop.
 * A loop over what only a deployment knows is written once, with its identifier left open.
 */
export function expanded(scope: Scope): Pick<Scope, 'resources' | 'place'> | undefined {
  if (!idsIn(scope.resources).some(key => LOOP.test(key))) return undefined;
  const found = new Map<string, { readonly body: Json; readonly place: Place }>();
  let characters = 0;
  gather(scope.resources, ['Resources'], []);
  return {
    resources: Object.fromEntries([...found].map(([id, { body }]) => [id, body])),
    place: (resource, ...below) => [...found.get(resource)?.place ?? ['Resources', resource], ...below],
  };

  function gather(resources: JsonObject, place: Place, values: Values): void {
    for (const [key, body] of Object.entries(resources)) {
      characters += values.length > 0 ? JSON.stringify(body).length : 0;
      if (found.size >= MOST_RESOURCES && values.length > 0 || characters > MOST_CHARACTERS) throw new EndlessReferences();
      if (LOOP.test(key)) gatherLoop(body, [...place, key], values);
      else found.set(written(key, values), { body: filledIn(body, values), place: [...place, key] });
    }
  }

  function gatherLoop(loop: Json, place: Place, values: Values): void {
    const [identifier, collection, fragment] = Array.isArray(loop) ? loop as Json[] : [];
    if (typeof identifier !== 'string' || collection === undefined || !isObject(fragment)) return;
    const items = resolve(filledIn(collection, values), scope);
    if (!isTexts(items)) gather(fragment, [...place, 2], values);
    else for (const item of items) gather(fragment, [...place, 2], [...values, [identifier, item]]);
  }
}

function filledIn(json: Json, values: Values): Json {
  if (values.length === 0) return json;
  if (typeof json === 'string') return written(json, values);
  if (Array.isArray(json)) return (json as readonly Json[]).map(one => filledIn(one, values));
  if (!isObject(json)) return json;
  const [, value] = values.find(([identifier]) => json.Ref === identifier) ?? [];
  if (value !== undefined && Object.keys(json).length === 1) return value;
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [written(key, values), filledIn(one, values)]));
}

/** `&{…}` leaves out what a logical id cannot hold. */
function written(text: string, values: Values): string {
  return values.reduce((done, [identifier, value]) => done.replaceAll(`\${${identifier}}`, () => value).replaceAll(`&{${identifier}}`, () => value.replace(/[^A-Za-z0-9]/g, '')), text);
}
