import { spawnSync } from 'node:child_process';

/** Runs a command to its end and answers what it printed. */
export function command(name: string, args: string[], cwd: string): string {
  const { status, error, stdout, stderr } = spawnSync(name, args, { cwd, encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[name, ...args].join(' ')}\n${stdout}${stderr}`);
  return stdout.trim();
}
