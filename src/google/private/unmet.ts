import type { Node } from './cel';
import { isLiteral, Leaf, leavesOf, Names, textOf } from './pieces';
import { truth } from './truth';
import { own } from '../../identity/private/own';
import { Mismatch, refusedHint } from '../../private/hints';
import { whole } from '../../private/problem';

/** A claim because of which an expression is not what it should be. */
export interface Unmet extends Mismatch {
  /** What the claim is expected to be like, with asterisks, where more than equality was asked for. */
  readonly like?: readonly string[];
  /** The cause, where it lies in the expression and not in the claim. */
  readonly hint?: string;
}

/**
 * The claims because of which a condition is not true, or not false where that is wanted. As far as it is made of comparisons of claims with texts:
 * nothing is said of the rest of it.
 */
export function unmet(node: Node, wanted: boolean, names: Names): Unmet[] {
  const { args } = node;
  switch (node.op) {
    case '!_': return unmet(args, !wanted, names);
    case '&&':
    case '||': return (node.op === '&&') === wanted ? args.flatMap((arg: Node) => unmet(arg, wanted, names)) : either(args.map((arg: Node) => ({ holds: truth(arg, names) === wanted, unmet: unmet(arg, wanted, names) })));
    case '?:': {
      const chosen = truth(args[0], names);
      return chosen === undefined ? [] : unmet(args[chosen ? 1 : 2], wanted, names);
    }
    default: return truth(node, names) === wanted ? [] : atom(node, wanted, names);
  }
}

/** One side is enough: the nearer one is told, and two that ask for the same claim are told together. */
function either(sides: readonly { readonly holds: boolean; readonly unmet: Unmet[] }[]): Unmet[] {
  if (sides.some(({ holds }) => holds)) return [];
  const told = sides.map(side => side.unmet).filter(one => one.length > 0).sort((a, b) => a.length - b.length);
  const [nearest] = told;
  if (nearest?.length !== 1) return nearest ?? [];
  const alike = told.filter(one => one.length === 1 && one[0].claim === nearest[0].claim);
  const like = alike.flatMap(([one]) => one.like ?? one.expected);
  return [{ ...nearest[0], expected: [...new Set(alike.flatMap(([{ expected }]) => expected))], ...nearest[0].like === undefined ? {} : { like } }];
}

function atom(node: Node, wanted: boolean, names: Names): Unmet[] {
  const { args } = node;
  switch (node.op) {
    case '==':
    case '!=': return equality(args[0], args[1], (node.op === '==') === wanted, names);
    case 'in': return membership(args[0], args[1], wanted, names);
    case 'call': return args[0] === 'has' && wanted ? claimsOf(args[1][0], names).map(claim => mismatch(claim, [], names)) : [];
    case 'rcall': return called(args[0], args[1], args[2].length === 1 ? textOf(args[2][0], names) : undefined, wanted, names);
    default: return [];
  }
}

function equality(a: Node, b: Node, wanted: boolean, names: Names): Unmet[] {
  const [side, value] = isLiteral(b) ? [a, b] : [b, a];
  if (['bigint', 'number', 'boolean'].includes(typeof value.args)) return claimsOf(side, names).map(claim => mistyped(claim, value.args as number | boolean, names));
  const text = isLiteral(value) ? textOf(value, names) : undefined;
  if (text === undefined) return [];
  return wanted ? compared(leavesOf(side, names), text, names) : claimsOf(side, names).map(claim => refused(claim, text, names));
}

function membership(item: Node, list: Node, wanted: boolean, names: Names): Unmet[] {
  const texts = list.op === 'list' ? (list.args as Node[]).map(one => textOf(one, names)).filter((one): one is string => one !== undefined) : [];
  if (!wanted) return claimsOf(item, names).map(claim => refused(claim, texts.join(', '), names));
  const leaves = leavesOf(item, names);
  const member = list.op === 'list' ? undefined : textOf(item, names);
  if (member !== undefined) return claimsOf(list, names).map(claim => ({ ...mismatch(claim, [member], names), hint: `the token carries ${claim} without ${whole(member)}: trust what it carries, or run the job that is meant` }));
  return either(texts.map(text => ({ holds: false, unmet: compared(leaves, text, names) })));
}

function called(name: string, text: Node, value: string | undefined, wanted: boolean, names: Names): Unmet[] {
  const like = value === undefined ? undefined : own(PATTERNS, name)?.(value);
  if (value === undefined || like === undefined) return [];
  const expected = name === 'matches' ? `matches ${value}` : like;
  return claimsOf(text, names).map(claim => wanted ? { ...mismatch(claim, [expected], names), like: [like] } : refused(claim, expected, names));
}

const PATTERNS: Readonly<Record<string, (value: string) => string>> = {
  startsWith: value => `${value}*`,
  endsWith: value => `*${value}`,
  contains: value => `*${value}*`,
  // as far as a hint needs it
  matches: value => `${value.startsWith('^') ? '' : '*'}${value.replace(/^\^|\$$/g, '').replace(/(\.|\\[wdS]|\[[^\]]*\])[*+]/g, '*').replace(/\\/g, '')}${value.endsWith('$') ? '' : '*'}`,
};

function claimsOf(node: Node, names: Names): string[] {
  return leavesOf(node, names).flatMap(leaf => 'claim' in leaf ? [leaf.claim] : []);
}

function mismatch(claim: string, expected: readonly string[], { claims }: Names): Unmet {
  return { claim, expected, found: own(claims, claim) };
}

/** A claim that is what it must not be. */
function refused(claim: string, text: string, names: Names): Unmet {
  const told = mismatch(claim, [`not ${text}`], names);
  const hint = refusedHint(claim, told.found);
  return hint === undefined ? told : { ...told, hint };
}

function mistyped(claim: string, value: bigint | number | boolean, names: Names): Unmet {
  const told = mismatch(claim, [String(value)], names);
  if (typeof told.found === 'number' || typeof told.found === 'boolean') return { ...told, hint: `the token carries ${claim} ${told.found}, and ${value} is trusted: run the job that is meant` };
  if (typeof told.found !== 'string') return told;
  return { ...told, hint: `the issuer sends ${claim} as a text, which never equals ${typeof value === 'boolean' ? 'true or false' : 'a number'}: write "${value}" in quotes` };
}

/** The claims in which a text differs from the one that is asked for. */
export function compared(leaves: readonly Leaf[], value: string, names: Names): Unmet[] {
  const found: Unmet[] = [];
  let left: string | undefined = value;
  let size: number | undefined;
  for (const [i, leaf] of leaves.entries()) {
    if (left === undefined) break;
    if ('text' in leaf) {
      left = left.startsWith(leaf.text) ? left.slice(leaf.text.length) : undefined;
    } else if ('size' in leaf) {
      const [digits] = /^\d*/.exec(left)!;
      if (digits === '') left = left.replace(/^-/, ''); // the claim is not asked for
      else [size, left] = [Number(digits), left.slice(digits.length)];
    } else if ('test' in leaf) {
      if (left.startsWith(leaf.yes)) found.push(...unmet(leaf.test, true, names));
      left = left.startsWith(leaf.yes) ? left.slice(leaf.yes.length) : undefined;
    } else {
      const asked = size === undefined ? upTo(leaves[i + 1], left) : [...left].slice(0, size).join('');
      left = left.slice(asked.length);
      size = undefined;
      if (own(names.claims, leaf.claim) !== asked) found.push(mismatch(leaf.claim, [asked], names));
    }
  }
  return found;
}

/** Up to the text that comes next, all of it where none does. */
function upTo(next: Leaf | undefined, text: string): string {
  const end = next !== undefined && 'text' in next ? text.indexOf(next.text) : -1;
  return end < 0 ? text : text.slice(0, end);
}
