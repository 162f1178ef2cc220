import { walkJson } from './json';

/** A key that stands twice in one object. */
export interface Twice {
  readonly key: string;
  /** Of the key, where it stands again. */
  readonly path: readonly string[];
  readonly line: number;
}

/** Where things stand in a text. */
export interface Positions {
  /** Of a value, or of its key where it has one. */
  readonly lines: ReadonlyMap<string, number>;
  readonly twice: readonly Twice[];
}

interface Wanted {
  pointer?: string;
  readonly inside: Map<string, Wanted>;
}

interface Level {
  readonly wanted?: Wanted;
  readonly isObject: boolean;
  /** From the second key on: many objects have one alone. */
  keys?: Set<string>;
  at?: string | number;
}

/**
 * Finds lines and duplicate keys in one pass over the text.
 *
 * @param text JSON that was parsed before
 * @param pointers whose lines are wanted
 */
export function positionsOf(text: string, pointers: Iterable<string>): Positions {
  const root = wantedTree(pointers);
  const lines = new Map<string, number>();
  const twice: Twice[] = [];
  const levels: Level[] = [];
  let next: Wanted | undefined = root;
  const enter = (line: number) => {
    const level = levels[levels.length - 1];
    if (level !== undefined && !level.isObject) {
      level.at = (level.at as number) + 1;
      next = level.wanted?.inside.get(String(level.at));
    }
    if (next?.pointer !== undefined && (level === undefined || !level.isObject)) lines.set(next.pointer, line);
  };
  walkJson(text, {
    onObject: line => {
      enter(line);
      levels.push({ wanted: next, isObject: true });
    },
    onArray: line => {
      enter(line);
      levels.push({ wanted: next, isObject: false, at: -1 });
    },
    onKey: (key, line) => {
      const level = levels[levels.length - 1];
      const before = level.at as string | undefined;
      if (before !== undefined && level.keys === undefined) level.keys = new Set([before]);
      level.at = key;
      next = level.wanted?.inside.get(key);
      if (next?.pointer !== undefined) lines.set(next.pointer, line);
      if (level.keys?.has(key)) twice.push({ key, path: levels.map(({ at }) => String(at)), line });
      else level.keys?.add(key);
    },
    onValue: enter,
    onEnd: () => {
      levels.pop();
    },
  });
  return { lines, twice };
}

function wantedTree(pointers: Iterable<string>): Wanted {
  const root: Wanted = { inside: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const key of pointer === '' ? [] : pointer.slice(1).split('/').map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))) {
      const inside: Wanted = at.inside.get(key) ?? { inside: new Map() };
      at.inside.set(key, inside);
      at = inside;
    }
    at.pointer = pointer;
  }
  return root;
}
