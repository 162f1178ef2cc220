import { Construct } from 'constructs';
import { digest } from './attributes';
import { workloadsProblem } from './checks';
import * as errors from './errors';
import type { Workload } from '../../identity/workload';
import { refuse } from '../../private/problem';
import { advise } from '../../terraform/advice';
import { terraformLiteral } from '../../terraform/literal';
import { MAPPING, PRINCIPALS } from '../limits';
import { compileTrust } from '../trust';
import type { WorkloadIdentityProvider } from '../workload-identity-provider';

/** One member of a binding. */
export interface Member {
  /** Depends on nothing but the member: a list in another order changes no resource. */
  readonly id: string;
  readonly member: string;
}

/** The members for some workloads, after the provider has learnt what it has to map and to admit. */
export function membersOf(scope: Construct, provider: WorkloadIdentityProvider, workloads: readonly Workload[]): Member[] {
  const path = scope.node.path;
  refuse([
    typeof provider?._admit === 'function' ? undefined : errors.notAProvider(provider),
    workloadsProblem(workloads),
  ], path);
  const trust = compileTrust(workloads, path);
  refuse([
    trust.principals.length > PRINCIPALS ? errors.tooManyPrincipals(trust.principals.length) : undefined,
    ...trust.principals.filter(p => Buffer.byteLength(p) > MAPPING.bytes).map(p => errors.valueTooLong(p, Buffer.byteLength(p))),
  ], path);
  provider._admit(scope, workloads, trust);
  advise(scope, workloads);
  return trust.principals.map(principal => ({ id: digest(principal, 12), member: memberOf(provider, principal) }));
}

function memberOf(provider: WorkloadIdentityProvider, principal: string): string {
  const kind = principal.startsWith('subject/') ? 'principal' : 'principalSet';
  return `${kind}://iam.googleapis.com/${provider.pool.poolName}/${terraformLiteral(principal)}`;
}
