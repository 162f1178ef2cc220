import { having, NAME, Shape, TABLE, TEXT } from '../../terraform/shape';

export const IDENTITY: Shape = {
  'identityName?': TEXT,
  'resourceGroupName?': NAME,
  'location?': NAME,
  'tags?': TABLE,
  'identity?': having('an existing identity', 'make one with ManagedIdentity.fromIdentityId', 'identityId', 'credentialCount'),
};
export const APPLICATION: Shape = {
  'displayName?': TEXT,
  'application?': having('an existing application', 'make one with DirectoryApplication.fromApplicationId', 'applicationId', 'credentialCount'),
};
export const EXISTING_IDENTITY: Shape = { 'resourceGroupName?': NAME, 'principalId?': NAME, 'clientId?': NAME };
export const EXISTING_APPLICATION: Shape = { 'servicePrincipalObjectId?': NAME, 'clientId?': NAME };
export const ROLE_ASSIGNMENT: Shape = { 'scope': NAME, 'roleName?': NAME, 'roleDefinitionId?': NAME, 'condition?': TEXT, 'description?': TEXT };
