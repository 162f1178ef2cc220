// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  DeployRoleProps: {
    'backend': 'IJwtAuthBackend',
    'roleName': 'text',
    'workloads': 'Workload[]',
    'audience': 'text',
    'permissions?': 'Permission[]',
    'withDefaultPolicy?': 'flag',
    'tokenTtlSeconds?': 'number',
    'tokenType?': 'text',
    'tokenBoundCidrs?': 'text[]',
    'userClaim?': 'text',
  },
  JwtAuthBackendImportOptions: {
    'namespace?': 'text',
  },
  JwtAuthBackendProps: {
    'issuer': 'Issuer',
    'path?': 'text',
    'keys?': 'SigningKeys',
    'algorithms?': 'text[]',
    'namespace?': 'text',
    'description?': 'text',
  },
  ReadPolicyProps: {
    'policyName': 'text',
    'mount': 'text',
    'paths': 'text[]',
    'storedBelowData?': 'flag',
    'kvVersion?': 'text',
    'namespace?': 'text',
  },
  SigningKeysOptions: {
    'caPem?': 'text',
  },
} as const;
