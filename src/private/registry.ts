/** What the registry needs of a construct. Either framework hands in its own; this file imports none. */
export interface TreeConstruct {
  readonly node: {
    readonly id: string;
    readonly path: string;
    readonly root: TreeConstruct;
    readonly scope?: TreeConstruct;
    tryFindChild(id: string): TreeConstruct | undefined;
    addValidation(validation: { validate(): string[] }): void;
  };
}

/**
 * What a construct has registered: plain data. A later version of the library may add a member and never changes one, since two
 * versions in one app read each other's entries.
 */
export interface Entry<D extends object = object, C extends TreeConstruct = TreeConstruct> {
  readonly construct: C;
  readonly data: D;
}

/** A problem of several constructs together. */
export interface Conflict {
  readonly text: string;
  readonly constructs: readonly TreeConstruct[];
}

/** What stands on the root construct. */
interface Registry {
  /** By kind, then by key. */
  readonly entries: Map<string, Map<string, Entry[]>>;
  /** By kind: the constructs at which it is checked. */
  readonly checked: Map<string, Set<TreeConstruct>>;
}

/** On the root construct, under a name that every copy of the library knows: npm installs a second copy where ranges differ. */
const MARK = Symbol.for('cdk-federated-roles.registry');

function registryOf(construct: TreeConstruct): Registry {
  const root = construct.node.root as TreeConstruct & { [MARK]?: Registry };
  if (root[MARK] === undefined) Object.defineProperty(root, MARK, { value: { entries: new Map(), checked: new Map() } satisfies Registry });
  return root[MARK]!;
}

/** Remembers something about a construct for as long as it stands in its tree. */
export function register(kind: string, key: string, construct: TreeConstruct, data: object = {}): void {
  const { entries } = registryOf(construct);
  const byKey = entries.get(kind) ?? new Map<string, Entry[]>();
  entries.set(kind, byKey);
  const list = byKey.get(key);
  if (list === undefined) byKey.set(key, [{ construct, data }]);
  else list.push({ construct, data });
}

/** What is registered by this kind and key in the tree of a construct, in the order of registration. */
export function entriesOf<D extends object, C extends TreeConstruct = TreeConstruct>(kind: string, key: string, scope: TreeConstruct): Entry<D, C>[] {
  const byKey = registryOf(scope).entries.get(kind);
  const list = byKey?.get(key) ?? [];
  const living = list.filter(({ construct }) => isInTree(construct));
  if (living.length < list.length) byKey!.set(key, living);
  return living as Entry<D, C>[];
}

/** Everything that is registered by this kind in the tree of a construct, by its key. */
export function allEntries<D extends object, C extends TreeConstruct = TreeConstruct>(kind: string, scope: TreeConstruct): Map<string, Entry<D, C>[]> {
  const keys = [...registryOf(scope).entries.get(kind)?.keys() ?? []];
  return new Map(keys.map((key): [string, Entry<D, C>[]] => [key, entriesOf<D, C>(kind, key, scope)]).filter(([, entries]) => entries.length > 0));
}

/** Whether a construct still stands in its tree: it may have been removed, or one above it. */
export function isInTree(construct: TreeConstruct): boolean {
  let child = construct;
  for (let parent = child.node.scope; parent !== undefined; parent = child.node.scope) {
    if (parent.node.tryFindChild(child.node.id) !== child) return false;
    child = parent;
  }
  return true;
}

/** Checks a kind at one place once a synth, whichever copy of the library asks first. */
export function checkAt(kind: string, place: TreeConstruct, check: () => readonly string[]): void {
  const { checked } = registryOf(place);
  const places = checked.get(kind) ?? new Set<TreeConstruct>();
  checked.set(kind, places);
  if (places.has(place)) return;
  places.add(place);
  place.node.addValidation({ validate: () => [...check()] });
}

/**
 * Checks a kind once a synth: at the stack what concerns its own constructs alone, so that a stack can be validated by itself; at the
 * root what concerns several stacks.
 *
 * @param check finds what is wrong with what is registered, at least of all that stands below a place
 * @param stackOf the stack of a construct
 */
export function checkAtSynth(kind: string, stack: TreeConstruct, check: (place: TreeConstruct) => Conflict[], stackOf: (construct: TreeConstruct) => TreeConstruct): void {
  const { root } = stack.node;
  const placeOf = ({ constructs }: Conflict) => {
    const stacks = new Set(constructs.map(stackOf));
    return stacks.size === 1 ? [...stacks][0] : root;
  };
  for (const place of [stack, root]) checkAt(kind, place, () => check(place).filter(conflict => placeOf(conflict) === place).map(({ text }) => text));
}
