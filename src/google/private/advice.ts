import { IConstruct } from 'constructs';
import type { Tenant } from './tenant';
import { warn, warnOfAll } from '../../terraform/advice';

/** Ids of the warnings that this room has beside those of every target. */
export const WARNINGS = {
  names: 'cdk-federated-roles:tenantsByName',
  basicRole: 'cdk-federated-roles:DeployServiceAccount.basicRole',
} as const;

/** One warning an app about all tenants that a condition can name by their names alone. */
export function adviseTenants(provider: IConstruct, tenants: readonly Tenant[]): void {
  adviseNames(provider, tenants.flatMap(({ named }) => named ?? []));
}

export function adviseNames(provider: IConstruct, tenants: readonly string[]): void {
  warnOfAll(provider, WARNINGS.names, tenants, names =>
    `the condition of a provider admits ${names.map(name => `"${name}"`).join(', ')} by name: a freed name can be registered by a stranger; pass ownerId and repositoryId to GitHubRepository.of, projectId to GitLabProject.of`
    + ', and let the condition of an existing provider compare the id');
}

export function adviseRole(scope: IConstruct, role: string): void {
  if (!/^roles\/(owner|editor)$/.test(role)) return;
  warn(scope, WARNINGS.basicRole, `${scope.node.path} ${role}`, `role "${role}" may change nearly everything in the project, its trust included: choose the roles that the deployment needs`);
}
