import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES_PER_TEMPLATE, writeTemplates } from './artefacts';
import { Framework } from './frameworks';
import { median } from './median';
import { reviewed } from './review-process';
import { Section } from './section';
import { Size } from './size';
import { table } from './table';
import { pythonPackage } from '../conformance/cache';
import { CHECKOV } from '../conformance/checkov/package';

const BOUND = 1 / 50;

/** The same template by our command line and by Checkov, as one calls it: whole processes, by the clock, in turns. */
export function checkovSection(_framework: Framework, { reviews }: Size): Section {
  const checkov = pythonPackage(CHECKOV, ['checkov', 'main.py']);
  if (checkov === undefined) return { text: `review beside Checkov: SKIPPED, ${CHECKOV} could not be installed with pip`, promises: [] };
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const file = join(writeTemplates(directory, ROLES_PER_TEMPLATE), 'stack-0.template.json');
    const ours = (): number => median(Array.from({ length: reviews }, () => reviewed(file, ROLES_PER_TEMPLATE).elapsed));
    const before = ours();
    const theirs = scan(checkov, file);
    const elapsed = (before + ours()) / 2;
    return {
      text: `review of a template of ${ROLES_PER_TEMPLATE} roles: a whole process\n\n${table([
        ['', 'elapsed ms'],
        [`review, median of ${reviews} before and as many after`, elapsed.toFixed(0)],
        [`${CHECKOV.replace('==', ' ')}, once`, theirs.toFixed(0)],
      ])}`,
      promises: [{ what: 'time of a review beside Checkov', value: elapsed / theirs, bound: BOUND }],
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Milliseconds that Checkov takes for a file, with all that it runs unless told otherwise but the network. */
function scan(checkov: string, file: string): number {
  const begin = performance.now();
  const { stdout, stderr, error } = spawnSync('python3', ['-m', 'checkov.main', '--file', file, '--skip-download', '--compact', '--quiet', '--output', 'json'], {
    encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, PYTHONPATH: checkov, LOG_LEVEL: 'ERROR' }, timeout: 300_000,
  });
  const elapsed = performance.now() - begin;
  if (error) throw error;
  const passed = [JSON.parse(stdout)].flat().reduce((sum: number, { summary }) => sum + (summary?.passed ?? 0) + (summary?.failed ?? 0), 0);
  if (passed < ROLES_PER_TEMPLATE) throw new Error(`checkov looked at ${passed} things of ${ROLES_PER_TEMPLATE} roles:\n${stderr}`);
  return elapsed;
}
