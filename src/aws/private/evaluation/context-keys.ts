import { own } from '../../../identity/private/own';
import { remembered } from '../../../private/remembered';
import { claimKeysOf } from '../../claim-keys';

export type Claims = Readonly<Record<string, unknown>>;

/** What a condition key holds: nothing, one text, or, of a key that is made for several, a list. */
export type KeyValue = string | readonly string[] | undefined;

/** A condition key, as a request with a token of a certain issuer fills it. */
export type ContextKey =
  /** Filled from the token. */
  | { readonly kind: 'token'; readonly claim: string; readonly read: (claims: Claims) => KeyValue }
  /** Told by the request and not by the token; not every request carries each. */
  | { readonly kind: 'request'; readonly always: boolean }
  /** Of an issuer that is only known at deployment: may be a key of this one, or none of a request with a token. */
  | { readonly kind: 'late'; readonly claim: string; readonly names: readonly string[]; readonly mayBe: ContextKey }
  /** Only known at deployment, with not even its claim: may be any key. */
  | { readonly kind: 'unknown'; readonly names: readonly string[] }
  /** Holds a function or a placeholder that nothing fills in: no request has a key of this name. */
  | { readonly kind: 'unfilled' }
  /** A claim of this issuer that AWS does not read. */
  | { readonly kind: 'unsupported'; readonly claim: string }
  /** A claim of another issuer. */
  | { readonly kind: 'foreign'; readonly claim: string; readonly issuer: string }
  /** No key that a request with a token carries. */
  | { readonly kind: 'never' };

/** Keys that AWS fills for every issuer, beside those of `claimKeysOf`. IAM User Guide, *Available keys for AWS OIDC federation*, default tab. */
const OF_EVERY_ISSUER = ['sub', 'aud', 'oaud', 'amr', 'email'];

/** What every request of this action carries, whoever sends it. */
const CONSTANT: Readonly<Record<string, string>> = { 'aws:securetransport': 'true', 'aws:viaawsservice': 'false' };

/** IAM User Guide, *Global condition context keys*, and the service authorization reference of STS: what is told by the request. */
const OF_REQUEST_ALWAYS = [
  'sts:rolesessionname', 'aws:currenttime', 'aws:epochtime', 'aws:requestedregion', 'aws:resourceaccount', 'aws:useragent',
  'aws:principalaccount', 'aws:principaltype', 'aws:userid', // there "for all requests, including anonymous requests", with what is not written for a token
];
const OF_REQUEST = [
  'aws:sourceip', 'aws:referer', 'aws:sourcevpc', 'aws:sourcevpcarn', 'aws:sourcevpce', 'aws:vpcsourceip', 'aws:vpceaccount', 'aws:vpceorgid',
  'aws:vpceorgpaths', 'aws:resourceorgid', 'aws:resourceorgpaths', 'sts:durationseconds',
];
const RESOURCE_TAG = /^(aws|iam):resourcetag\//;

/** Claims with which an issuer speaks to AWS. IAM User Guide, *Pass session tags in AWS STS*. */
export const AWS_CLAIMS = {
  tags: 'https://aws.amazon.com/tags',
  sourceIdentity: 'https://aws.amazon.com/source_identity',
  roles: 'https://aws.amazon.com/roles',
} as const;

/**
 * @param name of the condition key; letter case does not matter
 * @param issuer without `https://`
 */
export function contextKey(name: string, issuer: string): ContextKey {
  return keysOf(issuer)(name);
}

/** By issuer and by name: a few stand in nearly all policies. */
const keysOf = remembered(issuer => remembered(name => keyOf(name, issuer)));

function keyOf(name: string, issuer: string): ContextKey {
  const late = lateKey(name, issuer);
  if (late !== undefined) return late;
  const key = name.toLowerCase();
  const prefix = `${issuer.toLowerCase()}:`;
  if (key.startsWith(prefix)) return claimKey(name.slice(prefix.length), issuer);
  const constant = own(CONSTANT, key);
  if (constant !== undefined) return { kind: 'token', claim: name, read: () => constant };
  if (OF_REQUEST_ALWAYS.includes(key)) return { kind: 'request', always: true };
  if (OF_REQUEST.includes(key) || RESOURCE_TAG.test(key)) return { kind: 'request', always: false };
  return sessionKey(key) ?? foreignKey(name) ?? { kind: 'never' };
}

/** What is late of a key stands in it as its name in angle brackets, which no issuer can have. */
function lateKey(name: string, issuer: string): ContextKey | undefined {
  const claim = name.slice(name.lastIndexOf(':') + 1);
  const names = [...name.matchAll(/<([^<>]+)>/g)].map(([, one]) => one);
  if (names.length === 0) return isUnfilled(name) ? { kind: 'unfilled' } : undefined;
  return /[<>]/.test(claim) ? { kind: 'unknown', names } : { kind: 'late', claim, names, mayBe: claimKey(claim, issuer) };
}

/** A function of a template in the place of a key (`!Sub …`), or a placeholder: IAM fills in none. */
export function isUnfilled(key: string): boolean {
  return /^!\w+ |\$\{|\{\{/.test(key);
}

function claimKey(name: string, issuer: string): ContextKey {
  const claim = [...OF_EVERY_ISSUER, ...claimKeysOf(issuer)].find(known => known.toLowerCase() === name.toLowerCase());
  switch (claim) {
    case undefined: return { kind: 'unsupported', claim: name };
    case 'aud': return { kind: 'token', claim, read: audienceOf };
    case 'oaud': return { kind: 'token', claim, read: onlyAudience };
    case 'amr': return { kind: 'token', claim, read: claims => listOf(own(claims, 'amr')) };
    case 'google/organization_number': return { kind: 'token', claim, read: organizationOf };
    default: return { kind: 'token', claim, read: claims => textOf(own(claims, claim)) };
  }
}

/** The party that the token was made for: `azp` where the token has one, else its one audience. */
export function audienceOf(claims: Claims): string | undefined {
  const party = own(claims, 'azp');
  if (party !== undefined) return textOf(party);
  return onlyAudience(claims);
}

function onlyAudience(claims: Claims): string | undefined {
  const audience = own(claims, 'aud');
  if (typeof audience === 'string') return audience;
  const audiences = listOf(audience);
  return audiences?.length === 1 ? audiences[0] : undefined;
}

/** Keys are texts: how AWS would write a claim of another type is not documented, and no issuer that it names sends one. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : undefined;
}

/** The one key of the service reference that is a number. */
function organizationOf(claims: Claims): string | undefined {
  const google = own(claims, 'google');
  const found = own(claims, 'google/organization_number') ?? (isRecord(google) ? own(google, 'organization_number') : undefined);
  return typeof found === 'number' ? String(found) : textOf(found);
}

const REQUEST_TAG = 'aws:requesttag/';

function sessionKey(key: string): ContextKey | undefined {
  if (key.startsWith(REQUEST_TAG)) {
    const tag = key.slice(REQUEST_TAG.length);
    return { kind: 'token', claim: AWS_CLAIMS.tags, read: claims => tagsOf(claims).find(([name]) => name.toLowerCase() === tag)?.[1] };
  }
  switch (key) {
    case 'aws:tagkeys': return { kind: 'token', claim: AWS_CLAIMS.tags, read: claims => someOf(tagsOf(claims).map(([name]) => name)) };
    case 'sts:transitivetagkeys': return { kind: 'token', claim: AWS_CLAIMS.tags, read: claims => someOf(listOf(tagClaim(claims, 'transitive_tag_keys')) ?? []) };
    case 'sts:sourceidentity': return { kind: 'token', claim: AWS_CLAIMS.sourceIdentity, read: claims => textOf(own(claims, AWS_CLAIMS.sourceIdentity)) };
    case 'sts:roleauthorizedbyidp': return { kind: 'token', claim: AWS_CLAIMS.roles, read: claims => rolesOf(claims) === undefined ? undefined : 'true' };
    default: return undefined;
  }
}

function tagClaim(claims: Claims, name: string): unknown {
  const nested = own(claims, AWS_CLAIMS.tags);
  return isRecord(nested) ? own(nested, name) : own(claims, `${AWS_CLAIMS.tags}/${name}`);
}

/** Session tags, each a list of one value; beside the nested form there is one with a claim for each tag. */
function tagsOf(claims: Claims): [string, string][] {
  const nested = tagClaim(claims, 'principal_tags');
  const flat = Object.entries(claims).flatMap(([name, value]): [string, unknown][] =>
    name.startsWith(`${AWS_CLAIMS.tags}/principal_tags/`) ? [[name.slice(`${AWS_CLAIMS.tags}/principal_tags/`.length), value]] : []);
  return [...isRecord(nested) ? Object.entries(nested) : [], ...flat].flatMap(([name, value]): [string, string][] => {
    const [text] = listOf(value) ?? [];
    return text === undefined ? [] : [[name, text]];
  });
}

/** What else the trust policy has to allow for a token, because of what its issuer asks for. */
export function furtherActions(claims: Claims): readonly string[] {
  return [
    ...tagsOf(claims).length > 0 ? ['sts:TagSession'] : [],
    ...own(claims, AWS_CLAIMS.sourceIdentity) !== undefined ? ['sts:SetSourceIdentity'] : [],
  ];
}

/** Whether a token asks for more, or names roles: hardly any does, and this is asked of each. */
export function speaksToAws(claims: Claims): boolean {
  for (const name in claims) {
    if (name.length >= AWS_CLAIMS.tags.length && name.startsWith('https://aws.amazon.com/')) return true;
  }
  return false;
}

/** The roles that the issuer lets the token be used for, where it says so. */
export function rolesOf(claims: Claims): readonly string[] | undefined {
  const roles = own(claims, AWS_CLAIMS.roles);
  return roles === undefined ? undefined : listOf(roles) ?? [];
}

function someOf(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** `<issuer>:<claim>` of whoever; a key of an AWS service has no dot in front of its colon. */
function foreignKey(name: string): ContextKey | undefined {
  const [, issuer, claim] = /^([^/:]+\.[^/:]+(?::\d+)?(?:\/[^:]*)?):(.+)$/.exec(name) ?? [];
  return issuer === undefined ? undefined : { kind: 'foreign', claim, issuer };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
