import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isTemplate, readTemplate } from './cloudformation/template';
import { parseDocument } from './private/document';
import { Reading } from './private/reading';
import { isTrustPolicy, readTrustPolicy } from './trust-policy';
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
  const reading = new Reading(parseDocument(text, options.file));
  const { value } = reading.document;
  if (isTemplate(value)) readTemplate(reading, basename(options.file).replace(/(\.template)?\.(json|ya?ml)$/, ''));
  else if (isTrustPolicy(value)) readTrustPolicy(reading);
  else throw new Unreadable(options.file, 'is of no kind that can be read');
  return reading.finish();
}

/**
 * Reads files and directories.
 *
 * @throws Unreadable for the first that cannot be read
 */
export function readPaths(paths: readonly string[]): Artefacts {
  const all = paths.map(path => readText(readFileSync(path, 'utf8'), { file: path }));
  const merged = <K extends keyof Artefacts>(key: K) => all.flatMap(one => one[key] as readonly unknown[]) as unknown as Artefacts[K];
  return { targets: merged('targets'), roles: merged('roles'), providers: merged('providers'), staticKeys: merged('staticKeys'), duplicateKeys: merged('duplicateKeys') };
}
