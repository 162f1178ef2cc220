import * as errors from './private/errors';
import { makeImmutable } from './private/immutable';
import { textProblem } from './private/text';
import { refuse } from '../private/problem';

/**
 * Who signs the tokens: one OIDC issuer, named exactly as the `iss` claim names it.
 *
 * @example
 *
 * const teamcity = Issuer.of('https://teamcity.example.com');
 */
export class Issuer {
  /**
   * Any issuer by its URL. For GitHub and GitLab use `GitHubIssuer` and `GitLabIssuer`.
   *
   * @param url the `iss` claim to the letter: `https://`, no query, no fragment, a trailing slash only where the tokens carry one
   */
  public static of(url: string): Issuer {
    return new Issuer(url);
  }

  /**
   * The `iss` claim to the letter.
   */
  public readonly url: string;

  protected constructor(url: string) {
    checkIssuerUrl(url);
    this.url = url;
    makeImmutable(this);
  }

  /**
   * The URL without its scheme: what clouds put in front of a claim to name a condition.
   */
  public get hostAndPath(): string {
    return this.url.slice('https://'.length);
  }

  /**
   * The URL.
   */
  public toString(): string {
    return this.url;
  }
}

function checkIssuerUrl(url: unknown): void {
  refuse(textProblem(url, { what: 'issuer', max: 2048 }));
  const text = url as string;
  if (!text.startsWith('https://')) refuse(errors.invalidIssuer(text, 'must begin with https://'));
  if (/[#@\\]/.test(text)) refuse(errors.invalidIssuer(text, 'must have neither user, query nor fragment'));
  if (!/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[A-Za-z0-9._~%!,;=+&()-]+)*\/?$/.test(text)) {
    refuse(errors.invalidIssuer(text, 'must be a plain lower-case host with an optional path'));
  }
}
