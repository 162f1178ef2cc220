import { TerraformStack } from 'cdktf';
import { synthesised } from './private/synthesised';
import type { Trust } from '../verify/trust';

/**
 * Reads the trusts of a Terraform stack that a test has just built.
 *
 * @example
 *
 * declare const stack: TerraformStack;
 * const trust = terraform.StackTrust.ofStack(stack);
 * console.log(trust.findings());
 */
export class StackTrust {
  /**
   * The trusts of all providers, credentials and roles of a stack, from the Terraform JSON that it synthesises to.
   *
   * @param stack a stack of an app
   */
  public static ofStack(stack: TerraformStack): Trust {
    return verify().Trust.fromText(synthesised(stack), { fileName: `${stack.node.id}.tf.json` });
  }

  private constructor() {}
}

/** Loaded where trusts are read: it knows every cloud, of which the other constructs load nothing. */
function verify(): typeof import('../verify/trust') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('../verify/trust');
}
