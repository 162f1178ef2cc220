/** An issuer whose tokens are put to both sides; all by what AWS writes and not by what the library knows. */
export interface Issuer {
  /** Without `https://`. */
  readonly host: string;
  readonly principal: string;
  /** Claims that a token carries and AWS reads as they are. */
  readonly claims: readonly string[];
}

export const ACCOUNT = '123456789012';

const provider = (host: string, partition = 'aws') => `arn:${partition}:iam::${ACCOUNT}:oidc-provider/${host}`;

const GITHUB = ['environment', 'ref', 'actor', 'repository_id'];

function issuer(host: string, claims: readonly string[], principal: string = provider(host)): Issuer {
  return { host, principal, claims };
}

/** GitHub comes most often, as it does in life; a self-managed GitLab has no claim of its own; one keeps its slash, one is known to IAM without a provider. */
export const ISSUERS: readonly Issuer[] = [
  issuer('token.actions.githubusercontent.com', GITHUB),
  issuer('token.actions.githubusercontent.com', GITHUB),
  issuer('token.actions.githubusercontent.com', GITHUB),
  issuer('token.actions.githubusercontent.com/octocorp', GITHUB),
  issuer('token.actions.octocorp.ghe.com', GITHUB, provider('token.actions.octocorp.ghe.com', 'aws-us-gov')),
  issuer('gitlab.com', ['project_id', 'ref_protected', 'user_login', 'namespace_id']),
  issuer('gitlab.example.com/gitlab', [], provider('gitlab.example.com/gitlab', 'aws-cn')),
  issuer('my-org.auth0.com/', []),
  issuer('oidc.circleci.com/org/0b1c2d3e', ['oidc.circleci.com/project-id']),
  issuer('accounts.google.com', ['google/organization_number'], 'accounts.google.com'),
];
