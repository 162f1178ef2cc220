import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

// Whatever is unknown until deployment is not absent: every form of Terraform, every resource that is read, and a block, a list, a text and a key of it.

const ISSUER = 'https://token.actions.githubusercontent.com';
const HOST = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:my-org@123456/my-app@456789:environment:production';
const AUDIENCE = 'sts.amazonaws.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const POOL = 'projects/123456789/locations/global/workloadIdentityPools/ci';
const MEMBER = `principal://iam.googleapis.com/${POOL}/subject/${SUBJECT}`;

const policy = (condition: unknown = { StringEquals: { [`${HOST}:aud`]: AUDIENCE, [`${HOST}:sub`]: SUBJECT } }) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition }],
});
const statement = {
  actions: ['sts:AssumeRoleWithWebIdentity'],
  principals: [{ type: 'Federated', identifiers: [PROVIDER] }],
  condition: [{ test: 'StringEquals', variable: `${HOST}:aud`, values: [AUDIENCE] }, { test: 'StringEquals', variable: `${HOST}:sub`, values: [SUBJECT] }],
};
const pool = { workload_identity_pool_id: 'ci', project: '123456789' };
const provider = {
  ...pool, workload_identity_pool_provider_id: 'github', attribute_mapping: { 'google.subject': 'assertion.sub' }, attribute_condition: "assertion.repository_owner_id == '123456' && assertion.sub == 'x'", oidc: [{ issuer_uri: ISSUER }],
};
const GOOGLE = {
  'google_iam_workload_identity_pool.ci': pool,
  'google_iam_workload_identity_pool_provider.github': { ...provider, attribute_condition: `assertion.repository_owner_id == '123456' && assertion.sub == '${SUBJECT}'` },
};
const credential = { parent_id: '/subscriptions/x/identities/deploy', audience: ['api://AzureADTokenExchange'], issuer: ISSUER, subject: SUBJECT };
const backend = { 'vault_jwt_auth_backend.ci': { path: 'ci', bound_issuer: ISSUER, oidc_discovery_url: ISSUER } };
const vaultRole = { backend: 'ci', role_name: 'deploy', role_type: 'jwt', user_claim: 'sub', bound_audiences: ['https://vault.example.com'], bound_subject: SUBJECT, bound_claims: { repository_id: '456789' }, token_policies: ['deploy'] };

type Body = Readonly<Record<string, any>>;
type Path = readonly (string | number)[];

interface Subject {
  /** Address of what is judged. */
  readonly of: string;
  readonly resources: Readonly<Record<string, Body>>;
  /** Where something is unknown: in that resource, at that path. */
  readonly unknown: readonly (readonly [what: 'block' | 'list' | 'text' | 'key', address: string, path: Path])[];
  /** The same, where what is known beside it decides. */
  readonly beside?: Subject['unknown'];
}

const ROLE = 'aws_iam_role.deploy';
const DOCUMENT = 'data.aws_iam_policy_document.trust';
const BINDING = 'google_service_account_iam_binding.deploy';
const ofDocument = { [ROLE]: { name: 'deploy', assume_role_policy: `\${${DOCUMENT}.json}` }, [DOCUMENT]: { statement: [statement] } };
const binding = { service_account_id: 'deploy', role: 'roles/iam.workloadIdentityUser', members: [MEMBER] };

const SUBJECTS: readonly Subject[] = [
  {
    of: ROLE,
    resources: ofDocument,
    unknown: [
      ['block', DOCUMENT, ['statement']],
      ['block', DOCUMENT, ['statement', 0, 'condition']],
      ['block', DOCUMENT, ['statement', 0, 'condition', 1]],
      ['block', DOCUMENT, ['statement', 0, 'principals']],
      ['list', DOCUMENT, ['statement', 0, 'condition', 1, 'values']],
      ['list', DOCUMENT, ['statement', 0, 'actions']],
      ['text', DOCUMENT, ['statement', 0, 'condition', 1, 'values', 0]],
      ['key', DOCUMENT, ['statement', 0, 'condition', 1, 'variable']],
      ['key', DOCUMENT, ['statement', 0, 'condition', 1, 'test']],
      ['text', ROLE, ['assume_role_policy']],
    ],
    // the keys of the conditions name the issuer
    beside: [['list', DOCUMENT, ['statement', 0, 'principals', 0, 'identifiers']]],
  },
  { of: 'awscc_iam_role.deploy', resources: { 'awscc_iam_role.deploy': { role_name: 'deploy', assume_role_policy_document: JSON.stringify(policy()) } }, unknown: [['text', 'awscc_iam_role.deploy', ['assume_role_policy_document']]] },
  {
    of: 'aws_cloudcontrolapi_resource.deploy',
    resources: { 'aws_cloudcontrolapi_resource.deploy': { type_name: 'AWS::IAM::Role', desired_state: JSON.stringify({ RoleName: 'deploy', AssumeRolePolicyDocument: policy() }) } },
    unknown: [['text', 'aws_cloudcontrolapi_resource.deploy', ['desired_state']], ['key', 'aws_cloudcontrolapi_resource.deploy', ['type_name']]],
  },
  {
    of: 'aws_cloudformation_stack.ci',
    resources: { 'aws_cloudformation_stack.ci': { name: 'ci', template_body: JSON.stringify({ Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy() } } } }) } },
    unknown: [['text', 'aws_cloudformation_stack.ci', ['template_body']]],
  },
  {
    of: 'google_iam_workload_identity_pool_provider.github',
    resources: GOOGLE,
    unknown: [
      ['block', 'google_iam_workload_identity_pool_provider.github', ['oidc']],
      ['block', 'google_iam_workload_identity_pool_provider.github', ['attribute_mapping']],
      ['text', 'google_iam_workload_identity_pool_provider.github', ['oidc', 0, 'issuer_uri']],
      ['text', 'google_iam_workload_identity_pool_provider.github', ['attribute_condition']],
    ],
  },
  {
    of: BINDING,
    resources: { ...GOOGLE, [BINDING]: binding },
    unknown: [['list', BINDING, ['members']], ['text', BINDING, ['members', 0]]],
    beside: [['key', BINDING, ['role']]],
  },
  {
    of: 'google_storage_bucket_iam_member.deploy',
    resources: { ...GOOGLE, 'google_storage_bucket_iam_member.deploy': { bucket: 'b', role: 'roles/storage.objectViewer', member: MEMBER } },
    unknown: [['text', 'google_storage_bucket_iam_member.deploy', ['member']]],
  },
  {
    of: 'google_service_account_iam_policy.deploy',
    resources: { ...GOOGLE, 'google_service_account_iam_policy.deploy': { service_account_id: 'deploy', policy_data: '${data.google_iam_policy.deploy.policy_data}' }, 'data.google_iam_policy.deploy': { binding: [{ role: binding.role, members: [MEMBER] }] } },
    unknown: [
      ['text', 'google_service_account_iam_policy.deploy', ['policy_data']],
      ['block', 'data.google_iam_policy.deploy', ['binding']],
      ['list', 'data.google_iam_policy.deploy', ['binding', 0, 'members']],
    ],
  },
  ...['azurerm_federated_identity_credential.deploy', 'azuread_application_federated_identity_credential.deploy'].map((of): Subject => ({
    of, resources: { [of]: credential }, unknown: [['text', of, ['subject']], ['text', of, ['issuer']]],
  })),
  {
    of: 'azapi_resource.deploy',
    resources: { 'azapi_resource.deploy': { type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31', parent_id: credential.parent_id, body: { properties: { issuer: ISSUER, subject: SUBJECT, audiences: credential.audience } } } },
    unknown: [['block', 'azapi_resource.deploy', ['body']], ['block', 'azapi_resource.deploy', ['body', 'properties']], ['text', 'azapi_resource.deploy', ['body', 'properties', 'subject']], ['key', 'azapi_resource.deploy', ['type']]],
  },
  {
    of: 'vault_jwt_auth_backend_role.deploy',
    resources: { ...backend, 'vault_jwt_auth_backend_role.deploy': vaultRole },
    unknown: [['text', 'vault_jwt_auth_backend_role.deploy', ['bound_subject']]],
  },
  {
    of: 'vault_jwt_auth_backend_role.claims',
    resources: { ...backend, 'vault_jwt_auth_backend_role.claims': { ...vaultRole, bound_subject: undefined, bound_claims: { sub: SUBJECT } } },
    unknown: [['block', 'vault_jwt_auth_backend_role.claims', ['bound_claims']], ['text', 'vault_jwt_auth_backend_role.claims', ['bound_claims', 'sub']]],
  },
  {
    of: 'vault_generic_endpoint.deploy',
    resources: { ...backend, 'vault_generic_endpoint.deploy': { path: 'auth/ci/role/deploy', data_json: JSON.stringify({ ...vaultRole, bound_claims: { repository_id: ['456789'] } }) } },
    unknown: [['text', 'vault_generic_endpoint.deploy', ['data_json']], ['key', 'vault_generic_endpoint.deploy', ['path']]],
  },
];

function typeOf(address: string): { mode: string; type: string; name: string } {
  const [first, second, third] = address.split('.');
  return first === 'data' ? { mode: 'data', type: second, name: third } : { mode: 'managed', type: first, name: second };
}

/** A value with another one at a path. */
function changed(value: any, [first, ...rest]: Path, to: unknown): any {
  if (first === undefined) return to;
  if (Array.isArray(value)) return value.map((one, i) => i === first ? changed(one, rest, to) : one);
  return { ...value, [first]: changed(value?.[first], rest, to) };
}

/** What is unknown at a path, as a plan writes it. */
function unknownAt([first, ...rest]: Path): any {
  if (first === undefined) return true;
  return typeof first === 'number' ? [...Array.from({ length: first }, () => false), unknownAt(rest)] : { [first]: unknownAt(rest) };
}

type Unknown = { readonly address: string; readonly path: Path } | undefined;

function configuration(resources: Subject['resources'], unknown: Unknown): string {
  const top: any = { variable: { x: {} }, resource: {}, data: {} };
  for (const [address, body] of Object.entries(resources)) {
    const { mode, type, name } = typeOf(address);
    const kind = mode === 'data' ? top.data : top.resource;
    kind[type] = { ...kind[type], [name]: unknown?.address === address ? changed(body, unknown.path, '${var.x}') : body };
  }
  return JSON.stringify(top);
}

/** A plan before its first apply: what refers to a data source is open, and told by the configuration. */
function plan(resources: Subject['resources'], unknown: Unknown): string {
  const all = Object.entries(resources).map(([address, body]) => {
    const references = Object.entries(body).filter(([, value]) => typeof value === 'string' && value.startsWith('${'));
    const here = unknown?.address === address ? unknown.path : undefined;
    const values = [...references.map(([name]) => name), ...here === undefined ? [] : [here]].reduce((left, path) => changed(left, [path].flat(), null), body);
    const open: any = here === undefined ? {} : unknownAt(here);
    return {
      shape: { address, ...typeOf(address) },
      values,
      after_unknown: { ...Object.fromEntries(references.map(([name]) => [name, true])), ...typeOf(address).mode === 'data' ? { json: true } : {}, ...open },
      expressions: Object.fromEntries(Object.entries(body).map(([name, value]) => {
        if (here?.[0] === name) return [name, { references: ['var.x'] }];
        const reference = typeof value === 'string' && value.startsWith('${') ? value.slice(2, -1) : undefined;
        return [name, reference === undefined ? { constant_value: value } : { references: [reference, reference.replace(/\.\w+$/, '')] }];
      })),
    };
  });
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: all.filter(({ shape }) => shape.mode === 'managed').map(({ shape, values }) => ({ ...shape, values })) } },
    resource_changes: all.map(({ shape, values, after_unknown }) => ({ ...shape, change: { actions: ['create'], before: null, after: values, after_unknown } })),
    configuration: { root_module: { resources: all.map(({ shape, expressions }) => ({ ...shape, expressions })) } },
  });
}

/** A state holds what was applied: each reference is the value that it stood for. */
function state(resources: Subject['resources']): string {
  const applied: Record<string, string> = { [`${DOCUMENT}.json`]: JSON.stringify(policy()), 'data.google_iam_policy.deploy.policy_data': JSON.stringify({ bindings: [{ role: binding.role, members: [MEMBER] }] }) };
  const valueOf = (value: unknown) => typeof value === 'string' && value.startsWith('${') ? applied[value.slice(2, -1)] : value;
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    resources: Object.entries(resources).map(([address, body]) => ({
      ...typeOf(address),
      instances: [{ attributes: Object.fromEntries(Object.entries(body).map(([name, value]) => [name, valueOf(value)])) }],
    })),
  });
}

const FORMS = { configuration, plan, state };
const read = (text: string): Artefacts => readText(text, { file: 'terraform.json' });
const startsWith = (address: string) => ({ id }: { readonly id: string }) => id === address || id.startsWith(`${address}/`);
const graveFindings = (artefacts: Artefacts) => review(artefacts).filter(({ severity, rule }) => severity !== 'note' && rule !== 'no-permissions-boundary').map(({ rule, target, message }) => `${rule} ${target}: ${message}`);

describe.each(SUBJECTS.flatMap(({ of, resources }) => Object.entries(FORMS).map(([form, written]) => [form, of, written, resources] as const)))('in a %s %s', (_form, of, written, resources) => {
  test('is judged whole where all of it is known', () => {
    const artefacts = read(written(resources, undefined));
    expect(artefacts.targets.filter(startsWith(of))).toHaveLength(1);
    expect(artefacts.unjudged).toEqual([]);
    expect(graveFindings(artefacts)).toEqual([]);
  });
});

const CASES = SUBJECTS.flatMap(({ of, resources, unknown, beside = [] }) => [...unknown, ...beside].flatMap(one => Object.entries({ configuration, plan })
  .map(([form, written]) => ({ form, what: one[0], at: one[2].join('.'), of, text: written(resources, { address: one[1], path: one[2] }), decides: unknown.includes(one) }))));

describe.each(CASES)('in a $form the $what $at of $of', ({ of, text, decides }) => {
  const artefacts = read(text);

  test('is not taken for absent where it is unknown', () => {
    expect(graveFindings(artefacts)).toEqual([]);
  });

  test('is a target, or named as not judged', () => {
    expect([...artefacts.targets, ...artefacts.unjudged].filter(startsWith(of))).not.toEqual([]);
    expect(artefacts.unjudged.some(startsWith(of))).toBe(decides);
  });
});
