import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { STRUCTS } from './private/known-properties';
import { refuse } from '../private/problem';
import { propertyProblems } from '../private/properties';

/** How trusts are reviewed at synth. */
export interface TrustReviewOptions {
  /**
   * File with the findings that are accepted for a while, from the working directory.
   *
   * @default - every finding is reported
   */
  readonly suppressions?: string;
}

/**
 * The rules as a validation of CDKTF: synth fails where one finds an error; warnings are reported.
 *
 * @example
 *
 * declare const app: App;
 * terraform.TrustReview.attachTo(app);
 */
export class TrustReview {
  /**
   * Judges all stacks of an app together, or one stack alone, whenever it is synthesised.
   *
   * @param scope an app, a stack, or anything around or within stacks; what is added later is judged as well
   */
  public static attachTo(scope: IConstruct, options: TrustReviewOptions = {}): void {
    refuse(propertyProblems(options, STRUCTS, 'TrustReviewOptions'), scope.node.path);
    const stack = scope.node.scopes.reverse().find(TerraformStack.isStack) as TerraformStack | undefined;
    // CDKTF asks stacks and what is in them, and the app, but nothing between
    const place = stack === undefined ? scope.node.root : scope;
    place.node.addValidation({ validate: () => rules().problems(stacksIn(stack ?? scope), scope, options.suppressions) });
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
