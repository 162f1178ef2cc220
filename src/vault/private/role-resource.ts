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
