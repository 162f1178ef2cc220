import { existsSync, readFileSync } from 'node:fs';
import type * as cdk from 'aws-cdk-lib';
import { today } from '../../private/advice';
import type { Finding, Source, Unjudged } from '../../verify/model';
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
  const artefacts = readTemplates(paths);
  const { findings } = suppress(review(artefacts), suppressions, today());
  const templateOf = (source: Source) => source.file === suppressionsFile ? paths[0] : source.file;
  return {
    success: !reaches(findings, 'error'),
    violations: violationsOf([...findings, ...artefacts.unjudged.map(notJudged)]).map(violation => violationOf(violation, templateOf)),
  };
}

/** What was seen and not judged, told beside what was found: silence means safe. It fails no synth. */
function notJudged({ id, type, reason, source }: Unjudged): Finding {
  return { rule: 'not-judged', severity: 'note', target: id, message: `not judged (${type}): ${reason}`, remedy: 'review what is deployed, for example what "aws iam get-role" prints of it', source };
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
