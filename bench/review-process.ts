import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED } from './child-process';
import { ROOT } from './root';

/** What a whole process has used; times in milliseconds. */
export interface Used {
  readonly elapsed: number;
  /** Of all threads. */
  readonly processor: number;
  readonly megabytes: number;
}

/** One review by the compiled command line, which has to see all roles. */
export function reviewed(path: string, roles: number): Used {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const usage = join(directory, 'usage.json');
    const begin = performance.now();
    const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--require', join(COMPILED, 'usage.js'), join(ROOT, 'lib', 'cli', 'main.js'), 'review', path, '--fail-on', 'never', '--no-suppressions'], {
      cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, BENCH_USAGE: usage, NODE_OPTIONS: '', FORCE_COLOR: '' },
    });
    const elapsed = performance.now() - begin;
    if (error) throw error;
    if (status !== 0 || !stdout.includes(`\n${roles} targets, `)) throw new Error(`review of ${path} ended with ${status}:\n${stdout.slice(-200)}${stderr}`);
    return { elapsed, ...JSON.parse(readFileSync(usage, 'utf8')) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
