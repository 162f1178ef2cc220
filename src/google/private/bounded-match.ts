import { createContext, Script, type Context } from 'node:vm';
import { translated } from './re2';

const LONGEST_MS = 500;
const REPETITION = /[*+]|\{\d+,/;

let matching: { readonly context: Context; readonly script: Script } | undefined;

/** What came to no end once comes to none the next time. */
const ENDLESS = new Set<string>();
const MOST_REMEMBERED = 1000;

/**
 * Whether a text fits an expression of RE2; nothing where that is not translated, or the engine finds no end to it.
 *
 * RE2 takes a time that grows with the text. The engine of JavaScript tries every way to divide a text among repetitions, which a hostile condition makes last for ever.
 */
export function boundedMatch(re2: string, text: string): boolean | undefined {
  const expression = translated(re2);
  if (expression === undefined || !REPETITION.test(expression.source)) return expression?.test(text);
  const key = JSON.stringify([re2, text]);
  if (ENDLESS.has(key)) return undefined;
  matching ??= { context: createContext({}), script: new Script('expression.test(text)') };
  Object.assign(matching.context, { expression, text });
  try {
    return matching.script.runInContext(matching.context, { timeout: LONGEST_MS });
  } catch { // it took too long
    if (ENDLESS.size >= MOST_REMEMBERED) ENDLESS.clear();
    ENDLESS.add(key);
    return undefined;
  }
}
