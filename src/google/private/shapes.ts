import { A_REPOSITORY, AN_ISSUER, AN_ISSUER_OF_GITHUB, AN_ISSUER_OF_GITLAB, FLAG, having, listOf, NAME, Shape, TABLE, TEXT, TEXTS } from '../../terraform/shape';

const A_POOL = having('a pool', 'define a WorkloadIdentityPool, or name an existing one with WorkloadIdentityPool.fromAttributes', 'poolName', 'poolId', 'node');
const TOLD: Shape = { 'displayName?': TEXT, 'description?': TEXT };

export const POOL: Shape = { 'idSuffix?': NAME, 'project?': NAME, 'disabled?': FLAG, ...TOLD };

/** What every provider takes. */
const PROVIDER: Shape = { 'pool': A_POOL, 'idSuffix?': NAME, 'allowedAudiences?': TEXTS, 'jwksJson?': TEXT, 'extraMappings?': TABLE, 'disabled?': FLAG, ...TOLD };

export const OIDC: Shape = { ...PROVIDER, 'issuer': AN_ISSUER, 'tenantClaims?': having('a table of lists', 'write { claim: ["value"] }') };
export const GITHUB: Shape = {
  ...PROVIDER,
  'issuer?': AN_ISSUER_OF_GITHUB,
  'repositories?': listOf(A_REPOSITORY),
};
export const GITLAB: Shape = {
  ...PROVIDER,
  'issuer?': AN_ISSUER_OF_GITLAB,
  'projects?': listOf(having('a project', 'make one with GitLabProject.of("my-org/my-app")', 'fullPath', 'subjectComponents')),
};
export const EXISTING: Shape = { 'pool': A_POOL, 'issuer': AN_ISSUER, 'attributeMapping': TABLE, 'attributeCondition?': TEXT, 'allowedAudiences?': TEXTS };

const A_PERMISSION = having('a permission', 'take one from google.Permission, for example Permission.onProject("roles/run.developer")', '_grantTo');
const PERMISSIONS: Shape = { 'permissions?': listOf(A_PERMISSION) };

export const ADDED: Shape = { permission: A_PERMISSION };
export const ACCOUNT: Shape = {
  'accountId?': TEXT,
  'serviceAccount?': having('an existing service account', 'name one with ServiceAccount.fromName', 'serviceAccountName', 'email'),
  'project?': NAME,
  ...PERMISSIONS,
  ...TOLD,
};
export const ACCESS: Shape = { 'project?': NAME, ...PERMISSIONS };
export const EXISTING_ACCOUNT: Shape = { 'serviceAccountName': NAME, 'email?': NAME };
