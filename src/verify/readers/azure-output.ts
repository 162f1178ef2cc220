import { credentialTarget } from './private/azure-credentials';
import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, textAt } from './private/values';

/** Output of `az identity federated-credential list` and `az ad app federated-credential list`, of `show`, or of the API beneath (`az rest`). */
export function isCredentials(value: unknown): boolean {
  const { items } = listed(value);
  return items.length > 0 && (items.every(isCredential) || items.every(isApplication));
}

function isCredential(item: Json): boolean {
  const of = fieldsOf(item);
  return textAt(of, 'issuer') !== undefined && Array.isArray(member(of, 'audiences')) && (member(of, 'subject') !== undefined || member(of, 'claimsMatchingExpression') !== undefined);
}

/** An application with its credentials, as the API gives it with `$expand=federatedIdentityCredentials`. */
function isApplication(item: Json): boolean {
  const credentials = member(item, 'federatedIdentityCredentials');
  return textAt(item, 'appId') !== undefined && Array.isArray(credentials) && (credentials as readonly Json[]).every(isCredential);
}

export function readCredentials(reading: Reading, name: string): void {
  const { value } = reading.document;
  const { items, keys } = listed(value);
  items.forEach((item, i) => {
    if (isCredential(item)) return readCredential(reading, item, name, keys(i));
    const application = textAt(item, 'displayName') ?? textAt(item, 'appId')!;
    listAt(item, 'federatedIdentityCredentials').forEach((one, j) => readCredential(reading, one, application, [...keys(i), 'federatedIdentityCredentials', j]));
  });
  const next = ['nextLink', '@odata.nextLink'].find(key => textAt(value, key) !== undefined);
  if (next !== undefined) reading.unjudged.push({ id: `${name}/${next}`, type: 'page', reason: 'the output is one page of several: give the others as well', source: reading.source(next) });
}

/** @param holder whose it is, where its id does not say so */
function readCredential(reading: Reading, item: Json, holder: string, keys: readonly (string | number)[]): void {
  const id = textAt(item, 'id');
  const [, parent] = /^(.*)\/federatedIdentityCredentials\/[^/]*$/si.exec(id ?? '') ?? [];
  const called = textAt(item, 'name') ?? id ?? String(keys[keys.length - 1] ?? 0);
  reading.targets.push(credentialTarget({
    id: reading.unique(parent === undefined ? `${holder}/${called}` : id!),
    holder: parent ?? holder,
    source: reading.source(...keys),
  }, fieldsOf(item)));
}

/** A list, what the API wraps one in, or one credential by itself. */
function listed(value: unknown): { readonly items: readonly Json[]; readonly keys: (i: number) => (string | number)[] } {
  if (Array.isArray(value)) return { items: value as readonly Json[], keys: i => [i] };
  if (Array.isArray(member(value, 'value'))) return { items: listAt(value, 'value'), keys: i => ['value', i] };
  return isObject(value) ? { items: [value], keys: () => [] } : { items: [], keys: () => [] };
}

/** Azure's resource manager keeps the fields one level lower. */
function fieldsOf(item: Json): Json {
  const properties = member(item, 'properties');
  return isObject(properties) ? properties : item;
}
