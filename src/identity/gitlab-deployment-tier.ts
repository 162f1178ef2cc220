/**
 * Tiers of a GitLab environment.
 *
 * @see https://docs.gitlab.com/ci/environments/#deployment-tier-of-environments
 */
export enum GitLabDeploymentTier {
  /** `production`. */
  PRODUCTION = 'production',
  /** `staging`. */
  STAGING = 'staging',
  /** `testing`. */
  TESTING = 'testing',
  /** `development`. */
  DEVELOPMENT = 'development',
  /** `other`. */
  OTHER = 'other',
}
