import { Issuer } from './issuer';
import * as errors from './private/errors';
import { makeImmutable } from './private/immutable';
import { refuse } from '../private/problem';

/**
 * The issuers of GitLab CI/CD.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 *
 * @example
 *
 * const issuer = GitLabIssuer.selfManaged('https://gitlab.example.com');
 */
export class GitLabIssuer extends Issuer {
  /**
   * gitlab.com: one issuer that all its groups share.
   */
  public static readonly GITLAB_COM = new GitLabIssuer('https://gitlab.com');

  /**
   * A self-managed or dedicated instance.
   *
   * @param url the URL of the instance, or the issuer that it was configured to send; without a trailing slash
   */
  public static selfManaged(url: string): GitLabIssuer {
    return new GitLabIssuer(url);
  }

  /** @internal */
  public readonly _sendsGitLabTokens = true;

  private constructor(url: string) {
    super(url);
    if (url.endsWith('/')) refuse(errors.invalidIssuer(url, 'must not end with "/"'));
    makeImmutable(this);
  }
}
