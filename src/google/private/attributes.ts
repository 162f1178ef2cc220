import { createHash } from 'node:crypto';
import { celString } from './cel-text';
import { MAPPING } from '../limits';

/** How the names of composite attributes begin. */
export const EXACT = 'exact_';
export const STARTS = 'starts_';

/** One custom attribute of a provider, and what it is mapped from. */
export interface MappedAttribute {
  /** Without `attribute.`. */
  readonly name: string;
  readonly expression: string;
}

/**
 * One part of a composite attribute: how the mapping spells it, and how a member does.
 *
 * A claim is written as `LENGTH:VALUE`, the length in code points, so that no value can pass for the end of another one; a claim
 * that the token does not carry as a text is written as `-`, which no value can be: a job that needs no such claim is not refused for it.
 */
interface Part {
  readonly name: string;
  readonly expression: string;
}

export function claimPart(claim: string): Part {
  const value = `assertion.${claim}`;
  const written = `string(size(${value})) + ":" + ${value}`;
  // every ID token has a subject
  return { name: claim, expression: claim === 'sub' ? written : `(has(${value}) && type(${value}) == string ? ${written} : "-")` };
}

export function prefixPart(prefix: string): Part {
  return { name: `${STARTS}${digest(prefix, 12)}`, expression: `(assertion.sub.startsWith(${celString(prefix)}) ? "yes" : "no")` };
}

export function writtenValue(value: string): string {
  return `${[...value].length}:${value}`;
}

/** The attribute that joins these parts; its name depends on nothing but them. */
export function composite(parts: readonly Part[]): MappedAttribute {
  const kind = parts[0].name.startsWith(STARTS) ? '' : EXACT;
  const readable = `${kind}${parts.map(part => part.name).join('__')}`;
  const clear = MAPPING.key.test(readable) && parts.every(part => !part.name.includes('__') && !part.name.startsWith('_') && !part.name.endsWith('_'));
  return {
    name: clear ? readable : `${kind === '' ? STARTS : EXACT}${digest(JSON.stringify(parts.map(part => part.name)), 32)}`,
    expression: parts.map(part => part.expression).join(' + "/" + '),
  };
}

export function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
