import { notJudged, sourceOf, TerraformArtefact, textOrLate } from './artefact';
import { azapiBody, azapiType } from './azapi';
import type { Resource } from './module';
import { powersOfPrincipal } from './powers';
import { resolvedBody, writtenAgain } from './resolved-body';
import { CREDENTIAL_TYPES, fromTerraform, NativeCredential } from '../../../azure/evaluate';
import { isTable, LateTable } from '../../../private/late';
import type { Power } from '../../model';
import { isLate, known } from '../private/texts';
import type { Json } from '../private/values';

const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  [CREDENTIAL_TYPES.identity]: ['user_assigned_identity_id', 'parent_id'],
  [CREDENTIAL_TYPES.application]: ['application_id', 'application_object_id'],
  [CREDENTIAL_TYPES.flexible]: ['application_id'],
};

const SECRETS = ['azuread_application', 'azuread_service_principal'].flatMap(of => [`${of}_password`, `${of}_certificate`]);

/** Resources that say by an attribute what they are. */
const BY_TYPE = ['azapi_resource', 'azapi_update_resource', 'msgraph_resource', 'msgraph_update_resource'];

/** Federated credentials and client secrets of Azure in Terraform. */
export function readAzure(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  for (const resource of module.ofType(...Object.keys(HOLDERS))) {
    const credential = fromTerraform(resolvedBody(module, { ...resource.body, ...expressionOf(resource.body.claims_matching_expression) }));
    const holder = HOLDERS[resource.type].find(name => module.text(resource, name) !== undefined) ?? HOLDERS[resource.type][0];
    const named = String(textOrLate(module, resource, holder));
    push(artefact, resource, { credential, holder: resource.body[holder], named, flexible: resource.type === CREDENTIAL_TYPES.flexible });
  }
  for (const resource of module.ofType(...BY_TYPE)) readByType(artefact, resource);
  for (const resource of module.ofType(...SECRETS)) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'azure', kind: resource.type, source: sourceOf(artefact, resource) });
  }
}

interface Found {
  readonly credential: NativeCredential;
  readonly holder: Json | undefined;
  readonly named: string;
  readonly flexible: boolean;
}

function push(artefact: TerraformArtefact, resource: Resource, { credential, holder, named, flexible }: Found): void {
  const { module, reading, idOf } = artefact;
  reading.targets.push({
    cloud: 'azure',
    kind: flexible ? 'flexible-federated-credential' : 'federated-credential',
    id: idOf(resource),
    ...credential.issuer === undefined ? {} : { issuer: credential.issuer },
    source: sourceOf(artefact, resource),
    credential,
    ...powersIn(powersOfPrincipal(module, holder)),
    holder: named,
  });
}

/** A resource that says what it is by an attribute: a type of the resource manager, or a path of Microsoft Graph. */
function readByType(artefact: TerraformArtefact, resource: Resource): void {
  const { module } = artefact;
  const isGraph = resource.type.startsWith('msgraph_');
  const type = isGraph ? module.text(resource, 'url') : azapiType(module, resource);
  if (type === undefined || (isLate(type) && !/[a-z]/i.test(known(type)))) {
    notJudged(artefact, resource, 'what it defines is unknown until deployment');
    return;
  }
  if (!/federatedidentitycredentials/i.test(String(type))) return;
  const { whole, properties } = azapiBody(module, resource);
  const fields = isGraph ? whole : properties ?? (isTable(whole) ? whole.properties : whole);
  const credential = isTable(fields) ? credentialOf(fields) : { unresolved: ['issuer', 'subject', 'audience'] };
  const whose = isGraph ? type : module.text(resource, 'parent_id') ?? module.text(resource, 'resource_id') ?? resource.address;
  const named = String(whose).replace(/\/?federatedIdentityCredentials.*$/i, '');
  const flexible = credential.expression !== undefined || credential.unresolved.includes('expression');
  push(artefact, resource, { credential, holder: resource.body.parent_id ?? named, named, flexible });
}

/** The fields of the resource manager and of Microsoft Graph as those of a resource of Terraform. */
function credentialOf({ issuer, subject, audiences, claimsMatchingExpression: matching }: LateTable): NativeCredential {
  const fields = { issuer, subject, audiences, claims_matching_expression: isTable(matching) ? matching.value : matching };
  const written = Object.entries(fields).flatMap(([name, value]) => value === undefined || value === null ? [] : [[name, writtenAgain(value)] as const]);
  return fromTerraform(Object.fromEntries(written));
}

function powersIn(powers: readonly Power[]): { powers?: readonly Power[] } {
  return powers.length === 0 ? {} : { powers };
}

/** What the provider calls `claims_matching_expression` is the expression of a credential. */
function expressionOf(value: unknown): { expression?: string } {
  return typeof value === 'string' ? { expression: value } : {};
}
