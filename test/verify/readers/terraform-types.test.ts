import { shown } from './support';
import { decide } from '../../../src/verify/decide';
import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';
const ISSUER = `https://${HOST}`;
const SUBJECT = 'repo:my-org@123456/my-app@456789:environment:production';
const trust = (subject: string, operator = 'StringEquals') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` }, Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, [operator === 'StringEquals' ? 'ForAnyValue:StringEquals' : operator]: { [`${HOST}:sub`]: subject } } }],
});
const configuration = (resource: object, further: object = {}): Artefacts => readText(JSON.stringify({ resource, ...further }), { file: 'main.tf.json' });
const ids = ({ targets }: Artefacts) => targets.map(({ id }) => id);
const named = ({ unjudged }: Artefacts) => unjudged.map(({ id, type }) => `${type} ${id}`);
const rules = (artefacts: Artefacts) => [...new Set(review(artefacts).map(({ rule }) => rule))];

describe('AWS by other providers and services', () => {
  const wide = JSON.stringify(trust('repo:*', 'StringLike'));
  const template = { Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('repo:*', 'StringLike') } } } };
  const yaml = `Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: ${wide}\n`;

  test.each<[string, object, string]>([
    ['a role of awscc', { awscc_iam_role: { r: { role_name: 'r', assume_role_policy_document: wide } } }, 'awscc_iam_role.r'],
    ['a role of awscc by jsonencode', { awscc_iam_role: { r: { assume_role_policy_document: `\${jsonencode(${wide})}` } } }, 'awscc_iam_role.r'],
    ['a role of Cloud Control', { aws_cloudcontrolapi_resource: { r: { type_name: 'AWS::IAM::Role', desired_state: JSON.stringify({ AssumeRolePolicyDocument: JSON.parse(wide) }) } } }, 'aws_cloudcontrolapi_resource.r'],
    ['a stack of Cloud Control', { aws_cloudcontrolapi_resource: { r: { type_name: 'AWS::CloudFormation::Stack', desired_state: JSON.stringify({ TemplateBody: JSON.stringify(template) }) } } }, 'aws_cloudcontrolapi_resource.r/Deploy'],
    ['a stack', { aws_cloudformation_stack: { r: { template_body: JSON.stringify(template) } } }, 'aws_cloudformation_stack.r/Deploy'],
    ['a stack in YAML', { aws_cloudformation_stack: { r: { template_body: yaml } } }, 'aws_cloudformation_stack.r/Deploy'],
    ['a stack by jsonencode', { aws_cloudformation_stack: { r: { template_body: `\${jsonencode(${JSON.stringify(template)})}` } } }, 'aws_cloudformation_stack.r/Deploy'],
    ['a stack set', { aws_cloudformation_stack_set: { r: { template_body: yaml } } }, 'aws_cloudformation_stack_set.r/Deploy'],
    ['a stack of awscc', { awscc_cloudformation_stack: { r: { template_body: yaml } } }, 'awscc_cloudformation_stack.r/Deploy'],
  ])('%s is read', (_name, resource, id) => {
    const read = configuration(resource);
    expect([ids(read), rules(read)]).toEqual([[id], expect.arrayContaining(['wildcard-owner'])]);
  });

  test('a stack has what Terraform fills in left open', () => {
    const body = { Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('repo:my-org/${var.app}:*', 'StringLike') } } } };
    const { targets: [target] } = configuration({ aws_cloudformation_stack: { r: { template_body: JSON.stringify(body) } } });
    expect(shown((target as any).trust.policy).Statement[0].Condition.StringLike[`${HOST}:sub`]).toMatch(/^repo:my-org\/<.*var\.app>:\*$/);
    expect(target.source.pointer).toBe('/resource/aws_cloudformation_stack/r/template_body');
  });

  test('a stack has the parameters that Terraform gives', () => {
    const body = { Parameters: { Subject: { Type: 'String' } }, Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust({ Ref: 'Subject' } as any, 'StringLike') } } } };
    const read = (value: string) => configuration({ aws_cloudformation_stack: { r: { template_body: JSON.stringify(body), parameters: { Subject: value } } } });
    expect([rules(read('repo:*')).includes('wildcard-owner'), named(read('${var.subject}'))]).toEqual([true, ['iam-role aws_cloudformation_stack.r/Deploy']]);
  });

  test('a provider of awscc is that of a role that refers to it', () => {
    const read = configuration({
      awscc_iam_oidc_provider: { ci: { url: ISSUER, client_id_list: ['sts.amazonaws.com'] } },
      awscc_iam_role: { r: { role_name: 'r', assume_role_policy_document: JSON.stringify(trust(SUBJECT)).replace(/arn:aws[^"]*/, '${awscc_iam_oidc_provider.ci.arn}'), policies: [{ policy_name: 'p', policy_document: JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }) }] } },
      awscc_iam_role_policy: { more: { role_name: 'r', policy_name: 'more', policy_document: '{}' } },
      awscc_iam_managed_policy: { all: { roles: ['${awscc_iam_role.r.id}'], managed_policy_name: 'all', policy_document: '{}' } },
    });
    expect(read.targets[0].issuer).toBe(ISSUER);
    expect(read.roles[0].permissions.map(({ name }) => name)).toEqual(['p', 'more', 'all']);
    expect(rules(read)).toContain('administrator-permissions');
  });

  test('a provider of Cloud Control is one', () => {
    expect(configuration({ aws_cloudcontrolapi_resource: { p: { type_name: 'AWS::IAM::OIDCProvider', desired_state: JSON.stringify({ Url: ISSUER, ClientIdList: ['a'] }) }, other: { type_name: 'AWS::S3::Bucket', desired_state: '{}' } } }).providers.map(({ url, clientIds }) => [url, clientIds]))
      .toEqual([[ISSUER, ['a']]]);
  });
});

describe('Google', () => {
  const MEMBER = `principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/subject/${SUBJECT}`;
  const policy = (...binding: object[]) => ({ data: { google_iam_policy: { p: { binding } } } });

  test.each(['google_service_account_iam_policy', 'google_project_iam_policy', 'google_storage_bucket_iam_policy', 'google_secret_manager_secret_iam_policy'])('%s grants what its data source says', type => {
    const condition = { title: 'until', expression: 'request.time < timestamp("2030-01-01T00:00:00Z")' };
    const read = configuration({ [type]: { r: { project: 'p', policy_data: '${data.google_iam_policy.p.policy_data}' } } }, policy({ role: 'roles/a', members: [MEMBER], condition }, { role: 'roles/b', members: [MEMBER, 'user:a@example.com'] }, { role: 'roles/c', members: ['user:a@example.com'] }));
    expect(read.targets.map(target => target.cloud === 'google' ? [target.id, shown(target.grant)] : [])).toEqual([
      [`${type}.r roles/a`, { role: 'roles/a', resource: 'p', condition }],
      [`${type}.r roles/b`, { role: 'roles/b', resource: 'p' }],
    ]);
  });

  test('a binding has its condition', () => {
    const body = { service_account_id: 'd', role: 'roles/iam.workloadIdentityUser', member: MEMBER };
    const grantOf = (condition: unknown) => shown((configuration({ google_service_account_iam_member: { r: { ...body, condition } } }).targets[0] as any).grant).condition;
    expect(grantOf({ title: 't', expression: 'false' })).toEqual({ title: 't', expression: 'false' });
    expect(grantOf([{ title: 't', expression: '${var.e}' }])).toEqual({ title: 't', expression: '<var.e>' });
    expect(grantOf('${var.c}')).toEqual({ expression: '<var.c>' });
    expect([grantOf([]), grantOf(null), grantOf(undefined)]).toEqual([undefined, undefined, undefined]);
  });

  test('what is granted by a policy counts for the account', () => {
    const read = configuration({
      google_service_account: { deploy: { account_id: 'deploy', project: 'my-project' } },
      google_service_account_iam_member: { r: { service_account_id: '${google_service_account.deploy.name}', role: 'roles/iam.workloadIdentityUser', member: MEMBER } },
      google_project_iam_policy: { p: { project: 'my-project', policy_data: '${data.google_iam_policy.p.policy_data}' } },
    }, policy({ role: 'roles/owner', members: ['serviceAccount:deploy@my-project.iam.gserviceaccount.com'] }));
    expect(read.targets[0].powers).toEqual([{ role: 'roles/owner', on: 'project' }]);
  });

  test.each(['saml', 'aws', 'x509'])('a provider for %s is named as not judged', kind => {
    expect(named(configuration({ google_iam_workload_identity_pool_provider: { p: { workload_identity_pool_id: 'ci', [kind]: { some: 'x' } } } }))).toEqual(['google_iam_workload_identity_pool_provider google_iam_workload_identity_pool_provider.p']);
  });
});

describe('Azure by other providers', () => {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31';
  const properties = { issuer: ISSUER, subject: SUBJECT, audiences: ['api://AzureADTokenExchange'] };
  const job = { iss: ISSUER, sub: SUBJECT, aud: 'api://AzureADTokenExchange' };

  test.each<[string, string, object]>([
    ['an object', 'azapi_resource', { type, parent_id: '/identity', body: { properties } }],
    ['a JSON text', 'azapi_resource', { type, parent_id: '/identity', body: JSON.stringify({ properties }) }],
    ['jsonencode', 'azapi_resource', { type, parent_id: '/identity', body: `\${jsonencode(${JSON.stringify({ properties })})}` }],
    ['an update', 'azapi_update_resource', { type, resource_id: '/identity/federatedIdentityCredentials/gh', body: { properties } }],
    ['Microsoft Graph', 'msgraph_resource', { url: 'applications/1/federatedIdentityCredentials', body: properties }],
  ])('a credential as %s', (_name, resource, body) => {
    const { targets } = configuration({ [resource]: { r: body } });
    expect(targets.map(({ id, issuer, kind }) => [id, issuer, kind])).toEqual([[`${resource}.r`, ISSUER, 'federated-credential']]);
    expect([decide(targets[0], job).outcome, decide(targets[0], { ...job, sub: 'x' }).outcome]).toEqual(['accept', 'reject']);
  });

  test('a flexible credential', () => {
    const value = "claims['sub'] matches 'repo:my-org/*'";
    const { targets: [target] } = configuration({ azapi_resource: { r: { type, parent_id: '/identity', body: { properties: { issuer: ISSUER, audiences: properties.audiences, claimsMatchingExpression: { value, languageVersion: 1 } } } } } });
    expect([target.kind, (target as any).credential.expression]).toEqual(['flexible-federated-credential', value]);
  });

  test('any other type is none', () => {
    const read = configuration({ azapi_resource: { r: { type: 'Microsoft.Storage/storageAccounts@2023-01-01', body: { properties: { issuer: 'x' } } } }, msgraph_resource: { r: { url: 'groups', body: {} } } });
    expect([ids(read), named(read)]).toEqual([[], []]);
  });

  test.each<[string, object]>([
    ['by reference', { principal_id: '${azurerm_user_assigned_identity.i.principal_id}', role_definition_name: 'Owner' }],
    ['by id', { principal_id: 'AAAAAAAA-0000-0000-0000-000000000002', role_definition_name: 'Owner' }],
    ['by the id of the role', { principal_id: 'aaaaaaaa-0000-0000-0000-000000000002', role_definition_id: '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635' }],
  ])('what is assigned %s', (_name, assignment) => {
    const identity = { id: '/subscriptions/s/identities/i', principal_id: 'aaaaaaaa-0000-0000-0000-000000000002' };
    const { targets } = configuration({
      azurerm_user_assigned_identity: { i: identity },
      azapi_resource: { r: { type, parent_id: '/subscriptions/s/identities/i', body: { properties } } },
      azurerm_role_assignment: { a: { scope: '/subscriptions/s', ...assignment } },
    });
    expect(targets[0].powers).toEqual([{ role: 'Owner', on: 'subscription' }]);
  });

  test('what is assigned by azapi, and to the service principal of an application', () => {
    const { targets } = configuration({
      azuread_application: { a: { client_id: 'c1' } },
      azuread_service_principal: { s: { client_id: 'c1', object_id: 'o1' } },
      azuread_application_federated_identity_credential: { f: { application_id: '${azuread_application.a.id}', ...properties } },
      azapi_resource: { r: { type: 'Microsoft.Authorization/roleAssignments@2022-04-01', parent_id: '/subscriptions/s', body: { properties: { principalId: 'o1', roleDefinitionId: '/x/b24988ac-6180-42a0-ab88-20f7382dd24c' } } } },
    });
    expect(targets[0].powers).toEqual([{ role: 'Contributor', on: 'subscription' }]);
  });
});

describe('Vault by its paths', () => {
  const data = { role_type: 'jwt', user_claim: 'sub', bound_audiences: 'https://vault.example.com', bound_claims: { sub: [SUBJECT], ref: 'a,b' }, token_policies: 'one, two' };
  const written = (path: string, body: object = data, type = 'vault_generic_endpoint') => configuration({
    vault_jwt_auth_backend: { ci: { path: 'ci', bound_issuer: ISSUER } }, [type]: { r: { path, data_json: JSON.stringify(body) } },
  });
  const job = { iss: ISSUER, sub: SUBJECT, aud: 'https://vault.example.com', ref: 'a,b' };

  test.each(['vault_generic_endpoint', 'vault_generic_secret'])('%s', type => {
    const { targets: [target] } = written('auth/ci/role/deploy', data, type);
    expect([target.id, target.issuer, (target as any).policies]).toEqual([`${type}.r`, ISSUER, ['one', 'two']]);
    expect([decide(target, job).outcome, decide(target, { ...job, ref: 'a' }).outcome, decide(target, { ...job, sub: 'x' }).outcome]).toEqual(['accept', 'reject', 'reject']);
  });

  test('with the configuration of the backend at its own', () => {
    const { targets: [target] } = configuration({ vault_generic_endpoint: { config: { path: 'auth/x/config', data_json: JSON.stringify({ bound_issuer: ISSUER }) }, r: { path: 'auth/x/role/deploy', data_json: JSON.stringify(data) } } });
    expect(decide(target, job).outcome).toBe('accept');
  });

  test.each(['secret/data/x', 'auth/approle/role/x', 'sys/policies/acl/x'])('what is written elsewhere is none: %s', path => {
    const read = written(path, { secret_id_ttl: 0, bind_secret_id: true });
    expect([ids(read), named(read)]).toEqual([[], []]);
  });

  test('a policy counts by its name', () => {
    const { targets: [target] } = configuration({ vault_policy: { all: { name: 'all', policy: 'path "sys/*" { capabilities = ["sudo"] }' } }, vault_generic_endpoint: { r: { path: 'auth/ci/role/x', data_json: JSON.stringify({ ...data, token_policies: ['all'] }) } } });
    expect(target.powers).toEqual([{ role: 'all', on: 'sys/*' }]);
  });
});

describe('what is not read', () => {
  test.each([
    ['aws_servicecatalog_product', {}], ['aws_cloudformation_stack', { template_url: 'https://s3.amazonaws.com/t.json' }], ['aws_cloudformation_stack', { template_body: 'no: template' }], ['azapi_resource_action', {}],
    ['google_iam_workforce_pool_provider', {}], ['azapi_resource', { type: '${var.type}' }], ['vault_generic_endpoint', { path: 'auth/${var.mount}/role/x', data_json: '${var.data}' }],
  ])('%s is named by its type', (type, body) => {
    expect(named(configuration({ [type]: { r: body } }))).toEqual([`${type} ${type}.r`]);
  });

  test('nothing else is', () => {
    const read = configuration({ aws_s3_bucket: { b: {} }, kubernetes_manifest: { m: { manifest: { kind: 'ServiceAccount' } } }, made_up_type: { x: { assume_role_policy: JSON.stringify(trust('repo:*', 'StringLike')) } } });
    expect([ids(read), named(read)]).toEqual([[], []]);
  });

  test('a module that a configuration calls', () => {
    expect(named(configuration({}, { module: { ci: { source: './ci' } } }))).toEqual(['module module.ci']);
  });
});

test('what cdktf writes beside a configuration in HCL is none', () => {
  const metadata = { '//': { metadata: { stackName: 'ci', version: '0.21.0' }, outputs: {} }, 'resource': { aws_iam_role: { deploy: { '//': { metadata: { path: 'ci/deploy', uniqueId: 'deploy' } } } } } };
  expect(() => readText(JSON.stringify(metadata), { file: 'metadata.json' })).toThrow('is of no kind that can be read');
});
