import { Annotations } from 'cdktf';
import { IConstruct } from 'constructs';
import type { Workload } from '../identity/workload';
import { checkInApp } from './private/stack-of';
import { ADVICE, namedRepositories, namesText, today, warningsOf } from '../private/advice';
import { list, listingKind, relist } from '../private/listing';
import { entriesOf, register } from '../private/registry';

/** Context (of the app, or in `cdktf.json`) that lists the ids of warnings which have been read: CDKTF has no acknowledgement of its own. */
const ACKNOWLEDGED = 'cdk-federated-roles:acknowledged';

/** Warns of what is legal but should be known of some workloads. */
export function advise(scope: IConstruct, workloads: readonly Workload[]): void {
  if (workloads.every(workload => workload._parts().advice.length === 0)) return;
  for (const { id, about, text } of warningsOf(workloads, today())) warn(scope, id, about, text);
  warnOfAll(scope, ADVICE.names, namedRepositories(workloads), namesText);
}

/** Warns of one thing once in an app. */
export function warn(scope: IConstruct, id: string, about: string, text: string): void {
  const kind = `warned.${id}`;
  if (entriesOf(kind, about, scope).length > 0) return;
  register(kind, about, scope, { text });
  write(scope, id, text);
}

/** Warns of many things in one warning an app: what comes later is added to the list. */
export function warnOfAll(scope: IConstruct, id: string, things: readonly string[], textOf: (things: readonly string[]) => string): void {
  if (things.length === 0) return;
  list(id, scope, things, (carrier, all, isNew) => {
    const entry = carrier.node.metadata.find(({ data }) => typeof data === 'string' && data.endsWith(`[${id}]`));
    if (entry !== undefined) (entry as { data: string }).data = `${textOf(all)} [${id}]`;
    else if (isNew) write(carrier, id, textOf(all));
  });
  checkInApp(listingKind(id), scope, () => relist(id, scope));
}

function write(scope: IConstruct, id: string, text: string): void {
  const acknowledged: unknown = scope.node.tryGetContext(ACKNOWLEDGED);
  if (Array.isArray(acknowledged) && acknowledged.includes(id)) return;
  Annotations.of(scope).addWarning(`${text} [${id}]`);
}
