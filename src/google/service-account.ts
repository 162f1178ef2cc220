import { Fn } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { SERVICE_ACCOUNT_NAME } from './limits';
import { withCharacters } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { EXISTING_ACCOUNT } from './private/shapes';
import { Problem, refuse } from '../private/problem';
import { holdsToken, isToken } from '../private/tokens';
import { marked } from '../private/type-mark';
import { optionalLiteral } from '../terraform/literal';
import { shapeProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.ServiceAccount');

/**
 * A service account that is defined elsewhere.
 */
export interface IServiceAccount extends IConstruct {
  /**
   * `projects/PROJECT/serviceAccounts/EMAIL`.
   */
  readonly serviceAccountName: string;

  /**
   * Its e-mail address.
   */
  readonly email: string;
}

/**
 * How a service account that is there already is named.
 */
export interface ServiceAccountAttributes {
  /**
   * `projects/PROJECT/serviceAccounts/EMAIL`.
   *
   * The attribute `name` of a resource or data source, or an output of another state, serves as well.
   */
  readonly serviceAccountName: string;

  /**
   * Its e-mail address.
   *
   * @default - the last part of the name
   */
  readonly email?: string;
}

/**
 * A service account that is defined elsewhere: by its literal name, by a data source, or by the state of another stack.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const account = google.ServiceAccount.fromName(stack, 'Existing', 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com');
 */
export class ServiceAccount extends Construct implements IServiceAccount {
  /**
   * A service account that is there already.
   *
   * @param serviceAccountName `projects/PROJECT/serviceAccounts/EMAIL`
   */
  public static fromName(scope: Construct, id: string, serviceAccountName: string): IServiceAccount {
    return new ServiceAccount(scope, id, { serviceAccountName });
  }

  /**
   * A service account that is there already.
   */
  public static fromAttributes(scope: Construct, id: string, attrs: ServiceAccountAttributes): IServiceAccount {
    return new ServiceAccount(scope, id, attrs);
  }

  /**
   * Whether something is a `ServiceAccount`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isServiceAccount(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly serviceAccountName: string;
  public readonly email: string;

  private constructor(scope: Construct, id: string, attrs: ServiceAccountAttributes) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(attrs, EXISTING_ACCOUNT, STRUCTS, 'ServiceAccountAttributes'), this.node.path);
    refuse(nameProblem(attrs), this.node.path);
    this.serviceAccountName = optionalLiteral(attrs.serviceAccountName);
    this.email = optionalLiteral(attrs.email) ?? emailIn(this.serviceAccountName);
  }
}

function nameProblem({ serviceAccountName: name, email }: ServiceAccountAttributes): Problem | undefined {
  if (isToken(name)) return undefined;
  if (!SERVICE_ACCOUNT_NAME.test(withCharacters(name))) return errors.serviceAccountNameInvalid(name);
  return email === undefined || holdsToken(email) || holdsToken(name) || email === emailIn(name) ? undefined : errors.emailDiffers(email, name);
}

/** Of a name that is only known at deployment, Terraform takes the last of its four parts. */
function emailIn(name: string): string {
  return isToken(name) ? Fn.element(Fn.split('/', name), 3) as string : name.slice(name.lastIndexOf('/') + 1);
}
