import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly terminal?: boolean;
  readonly today?: string;
}

/** One run of the command line in a directory that holds these files and nothing else. */
export async function runIn(files: Readonly<Record<string, unknown>>, args: readonly string[], { stdin = '', env = {}, terminal = false, today = '2026-11-21' }: Surroundings = {}): Promise<Ran> {
  const directory = mkdtempSync(join(tmpdir(), 'cli-'));
  const before = process.cwd();
  const written = { stdout: '', stderr: '' };
  const out = (name: 'stdout' | 'stderr') => ({ isTTY: terminal, write: (text: string) => { written[name] += text; } });
  const io: Io = { stdout: out('stdout'), stderr: out('stderr'), stdin: { read: () => stdin }, env, directory, today };
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2));
    }
    process.chdir(directory);
    return { code: await run(args, io), ...written };
  } finally {
    process.chdir(before);
    rmSync(directory, { recursive: true });
  }
}
