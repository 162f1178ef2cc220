import { Token } from 'cdktf';
import * as errors from './private/errors';
import { countProblem } from './private/input';
import { STRUCTS } from './private/known-properties';
import { EXISTING_APPLICATION } from './private/shapes';
import { refuse } from '../private/problem';
import { shapeProblems } from '../terraform/shape';

/**
 * What has to be known of an application registration that exists already.
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
 * An application registration that is defined elsewhere.
 *
 * @example
 *
 * const application = azure.DirectoryApplication.fromApplicationId('/applications/22222222-2222-2222-2222-222222222222', { credentialCount: 0 });
 */
export class DirectoryApplication {
  /**
   * An application by its resource id in the provider `azuread`.
   *
   * @param applicationId `/applications/` and the object id, which is not the client id
   */
  public static fromApplicationId(applicationId: string, options: ExistingApplicationOptions): DirectoryApplication {
    return new DirectoryApplication(applicationId, options);
  }

  /**
   * Its resource id in the provider `azuread`.
   */
  public readonly applicationId: string;

  /**
   * Number of federated credentials that it has from elsewhere.
   */
  public readonly credentialCount: number;

  /**
   * Object id of its service principal, where it is known.
   */
  public readonly servicePrincipalObjectId?: string;

  /**
   * Client id, where it is known.
   */
  public readonly clientId?: string;

  private constructor(applicationId: string, options: ExistingApplicationOptions) {
    refuse(shapeProblems(options, EXISTING_APPLICATION, STRUCTS, 'ExistingApplicationOptions'));
    refuse([
      (typeof applicationId === 'string' && Token.isUnresolved(applicationId)) || /^\/applications\/[0-9a-fA-F-]{36}$/.test(applicationId) ? undefined : errors.applicationIdInvalid(applicationId),
      countProblem(options.credentialCount),
    ]);
    this.applicationId = applicationId;
    this.credentialCount = options.credentialCount;
    this.servicePrincipalObjectId = options.servicePrincipalObjectId;
    this.clientId = options.clientId;
  }
}
