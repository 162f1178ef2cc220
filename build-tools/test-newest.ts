/**
 * Runs the suite with every import of aws-cdk-lib and constructs led to the releases of `test/newest`. Whatever follows `--` goes to jest.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifestOf, ROOT } from './project';

const NEWEST = path.join(ROOT, 'test', 'newest');
const wanted: Record<string, string> = manifestOf(NEWEST).dependencies ?? {};
const peers = Object.keys(wanted);

function run(command: string, args: string[], cwd: string): number {
  return spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, NEWEST_PEERS: JSON.stringify(wanted) } }).status ?? 1;
}

function isInstalled(name: string): boolean {
  const home = path.join(NEWEST, 'node_modules', name);
  return fs.existsSync(path.join(home, 'package.json')) && manifestOf(home).version === wanted[name];
}

function config(): string {
  const base = JSON.parse(fs.readFileSync(path.join(ROOT, 'jest.config.json'), 'utf-8'));
  return JSON.stringify({
    ...base,
    rootDir: ROOT,
    moduleNameMapper: { ...base.moduleNameMapper, [`^(${peers.join('|')})(/.*)?$`]: path.join(NEWEST, 'node_modules', '$1$2') },
    setupFilesAfterEnv: [...base.setupFilesAfterEnv ?? [], path.join(NEWEST, 'under-test.ts')],
  });
}

if (!peers.every(isInstalled) && run('npm', ['ci', '--no-audit', '--no-fund'], NEWEST) !== 0) {
  throw new Error('the newest releases cannot be installed');
}
console.log(`under test: ${peers.map(name => `${name} ${wanted[name]}`).join(', ')}`);
process.exitCode = run('npx', ['jest', '--config', config(), ...process.argv.slice(2)], ROOT);
