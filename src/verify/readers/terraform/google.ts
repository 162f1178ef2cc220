import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import { poolNameOf } from './computed';
import type { Resource } from './module';
import { blocks } from './blocks';
import { levelOf, powersOfAccount } from './powers';
import type { LateJson } from '../../../private/late';
import { poolOf, providerTargets, bindingTargets, NamedProvider } from '../private/google-targets';
import { asText, asTexts, isLate } from '../private/texts';
import { isObject } from '../private/values';

/** Where a binding says what it is on, the narrowest first. */
const RESOURCES = ['service_account_id', 'bucket', 'secret_id', 'repository', 'topic', 'dataset_id', 'key_ring_id', 'crypto_key_id', 'service', 'name', 'instance', 'folder', 'org_id', 'project'];

/** Providers of workload identity pools, the bindings of their members, and keys of service accounts in Terraform. */
export function readGoogle(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  for (const resource of module.ofType('google_service_account_key')) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'google', kind: resource.type, source: sourceOf(artefact, resource) });
  }
  const providers = module.ofType('google_iam_workload_identity_pool_provider').filter(isOidc).map(resource => namedProvider(artefact, resource));
  reading.targets.push(...providers.flatMap(providerTargets));
  for (const resource of module.resources.filter(({ type }) => /^google_\w+_iam_(member|binding)$/.test(type))) {
    const members = [...asTexts(module.value(resource.body.members ?? [])), ...asTexts(module.value(resource.body.member ?? []))];
    const level = levelOf(resource);
    const on = RESOURCES.find(name => resource.body[name] !== undefined);
    reading.targets.push(...bindingTargets({
      id: idOf(resource),
      source: sourceOf(artefact, resource),
      members,
      powers: level === undefined ? powersOfAccount(module, resource.body.service_account_id) : [{ role: module.text(resource, 'role') as string, on: level }],
      grant: { role: module.text(resource, 'role') ?? '', resource: on === undefined ? resource.address : String(textOrLate(module, resource, on)) },
    }, providers));
  }
}

function isOidc({ body }: Resource): boolean {
  return body.aws === undefined && body.saml === undefined && body.x509 === undefined || blocks(body.oidc).length > 0;
}

function namedProvider(artefact: TerraformArtefact, resource: Resource): NamedProvider {
  const { module, idOf } = artefact;
  const [oidc] = blocks(resource.body.oidc);
  const unresolved: string[] = [];
  const known = (what: string, value: LateJson): string => {
    if (isLate(value)) unresolved.push(...value.names.map(name => `${what} (${name})`));
    return String(asText(value) ?? '');
  };
  const mapping = module.value(resource.body.attribute_mapping ?? {});
  if (isLate(mapping)) known('attribute_mapping', mapping);
  const written = resource.body.attribute_condition;
  const condition = module.isEmptyByDefault(written) ? undefined : written;
  const audiences = module.value(oidc?.allowed_audiences ?? []);
  if (isLate(audiences)) known('allowed_audiences', audiences);
  return {
    id: idOf(resource),
    source: sourceOf(artefact, resource),
    pool: poolOf(String(poolNameOf(module, resource))),
    provider: {
      name: String(textOrLate(module, resource, 'name')),
      issuer: known('issuer_uri', module.value(oidc?.issuer_uri ?? '')),
      allowedAudiences: asTexts(audiences).map(audience => known('allowed_audiences', audience)),
      attributeMapping: isObject(mapping) ? Object.fromEntries(Object.entries(mapping as { [key: string]: LateJson }).map(([key, value]) => [key, known(`attribute_mapping.${key}`, value)])) : {},
      ...condition === undefined || condition === null || condition === '' ? {} : { attributeCondition: known('attribute_condition', module.value(condition)) },
    },
    unresolved,
    disabled: resource.body.disabled === true,
  };
}
