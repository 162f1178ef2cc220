import type { Io } from './io';
import type { Artefacts } from '../verify/model';
import { readParameters, readPaths } from '../verify/readers';
import { LARGEST, textOf } from '../verify/readers/files';
import { Usage } from '../verify/usage';

const LOOKS_LIKE_TOKEN = /^(bearer\s+)?eyJ[\w-]+\.|^\s*\{/i;

/** What a person writes in place of a file, to have it read from standard input. */
const STANDARD_INPUT = '-';

/** What standard input is called where a file would be named. */
const NAME = 'stdin';

/** A token that stands in a command line is not repeated in a message. */
export function refuseTokens(words: readonly string[]): void {
  if (words.some(word => LOOKS_LIKE_TOKEN.test(word))) throw new Usage('a token stands in the command line, where the history of the shell keeps it: pass --token <file>, or --token - and pipe it in');
}

/** What every command takes beside its paths. */
export interface ArtefactOptions {
  /** A file with values for the parameters of templates. */
  readonly parameters?: string;
}

const LONGEST_PARAMETERS = 1024 * 1024;

/** Whatever the paths name: files, directories, and standard input. */
export function artefactsAt(paths: readonly string[], { parameters: file }: ArtefactOptions, io: Io): Artefacts {
  refuseTokens(paths);
  const parameters = file === undefined ? undefined : readParameters(textOf(file, LONGEST_PARAMETERS), file);
  if (!paths.includes(STANDARD_INPUT)) return readPaths(paths, { parameters });
  const named = [...new Set(paths.map(path => path === STANDARD_INPUT ? NAME : path))];
  return readPaths(named, { parameters, texts: new Map([[NAME, standardInput(io, 'the artefact', LARGEST)]]) });
}

/** The text of a small file, or of standard input where that is what `-` asks for. */
export function textAt(path: string, io: Io, longest: number): string {
  return path === STANDARD_INPUT ? standardInput(io, 'the token', longest) : textOf(path, longest);
}

function standardInput(io: Io, name: string, longest: number): string {
  if (io.stdin.isTTY) io.stderr.write(`reading ${name} from the terminal, end with Ctrl-D\n`);
  return io.stdin.read(longest, name);
}
