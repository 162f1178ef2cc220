import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, objectAt, textAt } from './private/values';
import type { StoredRole } from '../../vault/trust';

/** Output of `vault read -format=json auth/<path>/role/<name>`, or its `data` alone. */
export function isRole(value: unknown): boolean {
  const data = dataOf(value);
  return textAt(data, 'role_type') !== undefined && member(data, 'bound_claims_type') !== undefined || (member(data, 'bound_audiences') !== undefined && member(data, 'user_claim') !== undefined);
}

/** Reads a role. Its name and its backend are not in the output: the file's name is all that there is. */
export function readRole(reading: Reading, name: string): void {
  const { value } = reading.document;
  const data = dataOf(value);
  const role = storedRole(data);
  const ttl = member(data, 'token_ttl') ?? member(data, 'ttl');
  reading.targets.push({
    cloud: 'vault',
    kind: 'jwt-role',
    id: name,
    source: data === value ? reading.source() : reading.source('data'),
    role,
    policies: [...new Set([...listAt(data, 'token_policies'), ...listAt(data, 'policies')].map(String))],
    ...typeof ttl === 'number' ? { ttlSeconds: ttl } : {},
  });
}

function dataOf(value: unknown): Json | undefined {
  const data = member(value, 'data');
  return isObject(data) ? data : value as Json;
}

function storedRole(data: Json | undefined): StoredRole {
  const subject = textAt(data, 'bound_subject');
  const groups = textAt(data, 'groups_claim');
  return {
    roleType: textAt(data, 'role_type') || 'oidc',
    userClaim: textAt(data, 'user_claim') ?? '',
    userClaimIsPointer: member(data, 'user_claim_json_pointer') === true,
    boundAudiences: listAt(data, 'bound_audiences').map(String),
    ...subject === undefined || subject === '' ? {} : { boundSubject: subject },
    boundClaims: objectAt(data, 'bound_claims'),
    boundClaimsType: textAt(data, 'bound_claims_type') || 'string',
    claimMappings: Object.fromEntries(Object.entries(objectAt(data, 'claim_mappings')).map(([claim, key]) => [claim, String(key)])),
    ...groups === undefined || groups === '' ? {} : { groupsClaim: groups },
    unresolved: ['bound_issuer'],
  };
}
