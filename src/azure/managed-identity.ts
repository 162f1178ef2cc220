import { Construct } from 'constructs';
import { checkedIdentity } from './private/existing';
import { marked } from '../private/type-mark';

const MARK = Symbol.for('cdk-federated-roles.azure.ManagedIdentity');

/**
 * A user-assigned identity that is defined elsewhere.
 */
export interface IManagedIdentity {
  /**
   * Its resource id.
   */
  readonly identityId: string;

  /**
   * Its resource group.
   */
  readonly resourceGroupName: string;

  /**
   * Number of federated credentials that it has from elsewhere.
   */
  readonly credentialCount: number;

  /**
   * Object id of its principal, where it is known.
   */
  readonly principalId?: string;

  /**
   * Client id, where it is known.
   */
  readonly clientId?: string;
}

/**
 * What has to be known of a user-assigned identity that exists already, beside its id.
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

/**
 * How a user-assigned identity that exists already is named, and what has to be known of it.
 */
export interface ManagedIdentityAttributes extends ExistingIdentityOptions {
  /**
   * `/subscriptions/ID/resourceGroups/NAME/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME`.
   *
   * The attribute `id` of a data source or an output of another state serves as well; name the resource group beside it then.
   */
  readonly identityId: string;
}

/**
 * A user-assigned identity that is defined elsewhere: by its literal id, by a data source, or by the state of another stack.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const identity = azure.ManagedIdentity.fromAttributes(stack, 'Existing', {
 *   identityId: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/deploy/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-app',
 *   credentialCount: 2,
 * });
 */
export class ManagedIdentity extends Construct implements IManagedIdentity {
  /**
   * An identity that exists already.
   */
  public static fromAttributes(scope: Construct, id: string, attrs: ManagedIdentityAttributes): IManagedIdentity {
    return new ManagedIdentity(scope, id, attrs);
  }

  /**
   * An identity that exists already, where no construct is wanted for it.
   *
   * @param identityId `/subscriptions/ID/resourceGroups/NAME/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME`
   */
  public static fromIdentityId(identityId: string, options: ExistingIdentityOptions): IManagedIdentity {
    return checkedIdentity(identityId, options, 'ExistingIdentityOptions');
  }

  /**
   * Whether something is a `ManagedIdentity`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isManagedIdentity(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly identityId: string;
  public readonly resourceGroupName: string;
  public readonly credentialCount: number;
  public readonly principalId?: string;
  public readonly clientId?: string;

  private constructor(scope: Construct, id: string, attrs: ManagedIdentityAttributes) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const identity = checkedIdentity(attrs?.identityId, attrs, 'ManagedIdentityAttributes', this.node.path);
    this.identityId = identity.identityId;
    this.resourceGroupName = identity.resourceGroupName;
    this.credentialCount = identity.credentialCount;
    this.principalId = identity.principalId;
    this.clientId = identity.clientId;
  }
}
