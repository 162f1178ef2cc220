import { Issuer } from './issuer';
import * as errors from './private/errors';
import { makeImmutable } from './private/immutable';
import { optionsProblems } from './private/options';
import { textProblem } from './private/text';
import { fail, refuse } from '../private/problem';

/**
 * Options of the issuer of a GitHub Enterprise Server.
 */
export interface GitHubEnterpriseServerOptions {
  /**
   * Whether the server writes a colon inside a value as `%3A`.
   *
   * Servers after 3.18 do, older ones write the bare colon.
   *
   * @default true
   */
  readonly escapesColons?: boolean;
}

/**
 * Options of the issuer of a tenant on GHE.com.
 */
export interface GitHubDataResidencyOptions {
  /**
   * Slug that the enterprise has put into its issuer, for example `octocorp`.
   *
   * @default - the issuer carries no slug
   */
  readonly enterpriseSlug?: string;
}

/**
 * The issuers of GitHub Actions.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 *
 * @example
 *
 * const issuer = GitHubIssuer.enterprise('octocorp');
 */
export class GitHubIssuer extends Issuer {
  /**
   * github.com: one issuer that all its owners share.
   */
  public static readonly GITHUB_COM = new GitHubIssuer('https://token.actions.githubusercontent.com', true, true);

  /**
   * An enterprise of github.com that has put its slug into its issuer.
   *
   * @param slug the slug, for example `octocorp`
   */
  public static enterprise(slug: string): GitHubIssuer {
    checkHostPart('enterprise slug', slug);
    return new GitHubIssuer(`${GitHubIssuer.GITHUB_COM.url}/${slug}`, true, true);
  }

  /**
   * A tenant with data residency on GHE.com.
   *
   * @param subdomain the part before `.ghe.com`, for example `octocorp`
   */
  public static gheCom(subdomain: string, options: GitHubDataResidencyOptions = {}): GitHubIssuer {
    checkHostPart('GHE.com subdomain', subdomain);
    const slug = options?.enterpriseSlug;
    if (slug !== undefined) checkHostPart('enterprise slug', slug);
    refuse(optionsProblems(options, 'GitHubDataResidencyOptions'));
    return new GitHubIssuer(`https://token.actions.${subdomain}.ghe.com${slug === undefined ? '' : `/${slug}`}`, true, true);
  }

  /**
   * A GitHub Enterprise Server.
   *
   * @param hostname the name of the server, for example `github.example.com`
   */
  public static enterpriseServer(hostname: string, options: GitHubEnterpriseServerOptions = {}): GitHubIssuer {
    refuse(optionsProblems(options, 'GitHubEnterpriseServerOptions'));
    checkHostPart('hostname', hostname);
    const escapes: unknown = options.escapesColons ?? true;
    if (typeof escapes !== 'boolean') return fail(errors.notFlag('escapesColons', escapes));
    return new GitHubIssuer(`https://${hostname}/_services/token`, false, escapes);
  }

  /** @internal */
  public readonly _sendsIds: boolean;
  /** @internal */
  public readonly _escapesColons: boolean;

  private constructor(url: string, sendsIds: boolean, escapesColons: boolean) {
    super(url);
    this._sendsIds = sendsIds;
    this._escapesColons = escapesColons;
    makeImmutable(this);
  }
}

function checkHostPart(what: string, value: string): void {
  refuse(textProblem(value, { what, max: 253 }));
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(value)) refuse(errors.invalidHost(what, value));
}
