import type { ClaimTest } from './admission';
import { claimsOf, Expression, isNumeric, Mapping, Piece, piecesOf, readIn, textOf, VARIABLE, within, writtenOf } from './expression';
import { childrenOf, Node, parseCel } from '../../google/private/cel';
import { ANY, hasWildcard } from '../pattern';
import { patternOfRegex } from './regex';

const MOST_ALTERNATIVES = 200;

/** A condition that takes more steps is not taken apart: choices within choices double the work at every level. */
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
    case '<':
    case '<=':
    case '>':
    case '>=': return sizes(wanted ? node.op : OPPOSITE[node.op], args[0], args[1]) ?? [[opaque(node.op)]];
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
  const mere = sizes(operator, left, right) ?? beings(operator, left, right);
  if (mere !== undefined) return mere;
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

/** `size(x) > 0` asks whether something is there at all, as does any other comparison of a length that more than the empty text can meet. */
function sizes(operator: string, left: Node, right: Node): Alternatives | undefined {
  const [of, number, sign] = isSize(left) ? [left, right, operator] : [right, left, TURNED[operator] ?? operator];
  if (!isSize(of) || number.op !== 'value' || !isNumeric(number)) return undefined;
  const claims = childrenOf(of).flatMap(readIn);
  const length = Number(number.args);
  const some = [1, length - 1, length, length + 1].some(one => one > 0 && meets(one, sign, length));
  if (some) return [claims.map(isThere)];
  return meets(0, sign, length) ? [claims.map(claim => ({ claim, written: `assertion.${claim}`, values: [''], exact: true }))] : [];
}

/** `x != null` and `type(x) == string` ask only whether the claim is there. */
function beings(operator: string, left: Node, right: Node): Alternatives | undefined {
  const isNull = (node: Node) => node.op === 'value' && node.args === null;
  const isType = (node: Node) => node.op === 'call' && node.args[0] === 'type';
  const asked = [left, right].find(node => isNull(node) || isType(node));
  if (asked === undefined) return undefined;
  const there = isNull(asked) === (operator === '!=');
  return [[left, right].flatMap(readIn).map(claim => ({ ...isThere(claim), negative: !there }))];
}

function isThere(claim: string): ClaimTest {
  return { claim, written: claim, values: [ANY], exact: false };
}

function isSize({ op, args }: Node): boolean {
  return (op === 'call' || op === 'rcall') && args[0] === 'size';
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function meets(a: number, operator: string, b: number): boolean {
  switch (operator) {
    case '==': return a === b;
    case '!=': return a !== b;
    case '<': return a < b;
    case '<=': return a <= b;
    case '>': return a > b;
    default: return a >= b;
  }
}

function membership(item: Node, list: Node, wanted: boolean, mapping: Mapping): Alternatives {
  const pieces = piecesOf(item, mapping);
  const name = list.op === 'id' && list.args === 'assertion' ? textOf(pieces) : undefined;
  if (name !== undefined) return [[{ ...isThere(name), negative: !wanted }]];
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
  if (pieces.length === 1 && 'claim' in only) return [[{ claim: only.claim, written: writtenOf(pieces), values: texts.map(text => within(only, text)), negative: !wanted, exact: only.around === undefined, ignoreCase: only.changed }]];
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

function testsOrNegation(pieces: readonly Piece[], value: string, negative: boolean, rest: { readonly exact: boolean; readonly written?: string }): ClaimTest[] {
  if (!negative) return split(pieces, value, rest);
  const [only] = pieces;
  if (pieces.length !== 1 || !('claim' in only)) return [opaque('!=')];
  return [{ claim: only.claim, written: writtenOf(pieces), values: [within(only, value)], negative: true, exact: rest.exact && only.around === undefined }];
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
    if (own !== ANY) tests.push({ ...common, claim: piece.claim, values: [within(piece, own)], exact: exact && piece.around === undefined, ignoreCase: piece.changed });
    left = end < 0 ? (left.endsWith(ANY) ? ANY : index === pieces.length - 1 ? '' : undefined) : left.slice(end);
  });
  return tests;
}
