import { markdownTable } from './markdown';
import { place } from './place';
import { sourceJson } from './review-json';
import { counted } from './reviewed';
import { PLAIN, Style, readable } from './style';
import type { Entry } from '../inventory';

export function inventoryJson(entries: readonly Entry[]): string {
  return `${JSON.stringify({ version: 1, entries: entries.map(entry => ({ ...entry, source: sourceJson(entry.source) })) }, null, 2)}\n`;
}

export function inventoryMarkdown(entries: readonly Entry[]): string {
  const rows = entries.map(entry => [entry.target, entry.cloud, entry.issuer ?? '', entry.subjects.join('\n'), entry.audiences.join('\n'), entry.conditions.join('\n'), entry.grants.join('\n'), place(entry.source)]);
  return `${markdownTable(['target', 'cloud', 'issuer', 'subjects', 'audiences', 'conditions', 'grants', 'where'], rows)}\n`;
}

export function inventoryText(entries: readonly Entry[], style: Style = PLAIN): string {
  const blocks = entries.map(entry => {
    const lines = [
      ['issuer', entry.issuer === null ? [] : [entry.issuer]], ['subject', entry.subjects], ['audience', entry.audiences], ['condition', entry.conditions], ['grants', entry.grants],
    ] as const;
    return [
      `${style.bold(readable(entry.target))} ${style.faint(`(${entry.cloud} ${entry.kind}, ${place(entry.source)})`)}`,
      ...lines.flatMap(([name, values]) => (values.length === 0 && name !== 'grants' && name !== 'condition' ? ['none'] : values).map((value, i) => `  ${(i === 0 ? name : '').padEnd(9)}  ${readable(value)}`)),
      '',
    ].join('\n');
  });
  return `${[...blocks, counted(new Set(entries.map(({ target }) => target)).size, 'target')].join('\n')}\n`;
}
