import { App, TerraformStack } from 'cdktf';
import { Errors, GitHubRepository, GitLabProject, google, Workload } from '../../src';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).branch('main');
const byName = GitHubRepository.of('my-org/my-app').branch('main');
const project = GitLabProject.of('my-group/my-app', { projectId: '20' }).branch('main');

/** What an existing provider with this condition comes to: a code, or the warning about names. */
function outcomeOf(workload: Workload, condition: string, mapping: Record<string, string> = {}): string {
  const stack = new TerraformStack(new App(), 'stack');
  const provider = google.WorkloadIdentityProvider.fromAttributes(stack, 'Provider', {
    pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: 'projects/1/locations/global/workloadIdentityPools/ci-pool' }),
    providerId: 'existing',
    issuer: workload.issuer,
    attributeMapping: { 'google.subject': 'assertion.sub', ...mapping },
    attributeCondition: condition,
  });
  try {
    new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [workload], accountId: 'deploy-ci' });
  } catch (error) {
    return Errors.codeOf(error)!;
  }
  const warning = provider.node.metadata.find(({ data }) => String(data).includes('[cdk-federated-roles:tenantsByName]'));
  return warning === undefined ? 'exact' : `by name: ${/"([^"]*)"/.exec(String(warning.data))![1]}`;
}

test.each<[string, Workload, string, string]>([
  ['the owner', app, 'assertion.repository_owner == "my-org"', 'my-org'],
  ['the repository', app, 'assertion.repository == "my-org/my-app"', 'my-org'],
  ['the beginning of the repository', app, 'assertion.repository.startsWith("my-org/")', 'my-org'],
  ['a list of owners', app, 'assertion.repository_owner in ["my-org", "another-org"]', 'my-org'],
  ['one of two', app, 'assertion.repository_owner == "my-org" || assertion.repository_owner == "another-org"', 'my-org'],
  ['a mapped attribute', app, 'attribute.owner == "my-org"', 'my-org'],
  ['a subject without ids', byName, 'assertion.sub == "repo:my-org/my-app:ref:refs/heads/main"', 'my-org'],
  ['the beginning of a subject without ids', byName, 'assertion.sub.startsWith("repo:my-org/")', 'my-org'],
  ['the group of GitLab', project, 'assertion.namespace_path == "my-group"', 'my-group'],
  ['the project of GitLab', project, 'assertion.project_path == "my-group/my-app"', 'my-group'],
  ['the beginning of the project of GitLab', project, 'assertion.project_path.startsWith("my-group/")', 'my-group'],
])('a condition on %s is taken, with the warning about names', (_name, workload, condition, name) => {
  expect(outcomeOf(workload, condition, { 'attribute.owner': 'assertion.repository_owner' })).toBe(`by name: ${name}`);
});

test.each<[string, Workload, string]>([
  ['the id of the owner', app, 'assertion.repository_owner_id == "123456"'],
  ['the id of the repository', app, 'assertion.repository_id == "456789"'],
  ['name and id', app, 'assertion.repository_owner == "my-org" && assertion.repository_owner_id == "123456"'],
  ['a subject with ids', app, `assertion.sub == ${JSON.stringify(app.subjects[0])}`],
  ['the id of the project of GitLab', project, 'assertion.project_id == "20"'],
])('a condition on %s is taken without it', (_name, workload, condition) => {
  expect(outcomeOf(workload, condition)).toBe('exact');
});

test.each<[string, Workload, string]>([
  ['a constant', app, 'true'],
  ['what strangers have too', app, 'assertion.ref == "refs/heads/main"'],
  ['the name of the repository without its owner', app, 'assertion.repository.endsWith("/my-app")'],
  ['the beginning of the name of an owner', app, 'assertion.repository_owner.startsWith("my-org")'],
  ['a part of the name of an owner', app, 'assertion.repository.contains("my-org")'],
  ['either the owner or anybody', app, 'assertion.repository_owner == "my-org" || assertion.ref_type == "branch"'],
  ['the beginning of the name of a group', project, 'assertion.namespace_path.startsWith("my-group")'],
])('fails for a condition on %s', (_name, workload, condition) => {
  expect(outcomeOf(workload, condition)).toBe('CONDITION_VACUOUS');
});
