import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project';
import { whyRefusedPage, withRefusals } from '../test/cli/why-refused';

/** Writes docs/explain.md and the refusals in the README anew, after a hint has changed. */
async function main(): Promise<void> {
  const readme = join(ROOT, 'README.md');
  writeFileSync(join(ROOT, 'docs', 'explain.md'), await whyRefusedPage());
  writeFileSync(readme, await withRefusals(readFileSync(readme, 'utf8')));
}

void main();
