import { having, listOf, NAME, Shape, TABLE, TEXT } from '../../terraform/shape';

const A_PERMISSION = having('a permission', 'take one from azure.Permission, for example Permission.role("Contributor", { scope })', '_assignTo');

export const ADDED: Shape = { permission: A_PERMISSION };
export const IDENTITY: Shape = {
  'permissions?': listOf(A_PERMISSION),
  'audience?': TEXT,
  'identityName?': TEXT,
  'resourceGroupName?': NAME,
  'location?': NAME,
  'tags?': TABLE,
  'identity?': having('an existing identity', 'take one from ManagedIdentity.fromAttributes', 'identityId', 'credentialCount'),
};
export const APPLICATION: Shape = {
  'permissions?': listOf(A_PERMISSION),
  'audience?': TEXT,
  'displayName?': TEXT,
  'application?': having('an existing application', 'take one from DirectoryApplication.fromAttributes', 'applicationId', 'credentialCount'),
};
export const EXISTING_IDENTITY: Shape = { 'resourceGroupName?': NAME, 'principalId?': NAME, 'clientId?': NAME };
export const EXISTING_APPLICATION: Shape = { 'servicePrincipalObjectId?': NAME, 'clientId?': NAME };
export const PERMISSION: Shape = { 'scope': NAME, 'roleName?': NAME, 'roleDefinitionId?': NAME, 'condition?': TEXT, 'description?': TEXT, 'id?': NAME };
