import { AN_ISSUER, FLAG, having, listOf, Shape, TEXT, TEXTS } from '../../terraform/shape';

export const BACKEND: Shape = {
  'issuer': AN_ISSUER,
  'namespace?': TEXT,
  'description?': TEXT,
  'algorithms?': TEXTS,
  'keys?': having('where the keys are', 'take SigningKeys.discovery(), SigningKeys.jwksUrl(url) or SigningKeys.publicKeys(pems)', '_attributesFor'),
};
export const ROLE: Shape = {
  'backend': having('an auth backend', 'define a JwtAuthBackend, or name an existing one with JwtAuthBackend.fromPath', 'path', 'issuer', 'node'),
  'policies?': listOf(having('a policy', 'define one with Policy.read, or name an existing one with Policy.fromName', 'policyName')),
  'withDefaultPolicy?': FLAG,
  'tokenBoundCidrs?': TEXTS,
};
export const READ_POLICY: Shape = { 'paths': TEXTS, 'namespace?': TEXT };
