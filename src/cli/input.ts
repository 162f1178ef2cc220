import type { Io } from './io';
import type { Artefacts } from '../verify/model';
import { readPaths } from '../verify/readers';
import { textOf } from '../verify/readers/files';
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
    return io.stdin.read(longest);
  }
  return textOf(path, longest);
}
