import type { ClaimTest } from './admission';
import { parseCel, Node } from '../../google/private/cel';
import { ANY, hasWildcard, LATE } from '../pattern';
import { patternOfRegex } from './regex';

/** Texts and claims one after the other; nothing where an expression is anything else. */
export type Expression = readonly Piece[] | undefined;

export type Piece = { readonly text: string } | { readonly claim: string; readonly changed?: boolean };

/** What the attributes of a mapping stand for. */
export type Mapping = ReadonlyMap<string, Expression>;

const MOST_ALTERNATIVES = 200;

/** What is more than this cannot be told: choices within choices double the work at every level. */
const MOST_STEPS = 20000;

let steps = 0;

/** A condition as a disjunction of conjunctions of tests; an alternative without a test is true of every token. */
export function alternativesOf(condition: string, mapping: Mapping): readonly (readonly ClaimTest[])[] {
  if (condition.trim() === '') return [[]];
  const ast = parseCel(condition);
  steps = 0;
  const told = ast === undefined ? [] : truth(ast, true, mapping);
  return ast === undefined || steps > MOST_STEPS ? [[opaque(condition)]] : told;
}

/** What an expression of a mapping is made of. */
export function expressionOf(text: string): Expression {
  const ast = parseCel(text);
  return ast === undefined ? undefined : piecesOf(ast, new Map());
}

/** The tests that an expression is equal to a value. */
export function testOfValue(expression: Expression, value: string, written: string): ClaimTest[] {
  return expression === undefined ? [opaque(written)] : split(expression, value, { written, exact: true });
}

type Alternatives = readonly (readonly ClaimTest[])[];

const OPPOSITE: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

function truth(node: Node, wanted: boolean, mapping: Mapping): Alternatives {
  if (++steps > MOST_STEPS) return [];
  const { args } = node;
  switch (node.op) {
    case 'value': return args === wanted ? [[]] : args === !wanted ? [] : [[opaque(String(args))]];
    case '!_': return truth(args, !wanted, mapping);
    case '&&':
    case '||': return (node.op === '&&') === wanted ? both(truth(args[0], wanted, mapping), truth(args[1], wanted, mapping))
      : either(truth(args[0], wanted, mapping), truth(args[1], wanted, mapping));
    case '?:': return either(both(truth(args[0], true, mapping), truth(args[1], wanted, mapping)), both(truth(args[0], false, mapping), truth(args[2], wanted, mapping)));
    case '==':
    case '!=': return comparison(wanted ? node.op : OPPOSITE[node.op], args[0], args[1], mapping);
    case 'in': return membership(args[0], args[1], wanted, mapping);
    case 'rcall': return call(args[0], args[1], args[2], wanted, mapping);
    case 'call': return args[0] === 'has' ? presence(args[1]?.[0], wanted, mapping) : [[opaque(node.input ?? node.op)]];
    default: return [[opaque(node.op)]];
  }
}

function both(a: Alternatives, b: Alternatives): Alternatives {
  return a.flatMap(one => b.map(other => [...one, ...other])).slice(0, MOST_ALTERNATIVES);
}

/** None is left out: the last of many may be the wide one. */
function either(a: Alternatives, b: Alternatives): Alternatives {
  return [...a, ...b];
}

function opaque(written: string): ClaimTest {
  return { claim: '', written, values: [], exact: true, opaque: true };
}

function comparison(operator: string, left: Node, right: Node, mapping: Mapping): Alternatives {
  const [a, b] = [piecesOf(left, mapping), piecesOf(right, mapping)];
  const negative = operator === '!=';
  if (left.op === 'value' && right.op === 'value') return (left.args === right.args) === negative ? [] : [[]];
  if (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)) return negative ? [] : [[]];
  const [side, value] = textOf(b) !== undefined ? [a, textOf(b)] : [b, textOf(a)];
  if (side !== undefined && value !== undefined) return [testsOrNegation(side, value, negative, { exact: true })];
  const claims = a !== undefined && isNumeric(right) ? a : b !== undefined && isNumeric(left) ? b : undefined;
  if (claims === undefined) return [[opaque(operator)]];
  const number = claims === a ? right : left;
  return [claimsOf(claims).map(claim => ({ claim, written: claim, values: [String(number.args)], negative, exact: true, mistyped: true }))];
}

function isNumeric(node: Node): boolean {
  return node.op === 'value' && ['bigint', 'number', 'boolean'].includes(typeof node.args);
}

function membership(item: Node, list: Node, wanted: boolean, mapping: Mapping): Alternatives {
  const pieces = piecesOf(item, mapping);
  const members = list.op === 'list' ? list.args as readonly Node[] : list.op === 'map' ? (list.args as readonly (readonly [Node, Node])[]).map(([key]) => key) : undefined;
  if (pieces === undefined || members === undefined) return [[opaque('in')]];
  const values = members.map(member => textOf(piecesOf(member, mapping)));
  const texts = values.filter((value): value is string => value !== undefined);
  if (texts.length < values.length) {
    if (members.every(isNumeric)) {
      const numbers = members.map(member => String(member.args));
      return [claimsOf(pieces).map(claim => ({ claim, written: claim, values: numbers, negative: !wanted, exact: true, mistyped: true }))];
    }
    return [[opaque('in')]];
  }
  const [only] = pieces;
  if (pieces.length === 1 && 'claim' in only) return [[{ claim: only.claim, written: writtenOf(pieces), values: texts, negative: !wanted, exact: true, ignoreCase: only.changed }]];
  return wanted ? texts.map(text => split(pieces, text, { exact: true })) : [[opaque('in')]];
}

function presence(node: Node | undefined, wanted: boolean, mapping: Mapping): Alternatives {
  const pieces = node === undefined ? undefined : piecesOf(node, mapping);
  if (pieces === undefined) return [[opaque('has')]];
  return [claimsOf(pieces).map(claim => ({ claim, written: claim, values: [ANY], negative: !wanted, exact: false }))];
}

function call(name: string, receiver: Node, args: readonly Node[], wanted: boolean, mapping: Mapping): Alternatives {
  const pieces = piecesOf(receiver, mapping);
  const value = args.length === 1 ? textOf(piecesOf(args[0], mapping)) : undefined;
  const pattern = value === undefined ? undefined : patternOfCall(name, value);
  if (name === 'exists' && wanted) return exists(receiver, args, mapping);
  if (pieces === undefined || pattern === undefined) return [[...pieces === undefined ? [opaque(name)] : claimsOf(pieces).map(claim => ({ ...opaque(name), claim }))]];
  const unanchored = name === 'matches' && hasWildcard(pattern[0]);
  return pattern.map(one => testsOrNegation(pieces, one, !wanted, { exact: !hasWildcard(one), written: unanchored ? `${writtenOf(pieces)}.matches` : undefined }));
}

function patternOfCall(name: string, value: string): readonly string[] | undefined {
  switch (name) {
    case 'startsWith': return [`${value}${ANY}`];
    case 'endsWith': return [`${ANY}${value}`];
    case 'contains': return [`${ANY}${value}${ANY}`];
    case 'matches': return patternOfRegex(value);
    default: return undefined;
  }
}

/** `['a', 'b'].exists(x, assertion.y.startsWith(x))`: the test once for each. */
function exists(receiver: Node, [variable, body]: readonly Node[], mapping: Mapping): Alternatives {
  if (receiver.op !== 'list' || variable?.op !== 'id') return [[opaque('exists')]];
  return (receiver.args as readonly Node[]).flatMap(member => truth(body, true, new Map([...mapping, [`${VARIABLE}${String(variable.args)}`, piecesOf(member, mapping)]])));
}

const VARIABLE = 'variable ';

function testsOrNegation(pieces: readonly Piece[], value: string, negative: boolean, rest: { readonly exact: boolean; readonly written?: string }): ClaimTest[] {
  if (!negative) return split(pieces, value, rest);
  const [only] = pieces;
  if (pieces.length !== 1 || !('claim' in only)) return [opaque('!=')];
  // of a text that is not empty we know only that it is there
  return [{ claim: only.claim, written: writtenOf(pieces), values: [value], negative: true, exact: rest.exact }];
}

/** A value spread over what it is compared with: the texts in between say where one claim ends and the next begins. */
function split(pieces: readonly Piece[], value: string, { written, exact }: { readonly written?: string; readonly exact: boolean }): ClaimTest[] {
  const tests: ClaimTest[] = [];
  const common = { written: written ?? writtenOf(pieces), exact };
  let left: string | undefined = value;
  pieces.forEach((piece, index) => {
    if (left === undefined) return;
    if ('text' in piece) {
      if (left.startsWith(piece.text)) {left = left.slice(piece.text.length);} else if (left.startsWith(ANY)) {left = ANY;} else { // a beginning that ends within this text, or what can never be equal
        if (!piece.text.startsWith(left.split(ANY)[0]) || !left.includes(ANY)) tests.push({ ...common, claim: '', values: [left], mistyped: true });
        left = undefined;
      }
      return;
    }
    const next = pieces[index + 1];
    const end: number = next !== undefined && 'text' in next ? left.indexOf(next.text) : -1;
    const own: string = end < 0 ? left : left.slice(0, end);
    if (own !== ANY) tests.push({ ...common, claim: piece.claim, values: [own], ignoreCase: piece.changed });
    left = end < 0 ? (left.endsWith(ANY) ? ANY : index === pieces.length - 1 ? '' : undefined) : left.slice(end);
  });
  return tests;
}

function textOf(expression: Expression): string | undefined {
  return expression !== undefined && expression.every(piece => 'text' in piece) ? expression.map(piece => 'text' in piece ? piece.text : '').join('') : undefined;
}

export function claimsOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(piece => 'claim' in piece ? [piece.claim] : []);
}

function writtenOf(pieces: readonly Piece[]): string {
  return pieces.map(piece => 'claim' in piece ? `assertion.${piece.claim}` : JSON.stringify(piece.text)).join(' + ');
}

/** Functions that change no more than letter case or white space. */
const HARMLESS: readonly string[] = ['lowerAscii', 'upperAscii', 'trim'];

function piecesOf(node: Node, mapping: Mapping): Expression {
  const { args } = node;
  switch (node.op) {
    case 'value': return typeof args === 'string' ? [{ text: args.replace(/\$\{[^}]*\}|<[^<>]*>/g, LATE) }] : undefined;
    case 'id': return mapping.get(`${VARIABLE}${String(args)}`);
    case '.':
    case '[]': return memberOf(args[0], typeof args[1] === 'string' ? args[1] : textOf(piecesOf(args[1], mapping)), mapping);
    case '+': {
      const [a, b] = [piecesOf(args[0], mapping), piecesOf(args[1], mapping)];
      return a === undefined || b === undefined ? undefined : [...a, ...b];
    }
    case 'call': return args[0] === 'string' ? piecesOf(args[1][0], mapping) : undefined;
    case 'rcall': {
      const pieces = HARMLESS.includes(args[0]) ? piecesOf(args[1], mapping) : undefined;
      return pieces?.map(piece => 'claim' in piece ? { ...piece, changed: true } : piece);
    }
    default: return undefined;
  }
}

function memberOf(object: Node, name: string | undefined, mapping: Mapping): Expression {
  if (object.op !== 'id' || name === undefined) return undefined;
  return object.args === 'assertion' ? [{ claim: name }] : mapping.get(`${String(object.args)}.${name}`);
}
