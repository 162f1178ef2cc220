import type { Workload } from '../identity/workload';

/** Where the reasons stand: in the metadata of a template, in the comment of a Terraform resource. */
export const METADATA_KEY = 'cdk-federated-roles';

/** Why more than exact subjects are trusted, by workload. */
export type Reasons = Readonly<Record<string, readonly string[]>>;

export function reasonsOf(workloads: readonly Workload[]): Reasons {
  const reasons: Record<string, string[]> = {};
  for (const workload of workloads.filter(({ reasons: given }) => given.length > 0)) {
    const label = workload.toString();
    reasons[label] = [...new Set([...reasons[label] ?? [], ...workload.reasons])];
  }
  return reasons;
}
