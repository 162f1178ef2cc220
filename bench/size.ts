/** How much is measured. */
export interface Size {
  readonly roles: number;
  readonly rolesPerStack: number;
  /** Credentials, members or roles of a CDKTF room. */
  readonly trusts: number;
  /** Pairs of policy and token that are decided one by one, ten of a policy. */
  readonly decisions: number;
  /** Tokens that are put to as many roles as `targets` says. */
  readonly tokens: number;
  readonly targets: number;
  /** How often the command line reviews as many. */
  readonly reviews: number;
  readonly rounds: number;
  readonly loads: number;
  /** How often a section may be measured before a missed bound counts. */
  readonly attempts: number;
}

export const FULL: Size = { roles: 2_000, rolesPerStack: 200, trusts: 1_000, decisions: 5_000, tokens: 1_000_000, targets: 10_000, reviews: 5, rounds: 7, loads: 15, attempts: 1 };

/** For CI, whose machines are small and shared. */
export const QUICK: Size = { roles: 400, rolesPerStack: 200, trusts: 1_000, decisions: 2_000, tokens: 100_000, targets: 10_000, reviews: 3, rounds: 3, loads: 15, attempts: 3 };
