import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, textAt } from './private/values';
import type { NativeCredential } from '../../azure/evaluate';

/** Output of `az identity federated-credential list` and `az ad app federated-credential list`, of `show`, or of the API beneath. */
export function isCredentials(value: unknown): boolean {
  const { items } = listed(value);
  return items.length > 0 && items.every(item => {
    const of = fieldsOf(item);
    return textAt(of, 'issuer') !== undefined && Array.isArray(member(of, 'audiences')) && (member(of, 'subject') !== undefined || member(of, 'claimsMatchingExpression') !== undefined);
  });
}

export function readCredentials(reading: Reading, name: string): void {
  const { items, keys } = listed(reading.document.value);
  items.forEach((item, i) => {
    const fields = fieldsOf(item);
    const [, holder] = /^(.*)\/federatedIdentityCredentials\/[^/]*$/si.exec(textAt(item, 'id') ?? '') ?? [];
    const credential = credentialOf(fields);
    reading.targets.push({
      cloud: 'azure',
      kind: credential.expression === undefined ? 'federated-credential' : 'flexible-federated-credential',
      id: reading.unique(holder === undefined ? `${name}/${textAt(item, 'name') ?? textAt(item, 'id') ?? String(i)}` : textAt(item, 'id')!),
      ...credential.issuer === undefined ? {} : { issuer: credential.issuer },
      source: reading.source(...keys(i)),
      credential,
      holder: holder ?? name,
    });
  });
}

/** A list, what the API wraps one in, or one credential by itself. */
function listed(value: unknown): { items: readonly Json[]; keys: (i: number) => (string | number)[] } {
  if (Array.isArray(value)) return { items: value as readonly Json[], keys: i => [i] };
  if (Array.isArray(member(value, 'value'))) return { items: listAt(value, 'value'), keys: i => ['value', i] };
  return isObject(value) ? { items: [value], keys: () => [] } : { items: [], keys: () => [] };
}

/** Azure's resource manager keeps the fields one level lower. */
function fieldsOf(item: Json): Json {
  const properties = member(item, 'properties');
  return isObject(properties) ? properties : item;
}

function credentialOf(fields: Json): NativeCredential {
  const audiences = listAt(fields, 'audiences').map(String);
  const subject = textAt(fields, 'subject');
  const matching = member(fields, 'claimsMatchingExpression');
  const expression = typeof matching === 'string' ? matching : textAt(matching, 'value');
  return {
    issuer: textAt(fields, 'issuer'),
    ...audiences.length === 1 ? { audience: audiences[0] } : {},
    ...subject === undefined || subject === '' ? {} : { subject },
    ...expression === undefined ? {} : { expression },
    unresolved: audiences.length === 1 ? [] : ['audience'],
  };
}
