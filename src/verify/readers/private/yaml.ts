import { Composer, isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, Parser, Scalar, YAMLMap, type CollectionTag, type Pair, type ScalarTag, type YAMLSeq } from 'yaml';
import type { Document } from './document';
import type { Positions, Twice } from './positions';
import { Json, pointer, textAt } from './values';
import { Unreadable } from '../unreadable';

/** CloudFormation takes a megabyte at most. */
const LONGEST = 1_100_000;
const DEEPEST = 100;
const MOST_ALIASES = 100;
const MOST_DOCUMENTS = 10_000;

const SHORT_FORMS = ['And', 'Base64', 'Cidr', 'Condition', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Not', 'Or', 'Ref', 'Select', 'Split', 'Sub', 'Transform', 'ToJsonString', 'Length', 'ForEach'];

/** The intrinsic that a short form stands for. */
function longForm(name: string, value: unknown): Record<string, unknown> {
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
}

const CUSTOM_TAGS: (ScalarTag | CollectionTag)[] = SHORT_FORMS.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'seq', resolve: (node: YAMLMap.Parsed | YAMLSeq.Parsed) => node },
  { tag: `!${name}`, collection: 'map', resolve: (node: YAMLMap.Parsed | YAMLSeq.Parsed) => node },
]);

/** Parses a template in YAML, with CloudFormation's short forms. All that is used of the library stands here. */
export function parseYaml(text: string, file: string): Document {
  if (text.length > LONGEST) throw new Unreadable(file, `is YAML of ${text.length.toLocaleString('en')} characters: at most ${LONGEST.toLocaleString('en')} are read`);
  refuseNesting(text, file);
  const lineCounter = new LineCounter();
  const [root, ...others] = rootsOf(text, file, lineCounter);
  const walk = new Walk(file, offset => lineCounter.linePos(offset).line);
  const value = others.length === 0 ? walk.value(root, []) : [root, ...others].map((one, i) => walk.value(one, [String(i)]));
  if (others.length > 0 && !(value as readonly Json[]).every(isListed)) throw new Unreadable(file, 'holds several documents: give each in a file of its own');
  return { file, value, positions: pointers => walk.positions(pointers) };
}

/** gcloud prints a list as a document for each. */
function isListed(value: Json): boolean {
  return /\/workloadIdentityPools\//.test(textAt(value, 'name') ?? '');
}

/** The documents, or the first mistake: a text full of them is not worth the time that all would take. */
function rootsOf(text: string, file: string, lineCounter: LineCounter): unknown[] {
  try {
    const composer = new Composer({ uniqueKeys: false, customTags: CUSTOM_TAGS, version: '1.1', schema: 'yaml-1.1', logLevel: 'silent', prettyErrors: false });
    const found: unknown[] = [];
    for (const document of composer.compose(new Parser(lineCounter.addNewLine).parse(text), true, text.length)) {
      const [error] = document.errors;
      if (error !== undefined) throw new Unreadable(file, `is neither JSON nor YAML: ${firstLine(error.message)}`, lineCounter.linePos(error.pos[0]).line);
      found.push(document.contents);
      if (found.length > MOST_DOCUMENTS) throw new Unreadable(file, 'holds several documents: give each in a file of its own');
    }
    return found;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(file, 'is neither JSON nor YAML that can be read');
  }
}

function firstLine(message: string): string {
  if (message.includes('call stack')) return 'it is nested too deeply';
  return message.split('\n')[0].replace(/ at line \d+.*$/, '').replace(/:$/, '');
}

/** The parser goes down in recursion: brackets, dashes and ever deeper lines are counted before. */
function refuseNesting(text: string, file: string): void {
  let brackets = 0;
  const indents: number[] = [];
  for (const [found] of text.matchAll(/[[\]{}]|^ *(?:- +)*/gm)) {
    if (found === '[' || found === '{') {brackets += 1;} else if (found === ']' || found === '}') {brackets = Math.max(0, brackets - 1);} else {
      while (indents.length > 0 && indents[indents.length - 1] >= found.length) indents.pop();
      indents.push(found.length);
    }
    const dashes = found.includes('-') ? found.split('-').length : 0;
    if (Math.max(brackets, indents.length, dashes) > DEEPEST) throw new Unreadable(file, `nested deeper than ${DEEPEST} levels`);
  }
}

type Path = readonly string[];

class Walk {
  private readonly lines = new Map<string, number>();
  private readonly twice: Twice[] = [];
  private readonly anchors = new Map<string, unknown>();
  private aliases = 0;

  constructor(private readonly file: string, private readonly lineAt: (offset: number) => number) {}

  public positions(pointers: ReadonlySet<string>): Positions {
    return { lines: new Map([...pointers].flatMap(one => this.lines.has(one) ? [[one, this.lines.get(one)!]] : [])), twice: this.twice };
  }

  /** What a node stands for, its short forms written out. */
  public value(node: unknown, path: Path): Json {
    if (path.length > DEEPEST) throw new Unreadable(this.file, `nested deeper than ${DEEPEST} levels`);
    if (isAlias(node)) {
      this.aliases += 1;
      if (this.aliases > MOST_ALIASES) throw new Unreadable(this.file, `uses more than ${MOST_ALIASES} aliases`);
      const value = this.anchors.get(node.source);
      if (value === undefined) throw new Unreadable(this.file, `uses the alias ${JSON.stringify(node.source)} before or without its anchor`);
      return value as Json;
    }
    this.note(path, node);
    const value = this.plain(node, path);
    if (isCollection(node) || isScalar(node)) {
      const anchor = (node as { anchor?: string }).anchor;
      const name = SHORT_FORMS.find(one => node.tag === `!${one}`);
      const whole = name === undefined ? value : longForm(name, name === 'GetAtt' && typeof value === 'string' ? getAtt(value) : value) as Json;
      if (anchor !== undefined) this.anchors.set(anchor, whole);
      return whole;
    }
    return value;
  }

  private plain(node: unknown, path: Path): Json {
    if (isMap(node)) return this.object(node, path);
    if (isSeq(node)) return node.items.map((item, i) => this.value(item, [...path, String(i)]));
    const value = isScalar(node) ? (node as Scalar).value : null;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    // a version like 2012-10-17 is a date to YAML and a text to everybody else
    return value === null || value === undefined ? null : String((node as Scalar).source ?? value);
  }

  private object(map: YAMLMap, path: Path): Json {
    const members: [string, Json][] = [];
    const seen = new Set<string>();
    for (const pair of map.items as Pair<unknown, unknown>[]) {
      const key = String(isScalar(pair.key) ? pair.key.source ?? pair.key.value : pair.key);
      const below = [...path, key];
      const line = this.offsetLine(pair.key);
      if (seen.has(key) && line !== undefined) this.twice.push({ key, path: below, line });
      seen.add(key);
      members.push([key, this.value(pair.value, below)]);
      if (line !== undefined) this.lines.set(pointer(...below), line);
    }
    return Object.fromEntries(members);
  }

  private note(path: Path, node: unknown): void {
    const line = this.offsetLine(node);
    if (line !== undefined) this.lines.set(pointer(...path), line);
  }

  private offsetLine(node: unknown): number | undefined {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range === undefined || range === null ? undefined : this.lineAt(range[0]);
  }
}

function getAtt(text: string): Json {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
