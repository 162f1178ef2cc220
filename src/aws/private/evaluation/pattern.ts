import type { Answer } from './answer';
import type { Claims } from './context-keys';
import type { LatePart, Text } from '../../../private/late';
import { ANY, isLike, ONE, Sign } from '../../../private/wildcards';

/** What stands for something else in a value of a condition; a variable is a condition key in `${}`. */
export interface Wildcard { readonly wildcard: '*' | '?' }
export interface Variable { readonly variable: string; readonly fallback?: string }
export type Piece = string | Wildcard | Variable | LatePart;

/** What a variable stands for, by the claims: its value, nothing, or something that no token tells. */
export type Lookup = (variable: string) => (claims: Claims) => string | undefined | LatePart;

/**
 * The value of a condition, taken apart.
 *
 * IAM User Guide, *Policy elements: Variables and tags*: `${*}`, `${?}` and `${$}` are these characters themselves, a default stands in quotes behind a comma and a
 * space, and a `${` that nothing closes is text.
 */
export function piecesOf(value: Text, reads: { readonly variables: boolean; readonly wildcards: boolean }): Piece[] {
  if (typeof value === 'string') return merged(piecesOfText(value, reads));
  return merged(value.parts.flatMap((part): Piece[] => typeof part === 'string' ? piecesOfText(part, reads) : [part]));
}

const TOKEN = /\$\{([^}]*)\}|[*?]/g;

function piecesOfText(text: string, { variables, wildcards }: { readonly variables: boolean; readonly wildcards: boolean }): Piece[] {
  if (!/[*?$]/.test(text)) return [text];
  // behind the last brace no variable ends, and each sign would look for one up to the end of the text
  const end = text.lastIndexOf('}') + 1;
  if (variables && end < text.length) return [...piecesOfText(text.slice(0, end), { variables, wildcards }), ...piecesOfText(text.slice(end), { variables: false, wildcards })];
  const pieces: Piece[] = [];
  let at = 0;
  const take = (piece: Piece, token: RegExpMatchArray) => {
    pieces.push(text.slice(at, token.index), piece);
    at = token.index! + token[0].length;
  };
  for (const token of text.matchAll(variables ? TOKEN : /[*?]/g)) {
    const [found, inside] = token;
    if (inside === undefined) {
      if (wildcards) take({ wildcard: found as '*' | '?' }, token);
    } else {
      take(['*', '?', '$'].includes(inside) ? inside : variableOf(inside), token);
    }
  }
  return [...pieces, text.slice(at)];
}

function variableOf(inside: string): Variable {
  const [name, ...rest] = inside.split(', ');
  return { variable: name.trim(), fallback: /^'(.*)'$/s.exec(rest.join(', '))?.[1] };
}

function merged(pieces: readonly Piece[]): Piece[] {
  const done: Piece[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
    } else {
      done.push(text, piece);
      text = '';
    }
  }
  return [...done, text].filter(piece => piece !== '');
}

/** The one text that the pieces say, if they say one. */
export function plain(pieces: readonly Piece[]): string | undefined {
  if (pieces.length === 0) return '';
  return pieces.length === 1 && typeof pieces[0] === 'string' ? pieces[0] : undefined;
}

/** The pieces with what their variables stand for; nothing where one of them stands for nothing, since no text is like that. */
export function resolver(pieces: readonly Piece[], lookup: Lookup): (claims: Claims) => readonly Piece[] | undefined {
  if (!hasVariable(pieces)) return () => pieces;
  // IAM User Guide: a key with no value is effectively null; nothing tells it from one that is absent
  const sources = pieces.map(piece => isVariable(piece) ? { read: lookup(piece.variable), fallback: piece.fallback } : piece);
  return claims => {
    const done: Piece[] = [];
    for (const source of sources) {
      const piece = typeof source === 'object' && 'read' in source ? source.read(claims) || source.fallback : source;
      if (piece === undefined) return undefined;
      done.push(piece);
    }
    return merged(done);
  };
}

export function hasVariable(pieces: readonly Piece[]): boolean {
  return pieces.some(isVariable);
}

function isVariable(piece: Piece): piece is Variable {
  return typeof piece !== 'string' && 'variable' in piece;
}

/** Tells whether a text is like the pieces, which hold no variable; what is late may be any text. */
export function matcher(pieces: readonly Piece[]): (text: string) => Answer {
  const hit: Answer = pieces.some(piece => typeof piece !== 'string' && 'late' in piece) ? 'maybe' : 'yes';
  const exact = plain(pieces);
  if (exact !== undefined) return text => text === exact ? hit : 'no';
  const pattern = pieces.flatMap((piece): Sign[] => typeof piece === 'string' ? piece.split('') : [isOne(piece) ? ONE : ANY]);
  const [first] = pieces;
  if (pieces.length === 2 && typeof first === 'string' && pattern[first.length] === ANY) return text => text.startsWith(first) ? hit : 'no';
  return text => isLike(pattern, text) ? hit : 'no';
}

function isOne(piece: Exclude<Piece, string>): boolean {
  return 'wildcard' in piece && piece.wildcard === '?';
}
