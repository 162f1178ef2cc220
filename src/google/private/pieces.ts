import { KEEPS_WORDING, Node, parseCel } from './cel';
import { own } from '../../identity/private/own';

/** What an expression may name: the claims of a token, and what the provider has mapped from them. */
export interface Names {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Expressions by `google.NAME` and `attribute.NAME`. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Whether angle brackets in a literal stand for what is only known at deployment. */
  readonly late?: boolean;
}

/** What an expression is made of, from left to right. */
export type Leaf = { readonly text: string } | { readonly claim: string } | { readonly size: string } | { readonly test: Node; readonly yes: string };

/** The pieces of a text that an expression puts together; nothing of a piece that is anything else. */
export function leavesOf(node: Node, names: Names): Leaf[] {
  const { args } = node;
  switch (node.op) {
    case 'value': return typeof args !== 'string' || (names.late === true && /<[^>]*>/.test(args)) ? [] : [{ text: args }];
    case '.':
    case '[]': return memberLeaves(args[0], typeof args[1] === 'string' ? args[1] : textOf(args[1], names), names);
    case '+': return [...leavesOf(args[0], names), ...leavesOf(args[1], names)];
    case 'call': return args[0] === 'string' ? sizeLeaf(args[1][0], names) ?? leavesOf(args[1][0], names) : [];
    case 'rcall': return KEEPS_WORDING.includes(args[0]) ? leavesOf(args[1], names) : [];
    case '?:': {
      const [yes, no] = [leavesOf(args[1], names), leavesOf(args[2], names)];
      const text = yes.length === 1 && 'text' in yes[0] ? yes[0].text : undefined;
      if (text !== undefined && no.every(leaf => 'text' in leaf)) return [{ test: args[0], yes: text }];
      return yes; // a claim where the token carries it, else what stands for none
    }
    default: return [];
  }
}

function memberLeaves(object: Node, name: string | undefined, names: Names): Leaf[] {
  if (object.op !== 'id' || name === undefined) return [];
  if (object.args === 'assertion') return [{ claim: name }];
  const mapped = own(names.mapping, `${String(object.args)}.${name}`);
  const tree = mapped === undefined ? undefined : parseCel(mapped);
  return tree === undefined ? [] : leavesOf(tree, { ...names, mapping: {} });
}

function sizeLeaf(node: Node, names: Names): Leaf[] | undefined {
  const { args } = node;
  if (node.op !== 'call' || args[0] !== 'size') return undefined;
  return leavesOf(args[1][0], names).flatMap(leaf => 'claim' in leaf ? [{ size: leaf.claim }] : []);
}

/** Whether it is a text whatever the token carries. */
export function isLiteral(node: Node): boolean {
  return node.op === 'value' || (node.op === '+' && (node.args as Node[]).every(isLiteral));
}

/** The text that an expression comes to; nothing where that cannot be told here. */
export function textOf(node: Node, names: Names): string | undefined {
  if (node.op === '+') {
    const [a, b] = (node.args as Node[]).map(side => textOf(side, names));
    return a === undefined || b === undefined ? undefined : a + b;
  }
  const leaves = node.op === 'value' || node.op === '.' || node.op === '[]' ? leavesOf(node, names) : [];
  const texts = leaves.map(leaf => 'text' in leaf ? leaf.text : 'claim' in leaf ? own(names.claims, leaf.claim) : undefined);
  return texts.length > 0 && texts.every(text => typeof text === 'string') ? texts.join('') : undefined;
}
