/** Vectors whose published answer this library does not give, with the reason. README.md argues each. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'circleci-aws-ssh-rerun-debug-token-admitted': 'the same text is graded caution in circleci-aws-docs-projectid-aud-pin, and AWS has no key that tells an SSH rerun',
  'gh-aws-environment-colon-encoded-exact': 'the same text is graded dangerous in gh-aws-environment-colon-twin-collides: a review cannot see which of the two environments is meant',
  'gh-gcp-name-recycle-danger': 'the same text is graded caution in gh-gcp-name-pin-breaks-on-rename',
  'gh-gcp-pull-request-danger': 'the same text is graded caution in gh-gcp-name-pin-breaks-on-rename; any-ref says it as a note',
  'gitlab-aws-path-reuse-no-projectid': 'the same text is graded caution in gitlab-aws-exact-branch-namebased-stringequals, and GitLab gives a reused path no token',
  'gl-flex-eq-path-reuse-squatter-no-lever': 'the same text is graded caution in gl-flex-eq-exact-branch, and Entra now asks for project_id beside it',
  'gitlab-az-fic-path-reuse-squatter': 'the same text is graded caution in gitlab-az-fic-branch-exact-match, and GitLab gives a reused path no token',
};
