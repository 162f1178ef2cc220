import { celOneOf, celString } from './cel-text';
import type { GitHubRepository } from '../../identity/github-repository';
import { GitHubWorkload } from '../../identity/github-workload';
import { GitLabWorkload } from '../../identity/gitlab-workload';
import { GitLabSource, isProject } from '../../identity/private/gitlab-subject';
import type { Workload } from '../../identity/workload';

/** Whose tokens of a shared issuer a provider takes: one claim with one value. */
export interface Tenant {
  readonly claim: string;
  readonly value: string;
  /** The value is only a beginning. */
  readonly prefix?: boolean;
  /** What is known by its name alone, which somebody else can register once it is freed. */
  readonly named?: string;
}

/** The tenant of a workload; nothing where its kind is not known. */
export function tenantOf(workload: Workload): Tenant | undefined {
  if (workload instanceof GitHubWorkload || 'repository' in workload) return repositoryTenant((workload as GitHubWorkload).repository);
  if (workload instanceof GitLabWorkload || 'source' in workload) {
    // the source of a GitLab workload is private, and nothing else says whether its id was declared
    return sourceTenant((workload as unknown as { readonly source: GitLabSource }).source);
  }
  return undefined;
}

export function repositoryTenant(repository: GitHubRepository): Tenant {
  return repository.ownerId === undefined
    ? { claim: 'repository_owner', value: repository.owner, named: repository.owner }
    : { claim: 'repository_owner_id', value: repository.ownerId };
}

export function sourceTenant(source: GitLabSource): Tenant {
  if (!isProject(source)) return { claim: 'project_path', value: `${source.fullPath}/`, prefix: true, named: source.fullPath };
  return source.projectId === undefined
    ? { claim: 'project_path', value: source.fullPath, named: source.fullPath }
    : { claim: 'project_id', value: source.projectId };
}

/** Tests of the tenants, any of which admits; the same tenants in any order give the same tests. */
export function tenantTests(tenants: readonly Tenant[]): string[] {
  const claims = [...new Set(tenants.map(tenant => tenant.claim))].sort().reverse(); // ids before names
  return claims.flatMap(claim => {
    const values = (prefix: boolean) => [...new Set(tenants.filter(t => t.claim === claim && (t.prefix === true) === prefix).map(t => t.value))].sort();
    return [
      ...values(false).length > 0 ? [celOneOf(`assertion.${claim}`, values(false))] : [],
      ...values(true).map(value => `assertion.${claim}.startsWith(${celString(value)})`),
    ];
  });
}
