import { Composer, isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, Parser, Scalar, YAMLMap, type CollectionTag, type Pair, type ScalarTag, type YAMLSeq } from 'yaml';
import type { Document } from './document';
import type { Positions, Twice } from './positions';
import { isObject, Json, pointer, textAt } from './values';
import { Unreadable } from '../unreadable';

/** CloudFormation takes a megabyte at most. */
const LONGEST = 1_100_000;
const DEEPEST = 100;
/** With what aliases and merges stand for: a few lines of them make more than there is memory for. */
const MOST_VALUES = 1_000_000;
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

/** The documents that hold something, or the first mistake: a text full of them is not worth the time that all would take. */
function rootsOf(text: string, file: string, lineCounter: LineCounter): unknown[] {
  try {
    const composer = new Composer({ uniqueKeys: false, customTags: CUSTOM_TAGS, version: '1.1', schema: 'yaml-1.1', logLevel: 'silent', prettyErrors: false });
    const found: unknown[] = [];
    for (const document of composer.compose(new Parser(lineCounter.addNewLine).parse(text), true, text.length)) {
      const [error] = document.errors;
      if (error !== undefined) throw new Unreadable(file, `is neither JSON nor YAML: ${firstLine(error.message)}`, lineCounter.linePos(error.pos[0]).line);
      if (isNothing(document.contents)) continue;
      found.push(document.contents);
      if (found.length > MOST_DOCUMENTS) throw new Unreadable(file, 'holds several documents: give each in a file of its own');
    }
    return found;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(file, 'is neither JSON nor YAML that can be read');
  }
}

/** Behind a last `---`, or in front of a first one, nothing may stand. */
function isNothing(contents: unknown): boolean {
  return contents === null || contents === undefined || (isScalar(contents) && contents.value === null);
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
  private readonly anchors = new Map<string, { readonly value: Json; readonly size: number; readonly depth: number }>();
  /** How many values there are so far, aliases written out. */
  private size = 0;
  /** The deepest level of what is walked over right now, aliases written out. */
  private deepest = 0;

  constructor(private readonly file: string, private readonly lineAt: (offset: number) => number) {}

  /** Lines of the places themselves or, where an alias or a merge stands for them, of what is nearest around them. */
  public positions(pointers: ReadonlySet<string>): Positions {
    return { lines: new Map([...pointers].flatMap(one => this.lineOf(one) ?? [])), twice: this.twice };
  }

  private lineOf(wanted: string): [string, number][] | undefined {
    for (let around = wanted; ; around = around.slice(0, around.lastIndexOf('/'))) {
      const line = this.lines.get(around);
      if (line !== undefined) return [[wanted, line]];
      if (around === '') return undefined;
    }
  }

  /** What a node stands for, its short forms written out. */
  public value(node: unknown, path: Path): Json {
    this.reach(path.length);
    this.note(path, node);
    if (isAlias(node)) {
      const anchor = this.anchors.get(node.source);
      if (anchor === undefined) throw new Unreadable(this.file, `uses the alias ${JSON.stringify(node.source)} before or without its anchor`);
      this.grow(anchor.size);
      this.reach(path.length + anchor.depth);
      return anchor.value;
    }
    const around = { size: this.size, deepest: this.deepest };
    this.grow(1);
    this.deepest = path.length;
    const value = this.plain(node, path);
    const depth = this.deepest - path.length;
    this.deepest = Math.max(this.deepest, around.deepest);
    if (!isCollection(node) && !isScalar(node)) return value;
    const name = shortForm(node);
    const whole = name === undefined ? value : longForm(name, name === 'GetAtt' && typeof value === 'string' ? getAtt(value) : value) as Json;
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) this.anchors.set(anchor, { value: whole, size: this.size - around.size, depth });
    return whole;
  }

  private reach(level: number): void {
    if (level > DEEPEST) throw new Unreadable(this.file, `nested deeper than ${DEEPEST} levels`);
    this.deepest = Math.max(this.deepest, level);
  }

  private grow(by: number): void {
    this.size += by;
    if (this.size > MOST_VALUES) throw new Unreadable(this.file, `holds more than ${MOST_VALUES.toLocaleString('en')} values, aliases written out`);
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
    const merged: [string, Json][] = [];
    const seen = new Set<string>();
    for (const pair of map.items as Pair<unknown, unknown>[]) {
      if (isMergeKey(pair.key)) {
        merged.push(...this.mergedBy(pair.value, path));
        continue;
      }
      const key = this.keyOf(pair.key, path);
      const below = [...path, key];
      const line = this.offsetLine(pair.key);
      if (seen.has(key) && line !== undefined) this.twice.push({ key, path: below, line });
      seen.add(key);
      members.push([key, this.value(pair.value, below)]);
      if (line !== undefined) this.lines.set(pointer(...below), line);
    }
    // CloudFormation takes no merges, but the tools that write them out before do: of two maps the first one counts, and what stands beside them before both
    return Object.fromEntries([...merged.reverse(), ...members]);
  }

  private mergedBy(node: unknown, path: Path): [string, Json][] {
    const value = this.value(node, [...path, '<<']);
    const maps = Array.isArray(value) ? value as readonly Json[] : [value];
    if (!maps.every(isObject)) throw new Unreadable(this.file, 'merges by "<<" what is no map', this.offsetLine(node));
    return maps.flatMap(one => Object.entries(one));
  }

  /** A key that is a function keeps its tag, so that nobody takes it for a text. */
  private keyOf(key: unknown, path: Path): string {
    if (!isScalar(key) && !isCollection(key)) return isAlias(key) ? String(this.value(key, path)) : String(key);
    const name = shortForm(key);
    if (isScalar(key)) return `${name === undefined ? '' : `!${name} `}${String((key as Scalar).source ?? key.value)}`;
    return `${name === undefined ? '' : `!${name} `}${JSON.stringify(this.plain(key, path))}`;
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

function shortForm(node: { readonly tag?: string }): string | undefined {
  return SHORT_FORMS.find(one => node.tag === `!${one}`);
}

/** In quotes it is a key like others. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
}

function getAtt(text: string): Json {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
