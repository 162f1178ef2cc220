import { Document } from './document';
import { positionsOf, Twice } from './positions';
import { Json, pointer } from './values';
import type { AwsRole, Artefacts, DuplicateKey, Source, StaticKey, Target } from '../../model';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** What has been found in one document so far. */
export class Reading {
  public readonly targets: Target[] = [];
  public readonly roles: AwsRole[] = [];
  public readonly providers: Artefacts['providers'][number][] = [];
  public readonly staticKeys: StaticKey[] = [];
  private readonly sources: Open<Source>[] = [];
  private readonly embedded: { readonly source: Source; readonly twice: readonly Twice[] }[] = [];

  constructor(public readonly document: Document) {}

  /** A place in the document; its line is filled in at the end, for all places at once. */
  public source(...keys: (string | number)[]): Source {
    const source: Open<Source> = { file: this.document.file, pointer: pointer(...keys) };
    this.sources.push(source);
    return source;
  }

  /** A value that stands in a string as JSON; nothing where it is none. */
  public json(text: string, source: Source): Json | undefined {
    try {
      const value = JSON.parse(text);
      this.embedded.push({ source, twice: positionsOf(text, []).twice });
      return value;
    } catch {
      return undefined;
    }
  }

  /** All that was found, with lines. */
  public finish(): Artefacts {
    const { lines, twice } = this.document.positions(new Set(this.sources.map(source => source.pointer)));
    for (const source of this.sources) {
      const line = lines.get(source.pointer);
      if (line !== undefined) source.line = line;
    }
    const { targets, roles, providers, staticKeys } = this;
    const duplicateKeys: DuplicateKey[] = [
      ...twice.map(({ key, path, line }) => ({ key, source: { file: this.document.file, pointer: pointer(...path), line } })),
      ...this.embedded.flatMap(({ source, twice: inner }) => inner.map(({ key }) => ({ key, source }))),
    ];
    return { targets, roles, providers, staticKeys, duplicateKeys: duplicateKeys.map(one => ({ ...one, target: this.targetAt(one.source.pointer) })) };
  }

  private targetAt(place: string): string | undefined {
    return this.targets.find(({ source: { pointer: around } }) => around === '' || place === around || place.startsWith(`${around}/`))?.id;
  }
}
