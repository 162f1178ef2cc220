import { IPolicy } from './policy';
import { A_POLICY } from './private/shapes';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';
import { valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.vault.Permission');

/**
 * Something that the tokens of a role may do.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * vault.Permission.policy(vault.Policy.fromName(stack, 'Existing', 'read-registry'));
 */
export class Permission {
  /**
   * What a policy of Vault allows.
   *
   * @param policy one that is defined with `Policy.read`, or named with `Policy.fromName`
   */
  public static policy(policy: IPolicy): Permission {
    refuse(valueProblems({ policy }, { policy: A_POLICY }));
    return new Permission(policy);
  }

  /**
   * Whether something is a `Permission` of Vault, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isPermission(x: any): boolean {
    return marked(x, MARK);
  }

  /** @internal */
  public readonly _policyName: string;

  private constructor(policy: IPolicy) {
    Object.defineProperty(this, MARK, { value: true });
    this._policyName = policy.policyName;
  }
}
