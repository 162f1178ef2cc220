import type { TrustOutcome } from './trust-outcome';

/** One claim that was looked at. */
export interface TrustReason {
  /** The claim, as the issuer or the target calls it. */
  readonly claim: string;

  /** What the target takes, any of these. */
  readonly expected: string[];

  /**
   * What the token carries.
   *
   * @default - the token lacks the claim
   */
  readonly found?: any;

  /** Whether the claim was as expected. */
  readonly ok: boolean;

  /**
   * The cause and the fix, where a known one fits.
   *
   * @default - no known cause fits
   */
  readonly hint?: string;
}

/** The answer to a token, with what it rests on. */
export interface TrustDecision {
  /** The answer. */
  readonly outcome: TrustOutcome;

  /** The target that the reasons are about: the one that accepts, or the one that comes nearest to it. */
  readonly target: string;

  /** What was looked at, the failures first. */
  readonly reasons: TrustReason[];
}
