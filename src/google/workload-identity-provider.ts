import { Construct } from 'constructs';
import { adviseNames, adviseTenants } from './private/advice';
import { audiencesProblems, idProblem, known } from './private/checks';
import * as errors from './private/errors';
import { importedProblems, namesAdmitted } from './private/imported';
import { STRUCTS } from './private/known-properties';
import { holdPool } from './private/pool-issuer';
import { EXISTING } from './private/shapes';
import { foreignWorkload, GoogleTrust, ProviderSettings } from './trust';
import { IWorkloadIdentityPool } from './workload-identity-pool';
import type { Issuer } from '../identity/issuer';
import type { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { holdsToken } from '../private/tokens';
import { marked } from '../private/type-mark';
import { guardAudiences } from '../terraform/audience';
import { shapeProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.WorkloadIdentityProvider');

/**
 * How an existing provider is named, and what it has been told.
 */
export interface WorkloadIdentityProviderAttributes {
  /**
   * The pool of the provider.
   */
  readonly pool: IWorkloadIdentityPool;

  /**
   * Id of the provider within its pool.
   */
  readonly providerId: string;

  /**
   * Who signs the tokens that it takes.
   */
  readonly issuer: Issuer;

  /**
   * Its attribute mapping, for example `{ 'google.subject': 'assertion.sub' }`. It has to hold what the workloads need, to the letter.
   */
  readonly attributeMapping: { [attribute: string]: string };

  /**
   * Its attribute condition. It has to admit the workloads and to refuse strangers, which is tried at synth.
   */
  readonly attributeCondition: string;

  /**
   * Audiences that it takes.
   *
   * @default - Google's own: the URL of the provider
   */
  readonly allowedAudiences?: string[];
}

/**
 * What takes the tokens of one issuer into a pool.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const provider = google.WorkloadIdentityProvider.fromAttributes(stack, 'GitHub', {
 *   pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: 'projects/123456789/locations/global/workloadIdentityPools/github' }),
 *   providerId: 'github-com',
 *   issuer: GitHubIssuer.GITHUB_COM,
 *   attributeMapping: { 'google.subject': 'assertion.sub' },
 *   attributeCondition: 'assertion.repository_owner_id == "123456"',
 * });
 */
export abstract class WorkloadIdentityProvider extends Construct {
  /**
   * A provider that is there already.
   */
  public static fromAttributes(scope: Construct, id: string, attrs: WorkloadIdentityProviderAttributes): WorkloadIdentityProvider {
    return new ImportedProvider(scope, id, attrs);
  }

  /**
   * Whether something is a provider, defined here or named by its attributes, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isWorkloadIdentityProvider(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * The pool that the identities belong to.
   */
  public abstract readonly pool: IWorkloadIdentityPool;

  /**
   * Id of the provider within its pool.
   */
  public abstract readonly providerId: string;

  /**
   * Who signs the tokens.
   */
  public abstract readonly issuer: Issuer;

  /**
   * `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID`: what a job names to be let in (`workload_identity_provider`).
   */
  public abstract readonly providerName: string;

  /**
   * The audience that a job asks its token for: Google's own, unless others are allowed.
   */
  public abstract readonly audience: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
  }

  /** @internal */
  public abstract _settings(): ProviderSettings;

  /** @internal */
  protected abstract _learn(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void;

  /** @internal */
  public _admit(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void {
    const foreign = foreignWorkload(this.issuer, workloads);
    if (foreign) refuse(errors.wrongIssuer(foreign.toString(), foreign.issuer.url, this.issuer.url), user.node.path);
    this._learn(user, workloads, trust);
    adviseTenants(this, trust.tenants);
  }
}

class ImportedProvider extends WorkloadIdentityProvider {
  public readonly pool: IWorkloadIdentityPool;
  public readonly providerId: string;
  public readonly issuer: Issuer;
  public readonly providerName: string;
  public readonly audience: string;
  private readonly attrs: WorkloadIdentityProviderAttributes;

  constructor(scope: Construct, id: string, attrs: WorkloadIdentityProviderAttributes) {
    super(scope, id);
    refuse(shapeProblems(attrs, EXISTING, STRUCTS, 'WorkloadIdentityProviderAttributes'), this.node.path);
    const empty = known(attrs.attributeCondition) && attrs.attributeCondition.trim() === '';
    refuse([
      idProblem('provider id', attrs.providerId),
      ...audiencesProblems(attrs.allowedAudiences),
      attrs.attributeCondition === undefined || empty ? errors.conditionMissing(attrs.issuer.url) : undefined,
      // what decides who gets in is tried at synth
      ...(['attributeMapping', 'attributeCondition'] as const).filter(name => holdsToken(attrs[name])).map(errors.settingsUnresolved),
    ], this.node.path);
    holdPool(this, attrs.pool, attrs.issuer);
    guardAudiences(this, () => attrs.allowedAudiences ?? []);
    this.attrs = attrs;
    this.pool = attrs.pool;
    this.providerId = attrs.providerId;
    this.issuer = attrs.issuer;
    this.providerName = `${attrs.pool.poolName}/providers/${attrs.providerId}`;
    this.audience = attrs.allowedAudiences?.[0] ?? `https://iam.googleapis.com/${this.providerName}`;
  }

  public _settings(): ProviderSettings {
    return { mapping: { ...this.attrs.attributeMapping }, condition: this.attrs.attributeCondition };
  }

  protected _learn(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void {
    refuse(importedProblems(this._settings(), this.issuer, workloads, trust), user.node.path);
    adviseNames(this, namesAdmitted(this._settings(), workloads));
  }
}
