import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The matchers in Vitest: imported by the test without and with its globals, and by a setup file. */
const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const RUNS = [
  ['imported', 'imported.test.mjs'],
  ['with globals', '--globals', 'imported.test.mjs'],
  ['set up', '--config', 'setup.config.mjs', 'set-up.test.mjs'],
  ['extended by hand', 'by-hand.test.mjs'],
];

for (const [name, ...args] of RUNS) {
  const output = execFileSync(process.execPath, [VITEST, 'run', ...args], { encoding: 'utf-8', env: { ...process.env, NO_COLOR: '1' } });
  if (!/Tests +1 passed/.test(output)) throw new Error(`${name}: ${output}`);
  console.log(`${name}: 1 passed`);
}
