/** Those attributes of a `vault_jwt_auth_backend` that say where the keys of the issuer are: one source of three. */
export interface KeyAttributes {
  readonly oidcDiscoveryUrl?: string;
  readonly oidcDiscoveryCaPem?: string;
  readonly jwksUrl?: string;
  readonly jwksCaPem?: string;
  readonly jwtValidationPubkeys?: string[];
}
