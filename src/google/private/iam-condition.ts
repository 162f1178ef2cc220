import { childrenOf, evaluateCel, Node, parseCel } from './cel';

/** What an IAM condition comes to, whatever the request: nothing where it hangs on the request. */
export interface IamConditionValue {
  readonly value?: boolean;
  /** What it hangs on: `request.time`, `resource.name`. */
  readonly reads: readonly string[];
}

/**
 * Evaluates the condition of an IAM binding as far as it says the same of every request. A token tells neither the resource nor the time, and no clock
 * is asked.
 */
export function evaluateIamCondition(expression: string): IamConditionValue {
  const tree = parseCel(expression);
  if (tree === undefined) return { reads: [] };
  const value = valueOf(tree, expression);
  return { ...value === undefined ? {} : { value }, reads: [...new Set(readIn(tree))] };
}

function valueOf(node: Node, source: string): boolean | undefined {
  const { args } = node;
  switch (node.op) {
    case '!_': return negation(valueOf(args, source));
    case '&&':
    case '||': {
      const decides = node.op === '||';
      const sides = partsOf(node).map(part => valueOf(part, source));
      if (sides.includes(decides)) return decides;
      if (!sides.includes(undefined)) return !decides;
      return neverTogether(node, source) ? decides : undefined;
    }
    case '?:': {
      const chosen = valueOf(args[0], source);
      const [yes, no] = [valueOf(args[1], source), valueOf(args[2], source)];
      return chosen === undefined ? yes === no ? yes : undefined : chosen ? yes : no;
    }
    default: {
      const result = literal(node, source);
      return typeof result === 'boolean' ? result : undefined;
    }
  }
}

function negation(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** The sides of a chain of one operator. */
function partsOf(node: Node): Node[] {
  return (node.args as Node[]).flatMap(side => side.op === node.op ? partsOf(side) : [side]);
}

/** The value of a part that names nothing of the request. */
function literal(node: Node, source: string): unknown {
  if (namesIn(node).length > 0 || node.start === undefined) return undefined;
  const result = evaluateCel(source.slice(node.start, node.end), {});
  return result.kind === 'value' ? result.value : undefined;
}

const OPPOSITE: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Whether what is asked of the time leaves none: one test wants it before, another after. For `||`, whether the tests together leave no time out. */
function neverTogether(node: Node, source: string): boolean {
  const tests = partsOf(node).map(part => timeTest(part, source)).filter(test => test !== undefined)
    .map(({ operator, time }) => ({ operator: node.op === '&&' ? operator : OPPOSITE[operator], time }));
  const after = Math.max(...tests.filter(({ operator }) => operator.startsWith('>')).map(({ operator, time }) => operator === '>=' ? time : time + HALF));
  const before = Math.min(...tests.filter(({ operator }) => operator.startsWith('<')).map(({ operator, time }) => operator === '<=' ? time : time - HALF));
  return after > before;
}

/** Of a millisecond: less than what lies between two times. */
const HALF = 0.5;

function timeTest({ op, args }: Node, source: string): { readonly operator: string; readonly time: number } | undefined {
  if (MIRRORED[op] === undefined) return undefined;
  const [left, right] = args as readonly [Node, Node];
  const mirrored = isRequestTime(right);
  if (!mirrored && !isRequestTime(left)) return undefined;
  const time = literal(mirrored ? left : right, source);
  return time instanceof Date ? { operator: mirrored ? MIRRORED[op] : op, time: time.getTime() } : undefined;
}

function isRequestTime({ op, args }: Node): boolean {
  return op === '.' && args[0].op === 'id' && args[0].args === 'request' && args[1] === 'time';
}

/** Names without what is read of them. */
function namesIn(node: Node): string[] {
  return node.op === 'id' ? [String(node.args)] : childrenOf(node).flatMap(namesIn);
}

/** `request.time`, `resource.name`: names with the first that is read of each. */
function readIn(node: Node): string[] {
  if (node.op === 'id') return [String(node.args)];
  if (node.op === '.' && node.args[0].op === 'id') return [`${String(node.args[0].args)}.${String(node.args[1])}`];
  return childrenOf(node).flatMap(readIn);
}
