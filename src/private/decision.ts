/** What a target answers to a token. */
export type Outcome = 'accept' | 'reject' | 'unknown';

/** One claim that was looked at. */
export interface Reason {
  readonly claim: string;
  readonly expected: readonly string[];
  readonly found: unknown;
  readonly ok: boolean;
  readonly hint?: string;
}

/** The answer of one target, with what it rests on. */
export interface Decision {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
}
