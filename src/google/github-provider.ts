import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { Construct } from 'constructs';
import { adviseTenants } from './private/advice';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { ProviderCore } from './private/provider-core';
import { GITHUB } from './private/shapes';
import { tenantOf } from './private/tenant';
import { GoogleTrust, ProviderSettings } from './trust';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { GitHubIssuer } from '../identity/github-issuer';
import { GitHubRepository } from '../identity/github-repository';
import type { Issuer } from '../identity/issuer';
import { repositoryFacts } from '../identity/private/facts';
import type { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { plainProps } from '../private/properties';
import { shapeProblems } from '../terraform/shape';

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
export class GitHubProvider extends WorkloadIdentityProvider {
  public readonly pool: IWorkloadIdentityPool;
  public readonly providerId: string;
  public readonly issuer: Issuer;
  public readonly providerName: string;
  public readonly audience: string;

  /**
   * The resource behind this construct.
   */
  public readonly resource: IamWorkloadIdentityPoolProvider;

  private readonly core: ProviderCore;

  constructor(scope: Construct, id: string, props: GitHubProviderProps) {
    super(scope, id);
    refuse(shapeProblems(props, GITHUB, STRUCTS, 'GitHubProviderProps'), this.node.path);
    const issuer = props.issuer ?? GitHubIssuer.GITHUB_COM;
    const repositories = props.repositories ?? [];
    refuse(repositories.filter(r => r.issuer.url !== issuer.url).map(r => errors.wrongSource(`repository ${JSON.stringify(r.fullName)}`, r.issuer.url, issuer.url)), this.node.path);
    const tenants = repositories.flatMap(repository => tenantOf(repositoryFacts(repository)) ?? []);
    this.core = new ProviderCore(this, { ...plainProps(props, STRUCTS.GitHubProviderProps), providerId: props.providerId ?? 'github', issuer, tenants, api: 'repositories' });
    this.pool = props.pool;
    this.issuer = issuer;
    this.providerId = this.core.providerId;
    this.resource = this.core.resource;
    this.providerName = this.resource.name;
    this.audience = this.core.audience;
    adviseTenants(this, tenants);
  }

  /** @internal */
  public _settings(): ProviderSettings {
    return this.core.settings();
  }

  /** @internal */
  protected _learn(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void {
    this.core.learn(user, workloads, trust);
  }
}
