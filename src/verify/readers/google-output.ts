import type { GoogleGrant } from '../model';
import { bindingTargets, NamedProvider, poolOf, providerTargets } from './private/google-targets';
import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, objectAt, textAt } from './private/values';

const POOL = /^projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+$/;
const PROVIDER = /^projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/;

/** Output of `gcloud iam workload-identity-pools providers list` (or `describe`), as JSON or as the YAML that it prints. */
export function isProviders(value: unknown): boolean {
  const { items } = listed(value);
  return items.length > 0 && items.every(item => PROVIDER.test(textAt(item, 'name') ?? ''));
}

export function readProviders(reading: Reading): void {
  const { items, keys } = listed(reading.document.value);
  items.forEach((item, i) => {
    const source = reading.source(...keys(i));
    if (isObject(member(item, 'oidc'))) {
      reading.targets.push(...providerTargets(namedProvider(item, reading.unique(textAt(item, 'name')!), source)));
    } else if (!KINDS_WITHOUT_TOKENS.some(kind => isObject(member(item, kind)))) {
      reading.unjudged.push({ id: textAt(item, 'name')!, type: 'workload identity provider', reason: 'the output does not hold its issuer: print all of its fields', source });
    }
  });
}

/** A provider for these takes no token of OpenID Connect. */
const KINDS_WITHOUT_TOKENS = ['aws', 'saml', 'x509'];

/** A list, what the API wraps one in, or one by itself. */
function listed(value: unknown): { readonly items: readonly Json[]; readonly keys: (i: number) => (string | number)[] } {
  if (Array.isArray(value)) return { items: value as readonly Json[], keys: i => [i] };
  for (const name of ['workloadIdentityPoolProviders', 'workloadIdentityPools']) {
    if (Array.isArray(member(value, name))) return { items: listAt(value, name), keys: i => [name, i] };
  }
  return { items: isObject(value) ? [value] : [], keys: () => [] };
}

function namedProvider(item: Json, id: string, source: NamedProvider['source']): NamedProvider {
  const name = textAt(item, 'name')!;
  const condition = textAt(item, 'attributeCondition');
  const issuer = textAt(item, 'oidc', 'issuerUri');
  const mapping = member(item, 'attributeMapping');
  return {
    id,
    source,
    pool: poolOf(name),
    provider: {
      name,
      issuer: issuer ?? '<issuerUri>',
      allowedAudiences: listAt(item, 'oidc', 'allowedAudiences').map(String),
      attributeMapping: Object.fromEntries(Object.entries(objectAt(item, 'attributeMapping')).map(([key, expression]) => [key, String(expression)])),
      ...condition === undefined || condition === '' ? {} : { attributeCondition: condition },
    },
    // Google takes no provider without them: fields were left out when it was printed
    unresolved: [...issuer === undefined ? [`issuer_uri (${NOT_PRINTED})`] : [], ...isObject(mapping) ? [] : [`attribute_mapping (${NOT_PRINTED})`]],
    disabled: isOff(item),
  };
}

const NOT_PRINTED = 'not in the output';

function isOff(item: Json): boolean {
  return member(item, 'disabled') === true || textAt(item, 'state') === 'DELETED';
}

/** Output of `gcloud iam workload-identity-pools list` or `describe`. */
export function isPools(value: unknown): boolean {
  const { items } = listed(value);
  return items.length > 0 && items.every(item => POOL.test(textAt(item, 'name') ?? ''));
}

/** A pool decides about no token by itself: its providers do, and none of them where it is switched off. */
export function readPools(reading: Reading): void {
  const { items, keys } = listed(reading.document.value);
  items.forEach((item, i) => reading.pools.push({ id: textAt(item, 'name')!, disabled: isOff(item), source: reading.source(...keys(i)) }));
}

/** Output of `gcloud … get-iam-policy`, and of `gcloud asset search-all-iam-policies`, which names what each policy is on. */
export function isIamPolicy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(one => textAt(one, 'resource') !== undefined && isPolicy(member(one, 'policy')));
  return isPolicy(value);
}

const POLICY_FIELDS = ['version', 'etag', 'bindings', 'auditConfigs'];

function isPolicy(value: unknown): boolean {
  const bindings = listAt(value, 'bindings');
  if (bindings.length > 0) return bindings.every(binding => textAt(binding, 'role') !== undefined);
  // one that grants nothing
  return textAt(value, 'etag') !== undefined && Object.keys(value as object).every(field => POLICY_FIELDS.includes(field));
}

export function readIamPolicy(reading: Reading, name: string): void {
  const { value } = reading.document;
  if (Array.isArray(value)) value.forEach((one, i) => readBindings(reading, one, textAt(one, 'resource')!, [i, 'policy']));
  else readBindings(reading, { policy: value }, name, []);
}

/** @param resource what the policy is on: its output does not say so, and the name of its file stands for it */
function readBindings(reading: Reading, one: Json, resource: string, keys: readonly (string | number)[]): void {
  listAt(one, 'policy', 'bindings').forEach((binding, i) => {
    const role = textAt(binding, 'role')!;
    const members = member(binding, 'members');
    const source = reading.source(...keys, 'bindings', i);
    const id = reading.unique(`${resource}/${role}`);
    if (!Array.isArray(members)) {
      reading.unjudged.push({ id, type: 'IAM binding', reason: 'the output does not hold its members: print all of its fields', source });
      return;
    }
    reading.targets.push(...bindingTargets({ id, source, members: members.map(String), grant: { role, resource, ...conditionOf(member(binding, 'condition')) } }, []));
  });
}

function conditionOf(condition: Json | undefined): Pick<GoogleGrant, 'condition'> {
  if (!isObject(condition)) return {};
  const title = textAt(condition, 'title');
  return { condition: { ...title === undefined ? {} : { title }, expression: textAt(condition, 'expression') ?? '' } };
}
