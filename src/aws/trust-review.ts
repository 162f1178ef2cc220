import { existsSync, readFileSync } from 'node:fs';
import type * as cdk from 'aws-cdk-lib';
import { logicalIdAt, Violation, violationsOf } from '../verify/private/blame';
import { readPaths } from '../verify/readers';
import { reaches } from '../verify/reports/reviewed';
import { review } from '../verify/review';
import { RULES } from '../verify/rules';
import { readSuppressions, suppress } from '../verify/suppressions';

/** How trusts are reviewed at synth. */
export interface TrustReviewOptions {
  /**
   * File with the findings that are accepted for a while, from the working directory.
   *
   * @default - every finding is told
   */
  readonly suppressions?: string;
}

const RULE_IDS = RULES.map(({ id }) => id);

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

  public readonly ruleIds?: string[] = [...RULE_IDS];

  constructor(private readonly options: TrustReviewOptions = {}) {}

  public validate(context: cdk.IPolicyValidationContextBeta1): cdk.PolicyValidationPluginReportBeta1 {
    const { suppressions: file } = this.options;
    const suppressions = file === undefined ? [] : readSuppressions(readFileSync(file, 'utf8'), file, RULE_IDS);
    const paths = context.templatePaths.filter(path => existsSync(path));
    const { findings } = suppress(review(readPaths(paths)), suppressions, new Date().toISOString().slice(0, 10));
    return { success: !reaches(findings, 'error'), violations: violationsOf(findings).map(violation => violationOf(violation, paths)) };
  }
}

/** Both versions of the interface want a resource and a template: a finding about a file of suppressions is laid to the first template. */
function violationOf({ rule, severity, message, remedy, findings }: Violation, paths: readonly string[]): cdk.PolicyViolationBeta1 {
  return {
    ruleName: rule,
    description: message,
    fix: remedy,
    severity,
    violatingResources: findings.map(({ target, source }) => ({
      resourceLogicalId: logicalIdAt(source.pointer) ?? target,
      templatePath: paths.includes(source.file) ? source.file : paths[0],
      locations: [source.pointer.replace(/^\/Resources\/[^/]+\/?/, '')].filter(location => location !== ''),
    })),
  };
}
