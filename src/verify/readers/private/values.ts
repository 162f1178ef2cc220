import { own } from '../../../identity/private/own';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of what may or may not be an object. */
export function member(value: unknown, ...keys: string[]): Json | undefined {
  let at: unknown = value;
  for (const key of keys) {
    at = isObject(at) ? own(at, key) : undefined;
  }
  return at as Json | undefined;
}

export function objectAt(value: unknown, ...keys: string[]): JsonObject {
  const found = member(value, ...keys);
  return isObject(found) ? found : {};
}

export function textAt(value: unknown, ...keys: string[]): string | undefined {
  const found = member(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(value: unknown, ...keys: string[]): readonly Json[] {
  const found = member(value, ...keys);
  return Array.isArray(found) ? found as readonly Json[] : [];
}

/** A JSON pointer, RFC 6901. */
export function pointer(...keys: readonly (string | number)[]): string {
  return keys.map(key => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}
