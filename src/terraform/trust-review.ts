import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { warn } from './advice';
import { synthesised } from './private/synthesised';
import type { Finding } from '../verify/model';
import { readText } from '../verify/readers';
import { place } from '../verify/reports/place';
import { review } from '../verify/review';

/**
 * The rules as a validation of CDKTF: synth fails where one finds an error; warnings are told.
 *
 * @example
 *
 * declare const app: App;
 * terraform.TrustReview.attachTo(app);
 */
export class TrustReview {
  /**
   * Judges every stack of an app, or one stack, whenever it is synthesised.
   *
   * @param scope an app or a stack; what is added to it later is judged as well
   */
  public static attachTo(scope: IConstruct): void {
    scope.node.addValidation({ validate: () => stacksIn(scope).flatMap(problems) });
  }

  private constructor() {}
}

function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one));
}

/** Errors; warnings are left at the stack, with the rule as the id by which they are acknowledged. */
function problems(stack: TerraformStack): string[] {
  const findings = review(readText(synthesised(stack), { file: `${stack.node.id}.tf.json` }));
  for (const finding of findings.filter(({ severity }) => severity === 'warning')) {
    warn(stack, `cdk-federated-roles:${finding.rule}`, `${finding.target} ${finding.message}`, told(finding));
  }
  return findings.filter(({ severity }) => severity === 'error').map(told);
}

function told({ rule, target, message, remedy, source }: Finding): string {
  return `${rule}: ${target}: ${message} (${place(source)}): ${remedy}`;
}
