import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Framework } from './frameworks';
import { ROOT } from './root';

/** The child scripts as JavaScript. */
export const COMPILED = join(ROOT, '.cache', 'bench'); // as deep below the root as bench/child: relative imports of lib stay true

/** Makes JavaScript of the child scripts, each with what it imports of this repository, so that no loader and no source map runs in what is measured. */
export function compileChildren(): void {
  rmSync(COMPILED, { recursive: true, force: true });
  mkdirSync(COMPILED, { recursive: true });
  const source = join(ROOT, 'bench', 'child');
  buildSync({ entryPoints: readdirSync(source).map(file => join(source, file)), outdir: COMPILED, bundle: true, packages: 'external', platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
}

/** Runs one child script in a fresh process and reads what it measured. */
export function measure<T>(script: string, args: readonly string[], framework: Framework): T {
  const node = ['--expose-gc', '--require', join(COMPILED, 'use-framework.js'), join(COMPILED, `${script}.js`), ...args];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, node, {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      BENCH_FRAMEWORK: framework.directory ?? '',
      CDK_VALIDATION: 'false', // newer versions check every template, which would hide everything else
      JSII_DEPRECATED: 'quiet',
      NODE_OPTIONS: '',
    },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout) as T;
}
