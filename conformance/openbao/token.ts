import { generateKeyPairSync, sign } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The key of every issuer of this run, as Vault takes it. */
export const PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** The same key as issuers publish it. */
export const KEY_SET = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'conformance', alg: 'RS256', use: 'sig' }] };

/** A token as an issuer would sign it now. */
export function mint(claims: Readonly<Record<string, unknown>>): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'conformance' })}.${part({ iat: now, nbf: now - 5, exp: now + 300, ...claims })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}
