import { GitHubRepository, GitLabProject, Workload } from '../../src';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const named = GitHubRepository.of('my-org/my-app');
const lib = GitLabProject.of('my-group/my-lib', { projectId: '20' });

/** All that git lets a branch be called and that means something to Terraform, CEL, Entra, Vault or a shell; a space, a backslash and the like it does not. */
export const AWKWARD_BRANCH = 'a${b}%{c}$${d}%%{e}"f"\'g\'@h&i,j;k=l<m>n|o(p)q#r!s`t\u00e9\u672c\u{1f680}';

/** The jobs of which every cloud's JSON is written down to the letter. */
export const LETTERS = {
  'GitHub with ids': [app.environment('production')],
  'GitHub without ids': [named.environment('production')],
  'GitLab': [lib.branch('main')],
  'an environment': [app.environment('Prod EU')],
  'a branch': [app.branch('main')],
  'a tag': [app.tag('v1.2.3')],
  'two subjects': [app.environment('staging'), app.branch('main')],
  'every awkward legal character': [app.branch(AWKWARD_BRANCH)],
} satisfies Record<string, Workload[]>;

export type Letters = keyof typeof LETTERS;
