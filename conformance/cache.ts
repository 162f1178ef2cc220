import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the package registries gave is kept here: a second run asks nobody. */
const CACHE = join(__dirname, '..', '.cache');

function cached(...path: string[]): string {
  return join(CACHE, ...path);
}

/** A package of PyPI in a folder of its own, at the version that it names; nothing where it cannot be had. */
export function pythonPackage(requirement: string, proof: readonly string[], options: readonly string[] = []): string | undefined {
  const target = cached(requirement.replace(/[^\w.]+/g, '-'));
  if (!existsSync(join(target, ...proof))) {
    mkdirSync(target, { recursive: true });
    spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--root-user-action=ignore', ...options, '--target', target, requirement], { stdio: 'ignore', timeout: 300_000 });
  }
  return existsSync(join(target, ...proof)) ? target : undefined;
}

/** A package of npm in a folder of its own, without what it depends on; nothing where it cannot be had. */
export function npmPackage(requirement: string, proof: readonly string[]): string | undefined {
  const target = cached(requirement.replace(/[^\w.]+/g, '-'));
  const folder = join(target, 'package');
  if (!existsSync(join(folder, ...proof))) {
    mkdirSync(target, { recursive: true });
    const { stdout, status } = spawnSync('npm', ['pack', '--silent', '--pack-destination', target, requirement], { encoding: 'utf8', timeout: 120_000, shell: process.platform === 'win32' });
    if (status === 0) spawnSync('tar', ['-xzf', join(target, stdout.trim().split('\n').pop()!), '-C', target], { stdio: 'ignore' });
  }
  return existsSync(join(folder, ...proof)) ? folder : undefined;
}

/** A program of a Go module, built once; the first time takes minutes. Nothing where it is not there and must not, or cannot, be built. */
export function goProgram(module: string, version: string, main: string, build: boolean): string | undefined {
  const program = cached(`${module.split('/').pop()}-${version}`, module.split('/').pop()!);
  if (existsSync(program) || !build) return existsSync(program) ? program : undefined;
  const go = (args: readonly string[], cwd: string, flags: string) => spawnSync('go', args, { cwd, env: { ...process.env, GOFLAGS: flags }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  mkdirSync(join(program, '..'), { recursive: true });
  const { status, stdout } = go(['mod', 'download', '-json', `${module}@${version}`], CACHE, '-mod=mod');
  if (status !== 0) return undefined;
  go(['build', '-o', program, main], JSON.parse(stdout).Dir, '-mod=readonly');
  return existsSync(program) ? program : undefined;
}
