import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittedArtefacts } from './emitted-artefacts';

const FILE = join(__dirname, 'digest.json');

/** By name: the first characters of the SHA-256 of the artefact, of a refusal its codes. */
function digests(): Record<string, string> {
  return Object.fromEntries([...emittedArtefacts()].map(([name, artefact]) => [name, Array.isArray(artefact) ? artefact.join(' ') : hash(artefact)]));
}

function hash(artefact: unknown): string {
  return createHash('sha256').update(JSON.stringify(artefact)).digest('hex').slice(0, 16);
}

// What users have deployed stays as it is. A commit that changes a line of digest.json says why in the changelog:
// UPDATE_DIGEST=1 npx jest test/artefacts
test('every example and every builder emits on every cloud what it has always emitted', () => {
  const found = digests();
  if (process.env.UPDATE_DIGEST === '1' && process.env.CI === undefined) writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);

  expect(Object.keys(found).length).toBeGreaterThan(500);
  expect(found).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});
