import { Token } from 'cdktf';
import * as errors from './private/errors';
import type { Problem } from '../private/problem';

/** What a property has to be, for callers whose language did not check it. */
export interface Kind {
  readonly what: string;
  /** What to pass instead of anything else. */
  readonly how: string;
  readonly is: (value: any) => boolean;
}

export const TEXT: Kind = { what: 'a text', how: 'write it in quotes', is: value => typeof value === 'string' };
export const NAME: Kind = { what: 'a text that is not empty', how: 'write it in quotes', is: value => typeof value === 'string' && value.trim() !== '' };
export const TEXTS: Kind = { what: 'a list of texts', how: 'write them in quotes, between brackets', is: value => Array.isArray(value) && value.every(TEXT.is) };
export const FLAG: Kind = { what: 'true or false', how: 'write it without quotes', is: value => typeof value === 'boolean' || (value !== null && Token.isUnresolved(value)) };
export const TABLE: Kind = { what: 'a table of texts', how: 'write { name: "value" }', is: value => isObject(value) && Object.values(value).every(TEXT.is) };

/** An object of this library, recognised by what it has: two copies of the package are common. */
export function having(what: string, how: string, ...members: string[]): Kind {
  return { what, how, is: value => isObject(value) && members.every(member => (value as Record<string, unknown>)[member] !== undefined) };
}

export function listOf({ what, how, is }: Kind): Kind {
  return { what: `a list, each ${what}`, how, is: value => Array.isArray(value) && value.every(is) };
}

export const AN_ISSUER = having('an issuer', 'take one of GitHubIssuer or GitLabIssuer, or make one with Issuer.of(url)', 'url', 'hostAndPath');

/** By the names of properties; one that may be left out ends with a question mark. */
export type Shape = Readonly<Record<string, Kind>>;

/** Properties that are not what they have to be, or missing. */
export function shapeProblems(props: unknown, shape: Shape): Problem[] {
  if (!isObject(props)) return [errors.noProps(props)];
  return Object.entries(shape).flatMap(([key, kind]) => {
    const name = key.replace('?', '');
    const value = (props as Record<string, unknown>)[name];
    const mayLack = key.endsWith('?');
    if (value === undefined && mayLack) return [];
    return kind.is(value) ? [] : [errors.wrongKind(name, kind, value, mayLack)];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
