import { createContext, Script, type Context } from 'node:vm';

const LONGEST_MS = 500;
const REPETITION = /[*+]|\{\d+,/;

let matching: { readonly context: Context; readonly script: Script } | undefined;

/**
 * Whether a text fits an expression; nothing where the engine finds no end to it.
 *
 * RE2 takes a time that grows with the text. The engine of JavaScript tries every way to divide a text among repetitions, which a hostile condition makes last for ever.
 */
export function boundedMatch(expression: RegExp, text: string): boolean | undefined {
  if (!REPETITION.test(expression.source)) return expression.test(text);
  matching ??= { context: createContext({}), script: new Script('expression.test(text)') };
  Object.assign(matching.context, { expression, text });
  try {
    return matching.script.runInContext(matching.context, { timeout: LONGEST_MS });
  } catch { // it took too long
    return undefined;
  }
}
