import { CelOutcome, Node, parseCel } from './cel';
import { leavesOf, Names, textOf } from './pieces';
import { matchRe2 } from './re2';
import { own } from '../../identity/private/own';

/** What a condition comes to whatever is not known of it: of the mapping, and of texts in angle brackets where it is late. */
export function partialCel(condition: string, { claims, late }: Pick<Names, 'claims' | 'late'>): CelOutcome {
  const tree = parseCel(condition);
  const value = tree === undefined ? undefined : truth(tree, { claims, mapping: {}, late });
  return value === undefined ? { kind: 'unknown', text: 'not known yet' } : { kind: 'value', value };
}

/** What a part of a condition comes to; nothing where it is more than comparisons of claims with texts. */
export function truth(node: Node, names: Names): boolean | undefined {
  const { args } = node;
  switch (node.op) {
    case 'value': return typeof args === 'boolean' ? args : undefined;
    case '!_': return negation(truth(args, names));
    case '&&':
    case '||': {
      const [decides, sides] = [node.op === '||', [truth(args[0], names), truth(args[1], names)]];
      return sides.includes(decides) ? decides : sides.includes(undefined) ? undefined : !decides;
    }
    case '==':
    case '!=': {
      const [a, b] = [textOf(args[0], names), textOf(args[1], names)];
      return a === undefined || b === undefined ? undefined : (a === b) === (node.op === '==');
    }
    case 'in': {
      const item = textOf(args[0], names);
      const items: (string | undefined)[] = args[1].op === 'list' ? args[1].args.map((one: Node) => textOf(one, names)) : [undefined];
      return item === undefined || items.includes(undefined) ? undefined : items.includes(item);
    }
    case 'call': {
      const [leaf] = args[0] === 'has' ? leavesOf(args[1][0], names) : [];
      return leaf !== undefined && 'claim' in leaf ? own(names.claims, leaf.claim) !== undefined : undefined;
    }
    case 'rcall': return called(args[0], textOf(args[1], names), args[2].length === 1 ? textOf(args[2][0], names) : undefined);
    default: return undefined;
  }
}

function negation(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function called(name: string, text: string | undefined, value: string | undefined): boolean | undefined {
  if (text === undefined || value === undefined) return undefined;
  switch (name) {
    case 'startsWith': return text.startsWith(value);
    case 'endsWith': return text.endsWith(value);
    case 'contains': return text.includes(value);
    case 'matches': {
      const found = matchRe2(value, text);
      return found.kind === 'value' ? found.value : undefined;
    }
    default: return undefined;
  }
}
