import { isUtf8 } from 'node:buffer';
import type { Claims } from './decide';
import { refuseExcess } from './readers/private/prescan';
import { isObject } from './readers/private/values';
import { Unreadable } from './readers/unreadable';

/** Longer than any token that an issuer signs, and short enough to be read at once. */
const LONGEST = 1024 * 1024;

const PART = '[A-Za-z0-9_-]+';
const JWT = new RegExp(`^${PART}\\.${PART}\\.(${PART})?$`);
/** A token that was put into a text: its header begins with `{"`. */
const JWT_WITHIN = new RegExp(`eyJ${PART}\\.eyJ${PART}\\.(${PART})?`, 'g');

/**
 * The claims of a token: of a JWT, of which the signature is dropped unseen, of claims as JSON, or of what an issuer answers around a JWT
 * (`{"value": "…"}` and the like). A JWT may have been wrapped into lines, be quoted, or stand behind the name of its header.
 *
 * No message quotes what was read.
 *
 * @param name what the text is called in a message
 */
export function readToken(text: string, name: string): Claims {
  if (text.length > LONGEST) throw new Unreadable(name, `is ${text.length} characters, no token is longer than ${LONGEST}`);
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new Unreadable(name, 'is empty, a JWT or claims as JSON are meant');
  const unwrapped = trimmed.startsWith('{') ? trimmed : trimmed.replace(/^(authorization:\s*)?bearer\s+/i, '').replace(/^(["'])([^]*)\1$/, '$2').replace(/\s+/g, '');
  const claims = JWT.test(unwrapped) ? payloadOf(unwrapped, name) : fromJson(trimmed, name);
  return withoutTokens(claims) as Claims;
}

function fromJson(text: string, name: string): Claims {
  if (!text.startsWith('{')) throw new Unreadable(name, 'is neither a JWT (three parts with "." between them) nor claims as JSON');
  const value = objectOf(text, name);
  if (value === undefined) throw new Unreadable(name, 'begins like claims as JSON but is no JSON object');
  const wrapped = value.iss === undefined ? Object.values(value).filter((one): one is string => typeof one === 'string' && JWT.test(one)) : [];
  return wrapped.length === 1 ? payloadOf(wrapped[0], name) : value;
}

function payloadOf(jwt: string, name: string): Claims {
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
