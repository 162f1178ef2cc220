import type { Reviewed } from './reviewed';
import type { Finding, Source, Target, Unjudged } from '../model';
import { namesOf } from '../names';

/** The contract of `review --format json`: `docs/cli.md` and its schema. */
export function reviewJson({ targets, findings, unjudged, passedOver = 0 }: Reviewed): string {
  const report = { version: 1, targets: targets.map(targetJson), findings: findings.map(findingJson), unjudged: unjudged.map(unjudgedJson), passedOver };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** What a report says of something that was not judged, the same in every format of JSON. */
export function unjudgedJson({ id, type, reason, source }: Unjudged): object {
  return { id, type, reason, source: sourceJson(source) };
}

/** What people call a target, the same in every format of JSON. */
export function namesJson(target: Target): { readonly name: string | null; readonly arn: string | null } {
  const { name = null, arn = null } = namesOf(target);
  return { name, arn };
}

function targetJson(target: Target): object {
  const { id, cloud, kind, issuer, source } = target;
  return { id, ...namesJson(target), cloud, kind, issuer: issuer ?? null, source: sourceJson(source) };
}

function findingJson({ rule, severity, target, message, remedy, source }: Finding): object {
  return { rule, severity, target, message, remedy, source: sourceJson(source) };
}

/** A place without its line, which the pointer gives more exactly. */
export function sourceJson({ file, pointer }: Source): object {
  return { file, pointer };
}
