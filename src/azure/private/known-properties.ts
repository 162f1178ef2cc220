// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  DeployApplicationProps: {
    'workloads?': 'Workload[]',
    'flexibleWorkloads?': 'Workload[]',
    'displayName?': 'text',
    'application?': 'IDirectoryApplication',
    'permissions?': 'Permission[]',
    'audience?': 'text',
    'cloud?': 'text',
    'azurermVersion?': 'text',
  },
  DeployIdentityProps: {
    'workloads': 'Workload[]',
    'identityName?': 'text',
    'resourceGroupName?': 'text',
    'location?': 'text',
    'tags?': 'text{}',
    'identity?': 'IManagedIdentity',
    'permissions?': 'Permission[]',
    'audience?': 'text',
    'cloud?': 'text',
    'azurermVersion?': 'text',
  },
  DirectoryApplicationAttributes: {
    'applicationId': 'text',
    'credentialCount': 'number',
    'servicePrincipalObjectId?': 'text',
    'clientId?': 'text',
  },
  ExistingApplicationOptions: {
    'credentialCount': 'number',
    'servicePrincipalObjectId?': 'text',
    'clientId?': 'text',
  },
  ExistingIdentityOptions: {
    'credentialCount': 'number',
    'resourceGroupName?': 'text',
    'principalId?': 'text',
    'clientId?': 'text',
  },
  ManagedIdentityAttributes: {
    'identityId': 'text',
    'credentialCount': 'number',
    'resourceGroupName?': 'text',
    'principalId?': 'text',
    'clientId?': 'text',
  },
  PermissionOptions: {
    'scope': 'text',
    'condition?': 'text',
    'description?': 'text',
    'id?': 'text',
  },
} as const;
