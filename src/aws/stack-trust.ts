import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as errors from './private/errors';
import { fail } from '../private/problem';
import type { Trust } from '../verify/trust';

/**
 * Reads the trusts of a stack that a test has just built.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * const trust = aws.StackTrust.ofStack(stack);
 * console.log(trust.findings());
 */
export class StackTrust {
  /**
   * The trusts of all federated roles of a stack, from the template that it synthesises to.
   *
   * The app is synthesised, as `Template.fromStack` does it: what is added afterwards is not seen.
   *
   * @param stack a stack or a nested stack of an app
   */
  public static ofStack(stack: cdk.Stack): Trust {
    const stage = cdk.Stage.of(stack);
    if (stage === undefined) return fail(errors.stackWithoutApp(stack.node.path));
    const file = join(stage.synth().directory, stack.templateFile);
    return verify().Trust.fromText(readFileSync(file, 'utf8'), { fileName: basename(file) });
  }

  private constructor() {}
}

/** Loaded where trusts are read: it knows every cloud, of which the other constructs load nothing. */
function verify(): typeof import('../verify/trust') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('../verify/trust');
}
