import { AN_ISSUER, FLAG, having, listOf, Shape, TEXT, TEXTS } from '../../terraform/shape';

export const BACKEND: Shape = {
  'issuer': AN_ISSUER,
  'namespace?': TEXT,
  'description?': TEXT,
  'algorithms?': TEXTS,
  'keys?': having('where the keys are', 'take SigningKeys.discovery(), SigningKeys.jwksUrl(url) or SigningKeys.publicKeys(pems)', '_attributesFor'),
};
export const A_POLICY = having('a policy', 'define one with Policy.read, or name an existing one with Policy.fromName', 'policyName');

const A_PERMISSION = having('a permission', 'take one from vault.Permission, for example Permission.policy(policy)', '_policyName');

export const ADDED: Shape = { permission: A_PERMISSION };
export const ROLE: Shape = {
  'backend': having('an auth backend', 'define a JwtAuthBackend, or name an existing one with JwtAuthBackend.fromPath', 'path', 'issuer', 'node'),
  'permissions?': listOf(A_PERMISSION),
  'audience': TEXT,
  'withDefaultPolicy?': FLAG,
  'tokenBoundCidrs?': TEXTS,
};
export const READ_POLICY: Shape = { 'mount': TEXT, 'paths': TEXTS, 'namespace?': TEXT, 'storedBelowData?': FLAG };
