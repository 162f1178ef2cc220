import { notJudged, sourceOf, TerraformArtefact } from './artefact';
import { Additions, additionsOf, nameOf } from './aws-permissions';
import { CLOUD_CONTROL, desiredTable, ROLE_TYPES, WrittenRole, writtenRole } from './aws-roles';
import { readStack, STACK_TYPES } from './aws-stacks';
import type { Resource } from './module';
import type { LateJson, Text } from '../../../private/late';
import type { Artefacts, AwsRole } from '../../model';
import { policyIn } from '../private/embedded-policy';
import { asText, asTexts, isLate, late } from '../private/texts';
import { addRole } from '../private/trust-policies';

/** Roles, OIDC providers and access keys of AWS in Terraform. */
export function readAws(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  const byType = controlled(artefact);
  reading.providers.push(
    ...module.ofType('aws_iam_openid_connect_provider', 'awscc_iam_oidc_provider').map(resource => providerOf(artefact, resource)),
    ...byType('AWS::IAM::OIDCProvider').map(resource => controlledProvider(artefact, resource)),
  );
  for (const resource of module.ofType('aws_iam_access_key')) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'aws', kind: resource.type, source: sourceOf(artefact, resource) });
  }
  const roles = [...module.ofType(...ROLE_TYPES), ...byType('AWS::IAM::Role')];
  const additions = additionsOf(artefact, roles.length);
  for (const resource of roles) {
    addRole(reading, roleOf(artefact, resource, writtenRole(artefact, resource), additions), { type: resource.type });
  }
  const stacks = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet'].flatMap(byType);
  for (const resource of [...module.ofType(...STACK_TYPES), ...stacks]) readStack(artefact, resource);
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
  const { module } = artefact;
  const { client_id_list: clientIds, thumbprint_list: thumbprints } = resource.body;
  return provider(artefact, resource, { url: module.value(resource.body.url), clientIds: module.value(clientIds), thumbprints: module.value(thumbprints) });
}

function controlledProvider(artefact: TerraformArtefact, resource: Resource): Provider {
  const { Url: url = null, ClientIdList: clientIds = null, ThumbprintList: thumbprints = null } = desiredTable(artefact, resource);
  return provider(artefact, resource, { url, clientIds, thumbprints });
}

interface WrittenProvider {
  readonly url: LateJson;
  readonly clientIds: LateJson;
  readonly thumbprints: LateJson;
}

function provider(artefact: TerraformArtefact, resource: Resource, { url, clientIds, thumbprints }: WrittenProvider): Provider {
  return {
    id: artefact.idOf(resource),
    url: urlOf(asText(url)),
    ...clientIds === null ? {} : { clientIds: asTexts(clientIds) },
    ...thumbprints === null ? {} : { thumbprints: asTexts(thumbprints) },
    source: sourceOf(artefact, resource),
  };
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
