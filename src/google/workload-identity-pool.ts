import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { Construct, IConstruct } from 'constructs';
import { POOL_NAME } from './limits';
import { idProblem, known, projectProblem, textProblems } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { poolBehind } from './private/pool-name';
import { POOL } from './private/shapes';
import { refuse } from '../private/problem';
import { isToken, withTokensAs } from '../private/tokens';
import { marked } from '../private/type-mark';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { isTemplate, optionalLiteral } from '../terraform/literal';
import { NAME, shapeProblems, TEXT } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.WorkloadIdentityPool');

/**
 * A workload identity pool, defined here or elsewhere.
 */
export interface IWorkloadIdentityPool extends IConstruct {
  /**
   * Id of the pool within its project.
   */
  readonly poolId: string;

  /**
   * `projects/NUMBER/locations/global/workloadIdentityPools/ID`, with the number of the project: what principals and audiences are made of.
   */
  readonly poolName: string;

  /**
   * Id of the project of the pool, where it is known.
   */
  readonly project?: string;
}

/**
 * Properties of `WorkloadIdentityPool`.
 */
export interface WorkloadIdentityPoolProps {
  /**
   * Id of the pool: 4 to 32 characters of a to z, 0 to 9 and `-`, not beginning with `gcp-`, for example `ci-production`.
   */
  readonly poolId: string;

  /**
   * What is put behind the id and a dash, for example `2`.
   *
   * A deleted pool keeps its id for 30 days, in which no other can have it: name another suffix to define the pool anew.
   *
   * @default - no suffix
   */
  readonly idSuffix?: string;

  /**
   * Id of the project of the pool.
   *
   * @default - the project of the Terraform provider
   */
  readonly project?: string;

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
   * Whether the pool exchanges no tokens for now. Tokens that were exchanged before come back to life when it is enabled again.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/**
 * How an existing pool is named.
 */
export interface WorkloadIdentityPoolAttributes {
  /**
   * `projects/NUMBER/locations/global/workloadIdentityPools/ID`: the attribute `name`, not the attribute `id`.
   *
   * That of a data source or an output of another state serves as well; name the id beside it then.
   */
  readonly poolName: string;

  /**
   * Id of the pool.
   *
   * @default - the last part of the name; needed where the name is only known at deployment
   */
  readonly poolId?: string;

  /**
   * Id of the project of the pool, not its number.
   *
   * @default - the project of the Terraform provider
   */
  readonly project?: string;
}

/**
 * A pool of identities that come from outside Google Cloud.
 *
 * It takes the tokens of one issuer: a member names pool and subject but not the issuer, so a second issuer could mint the subjects of the first.
 * Google advises one pool for each environment outside Google Cloud.
 *
 * A deleted pool is kept for 30 days and so is its id: defining a pool of the same id fails with 409 until then. See `idSuffix`.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github' });
 */
export class WorkloadIdentityPool extends Construct implements IWorkloadIdentityPool {
  /**
   * Whether something is a pool, defined here or named by its attributes, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isWorkloadIdentityPool(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * A pool that is there already.
   */
  public static fromAttributes(scope: Construct, id: string, attrs: WorkloadIdentityPoolAttributes): IWorkloadIdentityPool {
    return new ImportedPool(scope, id, attrs);
  }

  public readonly poolId: string;
  public readonly poolName: string;
  public readonly project?: string;

  /**
   * The resource behind this construct.
   */
  public readonly resource: IamWorkloadIdentityPool;

  constructor(scope: Construct, id: string, props: WorkloadIdentityPoolProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, POOL, STRUCTS, 'WorkloadIdentityPoolProps'), this.node.path);
    const poolId = props.idSuffix === undefined || typeof props.poolId !== 'string' ? props.poolId : `${props.poolId}-${props.idSuffix}`;
    refuse([idProblem('pool id', poolId), projectProblem(props.project), ...textProblems(props)], this.node.path);
    const project = optionalLiteral(props.project);
    this.resource = new IamWorkloadIdentityPool(this, 'Resource', {
      workloadIdentityPoolId: poolId,
      project,
      displayName: optionalLiteral(props.displayName),
      description: optionalLiteral(props.description),
      disabled: props.disabled,
    });
    this.poolId = poolId;
    this.poolName = this.resource.name;
    this.project = props.project;
    guardTrust(this, this.resource, { declared: () => ({ workload_identity_pool_id: poolId, project }), free: ['description', 'disabled', 'display_name'] });
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
}

class ImportedPool extends Construct implements IWorkloadIdentityPool {
  public readonly poolId: string;
  public readonly poolName: string;
  public readonly project?: string;

  constructor(scope: Construct, id: string, attrs: WorkloadIdentityPoolAttributes) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(attrs, { 'poolName': TEXT, 'poolId?': TEXT, 'project?': NAME }, STRUCTS, 'WorkloadIdentityPoolAttributes'), this.node.path);
    const { poolName, project } = attrs;
    const isReference = isToken(poolName);
    // a number in the place of each token: it may stand for the number of the project, or for an id
    refuse([isReference || POOL_NAME.test(withTokensAs('0000', poolName)) ? undefined : errors.invalidPoolName(poolName), projectProblem(project)], this.node.path);
    const inName = isReference ? poolBehind(poolName, this)?.id : poolName.slice(poolName.lastIndexOf('/') + 1);
    const poolId = attrs.poolId ?? inName;
    if (poolId === undefined) refuse(errors.poolIdMissing(poolName), this.node.path);
    const differs = known(inName) && known(poolId) && !isTemplate(inName) && inName !== poolId;
    refuse([idProblem('pool id', poolId), differs ? errors.poolIdDiffers(poolId!, inName) : undefined], this.node.path);
    this.poolId = poolId!;
    this.poolName = poolName;
    this.project = project;
  }
}
