import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { DataTerraformRemoteStateLocal, DefaultTokenResolver, Fn, Lazy, StringConcat, TerraformStack, TerraformVariable, Token, Tokenization } from 'cdktf';
import { aTerraformStack, bodiesOf, complaints, credentialsIn, refused, resourcesOf } from './synthesised';
import { azure, GitHubRepository, GitHubSubjectFormat, GitLabProject, Workload } from '../../src';
import { CREDENTIAL_NAME } from '../../src/azure/limits';
import { BareWorkload } from '../support/bare-workload';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const lib = GitLabProject.of('my-group/my-lib', { projectId: '20' });
const NEW = { identityName: 'deploy-my-app', resourceGroupName: 'deploy', location: 'westeurope' };
const ID = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shared/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy';
const TYPE = 'azurerm_federated_identity_credential';

function subjectsOf(...workloads: Workload[]): unknown[] {
  const stack = aTerraformStack();
  new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads });
  return bodiesOf(stack, TYPE).map(body => [body.issuer, body.subject]);
}

const GITHUB = 'https://token.actions.githubusercontent.com';

describe('the credentials of an identity', () => {
  test('are to the letter what azurerm 4 takes', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.environment('production')] });
    expect(resourcesOf(stack)).toEqual({
      azurerm_user_assigned_identity: { Identity_2D60E2CC: { name: 'deploy-my-app', resource_group_name: 'deploy', location: 'westeurope' } },
      [TYPE]: {
        'Identity_repo-my-org-123456-my-app-456789-environment-production-c1b37c22b1_03CDAB87': {
          name: 'repo-my-org-123456-my-app-456789-environment-production-c1b37c22b1',
          parent_id: '${azurerm_user_assigned_identity.Identity_2D60E2CC.id}',
          resource_group_name: '${azurerm_user_assigned_identity.Identity_2D60E2CC.resource_group_name}',
          issuer: GITHUB,
          subject: 'repo:my-org@123456/my-app@456789:environment:production',
          audience: ['api://AzureADTokenExchange'],
        },
      },
    });
  });

  test('are to the letter what azurerm 5 takes, and the stack asks for it', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.branch('main')], azurermVersion: azure.AzurermVersion.V5 });
    const [body] = bodiesOf(stack, TYPE);
    expect(body).toEqual({
      name: expect.stringMatching(/^repo-my-org-123456-my-app-456789-ref-refs-heads-main-[0-9a-f]{10}$/),
      user_assigned_identity_id: '${azurerm_user_assigned_identity.Identity_2D60E2CC.id}',
      issuer: GITHUB,
      subject: 'repo:my-org@123456/my-app@456789:ref:refs/heads/main',
      audience: ['api://AzureADTokenExchange'],
    });
    expect(stack.toTerraform().terraform.required_providers.azurerm.version).toBe('>= 5.0.0, < 6.0.0');
  });

  test.each<[string, Workload, unknown[]]>([
    ['names', GitHubRepository.of('my-org/my-app').environment('production'), [[GITHUB, 'repo:my-org/my-app:environment:production']]],
    ['ids', app.tag('v1.2.3'), [[GITHUB, 'repo:my-org@123456/my-app@456789:ref:refs/tags/v1.2.3']]],
    ['both while migrating', GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING }).branch('main'), [
      [GITHUB, 'repo:my-org/my-app:ref:refs/heads/main'],
      [GITHUB, 'repo:my-org@123456/my-app@456789:ref:refs/heads/main'],
    ]],
    ['a branch of GitLab', lib.branch('main'), [['https://gitlab.com', 'project_path:my-group/my-lib:ref_type:branch:ref:main']]],
    ['a tag of GitLab', lib.tag('v1'), [['https://gitlab.com', 'project_path:my-group/my-lib:ref_type:tag:ref:v1']]],
    ['a branch beyond Latin-1', app.branch('日本/ünï${x}'), [[GITHUB, 'repo:my-org@123456/my-app@456789:ref:refs/heads/日本/ünï$${x}']]],
    ['awkward text, escaped for Terraform', app.environment('${x} %{if} "a" \'b\' @& ü 部署'), [
      [GITHUB, 'repo:my-org@123456/my-app@456789:environment:$${x} %%{if} "a" \'b\' @& ü 部署'],
    ]],
  ])('name issuer and subject exactly: %s', (_name, workload, expected) => {
    expect(subjectsOf(workload).sort()).toEqual([...expected].sort());
  });

  test('are two for two environments', () => {
    expect(subjectsOf(app.environment('a'), app.environment('b'))).toEqual(['a', 'b'].map(name => [GITHUB, `repo:my-org@123456/my-app@456789:environment:${name}`]));
  });

  test('read back as what was declared', () => {
    const stack = aTerraformStack();
    const workload = app.environment('${x} %{if} "a" \'b\' @& ü 部署');
    new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [workload] });
    expect(credentialsIn(stack)).toEqual([{ issuer: GITHUB, subject: workload.subjects[0], audience: 'api://AzureADTokenExchange', unresolved: [] }]);
  });

  test('are one where two workloads have the same subject', () => {
    expect(subjectsOf(app.branch('main'), app.branch('main'), app.branch('dev'))).toHaveLength(2);
  });

  test('have names that are legal, unique, and the same beside other workloads', () => {
    const workloads = [
      app.environment('production'), app.environment('Production'), app.environment('pro duction'), app.environment('部署'), app.environment('x'.repeat(200)), app.environment(`${'x'.repeat(199)}y`), lib.branch('main'),
    ];
    const namesOf = (some: Workload[]) => {
      const stack = aTerraformStack();
      new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: some });
      return Object.entries(resourcesOf(stack)[TYPE]).map(([key, body]) => `${key} ${body.name}`);
    };
    const all = namesOf(workloads);
    expect(new Set(all).size).toBe(workloads.length);
    for (const name of all.map(entry => entry.split(' ')[1])) expect(name).toMatch(CREDENTIAL_NAME.pattern);
    for (const workload of workloads) expect(all).toEqual(expect.arrayContaining(namesOf([workload])));
    expect(namesOf([...workloads].reverse()).sort()).toEqual([...all].sort());
  });

  test.each([
    [undefined, 'api://AzureADTokenExchange'],
    [azure.AzureCloud.US_GOVERNMENT, 'api://AzureADTokenExchangeUSGov'],
    [azure.AzureCloud.CHINA, 'api://AzureADTokenExchangeChina'],
  ])('ask for the one audience of their cloud: %s', (cloud, audience) => {
    const stack = aTerraformStack();
    const identity = new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.branch('main')], cloud });
    expect(identity.audience).toBe(audience);
    expect(bodiesOf(stack, TYPE).map(body => body.audience)).toEqual([[audience]]);
  });

  test('carry the reasons of wide workloads beside their own metadata', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.anyPullRequest({ reason: 'reads ${nothing}. secret' }), app.branch('main')] });
    const bodies = Object.values<any>(stack.toTerraform().resource[TYPE]);
    const comments = JSON.parse(JSON.stringify(bodies.map(body => body['//'])));
    expect(comments).toEqual([
      { 'metadata': expect.anything(), 'cdk-federated-roles': { reasons: { 'my-org/my-app, any pull request': ['reads ${nothing}. secret'] } } },
      { metadata: expect.anything() },
    ]);
  });
});

describe('an identity', () => {
  const existing = (credentialCount = 0, options = {}) => azure.ManagedIdentity.fromIdentityId(ID, { credentialCount, ...options });

  test('that exists is used, not made', () => {
    const stack = aTerraformStack();
    const identity = new azure.DeployIdentity(stack, 'Identity', { identity: existing(), workloads: [app.branch('main')] });
    expect(Object.keys(resourcesOf(stack))).toEqual([TYPE]);
    expect(bodiesOf(stack, TYPE)[0]).toMatchObject({ parent_id: ID, resource_group_name: 'shared' });
    expect(identity.identityId).toBe(ID);
  });

  test('that is only known at deployment is used with its resource group', () => {
    const stack = aTerraformStack();
    const id = new TerraformVariable(stack, 'identity', {}).stringValue;
    expect(refused(() => azure.ManagedIdentity.fromIdentityId(id, { credentialCount: 0 })).code).toBe('RESOURCE_GROUP_NEEDED');
    const identity = azure.ManagedIdentity.fromIdentityId(id, { credentialCount: 0, resourceGroupName: 'shared' });
    new azure.DeployIdentity(stack, 'Identity', { identity, workloads: [app.branch('main')] });
    expect(bodiesOf(stack, TYPE)[0]).toMatchObject({ parent_id: '${var.identity}', resource_group_name: 'shared' });
  });

  test('that exists is named by a data source or by the state of another stack', () => {
    const stack = aTerraformStack();
    const data = new DataAzurermUserAssignedIdentity(stack, 'Data', { name: 'my-app', resourceGroupName: 'shared' });
    const state = new DataTerraformRemoteStateLocal(stack, 'State', { path: 'other.tfstate' });
    const attributes = { credentialCount: 0, resourceGroupName: 'shared' };
    const byData = azure.ManagedIdentity.fromAttributes(stack, 'ByData', { ...attributes, identityId: data.id, clientId: data.clientId, principalId: data.principalId });
    const byState = azure.ManagedIdentity.fromAttributes(stack, 'ByState', { ...attributes, identityId: state.getString('identity_id') });
    const reader = azure.Permission.role('Reader', { scope: '/subscriptions/1' });
    const deploying = new azure.DeployIdentity(stack, 'Deploying', { identity: byData, workloads: [app.branch('main')], permissions: [reader] });
    new azure.DeployIdentity(stack, 'Other', { identity: byState, workloads: [app.branch('main')] });

    expect(bodiesOf(stack, TYPE).map(body => body.parent_id)).toEqual(['${data.azurerm_user_assigned_identity.Data.id}', '${data.terraform_remote_state.State.outputs.identity_id}']);
    expect(bodiesOf(stack, 'azurerm_role_assignment')[0].principal_id).toBe('${data.azurerm_user_assigned_identity.Data.principal_id}');
    expect(Tokenization.resolve(deploying.clientId, { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()) })).toBe('${data.azurerm_user_assigned_identity.Data.client_id}');
    expect(azure.ManagedIdentity.isManagedIdentity(byData)).toBe(true);
    expect(azure.DeployIdentity.isDeployIdentity(deploying)).toBe(true);
  });

  test('that exists has no id that was not given', () => {
    const identity = new azure.DeployIdentity(aTerraformStack(), 'Identity', { identity: existing(), workloads: [app.branch('main')] });
    for (const read of [() => identity.clientId, () => identity.principalId]) expect(refused(read).code).toBe('ID_UNKNOWN');
  });

  test.each([
    ['a part of the id that is no segment', '/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/', 'INVALID_IDENTITY_ID'],
    ['a resource group that may be any', '/subscriptions/1/resourceGroups/', 'INVALID_IDENTITY_ID'],
  ])('fails where a token stands beside %s', (_what, before, code) => {
    const name = new TerraformVariable(aTerraformStack(), 'name', {}).stringValue;
    expect(refused(() => azure.ManagedIdentity.fromIdentityId(`${before}${name}`, { credentialCount: 0 })).code).toBe(code);
  });

  test.each([['*', '*'], ['white space', 'a b']])('fails where the scope of a permission holds %s beside a token', (_what, text) => {
    const name = new TerraformVariable(aTerraformStack(), 'name', {}).stringValue;
    expect(refused(() => azure.Permission.role('Reader', { scope: `/subscriptions/${name}/${text}` })).code).toBe('INVALID_SCOPE');
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    ['nothing', () => Lazy.stringValue({ produce: () => undefined })],
    ['an empty text', () => Lazy.stringValue({ produce: () => '' })],
    ['an asterisk', () => Lazy.stringValue({ produce: () => '*' })],
    ['a list', () => Token.asString(['api://a', 'api://b'])],
    ['a conditional', stack => Token.asString(Fn.conditional(new TerraformVariable(stack, 'x', {}).value, 'api://a', Token.nullValue()))],
  ])('fails at synth where its audience comes to %s', (_what, audience) => {
    const stack = aTerraformStack();
    const identity = new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.branch('main')], audience: audience(stack) });
    expect(identity.node.validate().join()).toMatch(/AUDIENCE_LOST/);
  });

  test.each<[string, string]>([['nothing', Lazy.stringValue({ produce: () => undefined })], ['an empty text', '']])('fails at synth where the condition of a permission comes to %s', (_what, condition) => {
    const permissions = [azure.Permission.role('Contributor', { scope: '/subscriptions/1', condition })];
    const identity = new azure.DeployIdentity(aTerraformStack(), 'Identity', { ...NEW, workloads: [app.branch('main')], permissions });
    expect(identity.node.validate().join()).toMatch(/CONDITION_LOST/);
  });

  test('takes the audience of a variable', () => {
    const stack = aTerraformStack();
    const identity = new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.branch('main')], audience: new TerraformVariable(stack, 'audience', {}).stringValue });
    expect(identity.node.validate()).toEqual([]);
    expect(bodiesOf(stack, TYPE)[0].audience).toEqual(['${var.audience}']);
  });

  test('takes roles, whose principal is said to be a service principal', () => {
    const stack = aTerraformStack();
    const identity = new azure.DeployIdentity(stack, 'Identity', { ...NEW, workloads: [app.branch('main')] });
    identity.addPermission(azure.Permission.role('Contributor', { scope: '/subscriptions/1', condition: '@Resource[x] StringEquals \'${y}\'' }));
    expect(bodiesOf(stack, 'azurerm_role_assignment')).toEqual([{
      scope: '/subscriptions/1',
      role_definition_name: 'Contributor',
      principal_id: '${azurerm_user_assigned_identity.Identity_2D60E2CC.principal_id}',
      principal_type: 'ServicePrincipal',
      condition: '@Resource[x] StringEquals \'$${y}\'',
      condition_version: '2.0',
    }]);
    expect(refused(() => identity.addPermission(azure.Permission.role('Contributor', { scope: '/' }))).code).toBe('PERMISSION_ID');
    expect(refused(() => identity.addPermission('Contributor' as any)).code).toBe('WRONG_KIND');
  });

  test('that exists takes roles where its principal is known', () => {
    const stack = aTerraformStack();
    const known = new azure.DeployIdentity(stack, 'Known', { identity: existing(0, { principalId: 'p' }), workloads: [app.branch('main')] });
    known.addPermission(azure.Permission.roleDefinition('/providers/Microsoft.Authorization/roleDefinitions/x', { scope: '/' }));
    const unknown = new azure.DeployIdentity(stack, 'Unknown', { identity: existing(), workloads: [app.branch('dev')] });
    expect(refused(() => unknown.addPermission(azure.Permission.role('Reader', { scope: '/' }))).code).toBe('ID_UNKNOWN');
  });

  const branches = (count: number, from = 0) => Array.from({ length: count }, (_, i) => app.branch(`b${from + i}`));

  test.each([[20, 0], [0 + 1, 19], [15, 5]])('takes %d credentials beside %d', (count, before) => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { identity: existing(before), workloads: branches(count) });
    expect(complaints(stack)).toEqual([]);
  });

  test.each([[21, 0], [1, 20], [16, 5]])('fails for %d credentials beside %d', (count, before) => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'Identity', { identity: existing(before), workloads: branches(count) });
    expect(complaints(stack)).toEqual([expect.stringMatching(/^21 federated credentials .* at most 20.*split the workloads.*\[TOO_MANY_CREDENTIALS\]$/s)]);
  });

  test('fails for 21 new ones, and at 20 does not', () => {
    const [full, over] = [aTerraformStack(), aTerraformStack()];
    new azure.DeployIdentity(full, 'Identity', { ...NEW, workloads: branches(20) });
    new azure.DeployIdentity(over, 'Identity', { ...NEW, workloads: branches(21) });
    expect(complaints(full)).toEqual([]);
    expect(complaints(over)).toHaveLength(1);
  });

  test('is counted once where two constructs share it, and refuses the same subject twice', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'A', { identity: existing(2), workloads: branches(9) });
    new azure.DeployIdentity(stack, 'B', { identity: azure.ManagedIdentity.fromIdentityId(ID.toUpperCase(), { credentialCount: 2 }), workloads: branches(9, 9) });
    expect(complaints(stack)).toEqual([]);
    new azure.DeployIdentity(stack, 'C', { identity: existing(2), workloads: branches(1) });
    expect(complaints(stack)).toEqual([expect.stringContaining('TOO_MANY_CREDENTIALS'), expect.stringMatching(/"stack\/A" and "stack\/C".*SAME_CREDENTIAL/s)]);
  });
});

describe('an identity is refused', () => {
  const make = (props: Partial<azure.DeployIdentityProps>) => () => new azure.DeployIdentity(aTerraformStack(), 'Identity', { ...NEW, workloads: [app.branch('main')], ...props });
  const wide = { reason: 'asked for by name' };

  test.each<[string, Partial<azure.DeployIdentityProps>, string, RegExp]>([
    ['nobody', { workloads: [] }, 'NO_WORKLOADS', /'workloads' is empty/],
    ['no workload', { workloads: ['repo:x'] as any }, 'NOT_A_WORKLOAD', /"repo:x"/],
    ['a further claim', { workloads: [app.environment('p').viaWorkflow('o/r/.github/workflows/d.yml@refs/tags/v1')] }, 'UNSUPPORTED_CLAIM', /"job_workflow_ref".*flexibleWorkloads/],
    ['a claim that no credential can test', { workloads: [app.environment('p').onBranch('main')] }, 'UNSUPPORTED_CLAIM', /"ref".*protection rules(?!.*flexibleWorkloads)/],
    ['no subject at all', { workloads: [new BareWorkload(app.issuer, { claims: { actor: ['x'] } })] }, 'NO_SUBJECT', /"a bare workload" has no subject, and a federated identity credential has to test one/],
    ['a colon', { workloads: [app.environment('eu:production')] }, 'UNSUPPORTED_CLAIM', /"environment".*name without ":"/],
    ['a beginning', { workloads: [app.environmentsStartingWith('preview-', wide)] }, 'PATTERN', /environment:preview-".*flexibleWorkloads/],
    ['an environment of GitLab', { workloads: [lib.environment('production')] }, 'UNSUPPORTED_CLAIM', /"environment".*branch\(name\)/],
    ['a long subject', { workloads: [app.environment('ü'.repeat(255)), GitLabProject.of(`g/${'x'.repeat(255)}`).branch('y'.repeat(255)), GitLabProject.of(`${'g'.repeat(200)}/${'h'.repeat(200)}/p`).branch('y'.repeat(200))] }, 'TOO_LONG', /at most 600/],
    ['no name', { identityName: undefined, location: undefined }, 'MISSING', /'identityName', 'location'/],
    ['a bad name', { identityName: '-x' }, 'INVALID_IDENTITY_NAME', /"-x"/],
    ['a region', { location: 'Malaysia South' }, 'UNSUPPORTED_REGION', /Malaysia South/],
    ['both', { identity: azure.ManagedIdentity.fromIdentityId(ID, { credentialCount: 0 }) }, 'BOTH_GIVEN', /'identity' and 'identityName'/],
    ['a cloud', { cloud: 'api://x' as any }, 'UNKNOWN_CLOUD', /PUBLIC, US_GOVERNMENT, CHINA/],
    ['a version', { azurermVersion: '6' as any }, 'UNKNOWN_VERSION', /V4, V5/],
  ])('for %s', (_name, props, code, text) => {
    const refusal = refused(make(props));
    expect(refusal.code).toBe(code);
    expect(refusal.text).toMatch(text);
    expect(refusal.text).toContain('at stack/Identity');
  });

  test('for another provider version than its stack has', () => {
    const stack = aTerraformStack();
    new azure.DeployIdentity(stack, 'A', { ...NEW, workloads: [app.branch('main')] });
    expect(refused(() => new azure.DeployIdentity(stack, 'B', { ...NEW, workloads: [app.branch('main')], azurermVersion: azure.AzurermVersion.V5 })).code).toBe('VERSIONS_DIFFER');
  });

  test.each([[{ credentialCount: 21 }], [{ credentialCount: -1 }], [{ credentialCount: 1.5 }], [{}]])('for the count of %j', options => {
    expect(refused(() => azure.ManagedIdentity.fromIdentityId(ID, options as any)).code).toBe('INVALID_CREDENTIAL_COUNT');
  });

  test.each(['', 'deploy', `${ID}/x`, ID.replace('Microsoft.ManagedIdentity', 'Microsoft.Web')])('for the id %j', id => {
    expect(refused(() => azure.ManagedIdentity.fromIdentityId(id, { credentialCount: 0 })).code).toBe('INVALID_IDENTITY_ID');
  });

  test('for a resource group that its id contradicts', () => {
    expect(refused(() => azure.ManagedIdentity.fromIdentityId(ID, { credentialCount: 0, resourceGroupName: 'other' })).code).toBe('RESOURCE_GROUP_DIFFERS');
  });
});
