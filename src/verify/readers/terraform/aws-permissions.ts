import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import type { Module, Resource } from './module';
import type { Text } from '../../../private/late';
import type { AwsPermissions } from '../../model';
import { policyIn } from '../private/embedded-policy';
import { asTexts, isLate } from '../private/texts';

/** What other resources add to roles, by the names that they give them. */
export interface Additions {
  readonly permissions: ReadonlyMap<string, readonly AwsPermissions[]>;
  readonly managed: ReadonlyMap<string, readonly Text[]>;
}

/** Resources that hold a policy for roles which they name. */
const POLICIES: Readonly<Record<string, { readonly document: string; readonly roles: string }>> = {
  aws_iam_role_policy: { document: 'policy', roles: 'role' },
  awscc_iam_role_policy: { document: 'policy_document', roles: 'role_name' },
  awscc_iam_policy: { document: 'policy_document', roles: 'roles' },
  awscc_iam_managed_policy: { document: 'policy_document', roles: 'roles' },
};

export function additionsOf(artefact: TerraformArtefact, roles: number): Additions {
  const { module } = artefact;
  const permissions = new Map<string, AwsPermissions[]>();
  const managed = new Map<string, Text[]>();
  if (roles === 0) return { permissions, managed };
  for (const resource of module.ofType(...Object.keys(POLICIES))) {
    const { document, roles: attribute } = POLICIES[resource.type];
    for (const name of namesAt(module, resource, attribute)) add(permissions, name, documentOf(artefact, resource, document));
  }
  const policies = new Map([
    ...module.ofType('aws_iam_policy').map(policy => [String(textOrLate(module, policy, 'arn')), policy] as const),
    ...module.ofType('awscc_iam_managed_policy').map(policy => [String(textOrLate(module, policy, 'policy_arn')), policy] as const),
  ]);
  for (const resource of module.ofType('aws_iam_role_policy_attachment', 'aws_iam_policy_attachment')) {
    const arn = textOrLate(module, resource, 'policy_arn');
    const policy = policies.get(String(arn));
    for (const name of namesAt(module, resource, resource.type === 'aws_iam_policy_attachment' ? 'roles' : 'role')) {
      if (policy === undefined) add(managed, name, arn);
      else add(permissions, name, documentOf(artefact, policy, policy.type === 'aws_iam_policy' ? 'policy' : 'policy_document'));
    }
  }
  return { permissions, managed };
}

function namesAt(module: Module, resource: Resource, attribute: string): string[] {
  const value = attribute === 'roles' ? module.value(resource.body.roles ?? []) : textOrLate(module, resource, attribute);
  return asTexts(value).map(nameOf);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A role is named by its name, and by some by its ARN. */
export function nameOf(role: Text): string {
  const text = isLate(role) && role.parts.every(part => typeof part !== 'string') ? undefined : String(role);
  return text === undefined ? String(role) : text.replace(/^arn:.*\//s, '');
}

function documentOf(artefact: TerraformArtefact, resource: Resource, attribute: string): AwsPermissions {
  const { module, reading } = artefact;
  const source = sourceOf(artefact, resource, attribute);
  const name = ['name', 'policy_name', 'managed_policy_name'].map(one => module.text(resource, one)).find(one => one !== undefined);
  return { name: String(name ?? resource.address), document: policyIn(reading, module.value(resource.body[attribute]), source), source };
}
