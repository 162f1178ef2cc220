import type { Reading } from './private/reading';
import { isObject, Json, listAt, member, objectAt, textAt } from './private/values';
import type { StoredRole } from '../../vault/trust';

/** Output of `vault read -format=json auth/<path>/role/<name>` (or `bao read`), its `data` alone, a role as one writes it, or a list of these. */
export function isRole(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(isOneRole) : isOneRole(value);
}

function isOneRole(value: unknown): boolean {
  const data = dataOf(value);
  if (textAt(data, 'role_type') !== undefined && member(data, 'bound_claims_type') !== undefined) return true;
  return member(data, 'user_claim') !== undefined && ['bound_audiences', 'bound_claims', 'bound_subject'].some(name => member(data, name) !== undefined);
}

/** Reads roles. Their names and their backend are not in the output: the file's name is all that there is. */
export function readRole(reading: Reading, name: string): void {
  const { value } = reading.document;
  if (Array.isArray(value)) value.forEach((one: Json, i) => readOneRole(reading, one, `${name}/${i}`, [i]));
  else readOneRole(reading, value, name, []);
}

function readOneRole(reading: Reading, value: Json, id: string, keys: readonly (string | number)[]): void {
  const data = dataOf(value);
  const ttl = secondsIn(member(data, 'token_ttl') ?? member(data, 'ttl'));
  reading.targets.push({
    cloud: 'vault',
    kind: 'jwt-role',
    id,
    source: data === value ? reading.source(...keys) : reading.source(...keys, 'data'),
    role: storedRole(data),
    policies: [...new Set([...textsAt(data, 'token_policies'), ...textsAt(data, 'policies')])],
    ...ttl === undefined ? {} : { ttlSeconds: ttl },
    backendUnnamed: true,
  });
}

/** Output of `vault read -format=json auth/<path>/config` of a JWT auth backend. */
export function isBackend(value: unknown): boolean {
  const data = dataOf(value);
  return member(data, 'bound_issuer') !== undefined && ['jwks_url', 'oidc_discovery_url', 'jwt_validation_pubkeys', 'jwks_pairs'].some(name => member(data, name) !== undefined);
}

export function readBackend(reading: Reading, name: string): void {
  const { value } = reading.document;
  const data = dataOf(value);
  const boundIssuer = textAt(data, 'bound_issuer');
  reading.backends.push({ id: name, ...boundIssuer === undefined || boundIssuer === '' ? {} : { boundIssuer }, source: data === value ? reading.source() : reading.source('data') });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Vault gives a duration as a number of seconds, and takes it as `12h30m` too. */
function secondsIn(duration: Json | undefined): number | undefined {
  if (typeof duration === 'number') return duration;
  if (typeof duration !== 'string' || !/^(\d+|(\d+[smhd])+)$/.test(duration)) return undefined;
  return [...duration.matchAll(/(\d+)([smhd]?)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit] ?? 1), 0);
}

function dataOf(value: unknown): Json | undefined {
  const data = member(value, 'data');
  return isObject(data) ? data : value as Json;
}

/** A list; where a role is written by hand, also a text with commas, which Vault takes as one. */
function textsAt(data: Json | undefined, name: string): string[] {
  const text = textAt(data, name);
  return text === undefined ? listAt(data, name).map(String) : text.split(',').map(one => one.trim()).filter(one => one !== '');
}

function storedRole(data: Json | undefined): StoredRole {
  const subject = textAt(data, 'bound_subject');
  const groups = textAt(data, 'groups_claim');
  return {
    roleType: textAt(data, 'role_type') || 'oidc',
    userClaim: textAt(data, 'user_claim') ?? '',
    userClaimIsPointer: member(data, 'user_claim_json_pointer') === true,
    boundAudiences: textsAt(data, 'bound_audiences'),
    ...subject === undefined || subject === '' ? {} : { boundSubject: subject },
    boundClaims: objectAt(data, 'bound_claims'),
    boundClaimsType: textAt(data, 'bound_claims_type') || 'string',
    claimMappings: Object.fromEntries(Object.entries(objectAt(data, 'claim_mappings')).map(([claim, key]) => [claim, String(key)])),
    ...groups === undefined || groups === '' ? {} : { groupsClaim: groups },
    unresolved: ['bound_issuer'],
  };
}
