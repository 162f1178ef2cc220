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

/** What has to be fixed before the rest matters. */
const FIRST = ['role_type', 'iss', 'aud'];

/** What failed before what did not, and what is known of its cause before what is not. */
export function causeFirst(reasons: readonly Reason[]): Reason[] {
  const rank = ({ claim, ok, hint }: Reason) => {
    if (ok) return FIRST.length + 2;
    return hint === undefined ? FIRST.length + 1 : FIRST.includes(claim) ? FIRST.indexOf(claim) : FIRST.length;
  };
  return [...reasons].sort((a, b) => rank(a) - rank(b));
}
