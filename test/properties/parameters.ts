import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent as Component, Workload,
} from '../../src/identity';

/** One way in which a text gets into an identity. */
export interface Parameter {
  readonly name: string;
  readonly build: (text: string) => Workload;
  /** The exact subjects if the text is accepted, made by other means than the library's; left out, with `prefixes`, where the text is a choice and no name. */
  readonly subjects?: (text: string) => string[];
  /** The same for beginnings of subjects. */
  readonly prefixes?: (text: string) => string[];
}

const REASON = { reason: 'the test asks for it' };
const IDS = { ownerId: '123456', repositoryId: '456789' };
const WORKFLOW = 'o/r/.github/workflows/deploy.yml';
const app = GitHubRepository.of('my-org/my-app', IDS);
const names = GitHubRepository.of('my-org/my-app');
const migrating = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING });
const old = GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false }) });
const lib = GitLabProject.of('my-group/my-project', { projectId: '20' });
const templated = (...keys: string[]) => GitHubRepository.of('my-org/my-app', { ...IDS, subjectTemplate: GitHubSubjectTemplate.of(keys) });
const composed = (...components: Component[]) => GitLabProject.of('my-group/my-project', { projectId: '20', subjectComponents: components });
const escaped = (text: string) => text.split(':').join('%3A');

const P = 'repo:my-org@123456/my-app@456789';
const G = 'project_path:my-group/my-project';
const production = () => [`${P}:environment:production`];

export const PARAMETERS: readonly Parameter[] = [
  { name: 'repository', build: t => GitHubRepository.of(t).branch('main'), subjects: t => [`repo:${t}:ref:refs/heads/main`] },
  { name: 'owner', build: t => GitHubRepository.of(`${t}/my-app`).branch('main'), subjects: t => [`repo:${t}/my-app:ref:refs/heads/main`] },
  { name: 'owner beside ids', build: t => GitHubRepository.of(`${t}/my-app`, IDS).branch('main'), subjects: t => [`repo:${t}@123456/my-app@456789:ref:refs/heads/main`] },
  { name: 'name', build: t => GitHubRepository.of(`my-org/${t}`).branch('main'), subjects: t => [`repo:my-org/${t}:ref:refs/heads/main`] },
  { name: 'owner id', build: t => GitHubRepository.of('a/b', { ownerId: t, repositoryId: '2' }).branch('main'), subjects: t => [`repo:a@${t}/b@2:ref:refs/heads/main`] },
  { name: 'repository id', build: t => GitHubRepository.of('a/b', { ownerId: '1', repositoryId: t }).branch('main'), subjects: t => [`repo:a@1/b@${t}:ref:refs/heads/main`] },
  { name: 'subject format', build: t => GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: t as GitHubSubjectFormat }).branch('main') },
  { name: 'migration deadline', build: t => GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline: t }).branch('main') },
  { name: 'subject prefix', build: t => GitHubRepository.fromSubjectPrefix(t).branch('main'), subjects: t => [`${t}:ref:refs/heads/main`] },
  { name: 'owner in a subject prefix', build: t => GitHubRepository.fromSubjectPrefix(`repo:${t}/b`).branch('main'), subjects: t => [`repo:${t}/b:ref:refs/heads/main`] },
  { name: 'ids in a subject prefix', build: t => GitHubRepository.fromSubjectPrefix(`repo:a@${t}/b@${t}`).branch('main'), subjects: t => [`repo:a@${t}/b@${t}:ref:refs/heads/main`] },
  { name: 'environment', build: t => app.environment(t), subjects: t => [`${P}:environment:${escaped(t)}`] },
  { name: 'environment of a migrating repository', build: t => migrating.environment(t), subjects: t => [`repo:my-org/my-app:environment:${escaped(t)}`, `${P}:environment:${escaped(t)}`] },
  { name: 'environment on an old server', build: t => old.environment(t), subjects: t => [`repo:my-org/my-app:environment:${t}`] },
  { name: 'branch', build: t => app.branch(t), subjects: t => [`${P}:ref:refs/heads/${t}`] },
  { name: 'tag', build: t => names.tag(t), subjects: t => [`repo:my-org/my-app:ref:refs/tags/${t}`] },
  { name: 'onBranch', build: t => app.environment('production').onBranch(t), subjects: production },
  { name: 'onTag', build: t => app.environment('production').onTag(t), subjects: production },
  { name: 'beginning of environments', build: t => app.environmentsStartingWith(t, REASON), prefixes: t => [`${P}:environment:${escaped(t)}`] },
  { name: 'beginning of branches', build: t => app.branchesStartingWith(t, REASON), prefixes: t => [`${P}:ref:refs/heads/${t}`] },
  { name: 'beginning of tags', build: t => app.tagsStartingWith(t, REASON), prefixes: t => [`${P}:ref:refs/tags/${t}`] },
  { name: 'merge queue', build: t => app.mergeQueueOf(t, REASON), prefixes: t => [`${P}:ref:refs/heads/gh-readonly-queue/${t}/pr-`] },
  { name: 'reason for pull requests', build: t => app.anyPullRequest({ reason: t }), subjects: () => [`${P}:pull_request`] },
  { name: 'reason for every job', build: t => app.anyJob({ reason: t }), prefixes: () => [`${P}:`] },
  { name: 'reusable workflow', build: t => app.environment('production').viaWorkflow(t), subjects: production },
  { name: 'owner of a reusable workflow', build: t => app.environment('production').viaWorkflow(`${t}/r/.github/workflows/deploy.yml@refs/heads/main`), subjects: production },
  { name: 'file of a reusable workflow', build: t => app.environment('production').viaWorkflow(`o/r/.github/workflows/${t}.yml@refs/heads/main`), subjects: production },
  { name: 'ref of a reusable workflow', build: t => app.environment('production').viaWorkflow(`${WORKFLOW}@${t}`), subjects: production },
  { name: 'branch of a reusable workflow', build: t => app.environment('production').viaWorkflow(`${WORKFLOW}@refs/heads/main`, `${WORKFLOW}@refs/heads/${t}`), subjects: production },
  {
    name: 'reusable workflow in the subject',
    build: t => templated('repo', 'job_workflow_ref', 'context').environment('production').viaWorkflow(`o/r/.github/workflows/${t}.yml@refs/heads/main`),
    subjects: t => [`${P}:job_workflow_ref:${escaped(`o/r/.github/workflows/${t}.yml@refs/heads/main`)}:environment:production`],
  },
  { name: 'claim', build: t => app.environment('production').withClaim(t, 'x'), subjects: production },
  { name: 'custom property', build: t => app.environment('production').withClaim(`repo_property_${t}`, 'x'), subjects: production },
  { name: 'value of a claim', build: t => app.environment('production').withClaim('actor', 'octocat', t), subjects: production },
  { name: 'value of a ref', build: t => app.environment('production').withClaim('ref', t), subjects: production },
  { name: 'value of an environment', build: t => app.anyJob(REASON).withClaim('environment', t), prefixes: () => [`${P}:`] },
  {
    name: 'value of an environment in the subject',
    build: t => templated('repo', 'environment').anyJob(REASON).withClaim('environment', t),
    subjects: t => [`${P}:environment:${escaped(t)}`],
  },
  {
    name: 'value of a claim in the subject',
    build: t => templated('repo', 'repo_property_team', 'context').branch('main').withClaim('repo_property_team', t),
    subjects: t => [`${P}:repo_property_team:${escaped(t)}:ref:refs/heads/main`],
  },
  { name: 'key of a template', build: t => templated('repo', 'context', t).environment('production') },
  { name: 'key and claim of a template', build: t => templated('repo', 'context', t).environment('production').withClaim(t, 'x'), subjects: t => [`${P}:environment:production:${t}:x`] },
  { name: 'name of a server', build: t => GitHubRepository.of('a/b', { issuer: GitHubIssuer.enterpriseServer(t) }).branch('main'), subjects: () => ['repo:a/b:ref:refs/heads/main'] },
  { name: 'slug of an enterprise', build: t => GitHubRepository.of('a/b', { issuer: GitHubIssuer.enterprise(t) }).branch('main'), subjects: () => ['repo:a/b:ref:refs/heads/main'] },
  { name: 'subdomain of GHE.com', build: t => GitHubRepository.of('a/b', { issuer: GitHubIssuer.gheCom(t) }).branch('main'), subjects: () => ['repo:a/b:ref:refs/heads/main'] },
  {
    name: 'slug on GHE.com',
    build: t => GitHubRepository.of('a/b', { issuer: GitHubIssuer.gheCom('octocorp', { enterpriseSlug: t }) }).branch('main'),
    subjects: () => ['repo:a/b:ref:refs/heads/main'],
  },
  { name: 'GitLab project', build: t => GitLabProject.of(t).branch('main'), subjects: t => [`project_path:${t}:ref_type:branch:ref:main`] },
  { name: 'GitLab group of a project', build: t => GitLabProject.of(`${t}/p`).branch('main'), subjects: t => [`project_path:${t}/p:ref_type:branch:ref:main`] },
  { name: 'GitLab project within a group', build: t => GitLabProject.of(`g/${t}`).branch('main'), subjects: t => [`project_path:g/${t}:ref_type:branch:ref:main`] },
  {
    name: 'GitLab project id',
    build: t => GitLabProject.of('g/p', { projectId: t, subjectComponents: [Component.PROJECT_ID, Component.REF] }).anyJob(REASON),
    prefixes: t => [`project_id:${t}:`],
  },
  { name: 'GitLab branch', build: t => lib.branch(t), subjects: t => [`${G}:ref_type:branch:ref:${t}`] },
  { name: 'GitLab tag', build: t => lib.tag(t), subjects: t => [`${G}:ref_type:tag:ref:${t}`] },
  { name: 'GitLab branch before another component', build: t => composed(Component.PROJECT_ID, Component.REF, Component.REF_TYPE).branch(t), subjects: t => [`project_id:20:ref:${t}:ref_type:branch`] },
  { name: 'GitLab environment', build: t => lib.environment(t), subjects: () => [] },
  { name: 'GitLab environment on a branch', build: t => lib.environment('production').onBranch(t), subjects: t => [`${G}:ref_type:branch:ref:${t}`] },
  { name: 'GitLab environment as a claim', build: t => lib.branch('main').withClaim('environment', t), subjects: () => [`${G}:ref_type:branch:ref:main`] },
  { name: 'beginning of GitLab branches', build: t => lib.branchesStartingWith(t, REASON), prefixes: t => [`${G}:ref_type:branch:ref:${t}`] },
  { name: 'beginning of GitLab tags', build: t => lib.tagsStartingWith(t, REASON), prefixes: t => [`${G}:ref_type:tag:ref:${t}`] },
  { name: 'GitLab value of a claim', build: t => lib.branch('main').withClaim('user_login', t), subjects: () => [`${G}:ref_type:branch:ref:main`] },
  { name: 'GitLab claim', build: t => lib.branch('main').withClaim(t, 'x'), subjects: () => [`${G}:ref_type:branch:ref:main`] },
  {
    name: 'GitLab tier',
    build: t => composed(Component.PROJECT_ID, Component.DEPLOYMENT_TIER, Component.REF_TYPE, Component.REF).branch('main').withDeploymentTier(t as GitLabDeploymentTier),
    subjects: t => t.includes(':') ? [] : [`project_id:20:deployment_tier:${t}:ref_type:branch:ref:main`],
  },
  {
    name: 'GitLab value in the subject',
    build: t => composed(Component.PROJECT_ID, Component.REF_TYPE, Component.REF, Component.REF_PROTECTED).branch('main').withClaim('ref_protected', t),
    subjects: t => [`project_id:20:ref_type:branch:ref:main:ref_protected:${t}`],
  },
  { name: 'GitLab component', build: t => composed(Component.PROJECT_PATH, t as Component).branch('main') },
  { name: 'GitLab first component', build: t => composed(t as Component).branch('main') },
  { name: 'GitLab group', build: t => GitLabGroup.of(t).anyProject(REASON), prefixes: t => [`project_path:${t}/`] },
  { name: 'GitLab reason', build: t => GitLabGroup.of('g').anyProject({ reason: t }), prefixes: () => ['project_path:g/'] },
  { name: 'GitLab instance', build: t => GitLabProject.of('g/p', { issuer: GitLabIssuer.selfManaged(t) }).branch('main'), subjects: () => ['project_path:g/p:ref_type:branch:ref:main'] },
  { name: 'host of a GitLab instance', build: t => GitLabProject.of('g/p', { issuer: GitLabIssuer.selfManaged(`https://${t}`) }).branch('main'), subjects: () => ['project_path:g/p:ref_type:branch:ref:main'] },
  { name: 'path of a GitLab instance', build: t => GitLabProject.of('g/p', { issuer: GitLabIssuer.selfManaged(`https://example.com/${t}`) }).branch('main'), subjects: () => ['project_path:g/p:ref_type:branch:ref:main'] },
];
