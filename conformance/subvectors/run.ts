import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judged } from './judge';
import type { Vector } from './vector';

/** Read where they lie. */
const FOLDER = resolve(process.argv[2] ?? join(__dirname, '../../../shared/conformance/subvectors'));

/** @returns the exit code */
function main(): number {
  if (!existsSync(FOLDER)) {
    console.log(`SKIPPED: the vectors are not at ${FOLDER}, nothing was compared`);
    return 0;
  }
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.json'));
  const vectors = files.flatMap(name => (JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { vectors: Vector[] }).vectors);
  const verdicts = vectors.map(judged);
  const failed = verdicts.filter(({ differences, excepted }) => differences.length > 0 && excepted === undefined);
  const stale = verdicts.filter(({ differences, excepted }) => differences.length === 0 && excepted !== undefined);
  for (const { id, differences, excepted } of verdicts.filter(one => one.differences.length > 0)) {
    console.log(`${excepted === undefined ? 'FAIL' : 'excepted'}  ${id}: ${differences.join('; ')}${excepted === undefined ? '' : ` (${excepted})`}`);
  }
  for (const { id } of stale) console.log(`FAIL  ${id}: is excepted, but the answers agree`);
  const excepted = verdicts.filter(one => one.differences.length > 0 && one.excepted !== undefined).length;
  console.log(`${vectors.length} vectors of ${files.length} files: ${vectors.length - failed.length - excepted} agree, ${excepted} excepted, ${failed.length + stale.length} failed`);
  return failed.length + stale.length > 0 || vectors.length === 0 ? 1 : 0;
}

process.exitCode = main();
