import { GitHubRepository, GitLabProject, GitLabSubjectComponent, Workload } from '../../src';
import { AWS_BUILDERS } from '../support/builders';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const unnumbered = GitLabProject.of('my-org/my-app');
const wide = { reason: 'asked for by name' };

/** 140 bytes and more, by umlauts as well as by letters. */
export const LONG = `review/${'x'.repeat(100)}`;
const LONG_UMLAUTS = 'ü'.repeat(60);

/** One workload of every builder that Google can express. */
export const GOOGLE_BUILDERS: Record<string, Workload> = {
  ...AWS_BUILDERS,
  'beyond Latin-1': app.environment('本番 "eu" \\ \'x\' %{y} ${z} @&<>🚀'),
  'long subject': app.environment(LONG),
  'long subject in bytes': app.environment(LONG_UMLAUTS),
  'long subject with claims': app.environment(LONG).onBranch('main').onHostedRunner(),
  'environment on hosted runner': app.environment('production').onHostedRunner(),
  'prefix with claims': app.environmentsStartingWith('preview-"${x}', wide).onHostedRunner(),
  'GitLab environment': lib.environment('production'),
  'GitLab environment by path': unnumbered.environment('review/${x} 1'),
  'GitLab environment on branch': lib.environment('production').onBranch('main'),
  'GitLab protected environment': lib.environment('staging').withProtectedEnvironment(),
  'GitLab environment by two people': lib.environment('production').withClaim('user_login', 'a', 'b:1/2'),
  'GitLab branch by path': unnumbered.branch('main'),
  'GitLab environment in the subject': GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents: [GitLabSubjectComponent.PROJECT_ID, GitLabSubjectComponent.REF_TYPE, GitLabSubjectComponent.REF] })
    .environment('production').onTag('v1'),
};
