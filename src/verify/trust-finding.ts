/** What a rule has to say of a trust. */
export interface TrustFinding {
  /** Id of the rule. */
  readonly rule: string;

  /** `error`, `warning` or `note`. */
  readonly severity: string;

  /** Id of the target. */
  readonly target: string;

  /** What is wrong. */
  readonly message: string;

  /** What to do about it. */
  readonly remedy: string;

  /** Where it stands: file, and line or JSON pointer. */
  readonly source: string;
}
