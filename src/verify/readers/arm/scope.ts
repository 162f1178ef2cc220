import type { LateJson } from '../../../private/late';
import { EndlessReferences } from '../private/endless-references';
import { isLate, late } from '../private/texts';
import { Json, JsonObject, member } from '../private/values';

/** What the expressions of a template may name. */
export interface ScopeParts {
  /** As the template declares them, whatever the case of their names. */
  readonly parameters: JsonObject;
  readonly variables: JsonObject;
  /** Values that a deployment within a template gives to parameters; nothing where whoever deploys may give any. */
  readonly given?: Readonly<Record<string, LateJson>>;
  /** Names of resources by their symbolic names. */
  readonly symbols: ReadonlyMap<string, string>;
  /** The number of the copy that is written out, by the name of the loop; the innermost stands last. */
  readonly copies: ReadonlyMap<string, number>;
  /** Steps that are left for the whole document: loops within loops multiply. */
  readonly budget: { left: number };
}

/** A template while it is read: variables are worked out once. */
export class Scope {
  constructor(public readonly parts: ScopeParts, private readonly known = new Map<string, LateJson>(), private readonly open = new Set<string>()) {}

  /** The same with the number of a copy, on which no variable hangs. */
  public withCopy(loop: string, index: number): Scope {
    return new Scope({ ...this.parts, copies: new Map([...this.parts.copies, [loop, index]]) }, this.known, this.open);
  }

  public declared(kind: 'parameters' | 'variables', name: string): Json | undefined {
    const table = this.parts[kind];
    const found = Object.keys(table).find(key => key.toLowerCase() === name.toLowerCase());
    return found === undefined ? undefined : member(table, found);
  }

  /** What has to be worked out once; that it needs itself is no value. */
  public once(key: string, work: () => LateJson): LateJson {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    if (this.open.has(key)) throw new EndlessReferences();
    this.open.add(key);
    const value = work();
    this.open.delete(key);
    const kept = isLarge(value) ? late(key) : value;
    this.known.set(key, kept);
    return kept;
  }

  public spend(): void {
    this.parts.budget.left -= 1;
    if (this.parts.budget.left < 0) throw new EndlessReferences();
  }
}

const LARGEST = 20_000;

/** Whether a value holds more than a template that is meant for people does: one that is made of another twice doubles each time. */
function isLarge(value: LateJson): boolean {
  const open: LateJson[] = [value];
  for (let seen = 0; seen < open.length; seen++) {
    const one = open[seen];
    if (open.length > LARGEST) return true;
    if (typeof one === 'object' && one !== null && !isLate(one)) for (const part of Object.values(one)) open.push(part as LateJson);
  }
  return false;
}
