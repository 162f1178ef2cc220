/**
 * What a project's `sub` claim can be configured to hold (`ci_id_token_sub_claim_components`).
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export enum GitLabSubjectComponent {
  /** Full path of the project. */
  PROJECT_PATH = 'project_path',
  /** Numeric id of the project: survives a rename and is never used again. */
  PROJECT_ID = 'project_id',
  /** `branch` or `tag`. */
  REF_TYPE = 'ref_type',
  /** Short name of the branch or tag. */
  REF = 'ref',
  /** Whether the ref is protected (GitLab 18.7). */
  REF_PROTECTED = 'ref_protected',
  /** Whether the environment of the job is protected; left out by GitLab where the job has none (GitLab 18.7). */
  ENVIRONMENT_PROTECTED = 'environment_protected',
  /** Tier of the environment of the job; left out by GitLab where the job has none (GitLab 18.7). */
  DEPLOYMENT_TIER = 'deployment_tier',
}
