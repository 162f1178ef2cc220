/**
 * Which of its two default subject forms a repository sends. It sends exactly one, and having ids does not decide which.
 *
 * `gh api repos/OWNER/NAME/actions/oidc/customization/sub --jq .sub_claim_prefix` tells.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export enum GitHubSubjectFormat {
  /**
   * `repo:OWNER/NAME:…`: repositories made before 2026-07-15 and neither renamed, transferred nor opted in since.
   */
  NAMES = 'names',

  /**
   * `repo:OWNER@ID/NAME@ID:…`: repositories created, renamed or transferred after 2026-07-15, or opted in.
   */
  IDS = 'ids',

  /**
   * Both exact strings side by side, while a repository moves from names to ids.
   */
  MIGRATING = 'migrating',
}
