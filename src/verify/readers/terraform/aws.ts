import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import type { Resource } from './module';
import { blocks } from './blocks';
import type { Text } from '../../../private/late';
import type { AwsPermissions, AwsRole } from '../../model';
import { policyIn } from '../private/embedded-policy';
import { asText, asTexts, isLate, known } from '../private/texts';
import { targetOf } from '../private/trust-policies';

/** Roles, OIDC providers and access keys of AWS in Terraform. */
export function readAws(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  for (const resource of module.ofType('aws_iam_openid_connect_provider')) {
    reading.providers.push({
      id: idOf(resource),
      url: urlOf(module.text(resource, 'url')),
      ...textsAt(artefact, resource, 'client_id_list', 'clientIds'),
      ...textsAt(artefact, resource, 'thumbprint_list', 'thumbprints'),
      source: sourceOf(artefact, resource),
    });
  }
  for (const resource of module.ofType('aws_iam_access_key')) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'aws', kind: resource.type, source: sourceOf(artefact, resource) });
  }
  const roles = module.ofType('aws_iam_role');
  const additions = additionsOf(artefact, roles.length);
  for (const resource of roles) {
    const role = roleOf(artefact, resource, additions);
    reading.roles.push(role);
    reading.targets.push(...targetOf(role, reading.providers));
  }
}

/** A list, where it is written. */
function textsAt<K extends string>({ module }: TerraformArtefact, resource: Resource, name: string, as: K): { [key in K]?: Text[] } {
  const value = resource.body[name];
  return value === undefined || value === null ? {} : { [as]: asTexts(module.value(value)) } as { [key in K]: Text[] };
}

/** A state has the URL without its scheme. */
function urlOf(url: Text | undefined): Text | undefined {
  return typeof url === 'string' && !url.includes('://') ? `https://${url}` : url;
}

interface Additions {
  readonly permissions: ReadonlyMap<string, readonly AwsPermissions[]>;
  readonly managed: ReadonlyMap<string, readonly Text[]>;
}

/** What other resources add to roles, by the names that they give them. */
function additionsOf(artefact: TerraformArtefact, roles: number): Additions {
  const { module } = artefact;
  const permissions = new Map<string, AwsPermissions[]>();
  const managed = new Map<string, Text[]>();
  if (roles === 0) return { permissions, managed };
  for (const resource of module.ofType('aws_iam_role_policy')) {
    add(permissions, nameOf(textOrLate(module, resource, 'role')), documentOf(artefact, resource));
  }
  const policies = new Map(module.ofType('aws_iam_policy').map(policy => [String(textOrLate(module, policy, 'arn')), policy]));
  for (const resource of module.ofType('aws_iam_role_policy_attachment', 'aws_iam_policy_attachment')) {
    const arn = textOrLate(module, resource, 'policy_arn');
    const policy = policies.get(String(arn));
    const names = resource.type === 'aws_iam_role_policy_attachment' ? [textOrLate(module, resource, 'role')] : asTexts(module.value(resource.body.roles ?? []));
    for (const name of names.map(nameOf)) {
      if (policy === undefined) add(managed, name, arn);
      else add(permissions, name, documentOf(artefact, policy));
    }
  }
  return { permissions, managed };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A role is named by its name, and by some by its ARN. */
function nameOf(role: Text): string {
  return String(role).replace(/^arn:.*\//s, '');
}

function documentOf(artefact: TerraformArtefact, resource: Resource): AwsPermissions {
  const source = sourceOf(artefact, resource, 'policy');
  return { name: String(artefact.module.text(resource, 'name') ?? resource.address), document: policyIn(artefact.reading, artefact.module.value(resource.body.policy), source), source };
}

function roleOf(artefact: TerraformArtefact, resource: Resource, additions: Additions): AwsRole {
  const { module, reading, idOf } = artefact;
  const { body } = resource;
  const source = sourceOf(artefact, resource);
  const name = nameOf(textOrLate(module, resource, 'name'));
  const session = Number(body.max_session_duration ?? NaN);
  const arn = module.attribute(resource, 'arn');
  return {
    id: idOf(resource),
    source,
    name: module.text(resource, 'name'),
    arn: typeof arn === 'string' || isLate(arn) ? arn : undefined,
    trustPolicy: policyIn(reading, module.value(body.assume_role_policy), sourceOf(artefact, resource, 'assume_role_policy')),
    ...Number.isNaN(session) ? {} : { maxSessionSeconds: session },
    boundary: withoutEmpty(asText(module.value(body.permissions_boundary))),
    managedPolicies: [...asTexts(module.value(body.managed_policy_arns ?? [])), ...additions.managed.get(name) ?? []],
    permissions: [
      ...blocks(body.inline_policy).map((policy, i): AwsPermissions => {
        const inner = sourceOf(artefact, resource, 'inline_policy', i);
        return { name: String(asText(module.value(policy.name)) ?? i), document: policyIn(reading, module.value(policy.policy), inner), source: inner };
      }).filter(({ document }) => document !== null),
      ...additions.permissions.get(name) ?? [],
    ],
    complete: true,
  };
}

/** A state has the empty text for an attribute that is not set. */
function withoutEmpty(text: Text | undefined): Text | undefined {
  return text !== undefined && known(text) === '' && !isLate(text) ? undefined : text;
}
