import { ANY, ONE } from '../pattern';

const MOST_ALTERNATIVES = 50;
const DEEPEST = 20;

/**
 * What a regular expression of CEL's `matches` takes, as patterns. It may match anywhere in the text unless it is anchored, so that an end without
 * an anchor is open. What has no pattern of its own (classes, repetitions) becomes a wildcard, which takes more and never less.
 *
 * @returns nothing where an expression is too clever to be read
 */
export function patternOfRegex(source: string): string[] | undefined {
  if (/\(\?(?!:|i\))|\\[bBdDwWsSpP]\{/.test(source)) return undefined;
  if (deepest(source) > DEEPEST) return undefined;
  const whole = alternatives(source).flatMap(one => alternative(one));
  return whole.length > MOST_ALTERNATIVES || whole.some(one => one === undefined) ? undefined : whole as string[];
}

/** At least as many groups as stand in each other. */
function deepest(source: string): number {
  let [depth, most] = [0, 0];
  for (const character of source) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    most = Math.max(most, depth);
  }
  return most;
}

/** The parts between the bars that are in no group. */
export function alternatives(source: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') {parts[parts.length - 1] += char + (source[++at] ?? '');} else if (char === '[') {
      const end = source.indexOf(']', at + 2);
      parts[parts.length - 1] += source.slice(at, end < 0 ? undefined : end + 1);
      at = end < 0 ? source.length : end;
    } else if (char === '|' && depth === 0) {parts.push('');} else {
      depth += char === '(' ? 1 : char === ')' ? -1 : 0;
      parts[parts.length - 1] += char;
    }
  }
  return parts;
}

function alternative(source: string): (string | undefined)[] {
  const start = source.startsWith('^');
  const end = /(^|[^\\])(\\\\)*\$$/.test(source);
  const body = source.slice(start ? 1 : 0, end ? -1 : undefined);
  return sequence(body).map(one => one === undefined ? undefined : `${start ? '' : ANY}${one}${end ? '' : ANY}`.replace(new RegExp(`${ANY}+`, 'g'), ANY));
}

function sequence(source: string): (string | undefined)[] {
  let found: string[] = [''];
  for (let at = 0; at < source.length;) {
    const atom = atomAt(source, at);
    if (atom === undefined) return [undefined];
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(atom.end))?.[0] ?? '';
    at = atom.end + quantifier.length;
    const single = atom.values.length === 1 && atom.values[0] === ONE && /^\{1\}$/.test(quantifier);
    const values = quantifier === '' || single ? atom.values : quantifier.startsWith('?') ? ['', ...atom.values] : [ANY];
    found = found.flatMap(before => values.map(value => before + value));
    if (found.length > MOST_ALTERNATIVES) return [undefined];
  }
  return found;
}

function atomAt(source: string, at: number): { readonly values: string[]; readonly end: number } | undefined {
  const char = source[at];
  if (char === '\\') return { values: [/[dwsDWSbB]/.test(source[at + 1] ?? '') ? ONE : source[at + 1] ?? ''], end: at + 2 };
  if (char === '.') return { values: [ONE], end: at + 1 };
  if (char === '[') {
    const end = source.indexOf(']', at + 2);
    return end < 0 ? undefined : { values: [ONE], end: end + 1 };
  }
  if (char !== '(') return /[)*+?{^$|]/.test(char) ? undefined : { values: [char], end: at + 1 };
  let depth = 0;
  for (let end = at; end < source.length; end++) {
    if (source[end] === '\\') {end++;} else if (source[end] === '(') {depth++;} else if (source[end] === ')' && --depth === 0) {
      const inner = alternatives(source.slice(at + 1, end).replace(/^\?:/, '')).flatMap(sequence);
      return inner.some(one => one === undefined) ? undefined : { values: inner as string[], end: end + 1 };
    }
  }
  return undefined;
}
