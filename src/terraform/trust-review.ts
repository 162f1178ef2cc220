import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

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
   * Judges the stacks of an app together, or one stack alone, whenever it is synthesised.
   *
   * @param scope an app or a stack; what is added to it later is judged as well
   */
  public static attachTo(scope: IConstruct): void {
    scope.node.addValidation({ validate: () => rules().problems(stacksIn(scope)) });
  }

  private constructor() {}
}

function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one));
}

/** Loaded where trusts are reviewed: the rules know every cloud, of which the other constructs load nothing. */
function rules(): typeof import('./private/stack-review') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('./private/stack-review');
}
