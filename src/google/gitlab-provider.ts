import { Construct } from 'constructs';
import { OidcProvider, OidcProviderProps } from './oidc-provider';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { GITLAB } from './private/shapes';
import { tenantOf } from './private/tenant';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import { GitLabIssuer } from '../identity/gitlab-issuer';
import { GitLabProject } from '../identity/gitlab-project';
import { sourceFacts } from '../identity/private/facts';
import { refuse } from '../private/problem';
import { plainProps } from '../private/properties';
import { marked } from '../private/type-mark';
import { shapeProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.GitLabProvider');

/**
 * Properties of `GitLabProvider`.
 */
export interface GitLabProviderProps {
  /**
   * The pool that the identities belong to.
   */
  readonly pool: IWorkloadIdentityPool;

  /**
   * Who signs the tokens.
   *
   * @default GitLabIssuer.GITLAB_COM
   */
  readonly issuer?: GitLabIssuer;

  /**
   * Projects that are admitted, beside those of the workloads of whoever uses the provider.
   *
   * They are bound by numeric id where it is known.
   *
   * @default - the projects of the workloads alone
   */
  readonly projects?: GitLabProject[];

  /**
   * Id of the provider within its pool: 4 to 32 characters of a to z, 0 to 9 and `-`, not beginning with `gcp-`.
   *
   * @default gitlab
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
 * Takes the tokens of GitLab CI/CD into a pool.
 *
 * Its condition names the projects that are admitted, by their numeric ids where they are known, and is never empty: gitlab.com signs for everybody.
 * It also holds a token to one audience, since a job may ask for several. It learns projects and mapped attributes from each `DeployServiceAccount`
 * and `DirectAccess` that uses it.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'gitlab' });
 * const provider = new google.GitLabProvider(stack, 'GitLab', { pool });
 */
export class GitLabProvider extends OidcProvider {
  /**
   * Whether something is a `GitLabProvider`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isGitLabProvider(x: any): boolean {
    return marked(x, MARK);
  }

  constructor(scope: Construct, id: string, props: GitLabProviderProps) {
    super(scope, id, ofIssuer(props, `${scope.node.path}/${id}`));
    Object.defineProperty(this, MARK, { value: true });
    this._admitTenants((props.projects ?? []).flatMap(project => tenantOf(sourceFacts(project)) ?? []), 'projects');
  }
}

function ofIssuer(props: GitLabProviderProps, path: string): OidcProviderProps {
  refuse(shapeProblems(props, GITLAB, STRUCTS, 'GitLabProviderProps'), path);
  const { projects = [], issuer = GitLabIssuer.GITLAB_COM, ...rest } = plainProps(props, STRUCTS.GitLabProviderProps);
  const foreign = projects.filter(project => project.issuer.url !== issuer.url);
  refuse(foreign.map(project => errors.wrongSource(`project ${JSON.stringify(project.fullPath)}`, project.issuer.url, issuer.url)), path);
  return { ...rest, issuer };
}
