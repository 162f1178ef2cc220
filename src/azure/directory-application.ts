import { Construct } from 'constructs';
import { checkedApplication } from './private/existing';
import { marked } from '../private/type-mark';

const MARK = Symbol.for('cdk-federated-roles.azure.DirectoryApplication');

/**
 * An application registration that is defined elsewhere.
 */
export interface IDirectoryApplication {
  /**
   * Its resource id in the provider `azuread`.
   */
  readonly applicationId: string;

  /**
   * Number of federated credentials that it has from elsewhere.
   */
  readonly credentialCount: number;

  /**
   * Object id of its service principal, where it is known.
   */
  readonly servicePrincipalObjectId?: string;

  /**
   * Client id, where it is known.
   */
  readonly clientId?: string;
}

/**
 * What has to be known of an application registration that exists already, beside its id.
 */
export interface ExistingApplicationOptions {
  /**
   * Number of federated credentials that it has from elsewhere, 0 to 20; those of other `DeployApplication` of the same app are counted by themselves.
   *
   * Entra takes 20 on one application, flexible ones included: `az ad app federated-credential list` counts them.
   */
  readonly credentialCount: number;

  /**
   * Object id of its service principal, to which roles are assigned.
   *
   * @default - no role can be assigned
   */
  readonly servicePrincipalObjectId?: string;

  /**
   * Client id, which the jobs log in with.
   *
   * @default - not known here
   */
  readonly clientId?: string;
}

/**
 * How an application registration that exists already is named, and what has to be known of it.
 */
export interface DirectoryApplicationAttributes extends ExistingApplicationOptions {
  /**
   * `/applications/` and the object id, which is not the client id.
   *
   * The attribute `id` of a data source or an output of another state serves as well.
   */
  readonly applicationId: string;
}

/**
 * An application registration that is defined elsewhere: by its literal id, by a data source, or by the state of another stack.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const application = azure.DirectoryApplication.fromAttributes(stack, 'Existing', {
 *   applicationId: '/applications/22222222-2222-2222-2222-222222222222',
 *   credentialCount: 0,
 * });
 */
export class DirectoryApplication extends Construct implements IDirectoryApplication {
  /**
   * An application that exists already.
   */
  public static fromAttributes(scope: Construct, id: string, attrs: DirectoryApplicationAttributes): IDirectoryApplication {
    return new DirectoryApplication(scope, id, attrs);
  }

  /**
   * An application that exists already, where no construct is wanted for it.
   *
   * @param applicationId `/applications/` and the object id, which is not the client id
   */
  public static fromApplicationId(applicationId: string, options: ExistingApplicationOptions): IDirectoryApplication {
    return checkedApplication(applicationId, options, 'ExistingApplicationOptions');
  }

  /**
   * Whether something is a `DirectoryApplication`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDirectoryApplication(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly applicationId: string;
  public readonly credentialCount: number;
  public readonly servicePrincipalObjectId?: string;
  public readonly clientId?: string;

  private constructor(scope: Construct, id: string, attrs: DirectoryApplicationAttributes) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const application = checkedApplication(attrs?.applicationId, attrs, 'DirectoryApplicationAttributes', this.node.path);
    this.applicationId = application.applicationId;
    this.credentialCount = application.credentialCount;
    this.servicePrincipalObjectId = application.servicePrincipalObjectId;
    this.clientId = application.clientId;
  }
}
