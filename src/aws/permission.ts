import * as iam from 'aws-cdk-lib/aws-iam';
import { CdkBootstrapRoles, CdkTarget } from './cdk-bootstrap-roles';
import { kindProblem } from './private/properties';
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
    refuse(kindProblem('policy', 'IManagedPolicy', policy));
    return new Permission(role => role.addManagedPolicy(policy));
  }

  /**
   * What statements allow, in the role's own policy.
   *
   * @param statements each becomes one of the policy, as `addToPrincipalPolicy` of a role adds it
   */
  public static statements(...statements: iam.PolicyStatement[]): Permission {
    const given = statements.length === 0 ? [undefined] : statements;
    refuse(given.map((statement, i) => kindProblem(`statements[${i}]`, 'PolicyStatement', statement)));
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
