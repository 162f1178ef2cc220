import { Annotations } from 'cdktf';
import { IConstruct } from 'constructs';
import type { Tenant } from './tenant';
import type { Advice } from '../../identity/private/workload-parts';
import type { Workload } from '../../identity/workload';

/** Ids of the warnings; CDKTF has no acknowledgement, so they stand in the text. */
export const WARNINGS = {
  names: 'cdk-federated-roles:tenantsByName',
  repositories: 'cdk-federated-roles:repositoriesByName',
  migrating: 'cdk-federated-roles:DeployServiceAccount.migrationOverdue',
  movingWorkflow: 'cdk-federated-roles:DeployServiceAccount.movingWorkflow',
  basicRole: 'cdk-federated-roles:DeployServiceAccount.basicRole',
} as const;

const SAID = new WeakMap<IConstruct, Set<string>>();

/** Warns of each thing once in a tree. */
export function warn(scope: IConstruct, id: string, about: string, text: string): void {
  const said = SAID.get(scope.node.root) ?? new Set<string>();
  SAID.set(scope.node.root, said);
  const key = `${id} ${about}`;
  if (said.has(key)) return;
  said.add(key);
  Annotations.of(scope).addWarning(`${text} [${id}]`);
}

export function adviseTenants(provider: IConstruct, tenants: readonly Tenant[]): void {
  for (const { named, claim } of tenants) {
    if (named === undefined) continue;
    const remedy = claim === 'repository_owner' ? 'pass ownerId and repositoryId' : 'pass projectId to GitLabProject.of';
    warn(provider, WARNINGS.names, named, `the provider admits "${named}" by name: a freed name can be registered by a stranger; ${remedy}`);
  }
}

export function adviseWorkloads(scope: IConstruct, workloads: readonly Workload[], today: string): void {
  for (const advice of workloads.flatMap(workload => workload._parts().advice)) {
    const said = textOf(advice, today);
    if (said !== undefined) warn(scope, said[0], advice.about, said[1]);
  }
}

function textOf({ kind, about, deadline }: Advice, today: string): [id: string, text: string] | undefined {
  switch (kind) {
    case 'names': return [WARNINGS.repositories, `repository "${about}" is trusted by name: a freed name can be registered by a stranger, and repositories created, `
      + 'renamed or transferred after 2026-07-15 send ids and are refused; pass ownerId and repositoryId'];
    case 'moving-workflow': return [WARNINGS.movingWorkflow, `reusable workflow "${about}" is a moving reference: whoever may push to it decides what runs; pin a commit, or protect the ref`];
    case 'migrating':
      if (deadline === undefined) return [WARNINGS.migrating, `repository "${about}" trusts its name beside its ids and has no migrationDeadline: name one, and set subjectFormat to IDS once its tokens carry ids`];
      return today > deadline ? [WARNINGS.migrating, `repository "${about}" still trusts its name beside its ids, its migrationDeadline was ${deadline}: set subjectFormat to IDS`] : undefined;
  }
}

export function adviseRoles(scope: IConstruct, roles: readonly string[]): void {
  for (const role of roles.filter(name => /^roles\/(owner|editor)$/.test(name))) {
    warn(scope, WARNINGS.basicRole, `${scope.node.path} ${role}`, `role "${role}" may change nearly everything in the project, its trust included: choose the roles that the deployment needs`);
  }
}
