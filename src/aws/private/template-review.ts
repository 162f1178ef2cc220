import { existsSync, readFileSync } from 'node:fs';
import type * as cdk from 'aws-cdk-lib';
import { today } from '../../private/advice';
import type { Source } from '../../verify/model';
import { logicalIdAt, Violation, violationsOf } from '../../verify/private/blame';
import { readTemplates } from '../../verify/readers';
import { reaches } from '../../verify/reports/reviewed';
import { review } from '../../verify/review';
import { RULES } from '../../verify/rules';
import { readSuppressions, suppress } from '../../verify/suppressions';

export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);

/** What the rules say to all templates of an app together. */
export function reviewTemplates(templatePaths: readonly string[], suppressionsFile?: string): cdk.PolicyValidationPluginReportBeta1 {
  const suppressions = suppressionsFile === undefined ? [] : readSuppressions(readFileSync(suppressionsFile, 'utf8'), suppressionsFile, RULE_IDS);
  const paths = templatePaths.filter(path => existsSync(path));
  const { findings } = suppress(review(readTemplates(paths)), suppressions, today());
  return { success: !reaches(findings, 'error'), violations: violationsOf(findings).map(violation => violationOf(violation, source => source.file === suppressionsFile ? paths[0] : source.file)) };
}

/** Both versions of the interface want a resource and a template: a finding about a file of suppressions is laid to the first template. */
function violationOf({ rule, severity, message, remedy, findings }: Violation, templateOf: (source: Source) => string): cdk.PolicyViolationBeta1 {
  return {
    ruleName: rule,
    description: message,
    fix: remedy,
    severity,
    violatingResources: findings.map(({ target, source }) => ({
      resourceLogicalId: logicalIdAt(source.pointer) ?? target,
      templatePath: templateOf(source),
      locations: [source.pointer.replace(/^\/Resources\/[^/]+\/?/, '')].filter(location => location !== ''),
    })),
  };
}
