import { readable } from './style';

/** A table whose cells mean what they say, whatever they say. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(cell)))].join('\n');
}

function cell(text: string): string {
  return text.split('\n').map(escaped).join('<br>');
}

/** Text with every sign that Markdown or HTML would read as its own. */
export function escaped(text: string): string {
  return readable(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/[\\`*_[\]|~#@!]/g, '\\$&');
}
