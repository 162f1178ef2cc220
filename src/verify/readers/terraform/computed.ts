import { blocks } from './blocks';
import { iamPolicy } from './google-bindings';
import type { Module, Resource } from './module';
import { policyDocument } from './policy-document';
import { LateJson, LatePart, Text } from '../../../private/late';
import { asTexts, isLate, late, partsOf, textOf } from '../private/texts';

/** An attribute that is not written but follows from what is, as the provider computes it. */
export function computed(module: Module, resource: Resource, name: string): LateJson | undefined {
  return COMPUTED.get(`${resource.type}.${name}`)?.(module, resource);
}

type Compute = (module: Module, resource: Resource) => LateJson | undefined;

/** An ARN of the account, up to the resource. */
const HERE: readonly (string | LatePart)[] = ['arn:', { late: 'aws partition' }, ':iam::', { late: 'aws account' }, ':'];

const textOr = (module: Module, resource: Resource, name: string): Text => module.text(resource, name) ?? late(`${resource.address}.${name}`);

function arn(kind: string, name = 'name'): Compute {
  return (module, resource) => textOf([...HERE, kind, ...partsOf(module.text(resource, 'path') ?? '/')!, ...partsOf(textOr(module, resource, name))!]);
}

function providerArn(module: Module, resource: Resource): Text {
  const [first, ...others] = partsOf(textOr(module, resource, 'url'))!;
  return textOf([...HERE, 'oidc-provider/', ...typeof first === 'string' ? [first.replace(/^https:\/\//, '')] : [first], ...others]);
}

function poolName(module: Module, resource: Resource): Text {
  const project = module.text(resource, 'project');
  const number: readonly (string | LatePart)[] = /^\d+$/.test(String(project)) ? [String(project)] : [{ late: `project number of ${resource.address}` }];
  return textOf(['projects/', ...number, '/locations/global/workloadIdentityPools/', ...partsOf(textOr(module, resource, 'workload_identity_pool_id'))!]);
}

/** As Terraform calls it: with the project as it is written, while members take its number. */
function poolId(module: Module, resource: Resource): Text {
  return textOf(['projects/', ...partsOf(textOr(module, resource, 'project'))!, '/locations/global/workloadIdentityPools/', ...partsOf(textOr(module, resource, 'workload_identity_pool_id'))!]);
}

function accountEmail(module: Module, resource: Resource): Text {
  const [account, project] = ['account_id', 'project'].map(name => module.text(resource, name));
  if (account === undefined || project === undefined) return late(`${resource.address}.email`);
  return textOf([...partsOf(account)!, '@', ...partsOf(project)!, '.iam.gserviceaccount.com']);
}

/** A provider has the name of its pool, which stands in the same file more often than not. */
export function poolNameOf(module: Module, provider: Resource): Text {
  const id = textOr(module, provider, 'workload_identity_pool_id');
  const same = module.ofType('google_iam_workload_identity_pool', 'data.google_iam_workload_identity_pool').filter(one => String(textOr(module, one, 'workload_identity_pool_id')) === String(id));
  const projectOf = (one: Resource) => String(module.text(one, 'project'));
  const pool = same.find(one => projectOf(one) === projectOf(provider)) ?? same[0];
  return pool === undefined ? poolName(module, provider) : module.attribute(pool, 'name') as Text;
}

/** The policy of Vault that a document renders, as far as its rules are written out. */
function vaultPolicy(module: Module, resource: Resource): Text | undefined {
  const rules = blocks(resource.body.rule).map(rule => ({ path: module.value(rule.path), capabilities: asTexts(module.value(rule.capabilities ?? [])) }));
  if (rules.some(({ path, capabilities }) => typeof path !== 'string' || capabilities.some(isLate))) return undefined;
  return rules.map(({ path, capabilities }) => `path ${JSON.stringify(path)} {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`).join('\n');
}

const COMPUTED = new Map<string, Compute>([
  ['aws_iam_openid_connect_provider.arn', providerArn],
  ['data.aws_iam_openid_connect_provider.arn', providerArn],
  ['aws_iam_openid_connect_provider.id', providerArn],
  ['aws_iam_role.arn', arn('role')],
  ['aws_iam_role.id', (module, resource) => textOr(module, resource, 'name')],
  ['aws_iam_policy.arn', arn('policy')],
  ['awscc_iam_oidc_provider.arn', providerArn],
  ['awscc_iam_oidc_provider.id', providerArn],
  ['awscc_iam_role.arn', arn('role', 'role_name')],
  ['awscc_iam_role.id', (module, resource) => textOr(module, resource, 'role_name')],
  ['awscc_iam_managed_policy.policy_arn', arn('policy', 'managed_policy_name')],
  ['data.aws_iam_policy_document.json', policyDocument],
  ['data.aws_iam_policy_document.minified_json', policyDocument],
  ['google_iam_workload_identity_pool.name', poolName],
  ['google_iam_workload_identity_pool.id', poolId],
  ['data.google_iam_workload_identity_pool.name', poolName],
  ['data.google_iam_workload_identity_pool.id', poolId],
  ['google_service_account.email', accountEmail],
  ['data.google_iam_policy.policy_data', iamPolicy],
  ['google_iam_workload_identity_pool_provider.name', (module, resource) => {
    return textOf([...partsOf(poolNameOf(module, resource))!, '/providers/', ...partsOf(textOr(module, resource, 'workload_identity_pool_provider_id'))!]);
  }],
  ['data.vault_policy_document.hcl', vaultPolicy],
  ['vault_jwt_auth_backend.path', () => 'jwt'],
]);
