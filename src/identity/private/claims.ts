import { COLON_IN_NAME } from './errors';

/**
 * Claims that may be constrained beside the subject, as the issuers document them. Left out: those that differ with every run or
 * that the token itself is made of (`iss`, `sub`, `aud`, `exp`, `iat`, `nbf`, `jti`).
 *
 * Sources: GitHub, docs `content/actions/reference/security/oidc.md` @051718f2 and the discovery document of 2026;
 * GitLab, gitlabhq `doc/ci/secrets/id_token_authentication.md` @d66adcb6.
 */
export const GITHUB_CLAIMS: readonly string[] = [
  'actor', 'actor_id', 'base_ref', 'enterprise', 'enterprise_id', 'environment', 'environment_node_id', 'event_name', 'head_ref',
  'issuer_scope', 'job_workflow_ref', 'job_workflow_sha', 'ref', 'ref_protected', 'ref_type', 'repository', 'repository_id',
  'repository_owner', 'repository_owner_id', 'repository_visibility', 'runner_environment', 'workflow', 'workflow_ref', 'workflow_sha',
];

export const GITLAB_CLAIMS: readonly string[] = [
  'ci_config_ref_uri', 'ci_config_sha', 'deployment_tier', 'environment', 'environment_action', 'environment_protected',
  'job_namespace_id', 'job_namespace_path', 'job_project_id', 'job_project_path', 'job_source', 'namespace_id', 'namespace_path',
  'pipeline_source', 'project_id', 'project_path', 'project_visibility', 'ref', 'ref_path', 'ref_protected', 'ref_type',
  'runner_environment', 'user_access_level', 'user_email', 'user_id', 'user_login',
];

/** Custom properties of a repository: `repo_property_` and the property's own name. */
export const GITHUB_PROPERTY_CLAIM = /^repo_property_[A-Za-z0-9_]+$/;

const inTemplate = (claim: string) => `add "${claim}" to the subject template (include_claim_keys) and declare it as subjectTemplate`;

/** Where a target reads the subject alone: how the same can be had in the subject. */
const GITHUB_ALTERNATIVES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(GITHUB_CLAIMS.map(claim => [claim, inTemplate(claim)])),
  ref: `restrict the branches that may deploy to the environment in its protection rules, or ${inTemplate('ref')}`,
  environment: 'add "context" or "environment" to the subject template (include_claim_keys) and declare it as subjectTemplate',
};

/** The same with the custom properties that are asked for, which only the repository knows, and for claims that the subject carries and does not tell apart. */
export function gitHubAlternatives(claims: readonly string[], ambiguous: readonly string[]): Readonly<Record<string, string>> {
  const further = claims.filter(claim => GITHUB_PROPERTY_CLAIM.test(claim));
  if (further.length + ambiguous.length === 0) return GITHUB_ALTERNATIVES;
  return { ...GITHUB_ALTERNATIVES, ...Object.fromEntries([...further.map(claim => [claim, inTemplate(claim)]), ...ambiguous.map(claim => [claim, COLON_IN_NAME])]) };
}

const PROTECTED = 'add ref_protected to the subject components in GitLab and declare it as subjectComponents';
const RUN_BY = `trust a protected ref instead, for which GitLab decides who may run jobs and where: ${PROTECTED}`;
const REF = 'add ref_type and ref to the subject components in GitLab and declare them as subjectComponents';
const GROUP = 'name the project, whose path begins with that of its group, in the subject components: begin them with project_path';
const ENVIRONMENT = 'add environment_protected and deployment_tier to the subject components in GitLab and declare them as subjectComponents';

export const GITLAB_ALTERNATIVES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(GITLAB_CLAIMS.filter(claim => claim !== 'project_path').map(claim => [claim, RUN_BY])),
  environment: 'trust a protected ref with branch(name) or tag(name), or configure the subject components project_id, ref_type, ref, '
    + 'environment_protected, deployment_tier in GitLab, declare them as subjectComponents, and write '
    + 'branch(name).withProtectedEnvironment().withDeploymentTier(tier)',
  environment_protected: ENVIRONMENT,
  deployment_tier: ENVIRONMENT,
  environment_action: ENVIRONMENT,
  ref_protected: PROTECTED,
  ref: REF,
  ref_type: REF,
  ref_path: REF,
  namespace_id: GROUP,
  namespace_path: GROUP,
  project_id: 'begin the subject components with project_id in GitLab and declare them as subjectComponents',
};
