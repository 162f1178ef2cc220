import { Answer, any, every } from './answer';
import { Claims, ContextKey, contextKey, KeyValue } from './context-keys';
import { Comparison, Operator, operatorOf } from './operators';
import type { Lookup } from './pattern';
import type { Text } from '../../../private/late';
import { remembered } from '../../../private/remembered';

/** One test of a statement: an operator, a key, and its values. */
export interface Condition {
  /** As the policy writes it. */
  readonly operator: string;
  readonly name: string;
  readonly key: ContextKey;
  readonly values: readonly Text[];
  /** Whether the token has to carry one of the values. */
  readonly positive: boolean;
  /** Whether a text is compared to the letter. */
  readonly exact: boolean;
  readonly test: (claims: Claims) => Answer;
}

/** What a statement is compiled for. */
export interface Circumstances {
  /** Of the tokens, without `https://`. */
  readonly issuer: string;
  /** Whether the version of the policy language knows variables. */
  readonly variables: boolean;
}

/** A condition as IAM would evaluate it; nothing if IAM knows no such operator, for it refuses the policy. */
export function compileCondition(operator: string, name: string, values: readonly Text[], circumstances: Circumstances): Condition | undefined {
  const { set, base, ifExists, known } = formOf(operator);
  const key = contextKey(name, circumstances.issuer);
  if (base === 'null') return ifExists ? undefined : { operator, name, key, values, positive: false, exact: false, test: nullTest(key, values) };
  if (known === undefined || (set !== undefined && set !== 'forallvalues' && set !== 'foranyvalue')) return undefined;
  const absent: Answer = ifExists || set === 'forallvalues' || (set === undefined && known.negated) ? 'yes' : 'no';
  const positive = !known.negated && set !== 'forallvalues';
  return { operator, name, key, values, positive, exact: base === 'stringequals', test: testOf(key, set, absent, () => comparisonOf(values, known, circumstances)) };
}

/** What an operator is written of. */
interface Form {
  readonly set?: string;
  readonly base: string;
  readonly ifExists: boolean;
  readonly known?: Operator;
}

const formOf = remembered((operator): Form => {
  const [last, set] = operator.toLowerCase().split(':').reverse();
  const ifExists = last.endsWith('ifexists');
  const base = ifExists ? last.slice(0, -'ifexists'.length) : last;
  return { set, base, ifExists, known: operatorOf(base) };
});

function comparisonOf(values: readonly Text[], { compile, negated }: Operator, { variables, issuer }: Circumstances): Comparison {
  const reading = { variables, lookup: (variable: string) => lookedUp(contextKey(variable, issuer), variable) };
  return together(values.map(value => compile(value, reading)), negated);
}

/** Of several values one has to fit, or, for a negated operator, none. */
function together(comparisons: readonly Comparison[], negated: boolean): Comparison {
  if (comparisons.length === 1) return comparisons[0];
  return negated
    ? (found, claims) => every(comparisons, compare => compare(found, claims))
    : (found, claims) => any(comparisons, compare => compare(found, claims));
}

/** The values are read when a token first needs them: most statements are decided before. */
function testOf(key: ContextKey, set: string | undefined, absent: Answer, comparison: () => Comparison): (claims: Claims) => Answer {
  if (key.kind === 'request' || key.kind === 'unknown') return () => 'maybe';
  if (key.kind === 'late') return eitherWay(absent, testOf(key.mayBe, set, absent, comparison));
  if (key.kind !== 'token') return () => absent;
  const { read } = key;
  let compare: Comparison = (found, claims) => {
    compare = comparison();
    return compare(found, claims);
  };
  if (set === undefined) {
    return claims => {
      const value = read(claims);
      if (value === undefined) return absent;
      return typeof value === 'string' ? compare(value, claims) : 'no'; // a key that is made for several values takes a set operator
    };
  }
  const over = set === 'forallvalues' ? every : any;
  return claims => {
    const value = read(claims);
    return value === undefined ? absent : over(membersOf(value), member => compare(member, claims));
  };
}

/** The answer of a key that may not be there at all. */
function eitherWay(absent: Answer, there: (claims: Claims) => Answer): (claims: Claims) => Answer {
  return claims => there(claims) === absent ? absent : 'maybe';
}

/** IAM User Guide, *Set operators*: an empty text is a set without a member. */
function membersOf(value: NonNullable<KeyValue>): readonly string[] {
  if (typeof value !== 'string') return value;
  return value === '' ? [] : [value];
}

/** Whether the key is there and holds something. */
function nullTest(key: ContextKey, values: readonly Text[]): (claims: Claims) => Answer {
  const wanted = (isNull: boolean) => any(values, value => {
    if (typeof value !== 'string') return 'maybe';
    return value.toLowerCase() === String(isNull) ? 'yes' : 'no';
  });
  const [whenNull, whenNot] = [wanted(true), wanted(false)];
  switch (key.kind) {
    case 'token': return claims => (key.read(claims) ?? '').length === 0 ? whenNull : whenNot;
    case 'request': return () => key.always ? whenNot : 'maybe';
    case 'unknown': return () => 'maybe';
    case 'late': return eitherWay(whenNull, nullTest(key.mayBe, values));
    default: return () => whenNull;
  }
}

/** What a variable stands for; a key that is made for several values stands for nothing. */
function lookedUp(key: ContextKey, variable: string): ReturnType<Lookup> {
  if (key.kind === 'request' || key.kind === 'late') return () => ({ late: variable });
  if (key.kind !== 'token') return () => undefined;
  const { read } = key;
  return claims => {
    const value = read(claims);
    return typeof value === 'string' ? value : undefined;
  };
}
