import { bindingTargets, NamedProvider, poolOf, providerTargets } from './private/google-targets';
import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, objectAt, textAt } from './private/values';

const PROVIDER = /^projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/;

/** Output of `gcloud iam workload-identity-pools providers list` (or `describe`) `--format=json`. */
export function isProviders(value: unknown): boolean {
  const items = listed(value);
  return items.length > 0 && items.every(item => PROVIDER.test(textAt(item, 'name') ?? ''));
}

export function readProviders(reading: Reading): void {
  const { value } = reading.document;
  listed(value).forEach((item, i) => {
    const oidc = member(item, 'oidc');
    if (!isObject(oidc)) return; // a provider for AWS or SAML takes no token of OpenID Connect
    reading.targets.push(...providerTargets(namedProvider(reading, item, Array.isArray(value) ? [i] : [])));
  });
}

function listed(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return isObject(value) ? [value] : [];
}

function namedProvider(reading: Reading, item: Json, keys: readonly (string | number)[]): NamedProvider {
  const name = textAt(item, 'name') ?? '';
  const condition = textAt(item, 'attributeCondition');
  return {
    id: reading.unique(name),
    source: reading.source(...keys),
    pool: poolOf(name),
    provider: {
      name,
      issuer: textAt(item, 'oidc', 'issuerUri') ?? '',
      allowedAudiences: listAt(item, 'oidc', 'allowedAudiences').map(String),
      attributeMapping: Object.fromEntries(Object.entries(objectAt(item, 'attributeMapping')).map(([key, expression]) => [key, String(expression)])),
      ...condition === undefined || condition === '' ? {} : { attributeCondition: condition },
    },
    unresolved: [],
    disabled: member(item, 'disabled') === true || textAt(item, 'state') === 'DELETED',
  };
}

/** Output of `gcloud … get-iam-policy --format=json`. */
export function isIamPolicy(value: unknown): boolean {
  const bindings = member(value, 'bindings');
  return Array.isArray(bindings) && bindings.every(binding => textAt(binding, 'role') !== undefined);
}

export function readIamPolicy(reading: Reading, name: string): void {
  listAt(reading.document.value, 'bindings').forEach((binding, i) => {
    const role = textAt(binding, 'role')!;
    reading.targets.push(...bindingTargets({
      id: reading.unique(`${name}/${role}`), source: reading.source('bindings', i), members: listAt(binding, 'members').map(String), grant: { role, resource: name },
    }, []));
  });
}
