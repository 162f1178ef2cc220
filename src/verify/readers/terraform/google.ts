import { notJudged, sourceOf, TerraformArtefact, textOrLate } from './artefact';
import { resolvedBlocks } from './blocks';
import { poolNameOf } from './computed';
import { boundBy, isBinding } from './google-bindings';
import type { Resource } from './module';
import { levelOf, powersOfAccount } from './powers';
import type { LateJson } from '../../../private/late';
import { bindingTargets, NamedProvider, poolOf, providerTargets, untoldMembers } from '../private/google-targets';
import { asText, asTexts, isLate } from '../private/texts';
import { isObject, Json } from '../private/values';

/** Where a binding says what it is on, the narrowest first. */
const RESOURCES = ['service_account_id', 'bucket', 'secret_id', 'repository', 'topic', 'dataset_id', 'key_ring_id', 'crypto_key_id', 'service', 'name', 'instance', 'folder', 'org_id', 'project'];

/** Providers of workload identity pools, the bindings of their members, and keys of service accounts in Terraform. */
export function readGoogle(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  for (const resource of module.ofType('google_service_account_key')) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'google', kind: resource.type, source: sourceOf(artefact, resource) });
  }
  const all = module.ofType('google_iam_workload_identity_pool_provider');
  for (const resource of all) {
    const kind = otherKindOf(resource);
    if (kind !== undefined) notJudged(artefact, resource, `it takes ${OTHER_KINDS[kind]}, which are not judged`);
  }
  const providers = all.filter(resource => otherKindOf(resource) === undefined).map(resource => namedProvider(artefact, resource));
  reading.targets.push(...providers.flatMap(providerTargets));
  for (const resource of module.resources.filter(isBinding)) readBindings(artefact, resource, providers);
}

function readBindings(artefact: TerraformArtefact, resource: Resource, providers: readonly NamedProvider[]): void {
  const { module, reading, idOf } = artefact;
  const level = levelOf(resource);
  const on = RESOURCES.find(name => resource.body[name] !== undefined);
  const source = sourceOf(artefact, resource);
  const { bound, unknown } = boundBy(module, resource);
  const id = idOf(resource);
  for (const { role, members, condition } of bound) {
    const grant = { role, resource: on === undefined ? resource.address : String(textOrLate(module, resource, on)), ...condition === undefined ? {} : { condition } };
    reading.targets.push(...bindingTargets({
      id: bound.length === 1 ? id : reading.unique(`${id} ${String(role)}`),
      source,
      members,
      powers: level === undefined ? powersOfAccount(module, resource.body.service_account_id) : [{ role: role as string, on: level }],
      grant,
    }, providers));
    if (untoldMembers({ members, grant }).length > 0) notJudged(artefact, resource, 'a member of it is unknown until deployment', id);
  }
  if (unknown > 0) notJudged(artefact, resource, 'a binding of it is unknown until deployment', id);
}

/** Whose identities a provider takes that are no tokens of OpenID Connect. */
const OTHER_KINDS: Readonly<Record<string, string>> = { aws: 'identities of AWS', saml: 'assertions of SAML', x509: 'certificates' };

function otherKindOf({ body }: Resource): string | undefined {
  const isWritten = (name: string) => body[name] !== undefined && body[name] !== null && !(Array.isArray(body[name]) && (body[name] as readonly Json[]).length === 0);
  return isWritten('oidc') ? undefined : Object.keys(OTHER_KINDS).find(isWritten);
}

function namedProvider(artefact: TerraformArtefact, resource: Resource): NamedProvider {
  const { module, idOf } = artefact;
  const { known: [oidc], open: [openBlock] } = resolvedBlocks(module, resource.body.oidc);
  const unresolved: string[] = [];
  const known = (what: string, value: LateJson): string => {
    if (isLate(value)) unresolved.push(...value.names.map(name => `${what} (${name})`));
    return String(asText(value) ?? '');
  };
  const mapping = module.value(resource.body.attribute_mapping ?? {});
  if (isLate(mapping)) known('attribute_mapping', mapping);
  const written = resource.body.attribute_condition;
  const condition = module.isEmptyByDefault(written) ? undefined : written;
  const audiences = oidc === undefined ? openBlock ?? [] : oidc.allowed_audiences ?? [];
  if (isLate(audiences)) known('allowed_audiences', audiences);
  return {
    id: idOf(resource),
    source: sourceOf(artefact, resource),
    pool: poolOf(String(poolNameOf(module, resource))),
    provider: {
      name: String(textOrLate(module, resource, 'name')),
      issuer: known('issuer_uri', oidc === undefined ? openBlock ?? '' : oidc.issuer_uri ?? ''),
      allowedAudiences: asTexts(audiences).map(audience => known('allowed_audiences', audience)),
      attributeMapping: isObject(mapping) ? Object.fromEntries(Object.entries(mapping as { [key: string]: LateJson }).map(([key, value]) => [key, known(`attribute_mapping.${key}`, value)])) : {},
      ...condition === undefined || condition === null || condition === '' ? {} : { attributeCondition: known('attribute_condition', module.value(condition)) },
    },
    unresolved,
    disabled: resource.body.disabled === true || resource.body.disabled === 'true',
  };
}
