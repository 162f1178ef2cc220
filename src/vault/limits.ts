// Names, defaults and character sets of Vault and OpenBao, each with its source.

/** Role names are lower-cased by the plugin (`TypeLowerCaseString`) and have to fit the SDK's `GenericNameRegex`. */
export const ROLE_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/;

/** Policy names are lower-cased by Vault; `root` cannot be written, and `default` is everybody's. */
export const POLICY_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/;
export const RESERVED_POLICIES: readonly string[] = ['default', 'root'];

/** Where something is mounted: without the slashes that the Terraform provider refuses at either end. */
export const MOUNT_PATH = /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;

/** A path of a secret: no pattern (`*`, `+`), no template (`{{`), nothing that would end the quoted text of a policy. */
// eslint-disable-next-line no-control-regex -- control characters are among what is refused
export const SECRET_PATH = /^(?!\/)(?!.*\/\/)(?!(.*\/)?\.\.?(\/|$))[^\u0000-\u001f\u007f-\u009f"\\*+{}]*[^\u0000-\u001f\u007f-\u009f"\\*+{}/]$/;

/** Seconds that a token may live: long enough for a job to read what it needs, and at most as long as AWS would let it. */
export const TOKEN_TTL = { min: 60, max: 43_200, default: 900 } as const;

/** Claims that name the repository or the project: one entity each, however many branches and people there are. */
export const USER_CLAIMS: readonly string[] = ['repository_id', 'project_id'];

/** Mounts of the issuers that everybody shares; any other is named after its host. */
export const DEFAULT_PATHS: Readonly<Record<string, string>> = {
  'https://token.actions.githubusercontent.com': 'jwt-github',
  'https://gitlab.com': 'jwt-gitlab',
};

/** What Go's `strings.TrimSpace` takes off at either end, with which the Terraform provider reads every part of a bound claim. */
export const GO_SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/**
 * Audiences that others take: a token that was asked for one of them could be replayed here, and one asked for here there.
 *
 * Sources: the documents of aws-actions/configure-aws-credentials, of Entra workload identity federation (with its national clouds),
 * of Google workload identity federation, of GitHub (the owner's URL is the default) and of the package registries and Sigstore.
 */
export const AUDIENCES_OF_OTHERS: readonly (readonly [pattern: RegExp, whose: string])[] = [
  [/^sts\.amazonaws\.com(\.cn)?$/i, 'AWS'],
  [/^api:\/\/AzureADTokenExchange/i, 'Entra'],
  [/^((https:)?\/\/)?iam\.googleapis\.com(\/|$)/i, 'Google Cloud'],
  [/^https:\/\/(github\.com|[^/]+\.ghe\.com)(\/|$)/i, 'whoever takes the tokens that GitHub sends by default'],
  [/^(sigstore|pypi|testpypi|npm:.*|rubygems\.org|crates\.io)$/i, 'a package registry or Sigstore'],
];
