import { Token } from 'cdktf';
import * as errors from './private/errors';
import { countProblem } from './private/input';
import { STRUCTS } from './private/known-properties';
import { EXISTING_IDENTITY } from './private/shapes';
import { refuse } from '../private/problem';
import { shapeProblems } from '../terraform/shape';

/**
 * What has to be known of a user-assigned identity that exists already.
 */
export interface ExistingIdentityOptions {
  /**
   * Number of federated credentials that it has from elsewhere, 0 to 20; those of other `DeployIdentity` of the same app are counted by themselves.
   *
   * Azure takes 20 on one identity and refuses the next one at deployment only: `az identity federated-credential list` counts them.
   */
  readonly credentialCount: number;

  /**
   * Its resource group.
   *
   * @default - read from the id; needed where the id is only known at deployment
   */
  readonly resourceGroupName?: string;

  /**
   * Object id of its principal, to which roles are assigned.
   *
   * @default - no role can be assigned
   */
  readonly principalId?: string;

  /**
   * Client id, which the jobs log in with.
   *
   * @default - not known here
   */
  readonly clientId?: string;
}

const ID = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;

/**
 * A user-assigned identity that is defined elsewhere.
 *
 * @example
 *
 * const identity = azure.ManagedIdentity.fromIdentityId(
 *   '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/deploy/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-app',
 *   { credentialCount: 2 },
 * );
 */
export class ManagedIdentity {
  /**
   * An identity by its resource id.
   *
   * @param identityId `/subscriptions/ID/resourceGroups/NAME/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME`
   */
  public static fromIdentityId(identityId: string, options: ExistingIdentityOptions): ManagedIdentity {
    return new ManagedIdentity(identityId, options);
  }

  /**
   * Its resource id.
   */
  public readonly identityId: string;

  /**
   * Its resource group.
   */
  public readonly resourceGroupName: string;

  /**
   * Number of federated credentials that it has from elsewhere.
   */
  public readonly credentialCount: number;

  /**
   * Object id of its principal, where it is known.
   */
  public readonly principalId?: string;

  /**
   * Client id, where it is known.
   */
  public readonly clientId?: string;

  private constructor(identityId: string, options: ExistingIdentityOptions) {
    refuse(shapeProblems(options, EXISTING_IDENTITY, STRUCTS, 'ExistingIdentityOptions'));
    const late = typeof identityId === 'string' && Token.isUnresolved(identityId);
    const inId = late ? undefined : ID.exec(String(identityId))?.[1];
    const given = options.resourceGroupName;
    refuse([
      late || inId !== undefined ? undefined : errors.identityIdInvalid(identityId),
      countProblem(options.credentialCount),
      late && given === undefined ? errors.resourceGroupNeeded() : undefined,
      inId !== undefined && given !== undefined && !Token.isUnresolved(given) && given.toLowerCase() !== inId.toLowerCase() ? errors.resourceGroupDiffers(given, inId) : undefined,
    ]);
    this.identityId = identityId;
    this.resourceGroupName = given ?? inId!;
    this.credentialCount = options.credentialCount;
    this.principalId = options.principalId;
    this.clientId = options.clientId;
  }
}
