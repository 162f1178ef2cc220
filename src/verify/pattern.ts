import type { Text } from '../private/late';
import { remembered } from '../private/remembered';
import * as wildcard from '../private/wildcards';
import type { Sign } from '../private/wildcards';

// A text of which not every character is known is written with three characters of Unicode's private use area. A name of a CI system holds none.

/** Any characters, none included. */
export const ANY = '\ue000';
/** One character. */
export const ONE = '\ue001';
/** What is only known at deployment. */
export const LATE = '\ue002';

const MARKS = /[\ue000-\ue002]/g;

/** A text that stands for itself, but for what is late in it. */
export function literal(text: Text): string {
  if (typeof text === 'string') return text.replace(MARKS, '\ufffd');
  return text.parts.map(part => typeof part === 'string' ? part.replace(MARKS, '\ufffd') : LATE).join('');
}

/** A text in which an asterisk stands for anything and, unless it is only that, a question mark for one character. */
export function wildcards(text: Text, options: { readonly questionMark: boolean }): string {
  const known = literal(text).replace(/\*+/g, ANY);
  return options.questionMark ? known.replace(/\?/g, ONE) : known;
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes(ANY) || pattern.includes(ONE);
}

export function isLate(pattern: string): boolean {
  return pattern.includes(LATE);
}

/** How much a pattern says: `open` is nothing at all, `late` cannot be told yet. */
export type Width = 'exact' | 'late' | 'pattern' | 'open';

const ORDER: readonly Width[] = ['open', 'pattern', 'late', 'exact'];

export function widthOf(pattern: string): Width {
  if (!hasWildcard(pattern)) return isLate(pattern) ? 'late' : 'exact';
  return /[^\ue000\ue001]/.test(pattern) ? 'pattern' : 'open';
}

/** The one that says less. */
export function wider(a: Width, b: Width): Width {
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b;
}

/** The one that says more. */
export function narrower(a: Width, b: Width): Width {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** For people: as it was written, what is late in angle brackets. */
export function shown(pattern: string): string {
  return pattern.replaceAll(ANY, '*').replaceAll(ONE, '?').replaceAll(LATE, '<unknown until deployment>');
}

/** Whether a text without wildcards fits. What is late fits anything. */
export function fits(pattern: string, text: string): boolean {
  if (!/[\ue000-\ue002]/.test(pattern)) return pattern === text;
  return wildcard.isLike(signsOf(pattern), [...text]);
}

const signsOf = remembered(pattern => [...pattern].map((character): Sign => character === ANY || character === LATE ? wildcard.ANY : character === ONE ? wildcard.ONE : character), 10_000);

/** Whether some text could fit both. Conservative: says yes where it cannot tell. */
export function overlap(a: string, b: string): boolean {
  if (a === b) return true;
  if (!hasWildcard(a) && !isLate(a)) return fits(b, a);
  if (!hasWildcard(b) && !isLate(b)) return fits(a, b);
  const [startA, startB] = [a, b].map(one => one.split(/[\ue000-\ue002]/)[0]);
  const [endA, endB] = [a, b].map(one => one.split(/[\ue000-\ue002]/).pop()!);
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
}
