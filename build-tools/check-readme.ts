/**
 * Compiles every `ts` block of the README, of docs and of the examples, and every `@example` of the source, on top of `rosetta/default.ts-fixture`.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ensureCompiled } from './assembly';
import { mistakesIn, typescriptBlocks } from './compile-blocks';
import { ROOT } from './project';

const TABLET = path.join(ROOT, '.jsii.tabl.json');

/** How many examples compile, or nothing where one does not. */
function compileExamples(): number | undefined {
  // the project itself is the directory: else every package would be installed into a temporary one
  const args = ['jsii-rosetta', 'extract', '--strict', '--batch=1000', '--directory=.'];
  const { status, stderr } = spawnSync('npx', args, { cwd: ROOT, encoding: 'utf-8' });
  const lines = stderr.split('\n').filter(line => !/^npm warn|packages necessary to compile examples missing from supplied directory/.test(line));
  process.stderr.write(lines.join('\n'));
  if (status !== 0) return undefined;
  const examples: { didCompile?: boolean }[] = Object.values(JSON.parse(fs.readFileSync(TABLET, 'utf-8')).snippets);
  if (examples.length === 0 || !examples.every(example => example.didCompile)) throw new Error('an example was not compiled');
  return examples.length;
}

/** How many blocks of the pages compile, or nothing where one does not. */
function compilePages(): number | undefined {
  const blocks = typescriptBlocks();
  if (blocks.length === 0) throw new Error('the pages hold no block');
  const mistakes = mistakesIn(blocks);
  for (const { place, message } of mistakes) console.error(`${place}: ${message}`);
  return mistakes.length === 0 ? blocks.length : undefined;
}

ensureCompiled();
fs.rmSync(TABLET, { force: true }); // an old one would be taken for a cache
try {
  const counts = [compileExamples(), compilePages()];
  const [examples, blocks] = counts;
  console.log(`${examples === undefined ? 'an example does not compile' : `${examples} examples compile`}, ${blocks === undefined ? 'a block of a page does not compile' : `${blocks} blocks of pages compile`}`);
  process.exitCode = counts.includes(undefined) ? 1 : 0;
} finally {
  fs.rmSync(TABLET, { force: true });
}
