import { AWS_BUILDERS } from './builders';
import {
  GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabGroup, GitLabProject, GitLabSubjectComponent, Workload,
} from '../../src';
import { CLASSIC, FLEXIBLE } from '../azure/builders';
import { GOOGLE_BUILDERS } from '../google/builders';
import { VAULT_BUILDERS } from '../vault/builders';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const reported = GitHubRepository.fromSubjectPrefix('repo:my-org@123456/my-app@456789');
const anywhere = GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepository(['context'], { reason: 'set by the organisation' }) });
const resident = GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.gheCom('octocorp', { enterpriseSlug: 'octocorp' }) });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const { PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER } = GitLabSubjectComponent;
const deploying = GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents: [PROJECT_ID, REF_TYPE, REF, ENVIRONMENT_PROTECTED, DEPLOYMENT_TIER] });
const wide = { reason: 'asked for by name' };

/** What the builders of the clouds leave out. */
const FURTHER: Record<string, Workload> = {
  'by the prefix that GitHub reports': reported.environment('production'),
  'template of any repository': anywhere.environment('production').withRepositoryId(),
  'GHE.com with its enterprise': resident.branch('main'),
  'self-hosted runner': app.branch('main').onSelfHostedRunner(),
  'GitLab tags by prefix': lib.tagsStartingWith('v', wide),
  'GitLab unprotected ref': lib.branch('main').withUnprotectedRef(),
  'GitLab unprotected environment': deploying.tag('v1').withUnprotectedEnvironment().withDeploymentTier(GitLabDeploymentTier.STAGING),
  'GitLab environment on tag': lib.environment('production').onTag('v1'),
  'GitLab environment on branch': lib.environment('production').onBranch('main'),
  'GitLab self-hosted runner': lib.tag('v1').onSelfHostedRunner(),
  'GitLab sub-group': GitLabGroup.of('my-org/sandbox').anyProject(wide),
};

const named = (prefix: string, builders: Record<string, Workload>) => Object.fromEntries(Object.entries(builders).map(([name, workload]) => [`${prefix}${name}`, workload]));

/** One workload of every builder that there is, and of every combination that some cloud can express. */
export const EVERY_BUILDER: Record<string, Workload> = {
  ...AWS_BUILDERS, ...GOOGLE_BUILDERS, ...VAULT_BUILDERS, ...named('credential: ', CLASSIC), ...named('expression: ', FLEXIBLE), ...FURTHER,
};
