// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  DeployApplicationProps: {
    'workloads?': 'Workload[]',
    'flexibleWorkloads?': 'Workload[]',
    'displayName?': 'text',
    'application?': 'DirectoryApplication',
    'cloud?': 'text',
    'azurermVersion?': 'text',
  },
  DeployIdentityProps: {
    'workloads': 'Workload[]',
    'identityName?': 'text',
    'resourceGroupName?': 'text',
    'location?': 'text',
    'tags?': 'text{}',
    'identity?': 'ManagedIdentity',
    'cloud?': 'text',
    'azurermVersion?': 'text',
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
  RoleAssignmentOptions: {
    'scope': 'text',
    'roleName?': 'text',
    'roleDefinitionId?': 'text',
    'condition?': 'text',
    'description?': 'text',
  },
} as const;
