import type { JwtAuthBackendRole } from '@cdktf/provider-vault/lib/jwt-auth-backend-role';
import { changedProblems } from './changed';
import type { Workload } from '../../identity/workload';
import type { RoleTrust } from '../trust';

/** Puts the reasons of wide workloads where the reviewer of the Terraform JSON sees them: in the comment of the resource. */
export function writeReasons(resource: JwtAuthBackendRole, workloads: readonly Workload[]): void {
  const reasons = Object.fromEntries(workloads.filter(workload => workload.reasons.length > 0).map(workload => [workload.toString(), workload.reasons]));
  if (Object.keys(reasons).length > 0) resource.addOverride('//.cdk-federated-roles', { reasons });
}

/** What of the trust was changed since it was declared. */
export function trustProblems(resource: JwtAuthBackendRole, trust: RoleTrust, userClaim: string): string[] {
  return changedProblems(resource, {
    role_type: 'jwt',
    user_claim: userClaim,
    user_claim_json_pointer: undefined,
    bound_audiences: trust.boundAudiences,
    bound_subject: trust.boundSubject,
    bound_claims: trust.boundClaims,
    bound_claims_type: trust.boundClaimsType,
    disable_bound_claims_parsing: undefined,
  });
}
