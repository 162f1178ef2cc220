import * as errors from './errors';
import { textProblem } from './text';
import { Problem } from '../../private/problem';

export type RefType = 'branch' | 'tag';

/** https://git-scm.com/docs/git-check-ref-format, with what follows "it" in the message. */
const GIT_RULES: readonly [RegExp, string][] = [
  [/[ ~^:[\\]/, 'contains a space or one of ~ ^ : [ \\'],
  [/\.\./, 'contains ".."'],
  [/@\{/, 'contains "@{"'],
  [/^@$/, 'is "@"'],
  [/^\/|\/$|\/\//, 'begins or ends with "/" or contains "//"'],
  [/(^|\/)\./, 'has a part that begins with "."'],
  [/\.lock($|\/)/, 'has a part that ends with ".lock"'],
  [/\.$/, 'ends with "."'],
];

export function refProblem(name: unknown, kind: RefType, partial = false): Problem | undefined {
  const problem = textProblem(name, { what: `${kind} name` });
  if (problem) return problem;
  const text = name as string;
  const full = /^refs\/(?:heads\/|tags\/|remotes\/)?/.exec(text);
  if (full) return errors.fullRef(kind, text, text.slice(full[0].length) || 'main');
  // the start of a name may end where no whole name may
  const candidate = partial ? `${text}x` : text;
  const broken = GIT_RULES.find(([rule]) => rule.test(candidate));
  return broken ? errors.invalidRef(kind, text, broken[1]) : undefined;
}
