import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as errors from './private/errors';
import { fail } from '../private/problem';
import { Trust } from '../verify/trust';

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
    return Trust.fromText(readFileSync(file, 'utf8'), { fileName: basename(file) });
  }

  private constructor() {}
}
