/**
 * Packs the project and installs the tarball into throw-away apps, one installation for each set of peers. `--keep` leaves them behind.
 */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Checks } from './checks';
import { command } from './command';
import { ConsumerSet, SETS } from './sets';
import { Tarball } from './tarball';
import { ensureCompiled } from '../../build-tools/assembly';

const APPS = path.join(__dirname, 'apps');
const LONGEST_DETAIL = 100;

/** What the apps have printed, by the name of the check. */
const printed = new Map<string, string>();

const TSC = require.resolve('typescript/bin/tsc');

function install(set: ConsumerSet, tarball: string, directory: string): void {
  const dependencies = { 'cdk-federated-roles': `file:${tarball}`, ...set.dependencies };
  fs.mkdirSync(directory);
  fs.writeFileSync(path.join(directory, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies, overrides: set.overrides }));
  command('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], directory);
}

/** The app's own compiler, where its set brings one and the app wants it. */
function compile(directory: string): void {
  const wanted = JSON.parse(fs.readFileSync(path.join(directory, 'tsconfig.json'), 'utf-8')).compilerOptions.moduleResolution;
  const own = path.join(directory, '..', 'node_modules', 'typescript', 'bin', 'tsc');
  command('node', [wanted === 'node10' ? own : TSC, '-p', '.'], directory);
}

function main(directory: string): string {
  const entries = ['main.mjs', 'main.cjs', path.join('out', 'main.js')];
  return command('node', [entries.find(entry => fs.existsSync(path.join(directory, entry)))!], directory);
}

function checkSet(checks: Checks, set: ConsumerSet, tarball: string, directory: string): void {
  if (!checks.run(`install beside ${set.name}`, () => install(set, tarball, directory))) return;
  for (const [name, source] of Object.entries(set.apps)) {
    const app = path.join(directory, name);
    fs.cpSync(path.join(APPS, source), app, { recursive: true });
    const compiled = !fs.existsSync(path.join(app, 'tsconfig.json')) || checks.run(`${name} compiles`, () => compile(app));
    if (!compiled) continue;
    checks.run(`${name} runs`, () => {
      printed.set(name, main(app));
      return printed.get(name)!.slice(0, LONGEST_DETAIL);
    });
    const like = set.samePrint?.[name];
    if (like !== undefined) checks.run(`${name} emits the same as ${like}`, () => assert.equal(printed.get(name), printed.get(like) ?? `${like} has printed nothing`));
  }
}

function checkAll(checks: Checks, directory: string): void {
  let tarball!: Tarball;
  const packed = checks.run('npm packs the project', () => {
    tarball = Tarball.pack(directory);
    return tarball.size();
  });
  if (!packed) return;
  checks.run('the tarball has the expected folders and nothing else', () => tarball.checkTop());
  checks.run('the tarball has the output of every source file and no other', () => tarball.checkLib());
  checks.run('the tarball has its libraries inside, with their licences', () => tarball.checkBundled());
  checks.run('the tarball names neither machine nor registry', () => tarball.checkTraces());
  SETS.forEach((set, i) => checkSet(checks, set, tarball.file, path.join(directory, `set-${i}`)));
}

ensureCompiled();
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'consumers-'));
const all = new Checks();
try {
  checkAll(all, temporary);
} finally {
  if (process.argv.includes('--keep')) console.log(`kept ${temporary}`);
  else fs.rmSync(temporary, { recursive: true, force: true });
}
process.exitCode = all.summary() ? 0 : 1;
