import type { RE2JS } from 're2js' with { 'resolution-mode': 'require' };
import { remembered } from '../../private/remembered';

/** Whether a text holds a match of a regular expression. */
export type Match =
  | { readonly kind: 'value'; readonly value: boolean }
  /** RE2 takes no such expression. */
  | { readonly kind: 'error'; readonly text: string }
  /** RE2 may take it; it is not decided here. */
  | { readonly kind: 'unknown'; readonly text: string };

/**
 * The regular expressions of CEL are RE2, and so is the engine here: it takes a time that grows with the text. That of JavaScript tries every way to
 * divide a text among repetitions, which a hostile condition makes last for ever.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function matchRe2(expression: string, text: string): Match {
  const found = compiled(expression);
  if (found.kind !== 'program') return found;
  if (found.size * (text.length + 1) > MOST_STEPS) return tooLarge(expression);
  return { kind: 'value', value: found.program.test(text) };
}

/** Why RE2 refuses an expression; nothing where it takes it, or where that is not known. */
export function re2Problem(expression: string): string | undefined {
  const found = compiled(expression);
  return found.kind === 'error' ? found.text : undefined;
}

type Compiled = Exclude<Match, { readonly kind: 'value' }> | { readonly kind: 'program'; readonly program: RE2JS; readonly size: number };

/** What Google's engine takes at most is not documented: far more than anybody writes, and little enough to be decided at once. */
const MOST_INSTRUCTIONS = 50_000;
const MOST_STEPS = 100_000_000;
/** RE2 takes 1000 levels, of which a group that is repeated is several. */
const DEEPEST = 200;

const compiled = remembered((expression): Compiled => {
  const { size, depth, bytes } = measured(expression);
  if (size > MOST_INSTRUCTIONS || depth > DEEPEST) return tooLarge(expression);
  if (bytes) return unmodelled(expression); // \C matches one byte, which a text of JavaScript has not
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  const { library } = require('./re2-library') as typeof import('./re2-library');
  try {
    return { kind: 'program', program: library.RE2JS.compile(expression), size };
  } catch (error) {
    const { message } = error as Error;
    return { kind: 'error', text: `${JSON.stringify(shortened(expression))} is no regular expression of RE2: ${shortened(message.replace(/^error parsing regexp: /, ''))}` };
  }
});

function unmodelled(expression: string): Match & { readonly kind: 'unknown' } {
  return { kind: 'unknown', text: `the regular expression ${JSON.stringify(shortened(expression))} is not modelled` };
}

function tooLarge(expression: string): Match & { readonly kind: 'unknown' } {
  return { kind: 'unknown', text: `the regular expression ${JSON.stringify(shortened(expression))} is too large to be decided here` };
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const PIECE = /\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|[^])|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[^]/gu;

/** About how many instructions an expression becomes, and how deep its groups go: looked at before anything is made of it. */
function measured(expression: string): { readonly size: number; readonly depth: number; readonly bytes: boolean } {
  const sums = [0];
  let [last, depth, bytes] = [0, 0, false];
  for (const [piece, least, most] of expression.matchAll(PIECE)) {
    if (least !== undefined) {
      const times = Math.min(Math.max(Number(least), Number(most ?? 0), 1), 1001); // beyond a thousand it is refused
      sums[sums.length - 1] += last * (times - 1);
      last *= times;
    } else if (piece === '(') {
      sums.push(2);
      depth = Math.max(depth, sums.length);
    } else if (piece === ')' && sums.length > 1) {
      last = sums.pop()!;
      sums[sums.length - 1] += last;
    } else {
      bytes ||= piece === '\\C';
      last = 1;
      sums[sums.length - 1] += 1;
    }
  }
  return { size: sums.reduce((sum, one) => sum + one, 0), depth, bytes };
}
