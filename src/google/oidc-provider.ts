import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { Construct } from 'constructs';
import { adviseTenants } from './private/advice';
import { tenantClaimProblems } from './private/checks';
import { traitsOf } from './private/issuer-traits';
import { STRUCTS } from './private/known-properties';
import { ProviderCore } from './private/provider-core';
import { OIDC } from './private/shapes';
import type { Tenant } from './private/tenant';
import { GoogleTrust, ProviderSettings } from './trust';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { Issuer } from '../identity/issuer';
import type { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { plainProps } from '../private/properties';
import { marked } from '../private/type-mark';
import { acknowledgeChange } from '../terraform/guard';
import { shapeProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.OidcProvider');

/**
 * Properties of `OidcProvider`.
 */
export interface OidcProviderProps {
  /**
   * The pool that the identities belong to.
   */
  readonly pool: IWorkloadIdentityPool;

  /**
   * Who signs the tokens.
   */
  readonly issuer: Issuer;

  /**
   * Claims that bind the tenant of the issuer: a token must carry each with one of its exact values, for example `{ organization_id: ['1234'] }`.
   *
   * @default - what is known of the workloads of whoever uses the provider
   */
  readonly tenantClaims?: { [claim: string]: string[] };

  /**
   * Id of the provider within its pool: 4 to 32 characters of a to z, 0 to 9 and `-`, not beginning with `gcp-`.
   *
   * @default - github for an issuer of GitHub, gitlab for one of GitLab; any other issuer needs one
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
 * Takes the tokens of an issuer into a pool. `GitHubProvider` and `GitLabProvider` are shorter where the tenants are repositories or projects.
 *
 * Its condition binds the tenant of the issuer, and is never empty. It learns tenants and mapped attributes from each `DeployServiceAccount` and
 * `DirectAccess` that uses it.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'teamcity' });
 * const provider = new google.OidcProvider(stack, 'TeamCity', {
 *   pool,
 *   providerId: 'teamcity',
 *   issuer: Issuer.of('https://teamcity.example.com'),
 *   tenantClaims: { project_id: ['MyProject'] },
 * });
 */
export class OidcProvider extends WorkloadIdentityProvider {
  /**
   * Whether something is a provider that an app defines, of GitHub, GitLab or any other issuer, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isOidcProvider(x: any): boolean {
    return marked(x, MARK);
  }

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

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, OIDC, STRUCTS, 'OidcProviderProps'), this.node.path);
    refuse(tenantClaimProblems(props.tenantClaims), this.node.path);
    const { issuer, tenantClaims } = props;
    this.core = new ProviderCore(this, {
      ...plainProps(props, STRUCTS.OidcProviderProps), providerId: props.providerId ?? traitsOf(issuer).providerId, issuer, tenantClaims,
    });
    this.pool = props.pool;
    this.issuer = issuer;
    this.providerId = this.core.providerId;
    this.resource = this.core.resource;
    this.providerName = this.resource.name;
    this.audience = this.core.audience;
  }

  /**
   * Lets one change of the trust through that was made behind the back of this library, and writes the reason beside it.
   *
   * @param id of the change, as the error `TRUST_CHANGED` tells it
   * @param reason why it is wanted
   */
  public acknowledgeTrustChange(id: string, reason: string): void {
    acknowledgeChange(this, id, reason);
  }

  /** @internal */
  public _settings(): ProviderSettings {
    return this.core.settings();
  }

  /**
   * Admits tenants beside those of its users.
   *
   * @internal
   */
  protected _admitTenants(tenants: readonly Tenant[], namedBy: string): void {
    this.core.admitTenants(tenants, namedBy);
    adviseTenants(this, tenants);
  }

  /** @internal */
  protected _learn(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void {
    this.core.learn(user, workloads, trust);
  }
}
