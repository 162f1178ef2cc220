import { filesOf, headOf, inaccessible, instead, textOf } from './files';
import { kindOf } from './kinds';
import type { Document } from './private/document';
import { isMeantAsArtefact } from './signs';
import { isUnreadable, Unreadable } from './unreadable';
import type { Unjudged } from '../model';

/** What stands in files and directories. */
export interface Documents {
  readonly documents: readonly Document[];
  /** Templates of nested stacks by the hash that their parents know them by. */
  readonly nested: ReadonlyMap<string, string>;
  readonly unjudged: readonly Unjudged[];
  /** How many files of directories are no artefacts. */
  readonly passedOver: number;
}

/**
 * Finds and parses what the paths name.
 *
 * @param texts texts by the paths that stand for them and for no file
 * @throws Unreadable for the first that cannot be read, and where nothing was found
 */
export function documentsAt(paths: readonly string[], texts: ReadonlyMap<string, string>, parse: (text: string, file: string) => Document): Documents {
  const { files, nested, unjudged } = filesOf(paths, texts);
  const documents: Document[] = [];
  const others: Unjudged[] = [...unjudged];
  let passedOver = 0;
  for (const { file, how } of files) {
    const found = how === 'met' ? metFile(file, parse) : parse(texts.get(file) ?? textOf(file), file);
    if (found === undefined) {
      passedOver += 1;
    } else if ('value' in found) {
      if (how !== 'listed' || kindOf(found.value) !== undefined) documents.push(found); // the CDK writes `{}` for an empty stack
    } else {
      others.push(found);
    }
  }
  if (documents.length === 0) throw new Unreadable(paths.join(', '), `holds no file of a kind that can be read${instead(others)}`);
  return { documents, nested, unjudged: others, passedOver };
}

/** A file of a directory: an artefact, something that cannot be judged, or nothing where it is of another kind. One that is an artefact and broken is an error. */
function metFile(file: string, parse: (text: string, file: string) => Document): Document | Unjudged | undefined {
  let text: string | undefined;
  try {
    text = textOf(file);
    const document = parse(text, file);
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
