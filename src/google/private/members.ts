import { Construct } from 'constructs';
import { adviseWorkloads } from './advice';
import { digest } from './attributes';
import { workloadsProblem } from './checks';
import * as errors from './errors';
import type { Workload } from '../../identity/workload';
import { refuse } from '../../private/problem';
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
  provider._admit(workloads, trust, path);
  adviseWorkloads(scope, workloads, new Date().toISOString().slice(0, 10));
  return trust.principals.map(principal => ({ id: digest(principal, 12), member: memberOf(provider, principal) }));
}

function memberOf(provider: WorkloadIdentityProvider, principal: string): string {
  const kind = principal.startsWith('subject/') ? 'principal' : 'principalSet';
  return `${kind}://iam.googleapis.com/${provider.pool.poolName}/${terraformLiteral(principal)}`;
}

/** Why more than exact subjects are trusted, by workload. */
export function reasonsOf(workloads: readonly Workload[]): Record<string, string[]> | undefined {
  const wide = workloads.filter(workload => workload.reasons.length > 0).map((workload): [string, string[]] => [workload.toString(), workload.reasons]);
  return wide.length === 0 ? undefined : Object.fromEntries(wide);
}
