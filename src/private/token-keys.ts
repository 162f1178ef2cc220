/**
 * Whose tokens a target could answer with anything but a rejection: those of an issuer with one of some subjects.
 *
 * Wider than the target itself, never narrower.
 */
export interface TokenKeys {
  /** The `iss` claim to the letter; absent where every issuer comes into question. */
  readonly issuer?: string;
  readonly subjects: readonly string[];
  /** Beginnings of subjects; an empty one means every token of the issuer. */
  readonly prefixes: readonly string[];
}

/** All that is known is the issuer. */
export function anySubject(issuer?: string): TokenKeys {
  return { issuer, subjects: [], prefixes: [''] };
}
