import { GitLabSource, isProject } from './gitlab-subject';
import type { Facts, SubjectTest } from './workload-parts';
import type { GitHubRepository } from '../github-repository';

/** What every token of the repository carries, as far as it is declared. */
export function repositoryFacts({ owner, ownerId, fullName, repositoryId }: GitHubRepository): Facts {
  return factsOf({ repository_owner_id: ownerId, repository_id: repositoryId, repository_owner: owner, repository: fullName });
}

/** What every token of the project, or of the projects of the group, carries, as far as it is declared. */
export function sourceFacts(source: GitLabSource): Facts {
  if (!isProject(source)) return { project_path: { text: `${source.fullPath}/`, prefix: true } };
  return factsOf({ project_id: source.projectId, project_path: source.fullPath });
}

function factsOf(values: Readonly<Record<string, string | undefined>>): Facts {
  return Object.fromEntries(Object.entries(values).flatMap(([claim, text]): [string, SubjectTest][] => text === undefined ? [] : [[claim, { text, prefix: false }]]));
}
