// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  GitHubDataResidencyOptions: {
    'enterpriseSlug?': 'text',
  },
  GitHubEnterpriseServerOptions: {
    'escapesColons?': 'flag',
  },
  GitHubRepositoryOptions: {
    'ownerId?': 'text',
    'repositoryId?': 'text',
    'subjectFormat?': 'text',
    'migrationDeadline?': 'text',
    'subjectTemplate?': 'GitHubSubjectTemplate',
    'issuer?': 'GitHubIssuer',
  },
  GitHubSubjectPrefixOptions: {
    'issuer?': 'GitHubIssuer',
  },
  GitLabGroupOptions: {
    'issuer?': 'GitLabIssuer',
  },
  GitLabProjectOptions: {
    'projectId?': 'text',
    'subjectComponents?': 'text[]',
    'issuer?': 'GitLabIssuer',
  },
  WideTrustOptions: {
    reason: 'text',
  },
} as const;
