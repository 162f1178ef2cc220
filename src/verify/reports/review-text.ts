import { place } from './place';
import { passedOverLines, Reviewed, summary, unjudgedLines } from './reviewed';
import { PLAIN, Style, readable } from './style';
import type { Severity } from '../model';
import { furtherNames } from '../names';

/** A review as a person reads it. */
export function reviewText(reviewed: Reviewed, style: Style = PLAIN): string {
  const colour: Record<Severity, (text: string) => string> = { error: style.red, warning: style.yellow, note: style.blue };
  const names = new Map(reviewed.targets.map(target => [target.id, furtherNames(target).map(name => ` (${readable(name)})`).join('')]));
  const findings = reviewed.findings.map(({ severity, rule, target, message, remedy, source }) => [
    `${colour[severity](style.bold(severity))} ${style.bold(rule)} ${readable(target)}${names.get(target) ?? ''} ${style.faint(place(source))}`,
    `  ${readable(message)}`,
    `  ${style.faint('fix:')} ${readable(remedy)}`,
    '',
  ].join('\n'));
  const unjudged = unjudgedLines(reviewed).map(line => `${style.yellow('not judged:')} ${readable(line)}`);
  return `${[...findings, ...unjudged, summary(reviewed), ...passedOverLines(reviewed.passedOver)].join('\n')}\n`;
}
