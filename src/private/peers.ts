import * as errors from './errors';
import { fail, isTrustError } from './problem';

/** Loads each peer that a part of the package cannot do without, or names all that are missing. */
export function needPeers(part: string, peers: { readonly [name: string]: () => unknown }): void {
  const missing = Object.keys(peers).filter(name => isMissing(name, peers[name]));
  if (missing.length > 0) fail(errors.peerMissing(part, missing, missing.map(name => `${name}@${rangeOf(name)}`)));
}

/** What stands for a namespace of the package whose peers are missing: naming them waits until something of it is used. */
export function unlessPeersMissing(load: () => unknown): unknown {
  try {
    return load();
  } catch (error) {
    if (!isTrustError(error) || error.code !== 'PEER_MISSING') throw error;
    // Node's loader of ECMAScript modules swallows what a getter throws, and would leave undefined to the importer
    const isAskedByLoaders = (name: string | symbol) => typeof name === 'symbol' || name === 'then' || name === '__esModule';
    return new Proxy({}, { get: (_target, name) => isAskedByLoaders(name) ? undefined : rethrow(error) });
  }
}

function rethrow(error: Error): never {
  throw error;
}

/** Whether it is the peer itself that is not found, and not something that it asks for. */
function isMissing(name: string, load: () => unknown): boolean {
  try {
    load();
    return false;
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    const found = /Cannot find (?:module|package) '([^']+)'/.exec(String(message))?.[1];
    if (code !== 'MODULE_NOT_FOUND' || found === undefined || !(found === name || found.startsWith(`${name}/`))) throw error;
    return true;
  }
}

/** The versions that the package supports. */
function rangeOf(name: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only where a peer is missing
  const { peerDependencies } = require('../../package.json') as { readonly peerDependencies: Record<string, string> };
  return peerDependencies[name];
}
