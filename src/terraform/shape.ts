import { Token } from 'cdktf';
import { RENAMED } from './renamed';
import * as errors from '../private/errors';
import { isObject, Kind } from '../private/kinds';
import type { Problem } from '../private/problem';
import { propertyProblems, Structs } from '../private/properties';

export * from '../private/kinds';

export const FLAG: Kind = { what: 'true or false', how: 'write it without quotes', is: value => typeof value === 'boolean' || (value !== null && Token.isUnresolved(value)) };

/** By the names of properties; one that may be left out ends with a question mark. */
export type Shape = Readonly<Record<string, Kind>>;

/**
 * Properties that are not known, that are not what they have to be, or missing.
 *
 * @param name the struct, among those of the room
 */
export function shapeProblems<S extends Structs>(props: unknown, shape: Shape, structs: S, name: keyof S & string): Problem[] {
  if (!isObject(props)) return [errors.noProps(props)];
  return [...propertyProblems(props, structs, name, { insteadUse: RENAMED[name] }), ...valueProblems(props, shape)];
}

/** Values that are not what they have to be, or missing. */
export function valueProblems(values: object, shape: Shape): Problem[] {
  return Object.entries(shape).flatMap(([key, kind]) => {
    const name = key.replace('?', '');
    const value = (values as Record<string, unknown>)[name];
    const mayLack = key.endsWith('?');
    if (value === undefined && mayLack) return [];
    return kind.is(value) ? [] : [errors.wrongKind(name, kind, value, mayLack)];
  });
}
