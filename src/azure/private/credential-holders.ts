import { Construct, IConstruct } from 'constructs';
import * as errors from './errors';
import { CREDENTIALS_MAX } from '../limits';
import type { Credential } from '../trust';

/** A construct that puts credentials on an identity or an application. */
interface Holder {
  readonly construct: Construct;
  readonly credentials: readonly Credential[];
  readonly existing: number;
}

/** By the root of the tree, then by what the credentials stand on: several constructs may share one. */
const HOLDERS = new WeakMap<IConstruct, Map<string, Holder[]>>();

/**
 * Checks at synth what Azure refuses at deployment: how many credentials stand on one identity, and whether any stands twice.
 *
 * @param target the id of the identity or application, or the path of the construct that makes it
 * @param existing credentials that it has from elsewhere
 */
export function holdCredentials(construct: Construct, target: string, credentials: readonly Credential[], existing: number): void {
  const targets = HOLDERS.get(construct.node.root) ?? new Map<string, Holder[]>();
  HOLDERS.set(construct.node.root, targets);
  const key = target.toLowerCase();
  const holders = targets.get(key) ?? [];
  targets.set(key, holders);
  holders.push({ construct, credentials, existing });
  construct.node.addValidation({ validate: () => holders[0].construct === construct ? problems(holders) : [] });
}

function problems(holders: readonly Holder[]): string[] {
  const existing = Math.max(...holders.map(holder => holder.existing));
  const total = existing + holders.reduce((sum, holder) => sum + holder.credentials.length, 0);
  return [
    ...total > CREDENTIALS_MAX ? [errors.tooManyCredentials(total, existing, holders.map(holder => holder.construct.node.path)).text] : [],
    ...twice(holders),
  ];
}

function twice(holders: readonly Holder[]): string[] {
  const seen = new Map<string, { credential: Credential; paths: string[] }>();
  for (const { construct, credentials } of holders) {
    for (const credential of credentials) {
      const entry = seen.get(credential.name) ?? { credential, paths: [] };
      entry.paths.push(construct.node.path);
      seen.set(credential.name, entry);
    }
  }
  return [...seen.values()].filter(({ paths }) => paths.length > 1)
    .map(({ credential, paths }) => errors.sameCredential(credential.issuer, credential.subject ?? credential.expression!, paths).text);
}
