import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { Advice } from '../../identity/private/workload-parts';
import type { Workload } from '../../identity/workload';

/** Ids of the warnings, by which they are acknowledged. */
export const WARNINGS = {
  names: 'cdk-federated-roles:repositoriesByName',
  migrating: 'cdk-federated-roles:DeployRole.migrating',
  movingWorkflow: 'cdk-federated-roles:DeployRole.movingWorkflow',
  roleName: 'cdk-federated-roles:DeployRole.roleName',
} as const;

/** Says what is legal but should be known, once for each thing that it is about. */
export function advise(role: IConstruct, workloads: readonly Workload[], today: string): void {
  const advice = workloads.flatMap(workload => workload._parts().advice);
  for (const { about, deadline } of distinct(advice.filter(a => a.kind === 'migrating'))) {
    if (deadline === undefined) {
      warn(role, WARNINGS.migrating, `repository "${about}" trusts its name beside its ids and has no migrationDeadline: name one, and set subjectFormat to IDS once its tokens carry ids`);
    } else if (today > deadline) {
      warn(role, WARNINGS.migrating, `repository "${about}" still trusts its name beside its ids, its migrationDeadline was ${deadline}: set subjectFormat to IDS`);
    }
  }
  for (const { about } of distinct(advice.filter(a => a.kind === 'moving-workflow'))) {
    warn(role, WARNINGS.movingWorkflow, `reusable workflow "${about}" is a moving reference: whoever may push to it decides what runs; pin a commit, or protect the ref`);
  }
  adviseNames(role, advice.filter(a => a.kind === 'names').map(a => a.about));
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
    warn(role, WARNINGS.names, text);
    return;
  }
  // an entry that is gone has been acknowledged
  const entry = warning.role.node.metadata.find(({ data }) => typeof data === 'string' && data.includes(`[ack: ${WARNINGS.names}]`));
  if (entry) (entry as { data: string }).data = `${text} [ack: ${WARNINGS.names}]`;
}

function namesText(repositories: readonly string[]): string {
  const list = repositories.map(r => `"${r}"`).join(', ');
  return `${repositories.length === 1 ? 'repository' : 'repositories'} ${list} ${repositories.length === 1 ? 'is' : 'are'} trusted by name: a freed name can be registered by a stranger, `
    + 'and repositories created, renamed or transferred after 2026-07-15 send ids and are refused; pass ownerId and repositoryId';
}

function warn(scope: IConstruct, id: string, text: string): void {
  Annotations.of(scope).addWarningV2(id, text);
}

function distinct(advice: readonly Advice[]): Advice[] {
  return [...new Map(advice.map(a => [a.about, a])).values()];
}
