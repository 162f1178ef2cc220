import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabIssuer, GitLabProject, GitLabSubjectComponent as Component, Workload,
} from '../../src/identity';
import { Claims, documentedSubjects, token } from '../data';

const REASON = { reason: 'the document shows it' };
const WORKFLOW = 'octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main';
const octo = GitHubRepository.of('octo-org/octo-repo');
const octoWithIds = GitHubRepository.of('octo-org/octo-repo', { ownerId: '123456', repositoryId: '456789' });

function octoWith(subjectTemplate: GitHubSubjectTemplate): GitHubRepository {
  return GitHubRepository.of('octo-org/octo-repo', { subjectTemplate });
}

/** The typed call for each documented subject. */
const CALLS: Record<string, () => Workload> = {
  'repo:octo-org/octo-repo:environment:Production': () => octo.environment('Production'),
  'repo:octo-org/octo-repo:environment:Production%3AV1': () => octo.environment('Production:V1'),
  'repo:octo-org/octo-repo:pull_request': () => octo.anyPullRequest(REASON),
  'repo:octo-org/octo-repo:ref:refs/tags/demo-tag': () => octo.tag('demo-tag'),
  'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main': () => octoWithIds.branch('main'),
  'repo:vhvb1989@24213737/ppconfig@1323153730:ref:refs/heads/main': () =>
    GitHubRepository.fromSubjectPrefix(String(token('github-api-repo-sub-customization-observed').sub_claim_prefix)).branch('main'),
  'repo:octo-org@123456/octo-repo@456789:pull_request': () => octoWithIds.anyPullRequest(REASON),
  'repository_owner:monalisa:repository_visibility:private': () => GitHubRepository.of('monalisa/hello', {
    subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'repository_visibility'], REASON),
  }).branch('main').withClaim('repository_visibility', 'private'),
  'job_workflow_ref:octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main': () =>
    octoWith(GitHubSubjectTemplate.anyRepository(['job_workflow_ref'], REASON)).branch('main').viaWorkflow(WORKFLOW),
  'repo:octo-org/octo-repo:environment:prod:job_workflow_ref:octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main': () =>
    octoWith(GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref'])).environment('prod').viaWorkflow(WORKFLOW),
  'environment:production%3Aeastus:repository_owner:octo-org': () =>
    octoWith(GitHubSubjectTemplate.anyRepositoryOfOwner(['environment', 'repository_owner'], REASON)).environment('production:eastus'),
  'repository_owner_id:6154722:repository_id:1203140327:ref:refs/heads/main': () => GitHubRepository.of('microsoft/some-repo', {
    ownerId: '6154722',
    repositoryId: '1203140327',
    subjectTemplate: GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context']),
  }).branch('main'),
  'project_path:my-group/my-project:ref_type:branch:ref:feature-branch-1': () => GitLabProject.of('my-group/my-project').branch('feature-branch-1'),
  'project_path:agroup/bgroup/myproject:ref_type:tag:ref:v4.2.0': () => GitLabProject.of('agroup/bgroup/myproject').tag('v4.2.0'),
};

/** Documented subjects for which no exact call can exist: each carries what differs with every run. */
const WIDE_CALLS: Record<string, { make: () => Workload; run: string }> = {
  'repo:testing-turtle/transient-terrapin:ref:refs/heads/gh-readonly-queue/main/pr-13-7b1f002b00ec25a5facc43e470ef7dfe6d32f300': {
    make: () => GitHubRepository.of('testing-turtle/transient-terrapin').mergeQueueOf('main', REASON),
    run: '13-7b1f002b00ec25a5facc43e470ef7dfe6d32f300',
  },
};

describe('a documented subject', () => {
  const rows = documentedSubjects().filter(row => row.sub !== null).map(row => ({ ...row, sub: row.sub! }));
  const exact = rows.filter(({ sub }) => WIDE_CALLS[sub] === undefined);

  test('is looked at', () => {
    expect(rows.length).toBeGreaterThanOrEqual(15);
    expect(rows.map(({ sub }) => sub).sort()).toEqual([...Object.keys(CALLS), ...Object.keys(WIDE_CALLS)].sort());
  });

  test.each(exact)('is what a typed call makes: $issuer $context $sub', ({ sub, include_claim_keys: keys }) => {
    const workload = CALLS[sub]();

    expect(workload.subjects).toEqual([sub]);
    expect(workload.subjectPrefixes).toEqual([]);
    expect(workload.admits({ ...workload.sampleClaims('x'), sub }, 'x')).toBe(true);
    if (keys) expect((workload as unknown as { repository: GitHubRepository }).repository.subjectTemplate.claimKeys).toEqual(keys);
  });

  test.each(Object.entries(WIDE_CALLS))('that differs with every run begins as a typed call makes it: %s', (sub, { make, run }) => {
    const workload = make();

    expect(workload.subjectPrefixes.map(prefix => `${prefix}${run}`)).toEqual([sub]);
    expect(workload.subjects).toEqual([]);
    expect(workload.admits({ ...workload.sampleClaims('x'), sub }, 'x')).toBe(true);
  });

  test('is admitted by no other call', () => {
    const calls = Object.entries(CALLS).map(([sub, make]) => ({ sub, workload: make() }));
    const crossed = calls.flatMap(({ sub, workload }) => calls
      .filter(other => other.sub !== sub && other.workload.admits({ ...workload.sampleClaims('x'), sub }, 'x'))
      .map(other => `${other.sub} admits ${sub}`));

    expect(crossed).toEqual([]);
  });
});

describe('a documented token', () => {
  // what the documents leave to their reader
  const server: Claims = Object.fromEntries(Object.entries(token('github-ghes-environment'))
    .map(([name, value]) => [name, typeof value === 'string' ? value.replace('HOSTNAME', 'github.example.com') : value]));
  const properties: Claims = { ...token('github-custom-properties-partial'), iss: 'https://token.actions.githubusercontent.com', repository_owner: 'my-org' };
  const path: Claims = { ...token('gitlab-project-path-subject-partial'), aud: 'api://AzureADTokenExchange', project_path: 'acme-group/billing-service', ref: 'main', ref_type: 'branch' };
  const id: Claims = { ...token('gitlab-project-id-subject-partial'), aud: 'api://AzureADTokenExchange', project_id: '57382910', ref: 'main', ref_type: 'branch' };
  const github = token('github-environment');
  const gitlab = token('gitlab-branch-environment');

  const enterpriseServer = GitHubRepository.of('octo-org/octo-repo', { issuer: GitHubIssuer.enterpriseServer('github.example.com') });
  const ids = { ownerId: '65', repositoryId: '74' };
  const octoIds = GitHubRepository.of('octo-org/octo-repo', ids);
  const byEitherId = (keys: string[]) => GitHubRepository.of('octo-org/octo-repo', { ...ids, subjectTemplate: GitHubSubjectTemplate.of(keys) });
  const mine = GitHubRepository.of('my-org/my-repo');
  const instance = GitLabIssuer.selfManaged('https://gitlab.example.com');
  const project = GitLabProject.of('my-group/my-project', { projectId: '20', issuer: instance });
  const billing = GitLabProject.of('acme-group/billing-service', { projectId: '57382910' });
  const billingById = GitLabProject.of('acme-group/billing-service', {
    projectId: '57382910',
    subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF],
  });

  const CASES: { name: string; claims: Claims; admitting: Workload[]; others: Workload[] }[] = [
    {
      name: 'github-environment',
      claims: github,
      admitting: [
        octo.environment('prod'),
        octo.environment('prod').onBranch('main'),
        octo.environment('prod').viaWorkflow(WORKFLOW),
        octo.environment('prod').viaWorkflow(`${WORKFLOW}-2`, WORKFLOW),
        octo.environment('prod').onHostedRunner(),
        octo.environment('prod').withClaim('actor', 'octocat').withClaim('actor_id', '12').withClaim('enterprise', 'avocado-corp').withClaim('enterprise_id', '2')
          .withClaim('event_name', 'workflow_dispatch').withClaim('repository_visibility', 'private').withClaim('workflow', 'example-workflow'),
        octo.environment('prod').withClaim('repository_id', '74').withClaim('repository_owner_id', '65'),
        GitHubRepository.of('octo-org/octo-repo', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES }).environment('prod').withRepositoryId(),
        GitHubRepository.of('octo-org/octo-repo', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING }).environment('prod'),
        octo.environmentsStartingWith('pro', REASON),
        octo.anyJob(REASON),
        octo.anyJob(REASON).withClaim('environment', 'prod'),
      ],
      others: [
        octo.environment('Prod'),
        octo.environment('production'),
        octo.environment('pro'),
        octo.branch('main'),
        octo.tag('main'),
        octo.anyPullRequest(REASON),
        octo.environment('prod').onBranch('develop'),
        octo.environment('prod').onTag('main'),
        octo.environment('prod').viaWorkflow(WORKFLOW.replace('oidc.yml', 'other.yml')),
        octo.environment('prod').viaWorkflow(WORKFLOW.replace('refs/heads', 'refs/tags')),
        octo.environment('prod').onSelfHostedRunner(),
        octo.environment('prod').withClaim('actor', 'Octocat'),
        octo.environment('prod').withClaim('actor_id', '1', '2'),
        octo.environment('prod').withClaim('repository_id', '75'),
        octo.environment('prod').withClaim('workflow_ref', 'x'),
        octo.environment('prod').withClaim('repo_property_team', 'x'),
        octo.environment('prod').withClaim('enterprise_id', '02'),
        octoIds.environment('prod'),
        octoWithIds.environment('prod'),
        byEitherId(['repository_id', 'context']).environment('prod'),
        byEitherId(['repo', 'context']).environment('prod'),
        octoWith(GitHubSubjectTemplate.of(['repo', 'ref'])).branch('main'),
        octoWith(GitHubSubjectTemplate.anyContext(['repo'], REASON)).environment('prod'),
        octo.environmentsStartingWith('Pro', REASON),
        octo.environmentsStartingWith('prod-', REASON),
        octo.branchesStartingWith('m', REASON),
        octo.mergeQueueOf('main', REASON),
        GitHubRepository.of('Octo-Org/octo-repo').environment('prod'),
        GitHubRepository.of('octo-org/octo').anyJob(REASON),
        GitHubRepository.of('octo-org/octo-repo', { issuer: GitHubIssuer.enterprise('avocado-corp') }).environment('prod'),
        GitHubRepository.of('octo-org/octo-repo', { issuer: GitHubIssuer.gheCom('octo') }).environment('prod'),
        enterpriseServer.environment('prod'),
        mine.branch('main'),
        project.branch('main'),
      ],
    },
    {
      name: 'github-ghes-environment',
      claims: server,
      admitting: [
        enterpriseServer.environment('prod'),
        enterpriseServer.environment('prod').onBranch('main').viaWorkflow(WORKFLOW).onHostedRunner(),
        GitHubRepository.of('octo-org/octo-repo', { ...ids, issuer: GitHubIssuer.enterpriseServer('github.example.com') }).environment('prod').withRepositoryId(),
        GitHubRepository.of('octo-org/octo-repo', { issuer: GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false }) }).environment('prod'),
      ],
      others: [
        octo.environment('prod'),
        enterpriseServer.environment('prod').onTag('main'),
        enterpriseServer.environment('prod').withClaim('enterprise', 'avocado-corp'),
        GitHubRepository.of('octo-org/octo-repo', { issuer: GitHubIssuer.enterpriseServer('github2.example.com') }).environment('prod'),
        GitHubRepository.of('octo-org/octo-repo', { ownerId: '65', repositoryId: '75', issuer: GitHubIssuer.enterpriseServer('github.example.com') }).environment('prod').withRepositoryId(),
      ],
    },
    {
      name: 'github-custom-properties-partial, with issuer and owner',
      claims: properties,
      admitting: [
        mine.branch('main'),
        mine.branch('main').withClaim('repo_property_business_unit', 'payments'),
        mine.branch('main').withClaim('repo_property_business_unit', 'billing', 'payments').withClaim('repo_property_workspace_id', 'ws-abc123'),
        mine.branchesStartingWith('ma', REASON),
      ],
      others: [
        mine.branch('main').withClaim('repo_property_business_unit', 'Payments'),
        mine.branch('main').withClaim('repo_property_business_unit', 'payments').withClaim('repo_property_workspace_id', 'ws-abc124'),
        mine.branch('main').withClaim('repo_property_other', 'payments'),
        mine.branch('mai'),
        mine.tag('main'),
        mine.environment('main'),
        octo.branch('main'),
      ],
    },
    {
      name: 'gitlab-branch-environment',
      claims: gitlab,
      admitting: [
        project.branch('feature-branch-1'),
        project.branch('feature-branch-1').withProjectId().withUnprotectedRef().onSelfHostedRunner(),
        project.branch('feature-branch-1').withUnprotectedEnvironment().withDeploymentTier(GitLabDeploymentTier.TESTING),
        project.branch('feature-branch-1').withClaim('environment', 'test-environment2').withClaim('environment_action', 'start').withClaim('job_source', 'push')
          .withClaim('user_login', 'sample-user').withClaim('namespace_id', '72').withClaim('ci_config_ref_uri', 'gitlab.example.com/my-group/my-project//.gitlab-ci.yml@refs/heads/main'),
        project.environment('test-environment2'),
        project.environment('test-environment2').onBranch('feature-branch-1'),
        project.branchesStartingWith('feature-', REASON),
        project.anyJob(REASON),
        GitLabProject.of('my-group/my-project', { issuer: instance }).environment('test-environment2'),
      ],
      others: [
        GitLabProject.of('my-group/my-project').branch('feature-branch-1'),
        project.branch('feature-branch-2'),
        project.branch('Feature-Branch-1'),
        project.tag('feature-branch-1'),
        project.branch('feature-branch-1').withProtectedRef(),
        project.branch('feature-branch-1').withProtectedEnvironment(),
        project.branch('feature-branch-1').withDeploymentTier(GitLabDeploymentTier.PRODUCTION),
        project.branch('feature-branch-1').onHostedRunner(),
        project.branch('feature-branch-1').withClaim('pipeline_source', 'web', 'schedule'),
        project.branch('feature-branch-1').withClaim('job_project_id', '20'),
        project.environment('test-environment'),
        project.environment('test-environment2').onBranch('main'),
        project.environment('test-environment2').onTag('feature-branch-1'),
        project.branchesStartingWith('release/', REASON),
        project.tagsStartingWith('feature-', REASON),
        GitLabProject.of('my-group/my-project', { projectId: '21', issuer: instance }).branch('feature-branch-1').withProjectId(),
        GitLabProject.of('my-group/my-project', { projectId: '21', issuer: instance }).environment('test-environment2'),
        GitLabProject.of('my-group/my-project', { projectId: '20', issuer: instance, subjectComponents: [Component.PROJECT_ID, Component.REF_TYPE, Component.REF] }).branch('feature-branch-1'),
        GitLabProject.of('my-group/my-proj', { issuer: instance }).anyJob(REASON),
      ],
    },
    {
      name: 'gitlab-project-path-subject-partial, with the audience and what the subject says',
      claims: path,
      admitting: [billing.branch('main'), billing.anyJob(REASON), billing.branchesStartingWith('main', REASON)],
      others: [billingById.branch('main'), billing.branch('main').withProjectId(), billing.tag('main'), billing.branch('main').withProtectedRef(), GitLabProject.of('acme-group/billing').branch('main')],
    },
    {
      name: 'gitlab-project-id-subject-partial, with the audience and what the subject says',
      claims: id,
      admitting: [billingById.branch('main'), billingById.anyJob(REASON), billingById.branch('main').withProjectId(), billingById.branchesStartingWith('m', REASON)],
      others: [
        billing.branch('main'),
        billingById.tag('main'),
        billingById.branch('main').withClaim('user_login', 'me'),
        GitLabProject.of('acme-group/billing-service', { projectId: '5738291', subjectComponents: billingById.subjectComponents }).branch('main'),
        GitLabProject.of('acme-group/billing-service', { projectId: '5738291', subjectComponents: billingById.subjectComponents }).anyJob(REASON),
      ],
    },
  ];

  describe.each(CASES)('$name', ({ claims, admitting, others }) => {
    const audience = claims.aud as string;

    test.each(admitting.map(workload => [workload.toString(), workload] as const))('is admitted by %s', (_label, workload) => {
      expect(workload.admits(claims, audience)).toBe(true);
    });

    test.each(others.map(workload => [workload.toString(), workload] as const))('is not admitted by %s', (_label, workload) => {
      expect(workload.admits(claims, audience)).toBe(false);
    });

    test('is not admitted for another audience', () => {
      for (const workload of admitting) expect(workload.admits(claims, `${audience}/`)).toBe(false);
    });
  });
});
