/** What a trust answers to a token. */
export enum TrustOutcome {
  /** Some target takes the token. */
  ACCEPT = 'accept',

  /** Every target refuses the token. */
  REJECT = 'reject',

  /** No target takes the token, and some cannot be decided: a part is only known at deployment, or is not modelled. */
  UNKNOWN = 'unknown',
}
