import type { StoredRole } from './trust';
import { own } from '../identity/private/own';
import type { Decision, Reason } from '../private/decision';

/**
 * What Vault answers to the login with a token that is signed and in time.
 *
 * As the JWT plugin does it: every comparison is typed and keeps the letter case; a claim that is a list fits if one of its elements does.
 * Networks that a role is bound to are not looked at, they are no part of the token.
 *
 * @param role as Vault stores it
 * @param claims the decoded payload of the token
 */
export function evaluate(role: StoredRole, claims: Readonly<Record<string, unknown>>): Decision {
  const tests: Test[] = [
    ...malformed(claims).map(reason => ({ reason, of: [] })),
    ...typeReasons(role).map(reason => ({ reason, of: ['role_type'] })),
    ...issuerReasons(role, claims).map(reason => ({ reason, of: ['bound_issuer'] })),
    { reason: audienceReason(role, claims), of: ['bound_audiences'] },
    ...subjectReasons(role, claims).map(reason => ({ reason, of: ['bound_subject'] })),
    ...Object.entries(role.boundClaims).map(([claim, bound]) => ({ reason: boundClaimReason(role, claim, bound, claims), of: [`bound_claims.${claim}`, 'bound_claims_type'] })),
    { reason: userClaimReason(role, claims), of: ['user_claim'] },
    ...Object.keys(role.claimMappings ?? {}).flatMap(claim => mappingReasons(claim, claims)).map(reason => ({ reason, of: ['claim_mappings'] })),
    ...groupsReasons(role, claims).map(reason => ({ reason, of: ['groups_claim'] })),
  ];
  const late = role.unresolved.map((name): Reason => ({ claim: name, expected: [], found: undefined, ok: false, hint: `${name} is only known to Terraform` }));
  const known = tests.filter(test => !test.of.some(name => role.unresolved.includes(name)));
  // a test that fails on what is known decides, whatever is not known beside it
  if (known.some(test => !test.reason.ok)) return { outcome: 'reject', reasons: known.map(test => test.reason) };
  return { outcome: late.length > 0 ? 'unknown' : 'accept', reasons: [...known.map(test => test.reason), ...late] };
}

interface Test {
  readonly reason: Reason;
  /** The attributes of role and backend that it rests on. */
  readonly of: readonly string[];
}

/** What a JWT library cannot even read: the registered claims have one type each. */
function malformed(claims: Readonly<Record<string, unknown>>): Reason[] {
  const text = (value: unknown) => value === undefined || value === null || typeof value === 'string';
  const texts = (value: unknown) => text(value) || (Array.isArray(value) && value.every(item => typeof item === 'string'));
  return ['iss', 'sub', 'aud'].flatMap(claim => {
    const found = own(claims, claim);
    return (claim === 'aud' ? texts(found) : text(found)) ? [] : [{ claim, expected: [], found, ok: false, hint: 'the token is malformed: this claim is a text' }];
  });
}

function typeReasons({ roleType }: StoredRole): Reason[] {
  return roleType === 'jwt' ? [] : [{ claim: 'role_type', expected: ['jwt'], found: roleType, ok: false, hint: 'a role of type oidc takes logins of a browser alone; set role_type to jwt' }];
}

function subjectReasons({ boundSubject }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  return boundSubject === undefined ? [] : [reasonOf('sub', [boundSubject], own(claims, 'sub'), own(claims, 'sub') === boundSubject)];
}

function issuerReasons({ boundIssuer }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  return boundIssuer === undefined ? [] : [reasonOf('iss', [boundIssuer], own(claims, 'iss'), own(claims, 'iss') === boundIssuer)];
}

function audienceReason({ boundAudiences }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason {
  const aud = own(claims, 'aud');
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter(audience => typeof audience === 'string' && audience !== '');
  if (boundAudiences.length > 0) return reasonOf('aud', boundAudiences, aud, boundAudiences.some(bound => audiences.includes(bound)));
  const ok = audiences.length === 0;
  return { claim: 'aud', expected: [], found: aud, ok, hint: ok ? undefined : 'the role is bound to no audience and refuses every token that carries one' };
}

function boundClaimReason({ boundClaimsType }: StoredRole, claim: string, bound: unknown, claims: Readonly<Record<string, unknown>>): Reason {
  const found = claimOf(claims, claim);
  const expected = listOf(bound) ?? [];
  const sent = listOf(found);
  const matches = (want: unknown, got: unknown) => boundClaimsType === 'glob' ? typeof want === 'string' && typeof got === 'string' && glob(want, got) : want === got;
  return reasonOf(claim, expected.map(String), found, sent !== undefined && expected.some(want => sent.some(got => matches(want, got))));
}

/** The claim that names the entity: a text, or Vault does not know who that is. */
function userClaimReason({ userClaim, userClaimIsPointer }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason {
  const found = userClaimIsPointer ? claimOf(claims, userClaim) : own(claims, userClaim);
  const ok = typeof found === 'string' && found !== '';
  return { claim: userClaim, expected: [], found, ok, hint: ok ? undefined : 'it is the user_claim of the role, and every token has to carry it as a text' };
}

function mappingReasons(claim: string, claims: Readonly<Record<string, unknown>>): Reason[] {
  const found = claimOf(claims, claim);
  if (found === undefined || found === null || typeof found === 'string') return [];
  return [{ claim, expected: [], found, ok: false, hint: 'it is mapped to metadata, which takes texts alone' }];
}

function groupsReasons({ groupsClaim: claim }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  if (claim === undefined) return [];
  const found = claimOf(claims, claim);
  const ok = listOf(found)?.every(group => typeof group === 'string') === true;
  return [{ claim, expected: [], found, ok, hint: ok ? undefined : 'it is the groups_claim of the role, and every token has to carry it as a list of texts' }];
}

function reasonOf(claim: string, expected: readonly string[], found: unknown, ok: boolean): Reason {
  return { claim, expected, found, ok, hint: ok ? undefined : hintOf(expected, found) };
}

function hintOf(expected: readonly string[], found: unknown): string | undefined {
  if (found === undefined || found === null) return 'the token does not carry it';
  if (typeof found === 'number' || typeof found === 'boolean') return 'the token carries it as a number or a boolean, which never equals a text';
  const text = typeof found === 'string' ? found : undefined;
  if (text === undefined) return undefined;
  if (expected.some(value => value.toLowerCase() === text.toLowerCase())) return 'only the letter case differs';
  const withoutIds = (subject: string) => subject.replace(/@\d+(?=[/:]|$)/g, '');
  if (expected.some(value => withoutIds(value) === withoutIds(text))) return 'only the numeric ids differ: the repository sends the other subject form';
  if (/:environment:/.test(text) && expected.some(value => /:ref:/.test(value))) return 'the job names an environment, which takes the place of the ref in its subject';
  if (/:ref:/.test(text) && expected.some(value => /:environment:/.test(value))) return 'the job names no environment';
  return undefined;
}

/** A claim by its name, or by a JSON pointer where the name begins with a slash. */
function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (!name.startsWith('/')) return own(claims, name);
  return name.slice(1).split('/').map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<unknown>((value, part) => typeof value === 'object' && value !== null ? own(value as Record<string, unknown>, part) : undefined, claims);
}

/** Texts, numbers and booleans are a list of one; an object is none. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return ['string', 'number', 'boolean'].includes(typeof value) ? [value] : undefined;
}

/** An asterisk stands for anything, slashes and nothing included; every other character for itself. */
function glob(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const last = parts.pop()!;
  const [first, ...middle] = parts;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of middle) {
    const next = text.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
