import type { NativeTrust } from './policy';
import { compilePolicy, outcomeOf, Policy } from './private/evaluation/policy';
import { reasonsOf } from './private/evaluation/reasons';
import { own } from '../identity/private/own';
import type { Decision, Outcome, Reason } from '../private/decision';
import { hintFor } from '../private/hints';
import { remembered, rememberedOf } from '../private/remembered';

type Claims = Readonly<Record<string, unknown>>;

/**
 * What STS answers to AssumeRoleWithWebIdentity with a token that is signed and in time.
 *
 * As IAM evaluates a trust policy: a denial comes first, then any statement that allows is enough. What the trust alone decides is decided; the answer is
 * unknown where it rests on a value that is only known at deployment, or on a condition key that the request tells and not the token.
 *
 * A trust is read once and remembered: change a copy of it, never itself.
 *
 * @param trust with the trust policy as IAM stores it
 * @param claims the decoded payload of the token
 */
export function evaluate(trust: NativeTrust, claims: Claims): Decision {
  const policy = policyFor(trust, claims);
  if (policy === undefined) {
    const iss = own(claims, 'iss');
    return { outcome: 'reject', reasons: [{ claim: 'iss', expected: [], found: iss, ok: false, hint: iss === undefined ? hintFor({ claim: 'iss', expected: [], found: iss }) : 'an issuer is a URL that begins with https://: give the claims as the issuer signed them' }] };
  }
  return new Decided(policy, claims);
}

/** The reasons are most of the work, and who asks about many tokens looks at few: they are made when they are asked for. */
class Decided implements Decision {
  public readonly outcome: Outcome;
  readonly #policy: Policy;
  readonly #claims: Claims;
  #reasons?: readonly Reason[];

  public constructor(policy: Policy, claims: Claims) {
    this.outcome = outcomeOf(policy, claims);
    this.#policy = policy;
    this.#claims = claims;
  }

  public get reasons(): readonly Reason[] {
    return this.#reasons ??= reasonsOf(this.#policy, this.#claims, this.outcome);
  }

  public toJSON(): Decision {
    return { outcome: this.outcome, reasons: this.reasons };
  }
}

/** The answer alone, for whoever asks about many. */
export function outcome(trust: NativeTrust, claims: Claims): Outcome {
  const policy = policyFor(trust, claims);
  return policy === undefined ? 'reject' : outcomeOf(policy, claims);
}

/** Tokens come from a handful of issuers; a stranger could make up more. */
const ISSUERS_KEPT = 16;

function policyFor(trust: NativeTrust, claims: Claims): Policy | undefined {
  const iss = own(claims, 'iss');
  return typeof iss === 'string' ? policiesOf(trust)(iss) : undefined;
}

/** A trust is read once for each issuer that it is asked about. */
const policiesOf = rememberedOf((trust: NativeTrust) => remembered((iss): Policy | undefined => {
  const issuer = hostAndPath(iss);
  return issuer === undefined ? undefined : compilePolicy(trust, issuer);
}, ISSUERS_KEPT));

/** Google signs some of its tokens without the scheme. */
function hostAndPath(iss: string): string | undefined {
  if (iss === 'accounts.google.com') return iss;
  return iss.startsWith('https://') && iss.length > 'https://'.length ? iss.slice('https://'.length) : undefined;
}
