import { basename, normalize } from 'node:path';
import { unwrapped } from './cloudformation/stored';
import { isTemplate } from './cloudformation/template';
import { localTemplates, Templates } from './cloudformation/templates';
import { documentsAt } from './documents';
import { isFile, templatesOf, textOf } from './files';
import { kindOf } from './kinds';
import type { ParameterValues } from './parameters';
import { Document, parseDocument } from './private/document';
import { EndlessReferences } from './private/endless-references';
import { merged } from './private/merged';
import { kindProblem } from './private/not-read';
import { Reading } from './private/reading';
import { mayBeArtefact } from './private/worthwhile';
import { Configurations } from './terraform/configurations';
import { Unreadable } from './unreadable';
import type { Artefacts } from '../model';

export { readParameters, type ParameterValues } from './parameters';
export { isUnreadable, Unreadable } from './unreadable';

/** What is known beside the artefacts. */
export interface ReadOptions {
  /** Values for the parameters of templates, as `readParameters` reads them; every name has to be one that some template declares. */
  readonly parameters?: ParameterValues;
  /** Texts by the paths that stand for them: what is no file, such as standard input. */
  readonly texts?: ReadonlyMap<string, string>;
}

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
export function readTexts(texts: readonly { readonly text: string; readonly file: string }[], options: ReadOptions = {}): Artefacts {
  return readAll(texts.map(({ text, file }) => artefact(text, file)), new Map(), options);
}

/**
 * Reads files and directories. What a directory holds besides artefacts is passed over and counted; a file that is named is not.
 *
 * @throws Unreadable for the first that cannot be read, where nothing was found, and for a parameter that no template declares
 */
export function readPaths(paths: readonly string[], options: ReadOptions = {}): Artefacts {
  const { documents, nested, unjudged, passedOver } = documentsAt(paths, options.texts ?? new Map(), artefact);
  const artefacts = readAll(withLocalTemplates(documents), nested, options);
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

/** With the templates that some name as nested in them by a path, where there is such a file. */
function withLocalTemplates(documents: readonly Document[]): Document[] {
  const known = new Set(documents.map(({ file }) => normalize(file)));
  const found = [...documents];
  for (const document of found) {
    if (!isTemplate(document.value)) continue;
    for (const file of localTemplates(document)) {
      if (known.has(file) || !isFile(file)) continue;
      known.add(file);
      const nested = artefact(textOf(file), file);
      if (isTemplate(nested.value)) found.push(nested);
    }
  }
  return found;
}

function artefact(text: string, file: string): Document {
  return unwrapped(parseDocument(text, file, mayBeArtefact), inner => parseDocument(inner, file));
}

function readAll(documents: readonly Document[], nested: ReadonlyMap<string, string>, { parameters }: ReadOptions = {}): Artefacts {
  const templates = new Templates(documents.filter(({ value }) => isTemplate(value)).map(({ file, value }) => ({ file, value, name: nameOf(file) })), nested, parameters);
  refuseUndeclared(parameters, templates);
  const configurations = new Configurations(documents);
  return merged(documents.map(document => {
    const kind = kindOf(document.value);
    if (kind === undefined) throw new Unreadable(document.file, kindProblem(document.value));
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

/** A name that no template has is misspelt, and the value that it was meant to give would be missing without a word. */
function refuseUndeclared(parameters: ParameterValues = new Map(), templates: Templates): void {
  const declared = templates.declared();
  const [undeclared] = [...parameters.keys()].filter(name => !declared.has(name));
  if (undeclared === undefined) return;
  const known = [...declared].sort().map(name => JSON.stringify(name));
  throw new Unreadable('parameters', `${JSON.stringify(undeclared)} is a parameter of no template that was read: ${known.length === 0 ? 'they declare none' : `they declare ${known.join(', ')}`}`);
}

/** What a file is called without what it ends in. */
function nameOf(file: string): string {
  return basename(file).replace(/(\.(nested|product|stackset))?(\.template)?\.(json|ya?ml|template)$/i, '');
}
