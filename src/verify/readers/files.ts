import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { assemblyFiles } from './cloudformation/assembly';
import { Unreadable } from './unreadable';

/** More than this is no artefact that a person would review. */
const LARGEST = 64 * 1024 * 1024;

/** A file to read. */
export interface Found {
  readonly file: string;
  /** Whether it was only met in a directory, where files of other kinds stand as well. */
  readonly met: boolean;
}

const EXTENSION = /\.(json|ya?ml|template)$/i;
const NOT_ENTERED = /^(node_modules|\.git|\.terraform|asset\..*)$/;

/** All that the paths name. */
export interface Files {
  /** Each once, in an order that does not depend on the file system. */
  readonly files: readonly Found[];
  /** Templates of nested stacks by the hash that their parents know them by. */
  readonly nested: ReadonlyMap<string, string>;
}

export function filesOf(paths: readonly string[]): Files {
  const seen = new Set<string>();
  const nested = new Map<string, string>();
  const files = paths.flatMap(path => {
    const found = statOf(path).isDirectory() ? inDirectory(path, seen, nested) : [{ file: path, met: false }];
    if (found.length === 0) throw new Unreadable(path, 'holds no file that could be read');
    return found.filter(({ file }) => once(seen, file));
  });
  return { files, nested };
}

/** The templates themselves, and those of the stacks nested in them, which an assembly holds beside. */
export function templatesOf(paths: readonly string[]): Files {
  const seen = new Set<string>();
  const nested = new Map([...new Set(paths.map(path => dirname(path)))].flatMap(directory => [...assemblyFiles(directory, file => textOf(file))?.nested ?? []]));
  const files = [...paths, ...[...nested.values()].sort()].map(file => ({ file, met: false }));
  return { files: files.filter(({ file }) => once(seen, file)), nested };
}

function inDirectory(start: string, seen: Set<string>, nested: Map<string, string>): Found[] {
  const found: Found[] = [];
  const open = [start];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    if (!once(seen, directory)) continue; // a link that leads back
    const assembly = assemblyFiles(directory, file => textOf(file));
    if (assembly !== undefined) {
      found.push(...assembly.templates.map(file => ({ file, met: true })));
      assembly.nested.forEach((file, hash) => nested.set(hash, file));
      open.push(...assembly.directories);
      continue;
    }
    for (const name of namesIn(directory)) {
      const path = join(directory, name);
      const stat = statOf(path, true);
      if (stat?.isDirectory() === true && !NOT_ENTERED.test(name)) open.push(path);
      else if (stat?.isFile() === true && EXTENSION.test(name)) found.push({ file: path, met: true });
    }
  }
  return found.sort((a, b) => a.file < b.file ? -1 : 1);
}

/** Whether there is a file at a path that an artefact names. */
export function isFile(path: string): boolean {
  return guarded(path, () => statSync(path, { throwIfNoEntry: false }))?.isFile() === true;
}

function once(seen: Set<string>, path: string): boolean {
  const real = guarded(path, () => realpathSync(path));
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

function namesIn(directory: string): string[] {
  return guarded(directory, () => readdirSync(directory)).sort();
}

function statOf(path: string): Stats;
function statOf(path: string, lenient: true): Stats | undefined;
function statOf(path: string, lenient?: true): Stats | undefined {
  // a link to nowhere is nothing to read
  if (lenient) return guarded(path, () => statSync(path, { throwIfNoEntry: false }));
  return guarded(path, () => statSync(path));
}

/** The text of a file, up to a size that is said in bytes. */
export function textOf(file: string, largest = LARGEST): string {
  return decoded(guarded(file, () => bytesOf(file, largest)), file);
}

/** UTF-8, or UTF-16 with a mark that says so, as PowerShell writes it. */
export function decoded(bytes: Uint8Array, file: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(file, 'is not UTF-8');
  }
}

/** Read in pieces: what the system calls a file may have no end. */
function bytesOf(file: string, largest: number): Buffer {
  const stat = statSync(file);
  if (stat.isDirectory()) throw new Unreadable(file, 'is a directory');
  if (stat.isFIFO() && !/^\/(dev|proc)\//.test(file)) throw new Unreadable(file, 'is a pipe, not a file');
  if (stat.size > largest) throw tooLarge(file, largest);
  const descriptor = openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(Math.max(65_536, Math.min(stat.size + 1 - size, largest)));
      const read = readSync(descriptor, piece, 0, piece.length, null);
      if (read === 0) return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
      pieces.push(piece.subarray(0, read));
      size += read;
      if (size > largest) throw tooLarge(file, largest);
    }
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(file: string, largest: number): Unreadable {
  return new Unreadable(file, `is larger than ${largest / 1024 / 1024} MB${largest < LARGEST ? '' : ': give the part that holds roles and providers'}`);
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist', EACCES: 'may not be read by this user', EPERM: 'may not be read by this user', ELOOP: 'is a symbolic link that leads back to itself', ENAMETOOLONG: 'has too long a name', ENOTDIR: 'does not exist', EISDIR: 'is a directory',
};

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Unreadable(path, CAUSES[code ?? ''] ?? `cannot be read (${code ?? 'unknown cause'})`);
  }
}
