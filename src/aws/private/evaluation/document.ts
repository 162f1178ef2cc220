import { Late, LateJson, Text } from '../../../private/late';

export type LateObject = { readonly [name: string]: LateJson };

export function isObject(value: LateJson | undefined): value is LateObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Late);
}

/** Wherever IAM takes a list it takes one alone as well. */
export function listed(value: LateJson | undefined): readonly LateJson[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as LateJson];
}

/** The values of a condition: numbers and booleans stand for their texts. */
export function textsOf(value: LateJson): Text[] {
  return listed(value).map(item => item instanceof Late ? item : typeof item === 'string' ? item : JSON.stringify(item));
}
