import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkInApp } from './stack-of';
import type { Workload } from '../../identity/workload';
import { ADVICE, namedRepositories, namesText, today, warningsOf } from '../../private/advice';
import { list, listingKind, relist } from '../../private/listing';

/** Ids of the warnings that this room has beside those of every target. */
export const WARNINGS = { roleName: 'cdk-federated-roles:DeployRole.roleName' } as const;

/** Says what is legal but should be known, once for each thing that it is about. */
export function advise(role: IConstruct, workloads: readonly Workload[]): void {
  if (workloads.every(workload => workload._parts().advice.length === 0)) return;
  for (const { id, text } of warningsOf(workloads, today())) warn(role, id, text);
  adviseNames(role, namedRepositories(workloads));
}

export function adviseRoleName(role: IConstruct, roleName: string | undefined): void {
  if (roleName === 'GitHubActions') {
    warn(role, WARNINGS.roleName, 'a role named "GitHubActions" is reported not to be assumable by the maintainers of aws-actions/configure-aws-credentials: choose another name');
  }
}

/** The one warning of an app that lists the repositories trusted by name stands on the first role that trusts one. */
function adviseNames(role: IConstruct, repositories: readonly string[]): void {
  if (repositories.length === 0) return;
  list(ADVICE.names, role, repositories, (carrier, things, isNew) => {
    const text = namesText(things);
    const entry = carrier.node.metadata.find(({ data }) => typeof data === 'string' && data.includes(`[ack: ${ADVICE.names}]`));
    if (entry !== undefined) (entry as { data: string }).data = `${text} [ack: ${ADVICE.names}]`;
    else if (isNew) warn(carrier, ADVICE.names, text);
  });
  checkInApp(listingKind(ADVICE.names), role, () => relist(ADVICE.names, role));
}

function warn(scope: IConstruct, id: string, text: string): void {
  Annotations.of(scope).addWarningV2(id, text);
}
