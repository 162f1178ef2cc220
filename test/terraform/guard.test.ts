import { App, Aspects, IAspect, TerraformResource, TerraformStack, Testing } from 'cdktf';
import { IConstruct } from 'constructs';
import { azure, GitHubRepository, google, vault } from '../../src';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.environmentsStartingWith('preview-', { reason: 'throw-away' }), app.branch('main')];
const described = { identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' };

/** Everything that carries trust, in one stack. */
function trusting(): TerraformStack {
  const stack = new TerraformStack(new App(), 'Stack');
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github', project: 'p' }), allowedAudiences: ['a'] });
  new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [workloads[0]], accountId: 'deploy-ci' });
  new google.DirectAccess(stack, 'Direct', { provider, workloads: [app.environment('x').onBranch('main')], projectRoles: ['roles/storage.objectUser'] });
  new azure.DeployIdentity(stack, 'Identity', { ...described, workloads: [app.branch('main')] });
  new azure.DeployApplication(stack, 'Application', { displayName: 'deploy', workloads: [app.branch('main')], flexibleWorkloads: [workloads[0]] });
  const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer: app.issuer });
  new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', workloads: [workloads[0]], audience: 'https://vault.example.com' });
  return stack;
}

const CHANGES: [type: string, attribute: string, value: unknown][] = [
  ['google_iam_workload_identity_pool_provider', 'attribute_condition', 'true'],
  ['google_iam_workload_identity_pool_provider', 'oidc', { issuer_uri: 'https://evil.example.com' }],
  ['google_service_account_iam_member', 'member', 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*'],
  ['google_service_account_iam_member', 'role', 'roles/iam.serviceAccountTokenCreator'],
  ['google_service_account_iam_member', 'service_account_id', 'projects/p/serviceAccounts/owner@p.iam.gserviceaccount.com'],
  ['google_project_iam_member', 'member', 'allUsers'],
  ['google_project_iam_member', 'role', 'roles/owner'],
  ['google_project_iam_member', 'project', 'other'],
  ['azurerm_federated_identity_credential', 'subject', 'repo:evil/evil:ref:refs/heads/main'],
  ['azurerm_federated_identity_credential', 'issuer', 'https://evil.example.com'],
  ['azurerm_federated_identity_credential', 'audience', ['x']],
  ['azurerm_federated_identity_credential', 'parent_id', '/other'],
  ['azuread_application_federated_identity_credential', 'subject', 'repo:evil/evil:ref:refs/heads/main'],
  ['azuread_application_federated_identity_credential', 'audiences', ['x']],
  ['azuread_application_federated_identity_credential', 'application_id', '/applications/other'],
  ['azuread_application_flexible_federated_identity_credential', 'claims_matching_expression', 'claims[\'sub\'] matches \'*\''],
  ['azuread_application_flexible_federated_identity_credential', 'audience', 'x'],
  ['vault_jwt_auth_backend', 'bound_issuer', ''],
  ['vault_jwt_auth_backend', 'jwks_url', 'https://evil.example.com'],
  ['vault_jwt_auth_backend_role', 'bound_claims', { sub: '*' }],
  ['vault_jwt_auth_backend_role', 'backend', 'jwt-of-others'],
  ['google_iam_workload_identity_pool_provider', 'workload_identity_pool_id', 'pool-of-others'],
];

function resourceOf(stack: TerraformStack, type: string): TerraformResource {
  return stack.node.findAll().find((node): node is TerraformResource => (node as Partial<TerraformResource>).terraformResourceType === type)!;
}

function failure(stack: TerraformStack): string {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    return String(error);
  }
  return '';
}

/** What the stack leaves out, since nobody deploys it. */
const OTHERS = /Found resources without a matching provider/;

test('what nobody changed passes', () => {
  expect(failure(trusting())).toMatch(OTHERS);
  expect(failure(trusting())).not.toMatch(/TRUST_CHANGED|REASONS_REMOVED/);
});

describe.each(CHANGES)('synth fails when %s has another %s', (type, attribute, value) => {
  const expected = new RegExp(`${attribute} of the ${type} was changed.*TRUST_CHANGED`);

  test('by an override', () => {
    const stack = trusting();
    resourceOf(stack, type).addOverride(attribute, value);
    expect(failure(stack)).toMatch(expected);
  });

  test('by an override of the stack', () => {
    const stack = trusting();
    stack.addOverride(`resource.${type}.${resourceOf(stack, type).friendlyUniqueId}.${attribute}`, value);
    expect(failure(stack)).toMatch(expected);
  });

  test('by an Aspect', () => {
    class Widen implements IAspect {
      public visit(node: IConstruct): void {
        if ((node as Partial<TerraformResource>).terraformResourceType === type) (node as TerraformResource).addOverride(attribute, value);
      }
    }
    const stack = trusting();
    Aspects.of(stack).add(new Widen());
    expect(failure(stack)).toMatch(expected);
  });
});

test('synth fails when the mapping of a Google provider was overridden, by the framework already where it is done on the resource', () => {
  const type = 'google_iam_workload_identity_pool_provider';
  const other = { 'google.subject': 'assertion.repository' };
  const [onStack, onResource] = [trusting(), trusting()];
  onStack.addOverride(`resource.${type}.${resourceOf(onStack, type).friendlyUniqueId}.attribute_mapping`, other);
  resourceOf(onResource, type).addOverride('attribute_mapping', other);
  expect(failure(onStack)).toMatch(/attribute_mapping of the .*TRUST_CHANGED/);
  expect(failure(onResource)).toMatch(/cannot be a resolvable token if you specified overrides/);
});

test('synth fails when a property of the resource itself was set', () => {
  const stack = trusting();
  (resourceOf(stack, 'azurerm_federated_identity_credential') as unknown as { subject: string }).subject = 'repo:evil/evil:ref:refs/heads/main';
  expect(failure(stack)).toMatch(/subject of the azurerm_federated_identity_credential was changed to "repo:evil/);
});

test.each(['google_service_account_iam_member', 'azuread_application_flexible_federated_identity_credential', 'vault_jwt_auth_backend_role'])('synth fails when the reason beside %s is gone', type => {
  const stack = trusting();
  resourceOf(stack, type).addOverride('//', {});
  expect(failure(stack)).toMatch(/the reasons .*throw-away.* were taken out.*REASONS_REMOVED/);
});

test('a comment beside the reason, and what is no trust, can be changed', () => {
  const stack = trusting();
  const role = resourceOf(stack, 'vault_jwt_auth_backend_role');
  role.addOverride('//.owner', 'platform');
  role.addOverride('token_ttl', 60);
  resourceOf(stack, 'google_iam_workload_identity_pool_provider').addOverride('description', 'ours');
  expect(failure(stack)).not.toMatch(/TRUST_CHANGED|REASONS_REMOVED/);
  expect((stack.toTerraform() as any).resource.vault_jwt_auth_backend_role[role.friendlyUniqueId]['//']).toMatchObject({ 'owner': 'platform', 'cdk-federated-roles': { reasons: expect.anything() } });
});

test('azurerm 5 is guarded by its own names', () => {
  const stack = new TerraformStack(new App(), 'Stack');
  new azure.DeployIdentity(stack, 'Identity', { ...described, workloads: [app.branch('main')], azurermVersion: azure.AzurermVersion.V5 });
  expect(failure(stack)).not.toMatch(/TRUST_CHANGED/);
  resourceOf(stack, 'azurerm_federated_identity_credential').addOverride('user_assigned_identity_id', '/other');
  expect(failure(stack)).toMatch(/user_assigned_identity_id of the .*TRUST_CHANGED/);
});
