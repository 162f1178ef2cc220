import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { Workload } from '../../identity/workload';
import { ADVICE, namedRepositories, namesText, today, warningsOf } from '../../private/advice';

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

/** The one warning of a tree that lists the repositories trusted by name, on the first role that has one. */
interface NamesWarning {
  readonly role: IConstruct;
  readonly repositories: Set<string>;
}

const NAMES_WARNINGS = new WeakMap<IConstruct, NamesWarning>();

function adviseNames(role: IConstruct, repositories: readonly string[]): void {
  if (repositories.length === 0) return;
  const existing = NAMES_WARNINGS.get(role.node.root);
  const warning = existing ?? { role, repositories: new Set() };
  NAMES_WARNINGS.set(role.node.root, warning);
  repositories.forEach(repository => warning.repositories.add(repository));
  const text = namesText([...warning.repositories]);
  if (existing === undefined) {
    warn(role, ADVICE.names, text);
    return;
  }
  // an entry that is gone has been acknowledged
  const entry = warning.role.node.metadata.find(({ data }) => typeof data === 'string' && data.includes(`[ack: ${ADVICE.names}]`));
  if (entry) (entry as { data: string }).data = `${text} [ack: ${ADVICE.names}]`;
}

function warn(scope: IConstruct, id: string, text: string): void {
  Annotations.of(scope).addWarningV2(id, text);
}
