/** One question that a trust asks of a claim. All that the artefact says of it is any of some patterns. */
export interface ClaimTest {
  /** As the issuer calls it. */
  readonly claim: string;
  /** As the artefact writes it: a condition key, an expression, an attribute. */
  readonly written: string;
  /** Any of these, as `pattern.ts` writes them. Of a test that only asks whether the claim is there: none. */
  readonly values: readonly string[];
  /** The claim has to be none of the values. */
  readonly negative?: boolean;
  readonly ignoreCase?: boolean;
  /** True where the token lacks the claim. */
  readonly vacuous?: 'if-exists' | 'for-all-values';
  /** Wildcards in the values stand for themselves here, since the operator is one of equality. */
  readonly exact: boolean;
  /** What is compared is no text, so that it never equals the claim, which is one. */
  readonly mistyped?: boolean;
  /** Names of the variables of a policy (`aws:username`) that stand in the values without a default. */
  readonly variables?: readonly string[];
  /** What the test says is not modelled, or unknown until deployment: nobody knows how much it narrows. */
  readonly opaque?: boolean;
  /** Asks that the claim is there, whatever its value; its one value stands for anything. */
  readonly presence?: boolean;
}

/** A test of which not even the claim is known. */
export function unknownTest(written: string): ClaimTest {
  return { claim: '', written, values: [], exact: false, opaque: true };
}

/** Whether some test is unknown altogether, so that what seems to be absent may stand there. */
export function holdsUnknownTest({ tests }: Pick<Admission, 'tests'>): boolean {
  return tests.some(test => test.opaque === true && test.claim === '');
}

/** What a trust asks of a token all at once. A token is taken if it meets one of the admissions of a target. */
export interface Admission {
  /** URL of the issuer; absent where it is late. */
  readonly issuer?: string;
  readonly tests: readonly ClaimTest[];
  /** Where in the target, as the end of a JSON pointer. */
  readonly pointer: string;
  /** The same for people: `statement 2`, a member. */
  readonly place: string;
  /** Claims that are named without being tested: they tell whose tokens these are, where the issuer is not known. */
  readonly named?: readonly string[];
  /** It can never be met, for a reason that is not one of its tests. */
  readonly never?: string;
}

/** A test that a token without the claim fails. */
export function demands(test: ClaimTest): boolean {
  return test.vacuous === undefined && test.negative !== true;
}

/** A key of another issuer, under which no token of this one has anything. */
export function isForeign(test: ClaimTest): boolean {
  return demands(test) && /^(https?:\/\/)?[^:]+\.[^:]*:/.test(test.claim);
}

/** A test of an empty list, which nothing meets. */
export function isOfNothing(test: ClaimTest): boolean {
  return test.values.length === 0 && demands(test) && !test.opaque;
}
