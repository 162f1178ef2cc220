import { escaped, markdownTable } from './markdown';
import { place } from './place';
import { Reviewed, summary, unjudgedLines } from './reviewed';

/** A review as a comment of a pull request or the summary of a job. */
export function reviewMarkdown(reviewed: Reviewed): string {
  const rows = reviewed.findings.map(({ severity, rule, target, message, remedy, source }) => [severity, rule, target, `${message}\nmend: ${remedy}`, place(source)]);
  const table = rows.length === 0 ? [] : [markdownTable(['severity', 'rule', 'target', 'finding', 'where'], rows), ''];
  const unjudged = unjudgedLines(reviewed).map(line => `* not judged: ${escaped(line)}`);
  return ['## Review of federated trusts', '', ...table, ...unjudged, ...unjudged.length === 0 ? [] : [''], escaped(summary(reviewed)), ''].join('\n');
}
