import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesBelow, ROOT } from './project';

interface AssemblyType {
  readonly fqn: string;
  readonly symbolId: string;
  readonly base?: string;
  readonly interfaces?: string[];
}

interface Assembly {
  readonly readme?: { readonly markdown: string };
  readonly types: Record<string, AssemblyType>;
}

const FILE = path.join(ROOT, '.jsii');

export function readAssembly(): Assembly {
  return JSON.parse(fs.readFileSync(FILE, 'utf-8'));
}

/** Compiles, unless the output is newer than all that it is made of. */
export function ensureCompiled(): void {
  if (isFresh()) return;
  const { status } = spawnSync('npx', ['projen', 'compile'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the project does not compile');
}

function isFresh(): boolean {
  const outputs = [FILE, path.join(ROOT, 'lib', 'index.js'), path.join(ROOT, 'lib', 'index.d.ts')];
  if (!outputs.every(file => fs.existsSync(file))) return false;
  const inputs = [...filesBelow(path.join(ROOT, 'src'), '.ts'), path.join(ROOT, 'README.md'), path.join(ROOT, 'package.json')];
  return Math.max(...inputs.map(modified)) <= Math.min(...outputs.map(modified));
}

function modified(file: string): number {
  return fs.statSync(file).mtimeMs;
}
