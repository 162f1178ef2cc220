import { LONG } from './builders';
import { aProvider, aStack, membersIn, only, POOL, resources, stackFor } from './support';
import { GitHubRepository, GitHubSubjectFormat, GitLabProject, google, Workload } from '../../src';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const SUBJECT = `principal://iam.googleapis.com/${POOL}/subject/`;
const SET = `principalSet://iam.googleapis.com/${POOL}/attribute.`;
const deploy = 'my-org/workflows/.github/workflows/deploy.yml@';

describe('a deploy service account', () => {
  const table: [string, Workload[], string[]][] = [
    ['GitHub by names', [GitHubRepository.of('my-org/my-app').environment('production')], [`${SUBJECT}repo:my-org/my-app:environment:production`]],
    ['GitHub by ids', [app.environment('production')], [`${SUBJECT}repo:my-org@123456/my-app@456789:environment:production`]],
    ['GitHub that migrates', [GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING }).branch('main')], [
      `${SUBJECT}repo:my-org/my-app:ref:refs/heads/main`,
      `${SUBJECT}repo:my-org@123456/my-app@456789:ref:refs/heads/main`,
    ]],
    ['a branch', [app.branch('main')], [`${SUBJECT}repo:my-org@123456/my-app@456789:ref:refs/heads/main`]],
    ['a branch beyond Latin-1', [app.branch('日本/ünï${x}')], [`${SUBJECT}repo:my-org@123456/my-app@456789:ref:refs/heads/日本/ünï\${x}`]],
    ['a tag', [app.tag('v1.2.3')], [`${SUBJECT}repo:my-org@123456/my-app@456789:ref:refs/tags/v1.2.3`]],
    ['two environments', [app.environment('a'), app.environment('b')], [
      `${SUBJECT}repo:my-org@123456/my-app@456789:environment:a`,
      `${SUBJECT}repo:my-org@123456/my-app@456789:environment:b`,
    ]],
    ['an environment on a branch', [app.environment('production').onBranch('main')], [`${SET}exact_ref__sub/15:refs/heads/main/55:repo:my-org@123456/my-app@456789:environment:production`]],
    ['two refs of a reusable workflow', [app.environment('production').viaWorkflow(`${deploy}refs/heads/main`, `${deploy}refs/tags/v1`)], [
      `${SET}exact_job_workflow_ref__sub/61:${deploy}refs/heads/main/55:repo:my-org@123456/my-app@456789:environment:production`,
      `${SET}exact_job_workflow_ref__sub/58:${deploy}refs/tags/v1/55:repo:my-org@123456/my-app@456789:environment:production`,
    ].sort()],
    ['GitLab', [lib.branch('main')], [`${SUBJECT}project_path:my-org/my-app:ref_type:branch:ref:main`]],
    ['an environment of GitLab, which has no subject', [lib.environment('production')], [`${SET}exact_environment__project_id/10:production/2:20`]],
    ['every awkward legal character', [app.environment('a${b}%{c}"\'\\@&<>🚀ü')], [`${SUBJECT}repo:my-org@123456/my-app@456789:environment:a\${b}%{c}"'\\@&<>🚀ü`]],
    // "%3A" in the subject could be a name as well: the environment is tested besides
    ['a colon, which the subject escapes', [app.environment('a:${b}')], [`${SET}exact_environment__sub/6:a:\${b}/53:repo:my-org@123456/my-app@456789:environment:a%3A\${b}`]],
    ['a subject of more than 127 bytes', [app.environment(LONG)], [`${SET}exact_sub/152:repo:my-org@123456/my-app@456789:environment:${LONG}`]],
    ['an asked-for prefix', [app.environmentsStartingWith('preview-', { reason: 'throw-away' })], [`${SET}starts_fd02453dfd9b/yes`]],
  ];

  test.each(table)('trusts exactly the members of %s', (_name, workloads, expected) => {
    expect(membersIn(stackFor(workloads))).toEqual(expected);
  });

  test('writes what Terraform reads as the text itself, and the pool by its name', () => {
    const { member } = only(stackFor([app.environment('a${b}%{c}')]), 'google_service_account_iam_member');

    expect(member).toMatch(/^principal:\/\/iam\.googleapis\.com\/\$\{google_iam_workload_identity_pool\.\w+\.name\}\/subject\/repo:my-org@123456\/my-app@456789:environment:a\$\$\{b\}%%\{c\}$/);
  });

  test('gives the role of a workload identity user on the service account, and nothing else', () => {
    const stack = stackFor([app.environment('production')]);

    expect(only(stack, 'google_service_account_iam_member')).toMatchObject({ role: 'roles/iam.workloadIdentityUser', service_account_id: expect.stringMatching(/^\$\{google_service_account\.\w+\.name\}$/) });
    expect(Object.keys(resources(stack)).sort()).toEqual([
      'google_iam_workload_identity_pool', 'google_iam_workload_identity_pool_provider', 'google_service_account', 'google_service_account_iam_member',
    ]);
  });

  test('grants project roles to the service account', () => {
    const stack = aStack();
    new google.DeployServiceAccount(stack, 'Account', {
      provider: aProvider(stack, app.issuer), workloads: [app.branch('main')], accountId: 'deploy-ci', displayName: 'deploys ${x}', project: 'other-project', permissions: [google.Permission.onProject('roles/run.developer'), google.Permission.onProject('roles/run.developer')],
    });

    expect(only(stack, 'google_project_iam_member')).toMatchObject({ project: 'other-project', role: 'roles/run.developer', member: expect.stringMatching(/^\$\{google_service_account\.\w+\.member\}$/) });
    expect(only(stack, 'google_service_account')).toMatchObject({ account_id: 'deploy-ci', project: 'other-project', display_name: 'deploys $${x}' });
  });

  test('binds an existing service account and defines none', () => {
    const stack = aStack();
    const name = 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com';
    const account = new google.DeployServiceAccount(stack, 'Account', { provider: aProvider(stack, app.issuer), workloads: [app.branch('main')], serviceAccount: google.ServiceAccount.fromName(stack, 'Existing', name), permissions: [google.Permission.onProject('roles/run.developer')] });

    expect(only(stack, 'google_service_account_iam_member').service_account_id).toBe(name);
    expect(only(stack, 'google_project_iam_member')).toMatchObject({ project: 'my-project', member: 'serviceAccount:deploy@my-project.iam.gserviceaccount.com' });
    expect(resources(stack).google_service_account).toBeUndefined();
    expect([account.email, account.resource]).toEqual(['deploy@my-project.iam.gserviceaccount.com', undefined]);
  });

  test('names its resources by what they trust: another order of the workloads changes nothing', () => {
    const one = resources(stackFor([app.environment('a'), app.branch('main'), app.environment('b').onHostedRunner()]));
    const other = resources(stackFor([app.environment('b').onHostedRunner(), app.branch('main'), app.environment('a')]));

    expect(other).toEqual(one);
  });

  test('writes the reason of a wider trust beside it', () => {
    const stack = stackFor([app.environmentsStartingWith('preview-', { reason: 'throw-away projects' })]);
    const [member] = Object.values((stack.toTerraform() as any).resource.google_service_account_iam_member) as any[];

    expect(member['//']['cdk-federated-roles']).toEqual({ reasons: { 'my-org/my-app, environment preview-…': ['throw-away projects'] } });
  });

  test('warns of names, overdue migrations, moving workflows and basic roles, once each', () => {
    const stack = aStack();
    const provider = aProvider(stack, app.issuer);
    const names = GitHubRepository.of('my-org/my-app');
    const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline: '2020-01-01' });
    for (const id of ['A', 'B']) {
      new google.DeployServiceAccount(stack, id, {
        provider,
        accountId: `deploy-${id.toLowerCase()}-x`,
        project: 'p',
        permissions: id === 'A' ? [google.Permission.onProject('roles/owner')] : [],
        workloads: [names.branch('main'), migrating.branch('main'), app.environment('x').viaWorkflow(`${deploy}refs/heads/main`)],
      });
    }
    const warnings = stack.node.findAll().flatMap(node => node.node.metadata).filter(entry => entry.type === '@cdktf/warn').map(entry => /\[cdk-federated-roles:(.+)\]$/.exec(String(entry.data))?.[1]);

    expect(warnings.sort()).toEqual(['DeployRole.migrating', 'DeployRole.movingWorkflow', 'DeployServiceAccount.basicRole', 'repositoriesByName', 'tenantsByName']);
  });
});

describe('direct access', () => {
  test('grants each role on the project to each principal', () => {
    const stack = aStack();
    const access = new google.DirectAccess(stack, 'Access', { provider: aProvider(stack, app.issuer), workloads: [app.branch('main'), app.environment('x').onBranch('main')], permissions: [google.Permission.onProject('roles/storage.objectUser'), google.Permission.onProject('roles/pubsub.publisher')] });
    const granted = Object.values(resources(stack).google_project_iam_member);

    expect(granted.map(({ role, project }) => [role, project]).sort()).toEqual([
      ['roles/pubsub.publisher', 'my-project'], ['roles/pubsub.publisher', 'my-project'], ['roles/storage.objectUser', 'my-project'], ['roles/storage.objectUser', 'my-project'],
    ]);
    expect([...new Set(membersIn(stack, 'google_project_iam_member'))]).toEqual([
      `${SUBJECT}repo:my-org@123456/my-app@456789:ref:refs/heads/main`,
      `${SET}exact_ref__sub/15:refs/heads/main/46:repo:my-org@123456/my-app@456789:environment:x`,
    ]);
    expect(access.members).toHaveLength(2);
    expect(access.workloads).toHaveLength(2);
  });
});
