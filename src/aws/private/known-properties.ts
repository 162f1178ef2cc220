// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  CdkTarget: {
    'account': 'text',
    'regions': 'text[]',
    'qualifier?': 'text',
  },
  DeployRoleProps: {
    'workloads': 'Workload[]',
    'roleName?': 'text',
    'audience?': 'text',
    'providers?': 'IOidcProvider[]',
    'trustPolicyQuota?': 'number',
    'maxSessionDuration?': 'Duration',
    'permissionsBoundary?': 'IManagedPolicy',
    'path?': 'text',
    'description?': 'text',
    'permissions?': 'Permission[]',
    'managedPolicies?': 'IManagedPolicy[]',
    'inlinePolicies?': 'PolicyDocument{}',
    'tags?': 'text{}',
  },
  GitHubOidcProviderAttributes: {
    'issuer?': 'GitHubIssuer',
    'account?': 'text',
  },
  GitHubOidcProviderProps: {
    'issuer?': 'GitHubIssuer',
    'audiences?': 'text[]',
    'thumbprints?': 'text[]',
  },
  GitLabOidcProviderAttributes: {
    'issuer?': 'GitLabIssuer',
    'account?': 'text',
  },
  GitLabOidcProviderProps: {
    'issuer?': 'GitLabIssuer',
    'audiences?': 'text[]',
    'thumbprints?': 'text[]',
  },
  OidcProviderAttributes: {
    'issuer': 'Issuer',
    'account?': 'text',
  },
  OidcProviderProps: {
    'issuer': 'Issuer',
    'audiences?': 'text[]',
    'thumbprints?': 'text[]',
  },
  RepositoryEnvironment: {
    'name': 'text',
    'branch?': 'text',
    'workflows?': 'text[]',
    'cdkTargets?': 'CdkTarget[]',
    'permissions?': 'Permission[]',
    'managedPolicies?': 'IManagedPolicy[]',
  },
  RepositoryRolesProps: {
    'repository': 'GitHubRepository',
    'environments?': 'RepositoryEnvironment[]',
    'services?': 'RepositoryService[]',
    'naming?': 'RoleNaming',
    'audience?': 'text',
    'providers?': 'IOidcProvider[]',
    'trustPolicyQuota?': 'number',
    'maxSessionDuration?': 'Duration',
    'permissionsBoundary?': 'IManagedPolicy',
    'path?': 'text',
    'description?': 'text',
    'permissions?': 'Permission[]',
    'managedPolicies?': 'IManagedPolicy[]',
    'inlinePolicies?': 'PolicyDocument{}',
    'tags?': 'text{}',
  },
  RepositoryService: {
    'name': 'text',
    'environments': 'RepositoryEnvironment[]',
    'workflows?': 'text[]',
  },
  TrustReviewOptions: {
    'suppressions?': 'text',
  },
  WorkloadPrincipalProps: {
    'workloads': 'Workload[]',
    'audience?': 'text',
    'providers?': 'IOidcProvider[]',
  },
} as const;
