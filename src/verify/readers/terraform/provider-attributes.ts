/** What a provider computes wherever it has it and it is not written, and what nothing is trusted by. */
const COMPUTED: ReadonlySet<string> = new Set([
  'accessor', 'application_id', 'arn', 'bound_claims_type', 'client_id', 'create_date', 'email', 'etag', 'id', 'inline_policy', 'json', 'managed_policy_arns', 'member',
  'minified_json', 'name', 'name_prefix', 'object_id', 'output', 'policy_id', 'principal_id', 'project', 'role_definition_id', 'role_definition_name', 'state',
  'tags_all', 'tenant_id', 'thumbprint_list', 'unique_id',
]);

export function isComputed(attribute: string): boolean {
  return COMPUTED.has(attribute);
}

/** Attributes by which resources are referred to where a plan lists the resource alone, since its key is computed. */
const REFERRED_BY: Readonly<Record<string, string>> = {
  'data.aws_iam_policy_document': 'json',
  'data.google_iam_policy': 'policy_data',
  'data.vault_policy_document': 'hcl',
  'aws_iam_openid_connect_provider': 'arn',
  'data.aws_iam_openid_connect_provider': 'arn',
  'aws_iam_policy': 'arn',
  'aws_iam_role': 'arn',
  'google_iam_workload_identity_pool': 'name',
  'google_service_account': 'name',
  'vault_jwt_auth_backend': 'path',
  'vault_policy': 'name',
};

/** Attributes that are called the same wherever they are used. */
const SAME_NAME: ReadonlySet<string> = new Set(['client_id', 'principal_id', 'workload_identity_pool_id', 'object_id', 'url']);

/** @param attribute what it is used for */
export function lostAttribute(type: string, attribute: string): string {
  if (SAME_NAME.has(attribute)) return attribute;
  if (type === 'aws_iam_role' && /^(role|roles|role_name)$/.test(attribute)) return 'name';
  if (type === 'google_service_account' && /^members?$/.test(attribute)) return 'email';
  return REFERRED_BY[type] ?? 'id';
}
