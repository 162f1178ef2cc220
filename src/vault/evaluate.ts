import type { StoredRole } from './trust';
import { own } from '../identity/private/own';
import { causeFirst, Decision, Reason } from '../private/decision';
import { hintFor, hintToTheLetter, neverBecomes } from '../private/hints';
import { couldBecome } from '../private/late';
import { whole } from '../private/problem';

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
  const waiting = role.unresolved.filter(name => name !== 'bound_audiences' || !isBoundAlready(role, claims));
  const late = waiting.map((name): Reason => ({ claim: name, expected: [], found: undefined, ok: false, hint: lateHint(name) }));
  const known = [...tests.filter(test => !test.of.some(name => waiting.includes(name))), ...neverFitting(role, waiting, claims)];
  // a test that fails on what is known decides, whatever is not known beside it
  if (known.some(test => !test.reason.ok)) return { outcome: 'reject', reasons: causeFirst(known.map(test => test.reason)) };
  return { outcome: late.length > 0 ? 'unknown' : 'accept', reasons: causeFirst([...known.map(test => test.reason), ...late]) };
}

const LATE_CLAIMS = { bound_issuer: 'iss', bound_subject: 'sub', bound_audiences: 'aud' } as const;

/** Texts that cannot become what the token carries, whatever it is that they wait for. */
function neverFitting({ late = {}, boundAudiences }: StoredRole, waiting: readonly string[], claims: Readonly<Record<string, unknown>>): Test[] {
  return Object.entries(LATE_CLAIMS).filter(([name]) => waiting.includes(name) && late[name] !== undefined).flatMap(([name, claim]) => {
    const found = own(claims, claim);
    if ([found].flat().some(one => typeof one === 'string' && late[name].some(text => couldBecome(text, one)))) return [];
    const expected = name === 'bound_audiences' ? boundAudiences : late[name].map(String);
    return [{ reason: { claim, expected, found, ok: false, hint: neverBecomes(late[name].flatMap(text => text.names)) }, of: [] }];
  });
}

/** One audience that is known is enough. */
function isBoundAlready({ boundAudiences, late = {} }: StoredRole, claims: Readonly<Record<string, unknown>>): boolean {
  return late.bound_audiences !== undefined && [own(claims, 'aud')].flat().some(audience => boundAudiences.includes(audience as string));
}

/** A role does not say which issuer its auth backend is bound to. */
function lateHint(name: string): string {
  return name === 'bound_issuer' ? 'what was read does not hold the bound_issuer of the auth backend: read the backend as well' : `${name} is only known to Terraform`;
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
    return (claim === 'aud' ? texts(found) : text(found)) ? [] : [{ claim, expected: [], found, ok: false, hint: `the token is malformed, ${claim} has to be a text: have its issuer fixed` }];
  });
}

function typeReasons({ roleType }: StoredRole): Reason[] {
  return roleType === 'jwt' ? [] : [{ claim: 'role_type', expected: ['jwt'], found: roleType, ok: false, hint: 'a role of type oidc takes logins of a browser alone: set role_type to "jwt"' }];
}

function subjectReasons({ boundSubject }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  return boundSubject === undefined ? [] : [reasonOf('sub', [boundSubject], own(claims, 'sub'), own(claims, 'sub') === boundSubject, 'write the subject whole, or bind it among bound_claims with bound_claims_type = "glob"')];
}

function issuerReasons({ boundIssuer }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  return boundIssuer === undefined ? [] : [reasonOf('iss', [boundIssuer], own(claims, 'iss'), own(claims, 'iss') === boundIssuer)];
}

function audienceReason({ boundAudiences }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason {
  const aud = own(claims, 'aud');
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter(audience => typeof audience === 'string' && audience !== '');
  if (boundAudiences.length > 0) return reasonOf('aud', boundAudiences, aud, boundAudiences.some(bound => audiences.includes(bound)));
  const ok = audiences.length === 0;
  return { claim: 'aud', expected: [], found: aud, ok, hint: ok ? undefined : `the role is bound to no audience and refuses every token that carries one: add ${whole(audiences[0])} to bound_audiences` };
}

function boundClaimReason({ boundClaimsType }: StoredRole, claim: string, bound: unknown, claims: Readonly<Record<string, unknown>>): Reason {
  const found = claimOf(claims, claim);
  const expected = listOf(bound) ?? [];
  const sent = listOf(found);
  const matches = (want: unknown, got: unknown) => boundClaimsType === 'glob' ? typeof want === 'string' && typeof got === 'string' && glob(want, got) : want === got;
  const ok = sent !== undefined && expected.some(want => sent.some(got => matches(want, got)));
  const mistyped = ok ? undefined : expected.find(want => sent?.includes(String(want)) === true); // a text that is sent would do
  if (mistyped !== undefined) return { claim, expected: expected.map(String), found, ok, hint: `the role asks for the ${typeof mistyped} ${String(mistyped)}, and the issuer sends ${claim} as a text: write ${whole(String(mistyped))} in quotes` };
  return reasonOf(claim, expected.map(String), found, ok, boundClaimsType === 'glob' ? undefined : 'write the value whole, or set bound_claims_type to "glob"');
}

/** The claim that names the entity: a text, or Vault does not know who that is. */
function userClaimReason({ userClaim, userClaimIsPointer }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason {
  const found = userClaimIsPointer ? claimOf(claims, userClaim) : own(claims, userClaim);
  const ok = typeof found === 'string' && found !== '';
  return { claim: userClaim, expected: [], found, ok, hint: ok ? undefined : `${userClaim} is the user_claim of the role, and every token has to carry it as a text: name one that does, such as repository_id of GitHub or project_id of GitLab` };
}

function mappingReasons(claim: string, claims: Readonly<Record<string, unknown>>): Reason[] {
  const found = claimOf(claims, claim);
  if (found === undefined || found === null || typeof found === 'string') return [];
  return [{ claim, expected: [], found, ok: false, hint: `${claim} is mapped to metadata, which takes texts alone: take it out of claim_mappings` }];
}

function groupsReasons({ groupsClaim: claim }: StoredRole, claims: Readonly<Record<string, unknown>>): Reason[] {
  if (claim === undefined) return [];
  const found = claimOf(claims, claim);
  const ok = listOf(found)?.every(group => typeof group === 'string') === true;
  return [{ claim, expected: [], found, ok, hint: ok ? undefined : `${claim} is the groups_claim of the role, and every token has to carry it as a list of texts: leave groups_claim out` }];
}

/** @param fix what to write where an asterisk is no pattern */
function reasonOf(claim: string, expected: readonly string[], found: unknown, ok: boolean, fix?: string): Reason {
  return { claim, expected, found, ok, hint: ok ? undefined : causeOf(claim, expected, found, fix) };
}

function causeOf(claim: string, expected: readonly string[], found: unknown, fix: string | undefined): string | undefined {
  if (Array.isArray(found) && claim !== 'aud') {
    if (found.length !== 1) return `none of the ${found.length} values of ${claim} is trusted: trust one of them, or have the token carry one that is`;
    return causeOf(claim, expected, found[0], fix);
  }
  return fix === undefined ? hintFor({ claim, expected, found }) : hintToTheLetter({ claim, expected, found }, fix);
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
