import { escaped, markdownTable } from './markdown';
import { place } from './place';
import { passedOverLines, Reviewed, summary, unjudgedLines } from './reviewed';
import { furtherNames } from '../names';

/** A review as a comment of a pull request or the summary of a job. */
export function reviewMarkdown(reviewed: Reviewed): string {
  const names = new Map(reviewed.targets.map(target => [target.id, furtherNames(target)]));
  const rows = reviewed.findings.map(({ severity, rule, target, message, remedy, source }) =>
    [severity, rule, [target, ...names.get(target) ?? []].join('\n'), `${message}\nfix: ${remedy}`, place(source)]);
  const table = rows.length === 0 ? [] : [markdownTable(['severity', 'rule', 'target', 'finding', 'where'], rows), ''];
  const unjudged = unjudgedLines(reviewed).map(line => `* not judged: ${escaped(line)}`);
  const counts = [summary(reviewed), ...passedOverLines(reviewed.passedOver)].join('; ');
  return ['## Review of federated trusts', '', ...table, ...unjudged, ...unjudged.length === 0 ? [] : [''], escaped(counts), ''].join('\n');
}
