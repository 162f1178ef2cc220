import * as errors from './private/errors';
import type { KeyAttributes } from './private/key-attributes';
import { STRUCTS } from './private/known-properties';
import { withSegments } from './private/partly-known';
import { refuse } from '../private/problem';
import { isToken } from '../private/tokens';
import { optionalLiteral, terraformLiteral } from '../terraform/literal';
import { shapeProblems, TEXT, TEXTS, valueProblems } from '../terraform/shape';

/**
 * How the keys of an HTTPS server are trusted.
 */
export interface SigningKeysOptions {
  /**
   * Certificate of the authority that signed the server's own, in PEM.
   *
   * @default - the authorities that the system of the Vault server trusts
   */
  readonly caPem?: string;
}

/**
 * Where Vault has the keys from with which it checks the signature of a token.
 *
 * @example
 *
 * const keys = vault.SigningKeys.jwksUrl('https://keys.example.com/ci.json');
 */
export abstract class SigningKeys {
  /**
   * From the discovery document of the issuer, which Vault has to reach.
   */
  public static discovery(options: SigningKeysOptions = {}): SigningKeys {
    refuse(shapeProblems(options, { 'caPem?': TEXT }, STRUCTS, 'SigningKeysOptions'));
    return new Keys(issuer => ({ oidcDiscoveryUrl: issuer, oidcDiscoveryCaPem: optionalLiteral(options.caPem) }));
  }

  /**
   * From a URL, where Vault cannot reach the issuer itself.
   *
   * @param url a JWKS document, over https
   */
  public static jwksUrl(url: string, options: SigningKeysOptions = {}): SigningKeys {
    refuse(shapeProblems(options, { 'caPem?': TEXT }, STRUCTS, 'SigningKeysOptions'));
    if (typeof url !== 'string' || !(isToken(url) || /^https:\/\/[^/\s]/.test(withSegments(url)))) refuse(errors.keysUrlInvalid(url));
    return new Keys(() => ({ jwksUrl: terraformLiteral(url), jwksCaPem: optionalLiteral(options.caPem) }));
  }

  /**
   * By hand, where Vault reaches nothing. Whoever rotates the keys of the issuer has to change them here before.
   *
   * @param pems public keys in PEM
   */
  public static publicKeys(pems: string[]): SigningKeys {
    refuse(valueProblems({ pems }, { pems: TEXTS }));
    refuse(pems.length === 0 ? errors.noKeys() : pems.map(pem => isToken(pem) || /^\s*-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem) ? undefined : errors.publicKeyInvalid(pem)));
    return new Keys(() => ({ jwtValidationPubkeys: pems.map(terraformLiteral) }));
  }

  /** @internal */
  public abstract _attributesFor(issuer: string): KeyAttributes;
}

class Keys extends SigningKeys {
  constructor(private readonly attributesFor: (issuer: string) => KeyAttributes) {
    super();
  }

  public _attributesFor(issuer: string): KeyAttributes {
    return this.attributesFor(issuer);
  }
}
