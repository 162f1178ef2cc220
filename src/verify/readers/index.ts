import { basename } from 'node:path';
import { isTemplate } from './cloudformation/template';
import { Templates } from './cloudformation/templates';
import { filesOf, headOf, inaccessible, instead, templatesOf, textOf } from './files';
import { kindOf } from './kinds';
import { Document, parseDocument } from './private/document';
import { EndlessReferences } from './private/endless-references';
import { merged } from './private/merged';
import { Reading } from './private/reading';
import { isMeantAsArtefact } from './signs';
import { isUnreadable, Unreadable, UNKNOWN_KIND } from './unreadable';
import type { Artefacts, Unjudged } from '../model';

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
export function readPaths(paths: readonly string[], { texts = new Map() }: ReadOptions = {}): Artefacts {
  const { files, nested, unjudged } = filesOf(paths, texts);
  const documents: Document[] = [];
  const others: Unjudged[] = [...unjudged];
  let passedOver = 0;
  for (const { file, how } of files) {
    const found = how === 'met' ? metFile(file) : artefact(texts.get(file) ?? textOf(file), file);
    if (found === undefined) {
      passedOver += 1;
    } else if ('value' in found) {
      if (how !== 'listed' || kindOf(found.value) !== undefined) documents.push(found); // the CDK writes `{}` for an empty stack
    } else {
      others.push(found);
    }
  }
  if (documents.length === 0) throw new Unreadable(paths.join(', '), `holds no file of a kind that can be read${instead(others)}`);
  const artefacts = readAll(documents, nested);
  return { ...artefacts, unjudged: [...artefacts.unjudged, ...others], ...passedOver === 0 ? {} : { passedOver } };
}

/** A file of a directory: an artefact, something that cannot be judged, or nothing where it is of another kind. One that is an artefact and broken is an error. */
function metFile(file: string): Document | Unjudged | undefined {
  let text: string | undefined;
  try {
    text = textOf(file);
    const document = artefact(text, file);
    if (kindOf(document.value) !== undefined) return document;
  } catch (error) {
    const sample = text ?? headOf(file);
    if (sample === undefined) return inaccessible(file, 'file');
    if (!isUnreadable(error) || isMeantAsArtefact(sample)) throw error;
  }
  return text?.includes(WEB_IDENTITY) === true ? { ...OF_ANOTHER_KIND, id: file, source: { file, pointer: '' } } : undefined;
}

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** A trust inside of a file for another tool, such as a workflow or a chart. */
const OF_ANOTHER_KIND = { type: 'file of another kind', reason: `it mentions ${WEB_IDENTITY} and is of no kind that is read` };

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
  return merged(documents.map(document => {
    const kind = kindOf(document.value);
    if (kind === undefined) throw new Unreadable(document.file, UNKNOWN_KIND);
    const reading = new Reading(document);
    try {
      kind.read(reading, { name: nameOf(document.file), templates });
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
