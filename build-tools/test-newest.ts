/**
 * Runs the suite with every import of aws-cdk-lib and constructs led to the releases of `test/newest`. Whatever follows `--` goes to jest.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifestOf, ROOT } from './project';

const WANTED = path.join(ROOT, 'test', 'newest');
const HOME = path.join(ROOT, '.cache', 'newest'); // hidden: jsii-docgen describes the newest release that it finds anywhere else in the project
const wanted: Record<string, string> = manifestOf(WANTED).dependencies ?? {};
const peers = Object.keys(wanted);

function run(command: string, args: string[], cwd: string): number {
  const env = { ...process.env, NEWEST_PEERS: JSON.stringify(wanted), NEWEST_HOME: HOME };
  return spawnSync(command, args, { cwd, stdio: 'inherit', env }).status ?? 1;
}

function isInstalled(name: string): boolean {
  const directory = path.join(HOME, 'node_modules', name);
  return fs.existsSync(path.join(directory, 'package.json')) && manifestOf(directory).version === wanted[name];
}

function install(): void {
  fs.mkdirSync(HOME, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) fs.copyFileSync(path.join(WANTED, file), path.join(HOME, file));
  if (run('npm', ['ci', '--no-audit', '--no-fund'], HOME) !== 0) throw new Error('the newest releases cannot be installed');
}

function config(): string {
  const base = JSON.parse(fs.readFileSync(path.join(ROOT, 'jest.config.json'), 'utf-8'));
  return JSON.stringify({
    ...base,
    rootDir: ROOT,
    moduleNameMapper: { ...base.moduleNameMapper, [`^(${peers.join('|')})(/.*)?$`]: path.join(HOME, 'node_modules', '$1$2') },
    setupFilesAfterEnv: [...base.setupFilesAfterEnv ?? [], path.join(WANTED, 'under-test.ts')],
  });
}

if (!peers.every(isInstalled)) install();
console.log(`under test: ${peers.map(name => `${name} ${wanted[name]}`).join(', ')}`);
process.exitCode = run('npx', ['jest', '--config', config(), ...process.argv.slice(2)], ROOT);
