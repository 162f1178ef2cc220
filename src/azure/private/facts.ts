import type { GitHubRepository } from '../../identity/github-repository';
import type { GitLabProject } from '../../identity/gitlab-project';
import type { Workload } from '../../identity/workload';

/**
 * Numeric ids that the issuer puts into every token of the workload, as far as they are declared.
 *
 * They narrow nothing: the subject names the repository or the project, and these are its ids. A token whose subject names it and whose
 * id is another comes from one that has taken over a freed name, and is rightly refused.
 */
export function factsOf(workload: Workload): Readonly<Record<string, string | undefined>> {
  const { repository, source } = workload as unknown as { readonly repository?: GitHubRepository; readonly source?: GitLabProject };
  return {
    repository_id: repository?.repositoryId,
    repository_owner_id: repository?.ownerId,
    project_id: source?.projectId,
  };
}
