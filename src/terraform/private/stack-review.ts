import type { TerraformStack } from 'cdktf';
import { synthesised } from './synthesised';
import type { Finding } from '../../verify/model';
import { readText } from '../../verify/readers';
import { place } from '../../verify/reports/place';
import { review } from '../../verify/review';
import { warn } from '../advice';

/** Errors; warnings are left at the stack, with the rule as the id by which they are acknowledged. */
export function problems(stack: TerraformStack): string[] {
  const findings = review(readText(synthesised(stack), { file: `${stack.node.id}.tf.json` }));
  for (const finding of findings.filter(({ severity }) => severity === 'warning')) {
    warn(stack, `cdk-federated-roles:${finding.rule}`, `${finding.target} ${finding.message}`, told(finding));
  }
  return findings.filter(({ severity }) => severity === 'error').map(told);
}

function told({ rule, target, message, remedy, source }: Finding): string {
  return `${rule}: ${target}: ${message} (${place(source)}): ${remedy}`;
}
