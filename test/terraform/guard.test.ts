import { App, Aspects, IAspect, TerraformElement, TerraformResource, TerraformStack, Testing } from 'cdktf';
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
  new google.DirectAccess(stack, 'Direct', { provider, workloads: [app.environment('x').onBranch('main')], permissions: [google.Permission.onProject('roles/storage.objectUser')] });
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
  ['vault_jwt_auth_backend', 'jwks_pairs', [{ jwks_url: 'https://evil.example.com' }]],
  ['vault_jwt_auth_backend', 'oidc_discovery_ca_pem', '-----BEGIN CERTIFICATE-----'],
  ['vault_jwt_auth_backend', 'path', 'jwt-of-others'],
  ['vault_jwt_auth_backend', 'namespace', 'others'],
  ['vault_jwt_auth_backend', 'provider_config', { provider: 'gsuite' }],
  ['vault_jwt_auth_backend_role', 'bound_claims', { sub: '*' }],
  ['vault_jwt_auth_backend_role', 'backend', 'jwt-of-others'],
  ['vault_jwt_auth_backend_role', 'expiration_leeway', -1],
  ['vault_jwt_auth_backend_role', 'not_before_leeway', 86400],
  ['vault_jwt_auth_backend_role', 'clock_skew_leeway', 86400],
  ['vault_jwt_auth_backend_role', 'namespace', 'others'],
  ['vault_jwt_auth_backend_role', 'role_name', 'role-of-others'],
  ['vault_jwt_auth_backend_role', 'an_attribute_of_a_later_provider', true],
  ['google_iam_workload_identity_pool', 'inline_trust_config', { additional_trust_bundles: [] }],
  ['google_iam_workload_identity_pool', 'project', 'other'],
  ['google_iam_workload_identity_pool_provider', 'workload_identity_pool_id', 'pool-of-others'],
  ['google_iam_workload_identity_pool_provider', 'workload_identity_pool_provider_id', 'provider-of-others'],
  ['google_iam_workload_identity_pool_provider', 'project', 'other'],
  ['google_iam_workload_identity_pool_provider', 'aws', { account_id: '111111111111' }],
  ['google_iam_workload_identity_pool_provider', 'saml', { idp_metadata_xml: '<xml/>' }],
  ['google_iam_workload_identity_pool_provider', 'x509', { trust_store: {} }],
  ['google_iam_workload_identity_pool_provider', 'dynamic', { oidc: { for_each: ['https://evil.example.com'], content: { issuer_uri: '${oidc.value}' } } }],
];

/** Who gets in is none of their business. */
const NO_TRUST: [type: string, attribute: string, value: unknown][] = [
  ['vault_jwt_auth_backend_role', 'token_policies', ['reader']],
  ['vault_jwt_auth_backend_role', 'token_ttl', 60],
  ['vault_jwt_auth_backend_role', 'token_bound_cidrs', ['10.0.0.0/8']],
  ['vault_jwt_auth_backend_role', 'for_each', ['a', 'b']],
  ['vault_jwt_auth_backend_role', 'expiration_leeway', null],
  ['vault_jwt_auth_backend', 'default_role', 'deploy'],
  ['vault_jwt_auth_backend', 'tune', { listing_visibility: 'unauth' }],
  ['google_iam_workload_identity_pool_provider', 'description', 'ours'],
  ['google_iam_workload_identity_pool_provider', 'disabled', true],
  ['google_service_account_iam_member', 'condition', { title: 'narrower', expression: 'false' }],
  ['azuread_application_federated_identity_credential', 'count', 0],
  ['azurerm_federated_identity_credential', 'lifecycle', { ignore_changes: ['name', 'timeouts'] }],
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

describe.each(CHANGES)('a change is acknowledged by its id: %s has another %s', (type, attribute, value) => {
  const changed = (changedTo: unknown) => {
    const stack = trusting();
    const resource = resourceOf(stack, type);
    resource.addOverride(attribute, changedTo);
    const owner: any = resource.node.scopes.reverse().find(scope => 'acknowledgeTrustChange' in scope);
    return { stack, owner, resource };
  };
  const idOf = (text: string) => /acknowledgeTrustChange\("(trust-changed-[0-9a-f]{12})", reason\)/.exec(text)?.[1];

  test('and passes, with the reason beside it; any other change fails', () => {
    const id = idOf(failure(changed(value).stack));
    const { stack, owner, resource } = changed(value);
    owner.acknowledgeTrustChange(id, 'while the pipeline is down');
    expect(failure(stack)).not.toMatch(/TRUST_CHANGED|REASONS_REMOVED|ACKNOWLEDGEMENT_UNUSED/);
    expect((stack.toTerraform() as any).resource[type][resource.friendlyUniqueId]['//']['cdk-federated-roles'].reasons[id!]).toEqual(['while the pipeline is down']);

    resource.addOverride('an_attribute_of_tomorrow', true);
    expect(failure(stack)).toMatch(/an_attribute_of_tomorrow of the .*TRUST_CHANGED/);
  });

  test('and another value has another id', () => {
    const { stack, owner } = changed('something else');
    owner.acknowledgeTrustChange(idOf(failure(changed(value).stack)), 'while the pipeline is down');
    expect(failure(stack)).toMatch(/TRUST_CHANGED/);
    expect(failure(stack)).toMatch(/ACKNOWLEDGEMENT_UNUSED/);
  });
});

test('what Terraform is told to ignore can be acknowledged, and wants a reason', () => {
  const stack = trusting();
  const resource = resourceOf(stack, 'vault_jwt_auth_backend_role');
  const role = resource.node.scope as vault.DeployRole;
  resource.addOverride('lifecycle.ignore_changes', ['bound_claims']);
  const [, id] = /acknowledgeTrustChange\("(trust-changed-\w+)"/.exec(failure(stack))!;
  expect(() => role.acknowledgeTrustChange(id, ' ')).toThrow(/REASON_MISSING/);
  role.acknowledgeTrustChange(id, 'narrowed by hand for a week');
  expect(failure(stack)).not.toMatch(/TRUST_CHANGED|ACKNOWLEDGEMENT_UNUSED/);
});

describe.each(NO_TRUST)('it passes that %s has another %s', (type, attribute, value) => {
  test.each<[string, (stack: TerraformStack) => void]>([
    ['an override', stack => resourceOf(stack, type).addOverride(attribute, value)],
    ['an override of the stack', stack => stack.addOverride(`resource.${type}.${resourceOf(stack, type).friendlyUniqueId}.${attribute}`, value)],
  ])('by %s', (_name, change) => {
    const stack = trusting();
    change(stack);
    expect(failure(stack)).not.toMatch(/TRUST_CHANGED|REASONS_REMOVED/);
  });
});

test('synth fails when keys of others are put into the block that names the issuer', () => {
  const stack = trusting();
  resourceOf(stack, 'google_iam_workload_identity_pool_provider').addOverride('oidc.jwks_json', '{"keys":[]}');
  expect(failure(stack)).toMatch(/oidc of the .*jwks_json.*TRUST_CHANGED/);
});

test('synth fails when an attribute is set on the resource that nobody declared', () => {
  const stack = trusting();
  (resourceOf(stack, 'vault_jwt_auth_backend_role') as unknown as { expirationLeeway: number }).expirationLeeway = -1;
  expect(failure(stack)).toMatch(/expiration_leeway of the .* was changed to -1 .*declared is none.*TRUST_CHANGED/);
});

test('synth fails when the stack says what was declared, and the resource under it something else', () => {
  const stack = trusting();
  const type = 'google_iam_workload_identity_pool_provider';
  resourceOf(stack, type).addOverride('oidc.jwks_json', '{"keys":[]}');
  stack.addOverride(`resource.${type}.${resourceOf(stack, type).friendlyUniqueId}.oidc`, { issuer_uri: app.issuer.url, allowed_audiences: ['a'] });
  expect(failure(stack)).toMatch(/oidc of the .*TRUST_CHANGED/);
});

test.each([1, 2, 3])('synth fails when the stack puts a list in the place of %d levels of a resource', levels => {
  const stack = trusting();
  const type = 'azurerm_federated_identity_credential';
  const evil = [{ subject: 'repo:evil/evil:ref:refs/heads/main' }];
  stack.addOverride(['resource', type, resourceOf(stack, type).friendlyUniqueId].slice(0, levels).join('.'), evil);
  expect(failure(stack)).toMatch(/TRUST_CHANGED/);
});

test.each<'all' | string[]>(['all', ['all'], ['description', 'oidc[0].issuer_uri'], ['attribute_condition']])('synth fails when Terraform is told to ignore changes of %j', ignored => {
  const [byProperty, byOverride] = [trusting(), trusting()];
  const type = 'google_iam_workload_identity_pool_provider';
  resourceOf(byProperty, type).lifecycle = { ignoreChanges: ignored };
  resourceOf(byOverride, type).addOverride('lifecycle.ignore_changes', ignored);
  for (const stack of [byProperty, byOverride]) expect(failure(stack)).toMatch(/lifecycle.ignore_changes of the .* names .*TRUST_CHANGED/);
});

describe('synth fails when another element writes to the address of a trust', () => {
  const type = 'azurerm_federated_identity_credential';
  const evil = { subject: 'repo:evil/evil:ref:refs/heads/main' };
  const twin = /is a trust of this library, and .* writes to the same address.*TRUST_CHANGED/;

  test('a resource', () => {
    const stack = trusting();
    const other = new TerraformResource(stack, 'Other', { terraformResourceType: type });
    other.addOverride('subject', evil.subject);
    other.overrideLogicalId(resourceOf(stack, type).friendlyUniqueId);
    expect(failure(stack)).toMatch(twin);
  });

  test('an element that writes what it likes', () => {
    const stack = trusting();
    const id = resourceOf(stack, type).friendlyUniqueId;
    class Fragment extends TerraformElement {
      public toTerraform(): object {
        return { resource: { [type]: { [id]: evil } } };
      }
    }
    new Fragment(stack, 'Other');
    expect(failure(stack)).toMatch(twin);
  });

  test('one in place of a resource that was taken out', () => {
    const stack = trusting();
    const resource = resourceOf(stack, type);
    const id = resource.friendlyUniqueId;
    resource.node.scope!.node.tryRemoveChild(resource.node.id);
    new TerraformResource(stack, 'Other', { terraformResourceType: type }).overrideLogicalId(id);
    expect(failure(stack)).toMatch(twin);
  });
});

test('networks that were declared cannot be made more', () => {
  const stack = new TerraformStack(new App(), 'Stack');
  const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer: app.issuer });
  const role = new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', workloads: [app.branch('main')], audience: 'https://vault.example.com', tokenBoundCidrs: ['10.0.0.0/8'] });
  expect(failure(stack)).not.toMatch(/TRUST_CHANGED/);
  role.resource.addOverride('token_bound_cidrs', ['0.0.0.0/0']);
  expect(failure(stack)).toMatch(/token_bound_cidrs of the .*TRUST_CHANGED/);
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

describe('synth fails where something else than the framework writes', () => {
  const type = 'azurerm_federated_identity_credential';
  const subject = 'repo:evil/evil:ref:refs/heads/main';
  const evilOf = (resource: TerraformResource) => ({ resource: { [type]: { [resource.friendlyUniqueId]: { subject } } } });

  /** Every way from the attributes that a resource holds to what its stack writes. */
  const ways: Record<string, (stack: TerraformStack, resource: TerraformResource) => void> = {
    'toTerraform of the resource': (_stack, resource) => Object.assign(resource, { toTerraform: () => evilOf(resource) }),
    'synthesizeAttributes of the resource': (_stack, resource) => Object.assign(resource, { synthesizeAttributes: () => ({ subject }) }),
    'toTerraform of the stack': (stack, resource) => Object.assign(stack, { toTerraform: () => evilOf(resource) }),
    'toTerraform of another resource': (stack, resource) => {
      Object.assign(new TerraformResource(stack, 'Other', { terraformResourceType: 'null_resource' }), { toTerraform: () => evilOf(resource) });
    },
    'another resource in its place': (_stack, resource) => {
      const { scope, id } = resource.node;
      scope!.node.tryRemoveChild(id);
      new TerraformResource(scope!, id, { terraformResourceType: type }).addOverride('subject', subject);
    },
  };

  test.each(Object.keys(ways))('%s', way => {
    const stack = trusting();
    ways[way](stack, resourceOf(stack, type));
    expect(failure(stack)).toMatch(/TRUST_CHANGED/);
  });

  test('every resource', () => {
    const stack = trusting();
    const resource = resourceOf(stack, type);
    const spy = jest.spyOn(TerraformResource.prototype, 'toTerraform').mockImplementation(() => evilOf(resource));
    try {
      expect(failure(stack)).toMatch(/TRUST_CHANGED/);
    } finally {
      spy.mockRestore();
    }
  });
});

describe('an app that writes HCL', () => {
  const type = 'azurerm_federated_identity_credential';

  function withHcl(change: (resource: TerraformResource) => void): string {
    const stack = trusting();
    Object.assign(stack.node.root, { hclOutput: true });
    change(resourceOf(stack, type));
    return failure(stack);
  }

  test('passes as it was declared', () => {
    expect(withHcl(() => undefined)).not.toMatch(/TRUST_CHANGED/);
  });

  test.each<[string, (resource: TerraformResource) => void]>([
    ['toHclTerraform', resource => Object.assign(resource, { toHclTerraform: () => ({ resource: { [type]: { [resource.friendlyUniqueId]: {} } } }) })],
    ['synthesizeHclAttributes', resource => Object.assign(resource, {
      synthesizeHclAttributes: () => ({ subject: { value: 'repo:evil/evil', isBlock: false, type: 'simple', storageClassType: 'string' } }),
    })],
  ])('fails where %s of a trust writes another', (_name, change) => {
    expect(withHcl(change)).toMatch(/TRUST_CHANGED/);
  });
});
