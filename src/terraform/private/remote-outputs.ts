import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { TerraformBackend, TerraformOutput, TerraformRemoteState, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { canonical } from './references';

/** A whole text that is one output of a remote state. */
const REMOTE = /^\$\{([^#{}]*)#data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)\}$/;

/**
 * What a text refers to in the end: where it is an output that another stack of the app leaves in its state, the value of that output.
 *
 * @param spelling a canonical text
 */
export function outputBehind(spelling: string, scope: IConstruct): string {
  const read = REMOTE.exec(spelling);
  if (read === null) return spelling;
  const [, stackPath, remoteId, name] = read;
  const stacks = scope.node.root.node.findAll().filter(TerraformStack.isStack);
  const remote = elementsOf<TerraformRemoteState>(stacks.filter(stack => stack.node.path === stackPath), isRemoteState).find(({ friendlyUniqueId }) => friendlyUniqueId === remoteId);
  const output = elementsOf<TerraformOutput>(stacks.filter(stack => remote !== undefined && leavesStateAt(stack, remote)), TerraformOutput.isTerraformOutput)
    .find(({ friendlyUniqueId }) => friendlyUniqueId === name);
  return output === undefined ? spelling : canonical(output.value, output) ?? spelling;
}

function elementsOf<T extends IConstruct>(stacks: readonly TerraformStack[], is: (x: any) => boolean): T[] {
  return stacks.flatMap(stack => stack.node.findAll().filter(child => is(child) && TerraformStack.of(child) === stack)) as unknown as T[];
}

function isRemoteState(x: unknown): x is TerraformRemoteState {
  return x instanceof TerraformRemoteState;
}

interface Settings {
  readonly backend?: unknown;
  readonly config?: { readonly path?: unknown };
}

/** Whether a remote state is read from where the backend of a stack keeps its own. */
function leavesStateAt(stack: TerraformStack, remote: TerraformRemoteState): boolean {
  const states = (remote.toTerraform() as { readonly data: { readonly terraform_remote_state: Record<string, Settings> } }).data.terraform_remote_state;
  const [read] = Object.values(states);
  return elementsOf<TerraformBackend>([stack], TerraformBackend.isBackend).some(backend => {
    const { backend: written = {} } = (backend.toTerraform() as { readonly terraform?: { readonly backend?: Record<string, { readonly path?: unknown }> } }).terraform ?? {};
    return Object.entries(written).some(([kind, config]) => kind === read.backend
      && (kind === 'local' ? nameOf(config.path) === nameOf(read.config?.path) : isDeepStrictEqual(plain(config), plain(read.config))));
  });
}

/** A local state is read by another path than it is written, to the same file. */
function nameOf(path: unknown): string {
  return basename(String(path));
}

function plain(config: unknown): unknown {
  return JSON.parse(JSON.stringify(config ?? {}));
}
