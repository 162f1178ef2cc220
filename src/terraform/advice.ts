import { Annotations } from 'cdktf';
import { IConstruct } from 'constructs';
import type { Workload } from '../identity/workload';
import { ADVICE, namedRepositories, namesText, today, warningsOf } from '../private/advice';

/** Context (of the app, or in `cdktf.json`) that lists the ids of warnings which have been read: CDKTF has no acknowledgement of its own. */
const ACKNOWLEDGED = 'cdk-federated-roles:acknowledged';

/** Warns of what is legal but should be known of some workloads. */
export function advise(scope: IConstruct, workloads: readonly Workload[]): void {
  for (const { id, about, text } of warningsOf(workloads, today())) warn(scope, id, about, text);
  warnOfAll(scope, ADVICE.names, namedRepositories(workloads), namesText);
}

const SAID = new WeakMap<IConstruct, Set<string>>();

/** Warns of one thing once in an app. */
export function warn(scope: IConstruct, id: string, about: string, text: string): void {
  const said = SAID.get(scope.node.root) ?? new Set<string>();
  SAID.set(scope.node.root, said);
  const key = JSON.stringify([id, about]);
  if (said.has(key)) return;
  said.add(key);
  write(scope, id, text);
}

/** The things of which one warning tells, and the construct that carries it. */
interface Listing {
  readonly scope: IConstruct;
  readonly things: Set<string>;
}

const LISTINGS = new WeakMap<IConstruct, Map<string, Listing>>();

/** Warns of many things in one warning an app: what comes later is added to the list. */
export function warnOfAll(scope: IConstruct, id: string, things: readonly string[], textOf: (things: readonly string[]) => string): void {
  if (things.length === 0) return;
  const listings = LISTINGS.get(scope.node.root) ?? new Map<string, Listing>();
  LISTINGS.set(scope.node.root, listings);
  const existing = listings.get(id);
  const listing = existing ?? { scope, things: new Set() };
  listings.set(id, listing);
  things.forEach(thing => listing.things.add(thing));
  const text = textOf([...listing.things]);
  if (existing === undefined) return write(scope, id, text);
  const entry = listing.scope.node.metadata.find(({ data }) => typeof data === 'string' && data.endsWith(`[${id}]`));
  if (entry) (entry as { data: string }).data = `${text} [${id}]`;
}

function write(scope: IConstruct, id: string, text: string): void {
  const acknowledged: unknown = scope.node.tryGetContext(ACKNOWLEDGED);
  if (Array.isArray(acknowledged) && acknowledged.includes(id)) return;
  Annotations.of(scope).addWarning(`${text} [${id}]`);
}
