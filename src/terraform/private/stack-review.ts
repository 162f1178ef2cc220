import { readFileSync } from 'node:fs';
import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { synthesised } from './synthesised';
import { today } from '../../private/advice';
import type { Finding } from '../../verify/model';
import { readTexts } from '../../verify/readers';
import { place } from '../../verify/reports/place';
import { review } from '../../verify/review';
import { RULES } from '../../verify/rules';
import { readSuppressions, suppress } from '../../verify/suppressions';
import { reportWarnings, warn } from '../advice';

/**
 * Errors of all stacks together; warnings are left at their stacks, with the rule as the id by which they are acknowledged.
 *
 * @param scope what carries a warning that is of no stack: one about the file of suppressions
 */
export function problems(stacks: readonly TerraformStack[], scope: IConstruct, suppressionsFile?: string): string[] {
  const byFile = new Map(stacks.map(stack => [`${stack.node.path.replace(/\//g, '-')}.tf.json`, stack]));
  const suppressions = suppressionsFile === undefined ? [] : readSuppressions(readFileSync(suppressionsFile, 'utf8'), suppressionsFile, RULES.map(({ id }) => id));
  const artefacts = readTexts([...byFile].map(([file, stack]) => ({ file, text: synthesised(stack) })));
  const { findings } = suppress(review(artefacts), suppressions, today());
  const carrierOf = (file: string) => byFile.get(file) ?? stacks[0] ?? scope;
  for (const finding of findings.filter(({ severity }) => severity === 'warning')) {
    warn(carrierOf(finding.source.file), `cdk-federated-roles:${finding.rule}`, `${finding.target} ${finding.message}`, told(finding));
  }
  for (const { id, type, reason, source } of artefacts.unjudged) {
    warn(carrierOf(source.file), 'cdk-federated-roles:not-judged', `${id} ${reason}`, `not judged: ${id} (${type}): ${reason} (${place(source)}): review the plan, or what is deployed`);
  }
  if (!stacks.some(stack => scope.node.scopes.includes(stack))) reportWarnings(scope); // asked with the app, perhaps after its own report
  return findings.filter(({ severity }) => severity === 'error').map(told);
}

function told({ rule, target, message, remedy, source }: Finding): string {
  return `${rule}: ${target}: ${message} (${place(source)}): ${remedy}`;
}
