import { childrenOf, endsOf, KEEPS_WORDING, Node, parseCel } from '../../google/private/cel';
import { ANY, LATE } from '../pattern';

/** Texts and claims one after the other; nothing where an expression is anything else. */
export type Expression = readonly Piece[] | undefined;

export type Piece = { readonly text: string } | ClaimPiece;

/** A claim, or a part of it: then with what stands around the part. */
export interface ClaimPiece {
  readonly claim: string;
  readonly changed?: boolean;
  readonly around?: readonly [before: string, after: string];
}

/** What the attributes of a mapping stand for. */
export type Mapping = ReadonlyMap<string, Expression>;

/** What an expression of a mapping is made of. */
export function expressionOf(text: string): Expression {
  const ast = parseCel(text);
  return ast === undefined ? undefined : piecesOf(ast, new Map());
}

/** The claims that an expression of a mapping reads; nothing where that cannot be told. */
export function claimsIn(text: string): string[] | undefined {
  const ast = /[$%]\{|<[^<>]*>/.test(text) ? undefined : parseCel(text);
  return ast === undefined ? undefined : readIn(ast);
}

/** The claims that an expression reads, whatever it does with them; `*` where it reads the whole token at once. */
export function readIn(node: Node): string[] {
  const { op, args } = node;
  if (op === 'id') return args === 'assertion' ? ['*'] : [];
  const claims = op === '.' || op === '[]' ? claimsOf(piecesOf(node, new Map()) ?? []) : [];
  return claims.length > 0 ? claims : childrenOf(node).flatMap(readIn);
}

/** Stands before the name of a loop's variable in a mapping, so that it is taken for no attribute. */
export const VARIABLE = 'variable ';

export function isNumeric(node: Node): boolean {
  return node.op === 'value' && ['bigint', 'number', 'boolean'].includes(typeof node.args);
}

/** A pattern for the whole claim, made of one for the part of it that is compared. */
export function within({ around: [before, after] = ['', ''] }: ClaimPiece, value: string): string {
  return `${before}${value}${after}`.replace(new RegExp(`${ANY}+`, 'g'), ANY);
}

export function textOf(expression: Expression): string | undefined {
  return expression !== undefined && expression.every(piece => 'text' in piece) ? expression.map(piece => 'text' in piece ? piece.text : '').join('') : undefined;
}

export function claimsOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(piece => 'claim' in piece ? [piece.claim] : []);
}

export function writtenOf(pieces: readonly Piece[]): string {
  return pieces.map(piece => 'claim' in piece ? `assertion.${piece.claim}` : JSON.stringify(piece.text)).join(' + ');
}

export function piecesOf(node: Node, mapping: Mapping): Expression {
  const { args } = node;
  switch (node.op) {
    case 'value': return typeof args === 'string' ? [{ text: args.replace(/\$\{[^}]*\}|<[^<>]*>/g, LATE) }] : undefined;
    case 'id': return mapping.get(`${VARIABLE}${String(args)}`);
    case '.':
    case '[]': return partOf(args[0], args[1], mapping) ?? memberOf(args[0], typeof args[1] === 'string' ? args[1] : textOf(piecesOf(args[1], mapping)), mapping);
    case '+': {
      const [a, b] = [piecesOf(args[0], mapping), piecesOf(args[1], mapping)];
      return a === undefined || b === undefined ? undefined : [...a, ...b];
    }
    case 'call': return args[0] === 'string' ? piecesOf(args[1][0], mapping) : undefined;
    case 'rcall': {
      if (args[0] === 'extract') return extracted(args[1], args[2], mapping);
      const pieces = KEEPS_WORDING.includes(args[0]) ? piecesOf(args[1], mapping) : undefined;
      return pieces?.map(piece => 'claim' in piece ? { ...piece, changed: true } : piece);
    }
    default: return undefined;
  }
}

function memberOf(object: Node, name: string | undefined, mapping: Mapping): Expression {
  if (object.op !== 'id' || name === undefined) return undefined;
  return object.args === 'assertion' ? [{ claim: name }] : mapping.get(`${String(object.args)}.${name}`);
}

const MOST_PARTS = 10;

/** `x.split('/')[0]`; of a subject only the first part: before a later one stands what the issuer always writes there, and a wildcard would seem to leave it open. */
function partOf(list: Node, index: Node, mapping: Mapping): Expression {
  if (list.op !== 'rcall' || list.args[0] !== 'split' || index.op !== 'value' || !isNumeric(index)) return undefined;
  const claim = wholeClaim(list.args[1], mapping);
  const separator = textOf(piecesOf(list.args[2]?.[0] ?? index, mapping));
  const at = Number(index.args);
  if (claim === undefined || separator === undefined || separator === '' || !(at >= 0 && at <= MOST_PARTS) || (at > 0 && claim.claim === 'sub')) return undefined;
  return [{ ...claim, around: [`${ANY}${separator}`.repeat(at), `${separator}${ANY}`] }];
}

/** `x.extract('repo:{name}:')`: what stands between the first places of both ends. */
function extracted(receiver: Node, [template]: readonly Node[], mapping: Mapping): Expression {
  const claim = wholeClaim(receiver, mapping);
  const ends = endsOf(textOf(piecesOf(template, mapping)) ?? '');
  if (claim === undefined || ends === undefined) return undefined;
  const [before, after] = ends;
  return [{ ...claim, around: [/^\w/.test(before) || before === '' ? before : `${ANY}${before}`, after === '' ? '' : `${after}${ANY}`] }];
}

function wholeClaim(node: Node, mapping: Mapping): ClaimPiece | undefined {
  const [piece, ...others] = piecesOf(node, mapping) ?? [];
  return piece !== undefined && others.length === 0 && 'claim' in piece && piece.around === undefined ? piece : undefined;
}
