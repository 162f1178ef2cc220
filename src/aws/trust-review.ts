import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import * as errors from './private/errors';
import { propsProblems } from './private/properties';
import { fail, refuse } from '../private/problem';
import { holdsToken } from '../private/tokens';
import { marked } from '../private/type-mark';

/** How trusts are reviewed at synth. */
export interface TrustReviewOptions {
  /**
   * File with the findings that are accepted for a while, from the working directory.
   *
   * @default - every finding is reported
   */
  readonly suppressions?: string;
}

const MARK = Symbol.for('cdk-federated-roles.aws.TrustReview');

/**
 * The rules as a policy validation of AWS CDK: `cdk synth` fails where one finds an error; warnings and notes are reported.
 *
 * All stacks of the app are judged together. As a plugin it can be handed to the framework as well, for example with
 * `new cdk.App({ policyValidationBeta1: [new aws.TrustReview()] })`.
 *
 * @example
 *
 * declare const app: cdk.App;
 * aws.TrustReview.attachTo(app);
 */
export class TrustReview implements cdk.IPolicyValidationPluginBeta1 {
  /**
   * Judges the stacks of an app together whenever it is synthesised.
   *
   * @param scope an app or a stage, or anything in one
   */
  public static attachTo(scope: IConstruct, options: TrustReviewOptions = {}): void {
    const stage = cdk.Stage.isStage(scope) ? scope : cdk.Stage.of(scope) ?? fail(errors.reviewWithoutApp(scope.node.path));
    const review = new TrustReview(options);
    const { Validations: validations } = cdk as WithValidations;
    if (validations === undefined) stage.policyValidationBeta1.push(review);
    else validations.of(stage).addPlugins(review);
  }

  /**
   * Whether something is a `TrustReview`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isTrustReview(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly name = 'cdk-federated-roles';

  public readonly ruleIds?: string[] = [...rules().RULE_IDS];

  constructor(private readonly options: TrustReviewOptions = {}) {
    Object.defineProperty(this, MARK, { value: true });
    refuse(propsProblems(options, 'TrustReviewOptions'));
    if (holdsToken(options.suppressions)) refuse(errors.tokenNotResolved('suppressions', options.suppressions!));
  }

  public validate(context: cdk.IPolicyValidationContextBeta1): cdk.PolicyValidationPluginReportBeta1 {
    return rules().reviewTemplates(context.templatePaths, this.options.suppressions);
  }
}

/** What aws-cdk-lib has from 2.251 on in place of `policyValidationBeta1`. */
interface WithValidations {
  readonly Validations?: { of(scope: IConstruct): { addPlugins(plugin: TrustReview): void } };
}

/** Loaded where trusts are reviewed: the rules know every cloud, of which the other constructs load nothing. */
function rules(): typeof import('./private/template-review') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('./private/template-review');
}
