import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, ROOT } from './project';

/** A fenced block of a page. */
export interface Block {
  /** The page, from the root of the project. */
  readonly page: string;
  /** Line of the fence that opens it, from 1. */
  readonly line: number;
  /** What stands behind the fence, for example `ts nofixture`. */
  readonly language: string;
  readonly text: string;
}

/** The pages that people read, from the root of the project: the README, the pages of docs and those of the examples. */
export function pages(): string[] {
  const below = ['docs', 'examples', 'conformance'].flatMap(folder => filesBelow(join(ROOT, folder), '.md')).map(file => relative(ROOT, file));
  return ['README.md', 'CONTRIBUTING.md', 'TESTING.md', 'CHANGELOG.md', ...below];
}

/** The fenced blocks of a page, those within a list included. */
export function blocksOf(page: string, text = readFileSync(join(ROOT, page), 'utf8')): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const [, indent, fence, language] = /^( *)(`{3,})(.*)$/.exec(lines[i]) ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, at) => at > i && line.trim() === fence);
    if (end < 0) throw new Error(`${page}:${i + 1}: a block that does not end`);
    const within = lines.slice(i + 1, end).map(line => line.startsWith(indent) ? line.slice(indent.length) : line.trimStart());
    blocks.push({ page, line: i + 1, language: language.trim(), text: within.join('\n') });
    i = end;
  }
  return blocks;
}

/** A page without its fenced blocks, the lines in their places. */
export function proseOf(page: string): string {
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  for (const { line, text } of blocksOf(page)) {
    for (let at = line - 1; at <= line + text.split('\n').length; at++) lines[at] = '';
  }
  return lines.join('\n');
}

/** The anchors of a page, as GitHub makes them of its headings. */
export function anchorsOf(page: string): Set<string> {
  const found = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading] of proseOf(page).matchAll(/^#{1,6} +(.*)$/gm)) {
    const slug = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, '').toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').trim().replace(/ /g, '-');
    const before = found.get(slug) ?? 0;
    found.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}
