import { readFileSync, statSync } from 'node:fs';
import type { Io } from './io';
import type { Artefacts } from '../verify/model';
import { readPaths, Unreadable } from '../verify/readers';
import { Usage } from '../verify/usage';

const LOOKS_LIKE_TOKEN = /^(bearer\s+)?eyJ[\w-]+\.|^\s*\{/i;

/** A token that stands in a command line is not repeated in a message. */
export function refuseTokens(words: readonly string[]): void {
  if (words.some(word => LOOKS_LIKE_TOKEN.test(word))) throw new Usage('a token stands in the command line, where the history of the shell keeps it: pass --token <file>, or --token - and pipe it in');
}

export function artefactsAt(paths: readonly string[]): Artefacts {
  refuseTokens(paths);
  return readPaths(paths);
}

/** The text of a small file, or of standard input where that is what `-` asks for. */
export function textAt(path: string, io: Io, longest: number): string {
  if (path === '-') {
    if (io.stdin.isTTY) io.stderr.write('reading the token from the terminal, end with Ctrl-D\n');
    return io.stdin.read();
  }
  try {
    const status = statSync(path);
    if (status.isFile() && status.size > longest) throw new Unreadable(path, `is ${status.size} bytes, at most ${longest} are read`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : new Unreadable(path, reasonOf(error as NodeJS.ErrnoException));
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  const known: Record<string, string> = { ENOENT: 'does not exist', EISDIR: 'is a directory, a file is meant', EACCES: 'may not be read', ENOTDIR: 'does not exist' };
  return known[code!] ?? `cannot be read (${code})`;
}
