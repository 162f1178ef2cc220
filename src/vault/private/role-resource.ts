import type { Attributes } from '../../terraform/guard';
import type { RoleTrust } from '../trust';

/** What of a role is its trust: a change of it would let others in. */
export function trustAttributes(trust: RoleTrust, userClaim: string): Attributes {
  return {
    role_type: 'jwt',
    user_claim: userClaim,
    user_claim_json_pointer: undefined,
    bound_audiences: trust.boundAudiences,
    bound_subject: trust.boundSubject,
    bound_claims: trust.boundClaims,
    bound_claims_type: trust.boundClaimsType,
    disable_bound_claims_parsing: undefined,
  };
}

/** What says how long the token of somebody who got in lives, what it may do, and what Vault remembers. Leeways are not among it: with one, Vault takes tokens that are over. */
export const NO_TRUST = [
  'alias_metadata', 'claim_mappings', 'groups_claim', 'token_explicit_max_ttl', 'token_max_ttl', 'token_no_default_policy', 'token_num_uses', 'token_period', 'token_policies',
  'token_ttl', 'token_type', 'verbose_oidc_logging',
];
