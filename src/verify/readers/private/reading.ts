import { Document } from './document';
import { positionsOf, Twice } from './positions';
import { pointer } from './values';
import type { AwsRole, Artefacts, DuplicateKey, Pool, Source, StaticKey, Target, Unjudged, VaultBackend } from '../../model';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** What has been found in one document so far. */
export class Reading {
  public readonly targets: Target[] = [];
  public readonly roles: AwsRole[] = [];
  public readonly providers: Artefacts['providers'][number][] = [];
  public readonly staticKeys: StaticKey[] = [];
  /** What was seen here and not read: `source` comes from the method of that name. */
  public readonly unjudged: Unjudged[] = [];
  public readonly pools: Pool[] = [];
  public readonly backends: VaultBackend[] = [];
  private readonly names = new Map<string, number>();
  private readonly sources: Open<Source>[] = [];
  private readonly embedded: { readonly source: Source; readonly twice: readonly Twice[] }[] = [];

  constructor(public readonly document: Document) {}

  /** A place in the document; its line is filled in at the end, for all places at once. */
  public source(...keys: (string | number)[]): Source {
    const { file, within } = this.document;
    const source: Open<Source> = { file, pointer: within === undefined ? pointer(...keys) : pointer(...within.keys, ...within.isText ? [] : keys) };
    this.sources.push(source);
    return source;
  }

  /** Takes note of JSON that stands in a string and was parsed: its keys may stand twice as well. */
  public embed(text: string, source: Source): void {
    this.embedded.push({ source, twice: positionsOf(text, []).twice });
  }

  /** A name that nothing else in the document has. */
  public unique(name: string): string {
    const times = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, times);
    return times === 1 ? name : this.unique(`${name}#${times}`);
  }

  /** All that was found, with lines. */
  public finish(): Artefacts {
    const { lines, twice } = this.document.positions(new Set(this.sources.map(source => source.pointer)));
    for (const source of this.sources) {
      const line = lines.get(source.pointer);
      if (line !== undefined) source.line = line;
    }
    const { targets, roles, providers, staticKeys, unjudged, pools, backends } = this;
    const duplicateKeys: DuplicateKey[] = [
      ...twice.map(({ key, path, line }) => ({ key, source: { file: this.document.file, pointer: pointer(...path), line } })),
      ...this.embedded.flatMap(({ source, twice: inner }) => inner.map(({ key }) => ({ key, source }))),
    ];
    const byPlace = new Map(targets.map(({ id, source }) => [source.pointer, id]));
    return {
      targets,
      roles,
      providers,
      staticKeys,
      duplicateKeys: duplicateKeys.map(one => ({ ...one, ...targetAt(byPlace, one.source.pointer) })),
      unjudged,
      ...pools.length === 0 ? {} : { pools },
      ...backends.length === 0 ? {} : { backends },
    };
  }
}

/** The target that a place is a part of. */
function targetAt(byPlace: ReadonlyMap<string, string>, place: string): { target?: string } {
  for (let around = place; ; around = around.slice(0, around.lastIndexOf('/'))) {
    const target = byPlace.get(around);
    if (target !== undefined) return { target };
    if (around === '') return {};
  }
}
