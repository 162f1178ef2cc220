import { isUtf8 } from 'node:buffer';
import { cloudTrailEvents, isWebIdentity, RECORDED, recordedClaims } from './cloudtrail-event';
import type { Claims } from './decide';
import { refuseExcess } from './readers/private/prescan';
import { isObject, JsonObject } from './readers/private/values';
import { Unreadable } from './readers/unreadable';

/** Longer than any token that an issuer signs, and short enough to be read at once. */
const LONGEST = 1024 * 1024;

/** Base64, for URLs or not, padded or not. */
const PART = '[A-Za-z0-9_+/-]+={0,2}';
/** A header is an object of JSON, so that it begins with a brace. */
const JWT = new RegExp(`^e[yw]${PART}\\.${PART}\\.(${PART})?$`);
/** A token that was put into a text: its header begins with `{"`. */
const JWT_WITHIN = /eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)?/g;

/** What was read in place of a token. */
export interface TokenInput {
  readonly claims: Claims;
  /** The only claims that the source keeps, where it does not keep all. */
  readonly recorded?: readonly string[];
}

/**
 * The claims of a token: of a JWT, of which the signature is dropped unseen, of claims as JSON, of either within what an issuer, a tool or a log puts around it, or
 * what CloudTrail keeps of one. A JWT may have been wrapped into lines, be quoted, be the value of a variable, or stand behind the name of its header.
 *
 * No message quotes what was read.
 *
 * @param name what the text is called in a message
 */
export function readToken(text: string, name: string): TokenInput {
  if (text.length > LONGEST) throw new Unreadable(name, `is ${text.length} characters, no token is longer than ${LONGEST}`);
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new Unreadable(name, 'is empty, a JWT or claims as JSON are meant');
  const { claims, ...more } = trimmed.startsWith('{') ? fromJson(trimmed, name) : { claims: payloadOf(jwtIn(trimmed, name), name) };
  return { claims: withoutTokens(claims) as Claims, ...more };
}

/** The JWT that a text is, whatever a terminal, a header or a file of variables puts around it. */
function jwtIn(text: string, name: string): string {
  const assigned = [...text.matchAll(/^\s*(?:export\s+|set\s+|\$env:)?[A-Za-z_][\w.-]*\s*[:=]\s*(\S.*?)\s*$/gm)].map(([, value]) => bare(value)).filter(value => JWT.test(value));
  const lines = text.split('\n').every(line => /^\s*(#.*|(?:export\s+|set\s+|\$env:)?[A-Za-z_][\w.-]*\s*[:=].*)?$/.test(line));
  const found = [bare(text), ...lines && assigned.length === 1 ? assigned : []].find(one => JWT.test(one));
  if (found === undefined) throw new Unreadable(name, 'is neither a JWT (three parts with "." between them) nor claims as JSON');
  return found;
}

function bare(text: string): string {
  const unquoted = (one: string) => one.replace(/^(["'`])([^]*)\1$/, '$2').trim();
  return unquoted(unquoted(text).replace(/^(authorization:\s*)?bearer\s+/i, '')).replace(/\s+/g, '');
}

function fromJson(text: string, name: string): TokenInput {
  const value = objectOf(text, name);
  if (value === undefined) throw new Unreadable(name, 'begins like claims as JSON but is no JSON object');
  if (isClaims(value)) return { claims: value };
  const events = cloudTrailEvents(value);
  if (events.length > 0) return fromEvents(events, name);
  const found = new Map(claimsWithin(value, name, 0).map(claims => [JSON.stringify(claims), claims]));
  const [claims] = found.values();
  if (found.size === 1) return { claims };
  throw new Unreadable(name, found.size === 0 ? WANTED : `holds ${found.size} tokens: give one of them`);
}

const WANTED = 'is JSON that holds no token: give a JWT, or the claims of one ("iss", "sub", "aud", …), by themselves or under "payload" or "claims"';

function fromEvents(events: readonly JsonObject[], name: string): TokenInput {
  const tokens = events.filter(isWebIdentity);
  if (tokens.length === 0) throw new Unreadable(name, 'is of CloudTrail, but no event of AssumeRoleWithWebIdentity: no other one says whose token it was');
  const all = tokens.map(recordedClaims);
  const found = new Map(all.flatMap(claims => claims === undefined ? [] : [[JSON.stringify(claims), claims]]));
  if (found.size === 0) throw new Unreadable(name, 'is an event of AssumeRoleWithWebIdentity that does not say whose token it was: give the claims of the token');
  if (found.size > 1) throw new Unreadable(name, `holds events of ${found.size} different tokens: give one of them`);
  const [claims] = found.values();
  return { claims, recorded: RECORDED };
}

/** Claims say who signed them, or whom they are about. */
function isClaims(value: Record<string, unknown>): boolean {
  return typeof value.iss === 'string' || typeof value.sub === 'string';
}

/** Deeper than anything that a tool puts around a token. */
const DEEPEST = 4;

/** The tokens within an object that is none itself, such as `{"value": "…"}`, `{"header": {}, "payload": {}}` or `{"claims": {}}`. */
function claimsWithin(value: unknown, name: string, depth: number): Record<string, unknown>[] {
  if (typeof value === 'string') return JWT.test(bare(value)) ? [payloadOf(bare(value), name)] : encodedClaims(value);
  if (!isObject(value) || depth > DEEPEST) return [];
  if (depth > 0 && isClaims(value)) return [value];
  return Object.values(value).flatMap(inner => claimsWithin(inner, name, depth + 1));
}

/** A payload by itself, as JSON in a text or in base64: a JWS in JSON has it so. */
function encodedClaims(text: string): Record<string, unknown>[] {
  if (!/^\s*\{|^e[yw][\w+/-]+={0,2}$/.test(text)) return [];
  try {
    const value: unknown = JSON.parse(text.trim().startsWith('{') ? text : Buffer.from(text, 'base64url').toString('utf8'));
    return isObject(value) && isClaims(value) ? [value] : [];
  } catch {
    return [];
  }
}

function payloadOf(jwt: string, name: string): Record<string, unknown> {
  const bytes = Buffer.from(jwt.split('.')[1], 'base64url');
  const value = isUtf8(bytes) ? objectOf(bytes.toString('utf8'), name) : undefined;
  if (value === undefined) throw new Unreadable(name, 'looks like a JWT, but its middle part is no JSON object in base64url');
  return value;
}

function objectOf(text: string, name: string): Record<string, unknown> | undefined {
  refuseExcess(text, name);
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch { // its message would quote the text
    return undefined;
  }
}

/** Claims are reported, so a token within them is blanked. */
function withoutTokens(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(JWT_WITHIN, '(a token)');
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTokens(inner)]));
}
