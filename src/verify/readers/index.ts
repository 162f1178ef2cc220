import { basename } from 'node:path';
import { isTemplate } from './cloudformation/template';
import { Templates } from './cloudformation/templates';
import { documentsAt } from './documents';
import { templatesOf, textOf } from './files';
import { kindOf } from './kinds';
import { Document, parseDocument } from './private/document';
import { EndlessReferences } from './private/endless-references';
import { merged } from './private/merged';
import { Reading } from './private/reading';
import { Configurations } from './terraform/configurations';
import { Unreadable, UNKNOWN_KIND } from './unreadable';
import type { Artefacts } from '../model';

export { isUnreadable, Unreadable } from './unreadable';

/**
 * Reads an artefact; its kind is told by its content.
 *
 * @param options what the text is called
 * @throws Unreadable for text that is none of the known kinds
 */
export function readText(text: string, { file }: { readonly file: string }): Artefacts {
  return readTexts([{ text, file }]);
}

/** Reads several texts as parts of one. */
export function readTexts(texts: readonly { readonly text: string; readonly file: string }[]): Artefacts {
  return readAll(texts.map(({ text, file }) => artefact(text, file)), new Map());
}

export interface ReadOptions {
  /** Texts by the paths that stand for them: what is no file, such as standard input. */
  readonly texts?: ReadonlyMap<string, string>;
}

/**
 * Reads files and directories. What a directory holds besides artefacts is passed over and counted; a file that is named is not.
 *
 * @throws Unreadable for the first that cannot be read, and where nothing was found
 */
export function readPaths(paths: readonly string[], options: ReadOptions = {}): Artefacts {
  const { documents, nested, unjudged, passedOver } = documentsAt(paths, options.texts ?? new Map(), artefact);
  const artefacts = readAll(documents, nested);
  return { ...artefacts, unjudged: [...artefacts.unjudged, ...unjudged], ...passedOver === 0 ? {} : { passedOver } };
}

/**
 * Reads the templates of an app of the CDK, with those of nested stacks, which the CDK does not name.
 *
 * @throws Unreadable for the first that cannot be read
 */
export function readTemplates(paths: readonly string[]): Artefacts {
  const { files, nested } = templatesOf(paths);
  return readAll(files.map(({ file }) => artefact(textOf(file), file)), nested);
}

function artefact(text: string, file: string): Document {
  return parseDocument(text, file, mayBeArtefact);
}

/** Of all that can be read, templates and policies alone are written in YAML. */
function mayBeArtefact(yaml: string): boolean {
  return /^(["']?(Resources|Statement)["']?|\s*\{.*|AWSTemplateFormatVersion)\s*(:|$)/m.test(yaml);
}

function readAll(documents: readonly Document[], nested: ReadonlyMap<string, string>): Artefacts {
  const templates = new Templates(documents.filter(({ value }) => isTemplate(value)).map(({ file, value }) => ({ file, value, name: nameOf(file) })), nested);
  const configurations = new Configurations(documents);
  return merged(documents.map(document => {
    const kind = kindOf(document.value);
    if (kind === undefined) throw new Unreadable(document.file, UNKNOWN_KIND);
    const reading = new Reading(document);
    try {
      kind.read(reading, { name: nameOf(document.file), templates, configurations });
    } catch (error) {
      if (error instanceof RangeError || error instanceof EndlessReferences) throw new Unreadable(document.file, 'holds references that come to no end');
      throw error;
    }
    return reading.finish();
  }));
}

/** What a file is called without what it ends in. */
function nameOf(file: string): string {
  return basename(file).replace(/(\.nested)?(\.template)?\.(json|ya?ml|template)$/i, '');
}
