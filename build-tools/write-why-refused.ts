import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project';
import { whyRefusedPage } from '../test/cli/why-refused';

/** Writes docs/explain.md anew, after a hint has changed. */
async function main(): Promise<void> {
  writeFileSync(join(ROOT, 'docs', 'explain.md'), await whyRefusedPage());
}

void main();
