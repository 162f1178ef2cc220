import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project';
import { whyRefusedPage } from '../test/cli/why-refused';

/** Writes docs/explain.md anew, after a hint has changed. */
void whyRefusedPage().then(page => writeFileSync(join(ROOT, 'docs', 'explain.md'), page));
