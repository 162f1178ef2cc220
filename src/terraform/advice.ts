import { Annotations, App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import type { Workload } from '../identity/workload';
import { checkInApp } from './private/stack-of';
import { ADVICE, namedRepositories, namesText, today, warningsOf } from '../private/advice';
import { list, listingKind, relist } from '../private/listing';
import { checkAt, entriesOf, register } from '../private/registry';

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
  const { root } = scope.node;
  // the app is asked last, when every stack has said what there is to say of it
  if (App.isApp(root)) checkAt(REPORTED, root, () => reportWarnings(root));
}

/** Set by the command line of CDKTF, which prints what it finds in the manifest. */
const CLI_PRINTS = 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS';

const REPORTED = 'warnings.reported';

/** Texts that have been printed, on the app, under a name that every copy of the library knows. */
const PRINTED = Symbol.for('cdk-federated-roles.terraform.printed');

/**
 * Reports the warnings of an app: on standard error where it runs by itself, once each; in the manifest where a stack was written before a
 * warning of it was found.
 */
export function reportWarnings({ node: { root } }: IConstruct): string[] {
  if (!App.isApp(root)) return [];
  const app: App & { [PRINTED]?: Set<string> } = root;
  if (app[PRINTED] === undefined) Object.defineProperty(app, PRINTED, { value: new Set() });
  for (const stack of root.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one))) {
    for (const warning of stack.node.findAll().filter(one => TerraformStack.of(one) === stack).flatMap(warningsOn)) {
      const written = app.manifest.forStack(stack).annotations as Annotation[];
      if (!written.some(({ constructPath, message }) => constructPath === warning.constructPath && message === warning.message)) written.push(warning);
      if (!app[PRINTED]!.has(warning.message) && process.env[CLI_PRINTS] === undefined) process.stderr.write(`[${warning.constructPath}] warning: ${warning.message}\n`);
      app[PRINTED]!.add(warning.message);
    }
  }
  return [];
}

/** As the manifest has it. */
interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
  readonly stacktrace?: string[];
}

/** The warnings of this library on a construct. */
function warningsOn({ node }: IConstruct): Annotation[] {
  return node.metadata
    .filter(({ type, data }) => type === '@cdktf/warn' && /\[cdk-federated-roles:[\w.-]+\]$/.test(String(data)))
    .map(({ type, data, trace }) => ({ constructPath: node.path, level: type, message: String(data), stacktrace: trace }));
}
