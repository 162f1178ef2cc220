import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { Construct } from 'constructs';
import { adviseTenants } from './private/advice';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { ProviderCore } from './private/provider-core';
import { GITLAB } from './private/shapes';
import { tenantOf } from './private/tenant';
import { GoogleTrust, ProviderSettings } from './trust';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { GitLabIssuer } from '../identity/gitlab-issuer';
import { GitLabProject } from '../identity/gitlab-project';
import type { Issuer } from '../identity/issuer';
import { sourceFacts } from '../identity/private/facts';
import type { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { plainProps } from '../private/properties';
import { shapeProblems } from '../terraform/shape';

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
export class GitLabProvider extends WorkloadIdentityProvider {
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

  constructor(scope: Construct, id: string, props: GitLabProviderProps) {
    super(scope, id);
    refuse(shapeProblems(props, GITLAB, STRUCTS, 'GitLabProviderProps'), this.node.path);
    const issuer = props.issuer ?? GitLabIssuer.GITLAB_COM;
    const projects = props.projects ?? [];
    refuse(projects.filter(p => p.issuer.url !== issuer.url).map(p => errors.wrongSource(`project ${JSON.stringify(p.fullPath)}`, p.issuer.url, issuer.url)), this.node.path);
    const tenants = projects.flatMap(project => tenantOf(sourceFacts(project)) ?? []);
    this.core = new ProviderCore(this, { ...plainProps(props, STRUCTS.GitLabProviderProps), providerId: props.providerId ?? 'gitlab', issuer, tenants, api: 'projects' });
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
