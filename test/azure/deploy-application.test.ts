import { aTerraformStack, bodiesOf, complaints, refused, resourcesOf } from './synthesised';
import { azure, GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitLabGroup, GitLabIssuer, GitLabProject, Workload } from '../../src';
import { BareWorkload } from '../support/bare-workload';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const lib = GitLabProject.of('my-group/my-lib', { projectId: '20' });
const CLASSIC = 'azuread_application_federated_identity_credential';
const FLEXIBLE = 'azuread_application_flexible_federated_identity_credential';
const ID = '/applications/22222222-2222-2222-2222-222222222222';
const wide = { reason: 'asked for by name' };
const deploy = 'my-org/workflows/.github/workflows/deploy.yml@';

function expressionsOf(...flexibleWorkloads: Workload[]): string[] {
  const stack = aTerraformStack();
  new azure.DeployApplication(stack, 'App', { displayName: 'deploy', flexibleWorkloads });
  return bodiesOf(stack, FLEXIBLE).map(body => body.claims_matching_expression);
}

describe('an application', () => {
  test('is a registration, a service principal and its credentials', () => {
    const stack = aTerraformStack();
    const application = new azure.DeployApplication(stack, 'App', { displayName: 'deploy ${x}', workloads: [app.environment('production')], flexibleWorkloads: [app.branchesStartingWith('release/', wide)] });
    application.addPermission(azure.Permission.role('Reader', { scope: '/' }));
    const [registration] = Object.keys(resourcesOf(stack).azuread_application_registration);
    const common = { application_id: `\${azuread_application_registration.${registration}.id}`, issuer: 'https://token.actions.githubusercontent.com' };
    expect(bodiesOf(stack, 'azuread_application_registration')).toEqual([{ display_name: 'deploy $${x}' }]);
    expect(bodiesOf(stack, 'azuread_service_principal')).toEqual([{ client_id: `\${azuread_application_registration.${registration}.client_id}` }]);
    expect(bodiesOf(stack, CLASSIC)).toEqual([{
      ...common,
      display_name: 'repo-my-org-123456-my-app-456789-environment-production-c1b37c22b1',
      subject: 'repo:my-org@123456/my-app@456789:environment:production',
      audiences: ['api://AzureADTokenExchange'],
    }]);
    expect(bodiesOf(stack, FLEXIBLE)).toEqual([{
      ...common,
      display_name: expect.stringMatching(/^repo-my-org-123456-my-app-456789-ref-refs-heads-release-[0-9a-f]{10}$/),
      claims_matching_expression: "claims['sub'] matches 'repo:my-org@123456/my-app@456789:ref:refs/heads/release/*' and claims['repository_id'] eq '456789'",
      audience: 'api://AzureADTokenExchange',
    }]);
    expect(bodiesOf(stack, 'azurerm_role_assignment')).toEqual([expect.objectContaining({ principal_type: 'ServicePrincipal', principal_id: expect.stringContaining('azuread_service_principal') })]);
    expect(Object.keys(resourcesOf(stack))).toHaveLength(5);
  });

  test('that exists is used, not made', () => {
    const stack = aTerraformStack();
    const application = azure.DirectoryApplication.fromApplicationId(ID, { credentialCount: 1 });
    const deploying = new azure.DeployApplication(stack, 'App', { application, workloads: [lib.branch('main')] });
    expect(Object.keys(resourcesOf(stack))).toEqual([CLASSIC]);
    expect(bodiesOf(stack, CLASSIC)[0].application_id).toBe(ID);
    expect(refused(() => deploying.addPermission(azure.Permission.role('Reader', { scope: '/' }))).code).toBe('ID_UNKNOWN');
  });

  test.each([[20, 0, 0, 0], [10, 9, 1, 0], [10, 10, 1, 1], [20, 0, 1, 1]])('counts %d classic, %d flexible and %d existing credentials together', (classic, flexible, credentialCount, faults) => {
    const stack = aTerraformStack();
    new azure.DeployApplication(stack, 'App', {
      application: azure.DirectoryApplication.fromApplicationId(ID, { credentialCount }),
      workloads: Array.from({ length: classic }, (_, i) => app.branch(`b${i}`)),
      flexibleWorkloads: Array.from({ length: flexible }, (_, i) => app.branchesStartingWith(`b${i}/`, wide)),
    });
    expect(complaints(stack)).toHaveLength(faults);
  });
});

describe('an expression', () => {
  const sub = "claims['sub'] eq 'repo:my-org@123456/my-app@456789:environment:p'";

  test.each<[string, Workload, string[]]>([
    ['adds the id of the repository', app.environment('p'), [`${sub} and claims['repository_id'] eq '456789'`]],
    ['adds the id where the subject has names', GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES }).branch('main'),
      ["claims['sub'] eq 'repo:my-org/my-app:ref:refs/heads/main' and claims['repository_id'] eq '456789'"]],
    ['adds none where one is tested', GitHubRepository.of('my-org/my-app').branch('main').withClaim('repository_owner_id', '1'),
      ["claims['sub'] eq 'repo:my-org/my-app:ref:refs/heads/main' and claims['repository_owner_id'] eq '1'"]],
    ['stands for one combination of values', app.environment('p').viaWorkflow(`${deploy}refs/heads/main`, `${deploy}refs/tags/v1`), [
      `${sub} and claims['job_workflow_ref'] eq '${deploy}refs/heads/main' and claims['repository_id'] eq '456789'`,
      `${sub} and claims['job_workflow_ref'] eq '${deploy}refs/tags/v1' and claims['repository_id'] eq '456789'`,
    ]],
    ['adds the id of the project', lib.branch('main').withClaim('user_id', '7'),
      ["claims['sub'] eq 'project_path:my-group/my-lib:ref_type:branch:ref:main' and claims['project_id'] eq '20' and claims['user_id'] eq '7'"]],
    ['is escaped for Terraform', app.environment('${x}%{y}'), ["claims['sub'] eq 'repo:my-org@123456/my-app@456789:environment:$${x}%%{y}' and claims['repository_id'] eq '456789'"]],
  ])('%s', (_name, workload, expected) => {
    expect(expressionsOf(workload)).toEqual(expected);
  });

  test.each<[string, Workload, string, RegExp]>([
    ['ids that are not known', GitHubRepository.of('my-org/my-app').anyJob(wide), 'ID_NEEDED', /repository_id or repository_owner_id.*ownerId and repositoryId/],
    ['an id of the project that is not known', GitLabProject.of('g/p').branch('main'), 'ID_NEEDED', /project_id.*GitLabProject\.of/],
    ['a group', GitLabGroup.of('g').anyProject(wide), 'ID_NEEDED', /trust its projects/],
    ['another issuer', GitHubRepository.of('my-org/my-app', { ...ids, issuer: GitHubIssuer.enterprise('octocorp') }).anyJob(wide), 'ISSUER_NOT_FLEXIBLE', /octocorp/],
    ['another instance', GitLabProject.of('g/p', { projectId: '20', issuer: GitLabIssuer.selfManaged('https://git.example.com') }).branch('main'), 'ISSUER_NOT_FLEXIBLE', /git\.example\.com/],
    ['a quote', app.environment("it's"), 'QUOTE', /it's/],
    ['another claim', app.environment('p').onBranch('main'), 'UNSUPPORTED_CLAIM', /"ref".*sub, job_workflow_ref/],
    ['no subject', lib.environment('p'), 'UNSUPPORTED_CLAIM', /"environment"/],
    ['no subject at all', new BareWorkload(GitHubIssuer.GITHUB_COM, { claims: { repository_id: ['1'] } }), 'NO_SUBJECT', /an expression has to test one/],
  ])('is refused for %s', (_name, workload, code, text) => {
    const refusal = refused(() => expressionsOf(workload));
    expect(refusal.code).toBe(code);
    expect(refusal.text).toMatch(text);
  });
});

describe('an application is refused', () => {
  test.each<[string, azure.DeployApplicationProps, string]>([
    ['nobody', { displayName: 'x' }, 'NO_WORKLOADS'],
    ['no workload', { displayName: 'x', flexibleWorkloads: [1 as any] }, 'NOT_A_WORKLOAD'],
    ['no name', { workloads: [app.branch('main')] }, 'MISSING'],
    ['an empty name', { displayName: '', workloads: [app.branch('main')] }, 'INVALID_APPLICATION_NAME'],
    ['a pattern among exact ones', { displayName: 'x', workloads: [app.anyJob(wide)] }, 'PATTERN'],
    ['both', { displayName: 'x', application: azure.DirectoryApplication.fromApplicationId(ID, { credentialCount: 0 }), workloads: [app.branch('main')] }, 'BOTH_GIVEN'],
  ])('for %s', (_name, props, code) => {
    expect(refused(() => new azure.DeployApplication(aTerraformStack(), 'App', props)).code).toBe(code);
  });

  test.each(['', '22222222-2222-2222-2222-222222222222', '/applications/x'])('for the id %j', id => {
    expect(refused(() => azure.DirectoryApplication.fromApplicationId(id, { credentialCount: 0 })).code).toBe('INVALID_APPLICATION_ID');
  });
});

describe('the version of azurerm for the roles of an application', () => {
  const READER = azure.Permission.role('Reader', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111' });
  const made = (azurermVersion?: azure.AzurermVersion, stack = aTerraformStack()) => ({ stack, application: new azure.DeployApplication(stack, 'App', { displayName: 'x', workloads: [app.branch('main')], azurermVersion }) });
  const asked = (stack: ReturnType<typeof aTerraformStack>) => stack.toTerraform().terraform?.required_providers?.azurerm?.version;

  test('is asked for where it is 5 and a role is assigned', () => {
    const { stack, application } = made(azure.AzurermVersion.V5);
    const before = asked(stack);
    application.addPermission(READER);
    expect([before, asked(stack)]).toEqual([expect.not.stringMatching(/^>= 5/), '>= 5.0.0, < 6.0.0']);
  });

  test('is left as it is where none is named', () => {
    const { stack, application } = made();
    const before = asked(stack);
    application.addPermission(READER);
    expect(asked(stack)).toBe(before);
  });

  test('is refused where another construct of the stack has another', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { workloads: [app.branch('main')], identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' });
    expect(refused(() => made(azure.AzurermVersion.V5, stack)).code).toBe('VERSIONS_DIFFER');
    expect(refused(() => made('6' as any)).code).toBe('UNKNOWN_VERSION');
  });
});
