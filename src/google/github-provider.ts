import { Construct } from 'constructs';
import { OidcProvider, OidcProviderProps } from './oidc-provider';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { GITHUB } from './private/shapes';
import { tenantOf } from './private/tenant';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import { GitHubIssuer } from '../identity/github-issuer';
import { GitHubRepository } from '../identity/github-repository';
import { repositoryFacts } from '../identity/private/facts';
import { refuse } from '../private/problem';
import { plainProps } from '../private/properties';
import { marked } from '../private/type-mark';
import { shapeProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.GitHubProvider');

/**
 * Properties of `GitHubProvider`.
 */
export interface GitHubProviderProps {
  /**
   * The pool that the identities belong to.
   */
  readonly pool: IWorkloadIdentityPool;

  /**
   * Who signs the tokens.
   *
   * @default GitHubIssuer.GITHUB_COM
   */
  readonly issuer?: GitHubIssuer;

  /**
   * Repositories whose owners are admitted, beside those of the workloads of whoever uses the provider.
   *
   * Their owners are bound by numeric id where it is known.
   *
   * @default - the owners of the workloads alone
   */
  readonly repositories?: GitHubRepository[];

  /**
   * Id of the provider within its pool: 4 to 32 characters of a to z, 0 to 9 and `-`, not beginning with `gcp-`.
   *
   * @default github
   */
  readonly providerId?: string;

  /**
   * What is put behind the id and a dash, for example `2`.
   *
   * A deleted provider keeps its id for 30 days, in which no other can have it: name another suffix to define the provider anew.
   *
   * @default - no suffix
   */
  readonly idSuffix?: string;

  /**
   * Audiences that the provider takes, up to 10 of at most 256 characters each.
   *
   * @default - Google's own: the URL of the provider
   */
  readonly allowedAudiences?: string[];

  /**
   * Further attributes that the provider maps, for bindings that are made elsewhere: by their names without `attribute.`, each an expression,
   * for example `{ repository: 'assertion.repository' }`.
   *
   * They let nobody in by themselves. What the trust maps itself cannot be given another expression.
   *
   * @default - what the trust needs alone
   */
  readonly extraMappings?: { [attribute: string]: string };

  /**
   * Public keys of an issuer that Google cannot reach, as its `jwks_uri` serves them.
   *
   * @default - Google asks the issuer
   */
  readonly jwksJson?: string;

  /**
   * Name that the console shows, at most 32 characters.
   *
   * @default - none
   */
  readonly displayName?: string;

  /**
   * Description, at most 256 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether the provider exchanges no tokens for now.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/**
 * Takes the tokens of GitHub Actions into a pool.
 *
 * Its condition names the owners of the repositories that are admitted, by their numeric ids where they are known, and is never empty: github.com
 * signs for everybody. It learns owners and mapped attributes from each `DeployServiceAccount` and `DirectAccess` that uses it.
 *
 * The condition only ever rejects a token that contradicts what was declared of its owner; who gets in is decided by the exact members.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github' });
 * const provider = new google.GitHubProvider(stack, 'GitHub', { pool });
 */
export class GitHubProvider extends OidcProvider {
  /**
   * Whether something is a `GitHubProvider`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isGitHubProvider(x: any): boolean {
    return marked(x, MARK);
  }

  constructor(scope: Construct, id: string, props: GitHubProviderProps) {
    super(scope, id, ofIssuer(props, `${scope.node.path}/${id}`));
    Object.defineProperty(this, MARK, { value: true });
    this._admitTenants((props.repositories ?? []).flatMap(repository => tenantOf(repositoryFacts(repository)) ?? []), 'repositories');
  }
}

function ofIssuer(props: GitHubProviderProps, path: string): OidcProviderProps {
  refuse(shapeProblems(props, GITHUB, STRUCTS, 'GitHubProviderProps'), path);
  const { repositories = [], issuer = GitHubIssuer.GITHUB_COM, ...rest } = plainProps(props, STRUCTS.GitHubProviderProps);
  const foreign = repositories.filter(repository => repository.issuer.url !== issuer.url);
  refuse(foreign.map(repository => errors.wrongSource(`repository ${JSON.stringify(repository.fullName)}`, repository.issuer.url, issuer.url)), path);
  return { ...rest, issuer };
}
