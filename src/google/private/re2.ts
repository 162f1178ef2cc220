/**
 * Regular expressions of CEL are RE2, which JavaScript has not. What means the same in both, or can be said in JavaScript, is translated; for
 * anything else there is no answer, rather than a wrong one.
 *
 * @returns nothing where the expression is no RE2, or uses what is not translated
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function translated(re2: string): RegExp | undefined {
  const [, flags = ''] = /^\(\?([is]+)\)/.exec(re2) ?? [];
  const folds = flags.includes('i');
  let source = '';
  for (let rest = flags === '' ? re2 : re2.slice(flags.length + 3); rest !== '';) {
    const piece = PIECES.find(([pattern]) => pattern.test(rest));
    if (piece === undefined) return undefined;
    const [text] = piece[0].exec(rest)!;
    const written = piece[1](text, { folds, dotAll: flags.includes('s') });
    if (written === undefined) return undefined;
    source += written;
    rest = rest.slice(text.length);
  }
  try {
    return new RegExp(source, folds ? 'iu' : 'u');
  } catch { // parentheses that do not match, a repetition of nothing: RE2 refuses it as well, or it means something else there
    return undefined;
  }
}

interface Modes {
  readonly folds: boolean;
  readonly dotAll: boolean;
}

type Piece = readonly [pattern: RegExp, write: (text: string, modes: Modes) => string | undefined];

/** RE2 repeats at most so often. */
const REPETITIONS = 1000;

const CONTROLS: Readonly<Record<string, string>> = { a: '\\x07', t: '\\t', n: '\\n', r: '\\r', f: '\\f', v: '\\v' };
const SPACE = '\\t\\n\\f\\r ';

/** The first that fits the rest of the expression is taken; what nothing fits is not translated. */
const PIECES: readonly Piece[] = [
  [/^\\[dDwWbB]/, (text, { folds }) => folds ? undefined : text], // under `iu`, JavaScript takes more letters for words than RE2
  [/^\\[sS]/, text => text === '\\s' ? `[${SPACE}]` : `[^${SPACE}]`],
  [/^\\A/, () => '^'],
  [/^\\z/, () => '$'],
  [/^\\[atnrfv]/, text => CONTROLS[text[1]]],
  [/^\\x[0-9A-Fa-f]{2}/, text => text],
  [/^\\x\{[0-9A-Fa-f]{1,6}\}/, text => `\\u${text.slice(2)}`],
  [/^\\[!-/:-@[-`{-~]/, text => literal(text[1])],
  [/^\[\^?\]?(?:\\[^]|[^\]\\])*\]/, (text, { folds }) => classOf(text, folds)],
  [/^\((?!\?)/, () => '(?:'],
  [/^\(\?:/, text => text],
  [/^\(\?P?<[A-Za-z_]\w*>/, () => '(?:'],
  [/^[)|^$]/, text => text],
  [/^\./, (_text, { dotAll }) => dotAll ? '[^]' : '[^\\n]'],
  [/^[*+?]\??(?![*+?])/, text => text],
  [/^\{\d+(?:,\d*)?\}\??(?![*+?])/, text => text.match(/\d+/g)!.every(count => Number(count) <= REPETITIONS) ? text : undefined],
  [/^[^\\()[*+?|^$.]/u, text => literal(text)],
];

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function inClass(character: string): string {
  return /[\\[\]^-]/.test(character) ? `\\${character}` : character;
}

/** A class of single characters, ranges and the short classes that mean the same. */
function classOf(text: string, folds: boolean): string | undefined {
  const [, negated, content] = /^\[(\^?)([^]*)\]$/.exec(text)!;
  if (negated !== '' && folds) return undefined; // the two negate and fold in another order
  let source = '';
  for (let rest = content; rest !== '';) {
    const [part] = /^\\x\{[0-9A-Fa-f]{1,6}\}|^\\x[0-9A-Fa-f]{2}|^\\?[^]/u.exec(rest)!;
    rest = rest.slice(part.length);
    if (part.startsWith('\\x{')) source += `\\u${part.slice(2)}`;
    else if (part.startsWith('\\x') && part.length > 2) source += part;
    else if (/^\\[dws]$/.test(part) && ((source !== '' && source.endsWith('-')) || /^-./.test(rest))) return undefined; // no end of a range
    else if (/^\\[dw]$/.test(part) && !folds) source += part;
    else if (part === '\\s') source += SPACE;
    else if (/^\\[atnrfv]$/.test(part)) source += CONTROLS[part[1]];
    else if (/^\\[!-/:-@[-`{-~]$/.test(part)) source += inClass(part[1]);
    else if (part.startsWith('\\') || (part === '[' && rest.startsWith(':'))) return undefined;
    else source += part === '-' ? part : inClass(part);
  }
  return `[${negated}${source}]`;
}
