import type { Environment, ParseResult } from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { matchRe2 } from './re2';
import { remembered } from '../../private/remembered';

/** What came of an expression. */
export type CelOutcome =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Google would refuse the token. */
  | { readonly kind: 'error'; readonly text: string }
  /** The expression uses what is not modelled here, or is none. */
  | { readonly kind: 'unknown'; readonly text: string };

/** Many providers have the same ones. */
const programOf = remembered(compiled);

/**
 * Evaluates CEL as the Common Expression Language defines it, with `split` and `join` and Google's `extract` beside it,
 * its regular expressions as RE2.
 */
export function evaluateCel(expression: string, bindings: Readonly<Record<string, unknown>>): CelOutcome {
  const program = programOf(expression);
  if (typeof program === 'string') return { kind: 'unknown', text: program };
  met = {};
  try {
    const value: unknown = program({ ...bindings, [OWN_GOOGLE]: bindings.google });
    // whether Google takes an expression with a malformed one, for which what stands beside it makes up, is not documented
    return orUndecided({ kind: 'value', value }, met.undecided ?? met.malformed);
  } catch (error) { // a missing key, operands of types that do not go together
    return orUndecided({ kind: 'error', text: firstLine(error) }, met.undecided);
  }
}

/** The last regular expressions of an evaluation that have no answer, and why: the language has no value for "cannot tell". */
let met: { undecided?: string; malformed?: string } = {};

function orUndecided(known: CelOutcome, why: string | undefined): CelOutcome {
  return why === undefined ? known : { kind: 'unknown', text: why };
}

/** The library has the regular expressions of JavaScript under the name of the language's own. */
const OWN_MATCHES = 'matches_';

function matches(text: string, re2: string): boolean {
  const found = matchRe2(re2, text);
  if (found.kind === 'value') return found.value;
  if (found.kind === 'unknown') {
    met.undecided = found.text;
    return false;
  }
  met.malformed = found.text;
  throw new MalformedRegex(found.text);
}

/** Goes no further than the evaluation, which takes it for an error of the language. */
class MalformedRegex extends Error {}

/** The language has a package of the name `google`, which hides the mapped attributes of the same name. */
const OWN_GOOGLE = 'google_';

let environment: Environment | undefined;

function compiled(expression: string): ParseResult | string {
  const program = parsed(expression);
  if (typeof program === 'string') return program;
  if (loops(program.ast) > MOST_LOOPS) return `more than ${MOST_LOOPS} loops within each other are not modelled`;
  renameOwn(program.ast);
  const { valid, error } = program.check();
  return valid ? program : firstLine(error);
}

/** Google takes no longer condition, and half as much for a mapping. */
const LONGEST = 4096;
/** Every part of the program that walks over a tree goes down in recursion. */
const DEEPEST = 500;

/** An expression taken apart, or why it is not. */
function parsed(expression: string): ParseResult | string {
  if (expression.length > LONGEST) return `an expression of ${expression.length.toLocaleString('en')} characters is not evaluated: Google takes ${LONGEST.toLocaleString('en')}`;
  environment ??= environmentOf();
  try {
    const program = environment.parse(expression);
    return isDeep(program.ast) ? `an expression that is nested deeper than ${DEEPEST} levels is not evaluated` : program;
  } catch (error) { // not CEL: the caller says which expression
    return firstLine(error);
  }
}

/** Level by level, since a tree may be deeper than the stack. */
function isDeep(root: Node): boolean {
  let level: readonly Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

/** A node of an expression. Its arguments are nodes, lists of nodes or, at the leaves, plain values. */
export interface Node {
  readonly op: string;
  readonly args: any; // what they are hangs on the operator, which the types of the library do not tie to it
  readonly input?: string;
  /** Where it stands in the expression. */
  readonly start?: number;
  readonly end?: number;
}

/** The tree of an expression, types unchecked; nothing where it is none, or too long or deep for one that Google takes. */
export const parseCel = remembered((expression): Node | undefined => {
  const program = parsed(expression);
  return typeof program === 'string' ? undefined : program.ast;
});

/** The nodes right below one, however its operator holds them: alone, in a list, in pairs. */
export function childrenOf({ args }: Node): readonly Node[] {
  return [args].flat(Infinity).filter((one): one is Node => typeof one === 'object' && one !== null && 'args' in one);
}

/** Functions of a text that change no more than its letter case or the white space around it. */
export const KEEPS_WORDING: readonly string[] = ['lowerAscii', 'upperAscii', 'trim'];

/** Loaded at the first evaluation: whoever only defines trust does not wait for it. */
function environmentOf(): Environment {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  const { library } = require('./cel-library') as typeof import('./cel-library');
  return new library.Environment()
    .registerVariable('assertion', 'map')
    .registerVariable(OWN_GOOGLE, 'map')
    .registerVariable('attribute', 'map')
    .registerFunction('string.extract(string): string', extract)
    .registerFunction(`string.${OWN_MATCHES}(string): bool`, matches);
}

const LOOPS: readonly unknown[] = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** Every further loop within a loop multiplies the work by the length of its list. */
const MOST_LOOPS = 2;

/** How many loops stand within each other at most. */
function loops(node: Node): number {
  const within = childrenOf(node).reduce((most, child) => Math.max(most, loops(child)), 0);
  return within + (node.op === 'rcall' && LOOPS.includes(node.args[0]) ? 1 : 0);
}

/** Changes the tree in place: the library evaluates that one. */
function renameOwn(node: { readonly op: string; args: any }): void {
  if (node.op === 'id' && node.args === 'google') node.args = OWN_GOOGLE;
  if (node.op === 'rcall' && node.args[0] === 'matches') node.args[0] = OWN_MATCHES;
  childrenOf(node).forEach(renameOwn);
}

/** What stands before and after the `{name}` of a template such as `refs/heads/{branch}`; nothing where it has none. */
export function endsOf(template: string): readonly [before: string, after: string] | undefined {
  const [, before, after] = /^([^{]*)\{[^}]*\}(.*)$/s.exec(template) ?? [];
  return before === undefined ? undefined : [before, after];
}

/** What stands at the `{name}` of a template; nothing if the text does not fit it. */
function extract(text: string, template: string): string {
  const ends = endsOf(template);
  if (ends === undefined) return '';
  const [before, after] = ends;
  const start = text.indexOf(before);
  if (start < 0) return '';
  const from = start + before.length;
  const end = after === '' ? text.length : text.indexOf(after, from);
  return end < 0 ? '' : text.slice(from, end);
}

function firstLine(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error).split('\n')[0];
}
