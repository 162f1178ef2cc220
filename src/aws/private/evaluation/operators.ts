import { isIPv4, isIPv6, BlockList } from 'node:net';
import { Answer, every, not } from './answer';
import type { Claims } from './context-keys';
import { hasVariable, Lookup, matcher, Piece, piecesOf, plain, resolver } from './pattern';
import type { Text } from '../../../private/late';

/** Whether what a token carries passes one value of a condition; the other claims are for variables. */
export type Comparison = (found: string, claims: Claims) => Answer;

/** A condition operator but for what stands around its name: a set operator, `IfExists`. */
export interface Operator {
  /** A negated operator asks that no value fits, any other that one does. */
  readonly negated: boolean;
  readonly compile: (value: Text, reading: Reading) => Comparison;
}

/** How the values of a policy are read. */
export interface Reading {
  /** Whether `${…}` means something: from version 2012-10-17 of the policy language on. */
  readonly variables: boolean;
  readonly lookup: Lookup;
}

/**
 * The operators of the IAM User Guide, *Condition operators*, by their names in lower case; `Null` is none of them, it compares nothing.
 *
 * What cannot be compared (a text with a number) passes neither an operator nor its negation.
 */
const OPERATORS = new Map<string, Operator>([
  ...both('string', 'equals', (value, reading) => textual(value, reading, false, false)),
  ...both('string', 'equalsignorecase', (value, reading) => textual(value, reading, false, true)),
  ...both('string', 'like', (value, reading) => textual(value, reading, true, false)),
  ...['equals', 'like'].flatMap(name => [one(`arn${name}`, false, arn(false)), one(`arnnot${name}`, true, arn(true))]),
  ...ordered('numeric', numberOf),
  ...ordered('date', instantOf),
  one('bool', false, typed(booleanOf, (found, value) => found === value)),
  one('binaryequals', false, typed(bytesOf, (found, value) => found === value, text => text)),
  one('ipaddress', false, ip(false)),
  one('notipaddress', true, ip(true)),
]);

export function operatorOf(name: string): Operator | undefined {
  return OPERATORS.get(name.toLowerCase());
}

function one(name: string, negated: boolean, compile: Operator['compile']): [string, Operator] {
  return [name, { negated, compile }];
}

/** An operator and its negation. */
function both(family: string, name: string, compile: Operator['compile']): [string, Operator][] {
  return [
    one(`${family}${name}`, false, compile),
    one(`${family}not${name}`, true, (value, reading) => {
      const compare = compile(value, reading);
      return (found, claims) => not(compare(found, claims));
    }),
  ];
}

function textual(value: Text, { variables, lookup }: Reading, wildcards: boolean, ignoreCase: boolean): Comparison {
  const pieces = piecesOf(value, { variables, wildcards });
  const fold = (text: string) => ignoreCase ? text.toLowerCase() : text;
  const compiled = (known: readonly Piece[]) => matcher(known.map(piece => typeof piece === 'string' ? fold(piece) : piece));
  if (!hasVariable(pieces)) {
    const compare = compiled(pieces);
    return ignoreCase ? found => compare(fold(found)) : compare;
  }
  const resolve = resolver(pieces, lookup);
  return (found, claims) => {
    const known = resolve(claims);
    return known === undefined ? 'no' : compiled(known)(fold(found));
  };
}

const ARN_PARTS = 6;

/** Part by part: a wildcard reaches over a colon in the last part alone. */
function arn(negated: boolean): Operator['compile'] {
  return (value, { variables, lookup }) => {
    const pieces = piecesOf(value, { variables, wildcards: true });
    const resolve = resolver(pieces, lookup);
    const fixed = hasVariable(pieces) ? undefined : arnMatcher(pieces);
    return (found, claims) => {
      const parts = partsOf(found);
      const known = resolve(claims);
      if (known === undefined) return negated ? 'yes' : 'no';
      const answer = parts === undefined ? undefined : (fixed ?? arnMatcher(known))(parts);
      if (answer === undefined) return 'no';
      return negated ? not(answer) : answer;
    };
  };
}

/** Tells whether an ARN, in its parts, is like the pieces; nothing where the pieces are none. */
function arnMatcher(pieces: readonly Piece[]): (parts: readonly string[]) => Answer | undefined {
  const wanted = arnParts(pieces);
  if (wanted.length < ARN_PARTS) {
    const answer = pieces.some(piece => typeof piece !== 'string' && 'late' in piece) ? 'maybe' : undefined;
    return () => answer;
  }
  const matchers = wanted.map(matcher);
  return parts => every(matchers, (match, i) => match(parts[i]));
}

/** Nothing where a text has too few to be an ARN. */
function partsOf(text: string): string[] | undefined {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < ARN_PARTS - 1) {
    const colon = text.indexOf(':', at);
    if (colon === -1) return undefined;
    parts.push(text.slice(at, colon));
    at = colon + 1;
  }
  return [...parts, text.slice(at)];
}

/** The pieces of each part of an ARN. */
function arnParts(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      parts[parts.length - 1].push(piece);
      continue;
    }
    const texts = piece.split(':');
    texts.forEach((text, i) => {
      if (i > 0 && parts.length < ARN_PARTS) parts.push([text]);
      else parts[parts.length - 1].push(i > 0 ? `:${text}` : text);
    });
  }
  return parts;
}

/** Both sides are read as one type, or are not compared. */
function typed<T>(valueOf: (text: string) => T | undefined, holds: (found: T, value: T) => boolean, foundOf: (text: string) => T | undefined = valueOf): Operator['compile'] {
  return text => {
    const known = plain(piecesOf(text, { variables: false, wildcards: false }));
    if (known === undefined) return found => foundOf(found) === undefined ? 'no' : 'maybe';
    const value = valueOf(known);
    if (value === undefined) return () => 'no';
    return found => {
      const read = foundOf(found);
      return read !== undefined && holds(read, value) ? 'yes' : 'no';
    };
  };
}

function ordered(family: string, valueOf: (text: string) => number | undefined): [string, Operator][] {
  return [
    one(`${family}equals`, false, typed(valueOf, (found, value) => found === value)),
    one(`${family}notequals`, true, typed(valueOf, (found, value) => found !== value)),
    one(`${family}lessthan`, false, typed(valueOf, (found, value) => found < value)),
    one(`${family}lessthanequals`, false, typed(valueOf, (found, value) => found <= value)),
    one(`${family}greaterthan`, false, typed(valueOf, (found, value) => found > value)),
    one(`${family}greaterthanequals`, false, typed(valueOf, (found, value) => found >= value)),
  ];
}

/** An integer or a decimal, whole. */
function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
}

const W3C_DATE = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?$/;

/** A date as the W3C writes it, or the seconds since 1970; in seconds. */
function instantOf(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text);
  const milliseconds = W3C_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined;
}

/** The policy holds them in base 64. */
function bytesOf(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('utf8') : undefined;
}

function ip(negated: boolean): Operator['compile'] {
  return text => {
    const known = plain(piecesOf(text, { variables: false, wildcards: false }));
    const range = known === undefined ? undefined : rangeOf(known);
    return found => {
      const family = familyOf(found);
      if (family === undefined) return 'no';
      if (known === undefined) return 'maybe';
      return range !== undefined && (range.family === family && range.addresses.check(found, family)) !== negated ? 'yes' : 'no';
    };
  };
}

type Family = 'ipv4' | 'ipv6';

function familyOf(address: string): Family | undefined {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : undefined;
}

/** Of one address where no length is given. */
function rangeOf(text: string): { family: Family; addresses: BlockList } | undefined {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? ['', ''];
  const family = familyOf(address);
  if (family === undefined) return undefined;
  const most = family === 'ipv4' ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  if (bits > most) return undefined;
  const addresses = new BlockList();
  addresses.addSubnet(address, bits, family);
  return { family, addresses };
}
