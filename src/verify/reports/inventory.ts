import { escaped, markdownTable } from './markdown';
import { sourceJson, unjudgedJson } from './review-json';
import { counted, unjudgedLines } from './reviewed';
import { PLAIN, Style, readable } from './style';
import type { Entry, Inventory } from '../inventory';

/** The contract of `inventory --format json`: `docs/cli.md` and its schema. */
export function inventoryJson({ entries, unjudged, passedOver }: Inventory): string {
  const all = entries.map(entry => ({ ...entry, source: sourceJson(entry.source) }));
  return `${JSON.stringify({ version: 1, entries: all, unjudged: unjudged.map(unjudgedJson), passedOver }, null, 2)}\n`;
}

const COLUMNS = ['target', 'name', 'cloud', 'issuer', 'subjects', 'audiences', 'conditions', 'grants', 'where'];

/**
 * A table to be kept and compared: a row says nothing but what its own target says. No line and no index of a list stands in it, since what is
 * added elsewhere moves them, and an id is written as its file has it.
 */
export function inventoryMarkdown({ entries, unjudged }: Inventory): string {
  const rows = entries.map(entry => {
    const { issuer, subject, audience, condition, grants } = columnsOf(entry);
    return [localId(entry), nameOf(entry) ?? '', entry.cloud, ...[issuer, subject, audience, condition, grants].map(texts => texts.join('\n')), entry.source.file];
  });
  // one line each: a count would change with what is added elsewhere
  const lines = unjudged.map(({ id, type, reason, source }) => `* not judged: ${escaped(`${id} (${type}, ${source.file}): ${reason}`)}`);
  return [markdownTable(COLUMNS, rows), ...lines.length === 0 ? [] : ['', ...lines], ''].join('\n');
}

export function inventoryText(inventory: Inventory, style: Style = PLAIN): string {
  const { entries, unjudged } = inventory;
  const blocks = entries.map(entry => {
    const name = nameOf(entry);
    const title = `${entry.cloud} ${entry.kind}${name === undefined ? '' : ` ${name}`}, ${entry.source.file}`;
    return [
      `${style.bold(readable(localId(entry)))} ${style.faint(`(${readable(title)})`)}`,
      ...(Object.entries(columnsOf(entry)) as [string, readonly string[]][]).flatMap(([label, values]) => values.map((value, i) => `  ${(i === 0 ? label : '').padEnd(9)}  ${readable(value)}`)),
      '',
    ].join('\n');
  });
  const lines = unjudgedLines({ unjudged }).map(line => `${style.yellow('not judged:')} ${readable(line)}`);
  return `${[...blocks, ...lines, counted(new Set(entries.map(({ target }) => target)).size, 'target')].join('\n')}\n`;
}

interface Columns {
  readonly issuer: readonly string[];
  readonly subject: readonly string[];
  readonly audience: readonly string[];
  readonly condition: readonly string[];
  readonly grants: readonly string[];
}

/** What stands in the columns; what is not tested is said to be open, and what cannot be told to be unknown. */
function columnsOf({ issuers, subjects, audiences, conditions, grants, notTested, unknown }: Entry): Columns {
  const elsewise = (texts: readonly string[], open: string | false) => texts.length > 0 ? texts : [open === false ? 'unknown' : open];
  const anyone = conditions.length === 0 ? 'not tested: anyone' : 'not tested: anyone whom the conditions let in';
  return {
    issuer: elsewise(issuers, false),
    subject: elsewise(subjects, notTested.includes('subject') && anyone),
    audience: elsewise(audiences, notTested.includes('audience') && 'not tested: any audience'),
    condition: [...conditions, ...unknown],
    grants,
  };
}

/** An id that stands in several files has its file before it, which a row names by itself: another file changes no row of this one. */
function localId({ target, source: { file } }: Entry): string {
  return target.startsWith(`${file}#`) ? target.slice(file.length + 1) : target;
}

/** The name that people know, where the id does not hold it; an ARN where all of it is known. */
function nameOf({ target, name, arn }: Entry): string | undefined {
  return [name, arn].find((one): one is string => one !== null && !target.includes(one));
}
