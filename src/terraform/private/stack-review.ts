import type { TerraformStack } from 'cdktf';
import { synthesised } from './synthesised';
import type { Finding } from '../../verify/model';
import { readTexts } from '../../verify/readers';
import { place } from '../../verify/reports/place';
import { review } from '../../verify/review';
import { warn } from '../advice';

/** Errors of all stacks together; warnings are left at their stacks, with the rule as the id by which they are acknowledged. */
export function problems(stacks: readonly TerraformStack[]): string[] {
  const byFile = new Map(stacks.map(stack => [`${stack.node.path.replace(/\//g, '-')}.tf.json`, stack]));
  const artefacts = readTexts([...byFile].map(([file, stack]) => ({ file, text: synthesised(stack) })));
  const findings = review(artefacts);
  for (const finding of findings.filter(({ severity }) => severity === 'warning')) {
    warn(byFile.get(finding.source.file)!, `cdk-federated-roles:${finding.rule}`, `${finding.target} ${finding.message}`, told(finding));
  }
  for (const { id, type, reason, source } of artefacts.unjudged) {
    warn(byFile.get(source.file)!, 'cdk-federated-roles:not-judged', `${id} ${reason}`, `not judged: ${id} (${type}): ${reason} (${place(source)}): review the plan, or what is deployed`);
  }
  return findings.filter(({ severity }) => severity === 'error').map(told);
}

function told({ rule, target, message, remedy, source }: Finding): string {
  return `${rule}: ${target}: ${message} (${place(source)}): ${remedy}`;
}
