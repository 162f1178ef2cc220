import type * as cdk from 'aws-cdk-lib';
import { propsProblems } from './private/properties';
import { refuse } from '../private/problem';

/** How trusts are reviewed at synth. */
export interface TrustReviewOptions {
  /**
   * File with the findings that are accepted for a while, from the working directory.
   *
   * @default - every finding is told
   */
  readonly suppressions?: string;
}

/**
 * The rules as a policy validation of AWS CDK: `cdk synth` fails where one finds an error; warnings and notes are told.
 *
 * All stacks of the app are judged together.
 *
 * @example
 *
 * new cdk.App({ policyValidationBeta1: [new aws.TrustReview()] });
 */
export class TrustReview implements cdk.IPolicyValidationPluginBeta1 {
  public readonly name = 'cdk-federated-roles';

  public readonly ruleIds?: string[] = [...rules().RULE_IDS];

  constructor(private readonly options: TrustReviewOptions = {}) {
    refuse(propsProblems(options, 'TrustReviewOptions'));
  }

  public validate(context: cdk.IPolicyValidationContextBeta1): cdk.PolicyValidationPluginReportBeta1 {
    return rules().reviewTemplates(context.templatePaths, this.options.suppressions);
  }
}

/** Loaded where trusts are reviewed: the rules know every cloud, of which the other constructs load nothing. */
function rules(): typeof import('./private/template-review') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('./private/template-review');
}
