import { Conflict, entriesOf, register, TreeConstruct } from './registry';

/** Writes the warning on a construct. One that stood there already and is gone has been acknowledged. */
type Write<C = any> = (carrier: C, things: readonly string[], isNew: boolean) => void;

/** What one construct adds to the things that one warning of an app lists. */
interface Listed {
  readonly things: readonly string[];
  readonly write: Write;
}

/** What the warning lists so far, and on which construct it stands. */
interface Carried {
  readonly things: string[];
}

export function listingKind(id: string): string {
  return `listing.${id}`;
}

function carrierKind(id: string): string {
  return `carrier.${id}`;
}

/** Adds some things to the one warning of an app about all of them. */
export function list<C extends TreeConstruct>(id: string, construct: C, things: readonly string[], write: Write<C>): void {
  register(listingKind(id), '', construct, { things, write } satisfies Listed);
  const [carrier] = entriesOf<Carried>(carrierKind(id), '', construct);
  if (carrier === undefined) {carry(id, construct, things, write);} else {
    const before = carrier.data.things.length;
    carrier.data.things.push(...new Set(things.filter(thing => !carrier.data.things.includes(thing))));
    if (carrier.data.things.length > before) write(carrier.construct as C, carrier.data.things, false);
  }
}

function carry(id: string, carrier: TreeConstruct, things: readonly string[], write: Write): void {
  const distinct = [...new Set(things)];
  register(carrierKind(id), '', carrier, { things: distinct } satisfies Carried);
  write(carrier, distinct, true);
}

/** Lists again what is left in the tree where a construct was removed: it took its things with it, and perhaps the warning. */
export function relist(id: string, scope: TreeConstruct): Conflict[] {
  const listed = entriesOf<Listed>(listingKind(id), '', scope);
  const [carrier] = entriesOf<Carried>(carrierKind(id), '', scope);
  const things = [...new Set(listed.flatMap(({ data }) => data.things))];
  if (listed.length === 0) return [];
  if (carrier === undefined) {carry(id, listed[0].construct, things, listed[0].data.write);} else if (things.length !== carrier.data.things.length) {
    carrier.data.things.splice(0, Infinity, ...things);
    listed[0].data.write(carrier.construct, things, false);
  }
  return [];
}
