import type { Reviewed } from './reviewed';
import type { Finding, Source, Target } from '../model';

/** The contract of `review --format json`: `docs/cli.md` and its schema. */
export function reviewJson({ targets, findings }: Reviewed): string {
  return `${JSON.stringify({ version: 1, targets: targets.map(targetJson), findings: findings.map(findingJson) }, null, 2)}\n`;
}

function targetJson({ id, cloud, kind, issuer, source }: Target): object {
  return { id, cloud, kind, issuer: issuer ?? null, source: sourceJson(source) };
}

function findingJson({ rule, severity, target, message, remedy, source }: Finding): object {
  return { rule, severity, target, message, remedy, source: sourceJson(source) };
}

/** A place without its line, which the pointer tells more exactly. */
export function sourceJson({ file, pointer }: Source): object {
  return { file, pointer };
}
