import * as iam from 'aws-cdk-lib/aws-iam';
import { CdkBootstrapRoles, CdkTarget } from './cdk-bootstrap-roles';
import * as errors from './private/errors';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

const MARK = Symbol.for('cdk-federated-roles.aws.Permission');

/**
 * Something that a deploy role may do.
 *
 * @example
 *
 * aws.Permission.cdkBootstrapRoles({ account: '111111111111', regions: ['eu-west-1'] });
 */
export class Permission {
  /**
   * What `cdk deploy` needs in an account, and nothing else: to assume its bootstrap roles.
   */
  public static cdkBootstrapRoles(target: CdkTarget): Permission {
    const roles = CdkBootstrapRoles.of(target);
    return new Permission(role => void roles.grantAssume(role));
  }

  /**
   * What a managed policy allows.
   *
   * @param policy for example `iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')`
   */
  public static managedPolicy(policy: iam.IManagedPolicy): Permission {
    if (typeof policy?.managedPolicyArn !== 'string') refuse(errors.notAManagedPolicy(policy));
    return new Permission(role => role.addManagedPolicy(policy));
  }

  /**
   * What statements allow, in the role's own policy.
   *
   * @param statements each becomes one of the policy, as `addToPrincipalPolicy` of a role adds it
   */
  public static statements(...statements: iam.PolicyStatement[]): Permission {
    const isStatement = (one: any) => typeof one?.toStatementJson === 'function';
    if (statements.length === 0 || !statements.every(isStatement)) refuse(errors.notAStatement(statements.filter(one => !isStatement(one))[0]));
    return new Permission(role => statements.forEach(statement => role.addToPrincipalPolicy(statement)));
  }

  /**
   * Whether something is a `Permission` of AWS, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isPermission(x: any): boolean {
    return marked(x, MARK);
  }

  private constructor(private readonly grant: (role: iam.Role) => void) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /** @internal */
  public _grantTo(role: iam.Role): void {
    this.grant(role);
  }
}
