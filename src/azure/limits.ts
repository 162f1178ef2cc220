// Quotas, character sets and rules of Azure, each with its source.

/** Entra docs, "Important considerations and restrictions for federated identity credentials": on one application or user-assigned identity. */
export const CREDENTIALS_MAX = 20;

/** Same page: name of a credential, which cannot be changed later. */
export const CREDENTIAL_NAME = { min: 3, max: 120, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/ } as const;

/** Same page: issuer, subject, audience and description, each in characters; counted as UTF-16 units, the strictest reading. */
export const CREDENTIAL_TEXT_MAX = 600;

/** Azure resource naming rules, Microsoft.ManagedIdentity/userAssignedIdentities, as Azure Verified Modules test it. */
export const IDENTITY_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/;

/** Graph, application.displayName. */
export const APPLICATION_NAME_MAX = 256;

/** Entra docs, same page: regions whose user-assigned identities take no federated credential (2026-09). */
export const UNSUPPORTED_REGIONS: readonly string[] = ['malaysiasouth'];

/** What an expression may say of the tokens of one issuer. */
export interface FlexibleRule {
  readonly issuer: RegExp;
  /** Whether `matches` may be used beside `eq`, by claim. */
  readonly claims: Readonly<Record<string, boolean>>;
  /** Beside `sub`, an expression has to test one of these, if there are any; the first is written if none is asked for. */
  readonly oneOf: readonly string[];
  /** How the id becomes known. */
  readonly remedy: string;
}

/**
 * Entra docs, "Flexible federated identity credentials (preview)", 2026-09-18, and "mutable and immutable subjects", 2026-07-28, language version 1.
 * The two pages differ on GitLab: the newer asks for `project_id`, which both accept.
 */
const FLEXIBLE_RULES: readonly FlexibleRule[] = [
  {
    issuer: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    claims: { sub: true, job_workflow_ref: true, repository_id: false, repository_owner_id: false },
    oneOf: ['repository_id', 'repository_owner_id'],
    remedy: 'pass ownerId and repositoryId to GitHubRepository.of',
  },
  {
    issuer: /^https:\/\/gitlab(\.[a-z0-9-]+)?\.com$|^https:\/\/gitlab\.[a-z0-9-]+\.ca$/,
    claims: { sub: true, project_id: false, namespace_id: false, user_id: false },
    oneOf: ['project_id'],
    remedy: 'pass projectId to GitLabProject.of; a whole group has none, trust its projects',
  },
  {
    issuer: /^https:\/\/app\.(eu\.)?terraform\.io$/,
    claims: { sub: true },
    oneOf: [],
    remedy: 'name organization, project, workspace and run phase in the subject',
  },
];

/** The rule of an issuer, or nothing where Entra takes no expression for it. */
export function flexibleRuleOf(issuer: string): FlexibleRule | undefined {
  return FLEXIBLE_RULES.find(rule => rule.issuer.test(issuer));
}
