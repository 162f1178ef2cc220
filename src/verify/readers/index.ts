import { basename } from 'node:path';
import { filesOf, textOf } from './files';
import { kindOf } from './kinds';
import { parseDocument } from './private/document';
import { Reading } from './private/reading';
import { merged } from './private/merged';
import { Unreadable } from './unreadable';
import type { Artefacts } from '../model';

export { isUnreadable, Unreadable } from './unreadable';

/**
 * Reads an artefact; its kind is told by its content.
 *
 * @param options what the text is called
 * @throws Unreadable for text that is none of the known kinds
 */
export function readText(text: string, options: { readonly file: string }): Artefacts {
  const found = readKnown(text, options.file);
  if (found === undefined) throw new Unreadable(options.file, UNKNOWN_KIND);
  return found;
}

/**
 * Reads files and directories. What a directory holds besides artefacts is passed over; a file that is named is not.
 *
 * @throws Unreadable for the first that cannot be read, and where nothing was found
 */
export function readPaths(paths: readonly string[]): Artefacts {
  const files = filesOf(paths);
  const all = files.flatMap(({ file, met }) => {
    const found = readKnown(textOf(file), file);
    if (found === undefined && !met) throw new Unreadable(file, UNKNOWN_KIND);
    return found ?? [];
  });
  if (all.length === 0) throw new Unreadable(paths.join(', '), 'nothing to read: no file is of a known kind');
  return merged(all);
}

const UNKNOWN_KIND = 'is of no kind that can be read: neither a template, a Terraform configuration, plan or state, a trust policy, nor the output of a cloud\'s command line';

function readKnown(text: string, file: string): Artefacts | undefined {
  const reading = new Reading(parseDocument(text, file));
  const kind = kindOf(reading.document.value);
  kind?.read(reading, nameOf(file));
  return kind === undefined ? undefined : reading.finish();
}

/** What a file is called without what it ends in. */
function nameOf(file: string): string {
  return basename(file).replace(/(\.nested)?(\.template)?\.(json|ya?ml|template)$/i, '');
}
