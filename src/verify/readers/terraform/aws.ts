import { notJudged, sourceOf, TerraformArtefact } from './artefact';
import { Additions, additionsOf, nameOf } from './aws-permissions';
import { CLOUD_CONTROL, desiredTable, ROLE_TYPES, WrittenRole, writtenRole } from './aws-roles';
import { readStack, STACK_TYPES } from './aws-stacks';
import type { Resource } from './module';
import { Text } from '../../../private/late';
import type { Artefacts, AwsRole } from '../../model';
import { policyIn } from '../private/embedded-policy';
import { asText, asTexts, isLate, late } from '../private/texts';
import { addRole } from '../private/trust-policies';

/** Roles, OIDC providers and access keys of AWS in Terraform. */
export function readAws(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  const byType = controlled(artefact);
  for (const resource of module.ofType('aws_iam_openid_connect_provider', 'awscc_iam_oidc_provider')) reading.providers.push(providerOf(artefact, resource));
  for (const resource of byType('AWS::IAM::OIDCProvider')) reading.providers.push(controlledProvider(artefact, resource));
  for (const resource of module.ofType('aws_iam_access_key')) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'aws', kind: resource.type, source: sourceOf(artefact, resource) });
  }
  const roles = [...module.ofType(...ROLE_TYPES), ...byType('AWS::IAM::Role')];
  const additions = additionsOf(artefact, roles.length);
  for (const resource of roles) {
    addRole(reading, roleOf(artefact, resource, writtenRole(artefact, resource), additions), { type: resource.type });
  }
  for (const resource of [...module.ofType(...STACK_TYPES), ...byType('AWS::CloudFormation::Stack'), ...byType('AWS::CloudFormation::StackSet')]) readStack(artefact, resource);
}

/** Resources of Cloud Control by the type that they name; of one whose type is unknown nobody can say what it is. */
function controlled(artefact: TerraformArtefact): (type: string) => readonly Resource[] {
  const types = new Map<string, Resource[]>();
  for (const resource of artefact.module.ofType(CLOUD_CONTROL)) {
    const type = artefact.module.text(resource, 'type_name');
    if (typeof type === 'string') types.set(type, [...types.get(type) ?? [], resource]);
    else notJudged(artefact, resource, 'what it defines is unknown until deployment');
  }
  return type => types.get(type) ?? [];
}

type Provider = Artefacts['providers'][number];

function providerOf(artefact: TerraformArtefact, resource: Resource): Provider {
  const { module, idOf } = artefact;
  const texts = (name: string) => {
    const value = resource.body[name];
    return value === undefined || value === null ? undefined : asTexts(module.value(value));
  };
  return provider(artefact, resource, idOf(resource), { url: module.text(resource, 'url'), clientIds: texts('client_id_list'), thumbprints: texts('thumbprint_list') });
}

function controlledProvider(artefact: TerraformArtefact, resource: Resource): Provider {
  const { Url: url, ClientIdList: clientIds, ThumbprintList: thumbprints } = desiredTable(artefact, resource);
  const texts = (value: Provider['url'] | typeof clientIds) => value === undefined || value === null ? undefined : asTexts(value);
  return provider(artefact, resource, artefact.idOf(resource), { url: asText(url), clientIds: texts(clientIds), thumbprints: texts(thumbprints) });
}

function provider(artefact: TerraformArtefact, resource: Resource, id: string, { url, clientIds, thumbprints }: { readonly url?: Text; readonly clientIds?: Text[]; readonly thumbprints?: Text[] }): Provider {
  return { id, url: urlOf(url), ...clientIds === undefined ? {} : { clientIds }, ...thumbprints === undefined ? {} : { thumbprints }, source: sourceOf(artefact, resource) };
}

/** A state has the URL without its scheme. */
function urlOf(url: Text | undefined): Text | undefined {
  return typeof url === 'string' && !url.includes('://') ? `https://${url}` : url;
}

function roleOf(artefact: TerraformArtefact, resource: Resource, written: WrittenRole, additions: Additions): AwsRole {
  const { module, reading, idOf } = artefact;
  const source = sourceOf(artefact, resource);
  const name = nameOf(written.name ?? late(`${resource.address}.${resource.type === 'aws_iam_role' ? 'name' : 'role_name'}`));
  const session = Number(written.session ?? NaN);
  const arn = module.attribute(resource, 'arn');
  return {
    id: idOf(resource),
    source,
    name: written.name,
    arn: typeof arn === 'string' || isLate(arn) ? arn : undefined,
    trustPolicy: policyIn(reading, written.trust ?? null, sourceOf(artefact, resource, written.at)),
    ...Number.isNaN(session) ? {} : { maxSessionSeconds: session },
    boundary: written.boundary,
    managedPolicies: [...written.managed, ...additions.managed.get(name) ?? []],
    permissions: [...written.inline, ...additions.permissions.get(name) ?? []],
    complete: true,
  };
}
