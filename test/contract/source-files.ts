import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** Every source file, by its path below `src`. */
export function sourceFiles(): string[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function source(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}

export function pathOf(file: string): string {
  return join(SRC, file);
}
