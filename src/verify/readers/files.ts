import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { assemblyFiles } from './cloudformation/assembly';
import { Unreadable } from './unreadable';
import type { Unjudged } from '../model';

/** More than this is no artefact that a person would review. */
export const LARGEST = 64 * 1024 * 1024;

/** A file to read. */
export interface Found {
  readonly file: string;
  /** A person names a file, the manifest of an assembly lists it, or it is met in a directory, where files of other kinds stand as well. */
  readonly how: 'named' | 'listed' | 'met';
}

const EXTENSION = /\.(json|ya?ml|template|tfstate)$/i;

/** Files that may hold trusts in a language that is not read, with the way to have them read. */
const NOT_READ: readonly { readonly extension: RegExp; readonly type: string; readonly reason: string }[] = [
  { extension: /\.(tf|tofu)$/i, type: 'Terraform HCL', reason: 'HCL is not read: give the output of "terraform show -json" for a plan of it' },
  { extension: /\.bicep$/i, type: 'Bicep', reason: 'Bicep is not read: give the output of "az bicep build"' },
];

const NOT_ENTERED = /^(node_modules|\.git|\.terraform|asset\..*)$/;

/** All that the paths name. */
export interface Files {
  /** Each once, in an order that does not depend on the file system. */
  readonly files: readonly Found[];
  /** Templates of nested stacks by the hash that their parents know them by. */
  readonly nested: ReadonlyMap<string, string>;
  /** What was met and is not read. */
  readonly unjudged: readonly Unjudged[];
}

/**
 * @param given paths that stand for a text, such as standard input, and for no file
 */
export function filesOf(paths: readonly string[], given: ReadonlyMap<string, string> = new Map()): Files {
  const seen = new Set<string>();
  const nested = new Map<string, string>();
  const unjudged: Unjudged[] = [];
  const files = paths.flatMap((path): Found[] => {
    if (given.has(path)) return [{ file: path, how: 'named' }];
    if (!statOf(path).isDirectory()) return once(seen, path) ? [{ file: path, how: 'named' }] : [];
    const before = unjudged.length;
    const found = inDirectory(path, { seen, nested, unjudged });
    if (found.length === 0) throw new Unreadable(path, `holds no file that could be read${instead(unjudged.slice(before))}`);
    return found.filter(({ file }) => once(seen, file));
  });
  return { files, nested, unjudged };
}

/** What a directory holds in place of what can be read, as part of a message. */
export function instead(unjudged: readonly Unjudged[]): string {
  const [first] = unjudged;
  if (first === undefined) return '';
  return `; of ${first.id}${unjudged.length === 1 ? '' : ` and ${unjudged.length - 1} more`}: ${first.reason}`;
}

/** The templates themselves, and those of the stacks nested in them, which an assembly holds beside. */
export function templatesOf(paths: readonly string[]): Files {
  const seen = new Set<string>();
  const nested = new Map([...new Set(paths.map(path => dirname(path)))].flatMap(directory => [...assemblyFiles(directory, file => textOf(file))?.nested ?? []]));
  const files = [...paths, ...[...nested.values()].sort()].map((file): Found => ({ file, how: 'listed' }));
  return { files: files.filter(({ file }) => once(seen, file)), nested, unjudged: [] };
}

/** What a walk has come by, beside the files to read. */
interface Walk {
  readonly seen: Set<string>;
  readonly nested: Map<string, string>;
  readonly unjudged: Unjudged[];
}

function inDirectory(start: string, { seen, nested, unjudged }: Walk): Found[] {
  const found: Found[] = [];
  const open = [start];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    if (!once(seen, directory)) continue; // a link that leads back
    const assembly = assemblyFiles(directory, file => textOrNothing(file));
    if (assembly !== undefined) {
      found.push(...assembly.templates.map((file): Found => ({ file, how: 'listed' })));
      assembly.nested.forEach((file, hash) => nested.set(hash, file));
      open.push(...assembly.directories);
      continue;
    }
    for (const name of namesIn(directory, directory === start ? undefined : unjudged)) {
      const path = join(directory, name);
      const stat = statIfThere(path);
      if (stat?.isDirectory() === true && !NOT_ENTERED.test(name)) open.push(path);
      else if (stat?.isFile() === true && EXTENSION.test(name)) found.push({ file: path, how: 'met' });
      else if (stat?.isFile() === true) unjudged.push(...notRead(path));
    }
  }
  unjudged.sort((a, b) => a.id < b.id ? -1 : 1);
  return found.sort((a, b) => a.file < b.file ? -1 : 1);
}

function notRead(path: string): Unjudged[] {
  return NOT_READ.filter(({ extension }) => extension.test(path)).map(({ type, reason }) => ({ id: path, type, reason, source: { file: path, pointer: '' } }));
}

/** Whatever cannot be read is no manifest of an assembly. */
function textOrNothing(file: string): string {
  try {
    return textOf(file);
  } catch {
    return '';
  }
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

/**
 * @param unjudged takes note of a directory that cannot be entered; without it such a one is an error
 */
function namesIn(directory: string, unjudged?: Unjudged[]): string[] {
  try {
    return guarded(directory, () => readdirSync(directory)).sort();
  } catch (error) {
    if (unjudged === undefined) throw error;
    unjudged.push(inaccessible(directory, 'directory'));
    return [];
  }
}

/** What could not be opened: nobody knows what it holds. */
export function inaccessible(path: string, type: 'directory' | 'file'): Unjudged {
  return { id: path, type, reason: 'it may not be read by this user', source: { file: path, pointer: '' } };
}

function statOf(path: string): Stats {
  return guarded(path, () => statSync(path));
}

/** A link to nowhere, or to itself, is nothing to read. */
function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const HEAD = 64 * 1024;

/** The beginning of a file, one character a byte, whatever it holds; nothing where it cannot be opened. */
export function headOf(file: string): string | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const head = Buffer.alloc(HEAD);
      return head.toString('latin1', 0, readSync(descriptor, head, 0, HEAD, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
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
