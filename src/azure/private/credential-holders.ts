import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './errors';
import { targetOf } from './target';
import { allEntries, Conflict, entriesOf, Entry, register } from '../../private/registry';
import { checkInApp } from '../../terraform/private/stack-of';
import { CREDENTIALS_MAX } from '../limits';
import { Credential, testOf } from '../trust';

/** What stands on an identity or an application, by whatever names it. */
const HOLDERS = 'azure.credentials';

/** What the credentials stand on: what the construct defines, or an id, which may be the reference to what another one defines. */
export type Target = TerraformResource | string;

interface Holder {
  readonly target: Target;
  readonly credentials: readonly Pick<Credential, 'name' | 'issuer' | 'subject' | 'expression'>[];
  /** Credentials from elsewhere. */
  readonly existing: number;
}

type HolderEntry = Entry<Holder, Construct>;

/** Names of credentials that other constructs put on the same identity, with what each tests. */
export function takenNames(scope: Construct, target: string | undefined): Map<string, string> {
  const holders = target === undefined ? [] : entriesOf<Holder, Construct>(HOLDERS, targetOf(target, scope), scope);
  return new Map(holders.flatMap(({ data }) => data.credentials.map((credential): [string, string] => [credential.name.toLowerCase(), testOf(credential)])));
}

/**
 * Checks at synth what Azure refuses at deployment: how many credentials stand on one identity, and whether any stands twice.
 *
 * @param existing credentials that it has from elsewhere
 */
export function registerCredentials(construct: Construct, target: Target, credentials: readonly Credential[], existing: number): void {
  register(HOLDERS, targetOf(target, construct), construct, { target, credentials, existing } satisfies Holder);
  checkInApp(HOLDERS, construct, () => [...byTarget(construct).values()].flatMap(conflicts));
}

/** Looked at anew: what an id refers to may have been unknown when it was registered. */
function byTarget(scope: Construct): Map<string, HolderEntry[]> {
  const groups = new Map<string, HolderEntry[]>();
  for (const entry of [...allEntries<Holder, Construct>(HOLDERS, scope).values()].flat()) {
    const key = targetOf(entry.data.target, entry.construct);
    groups.set(key, [...groups.get(key) ?? [], entry]);
  }
  return groups;
}

function conflicts(holders: readonly HolderEntry[]): Conflict[] {
  const constructs = holders.map(({ construct }) => construct);
  const existing = Math.max(...holders.map(({ data }) => data.existing));
  const total = existing + holders.reduce((sum, { data }) => sum + data.credentials.length, 0);
  const problems = [
    ...total > CREDENTIALS_MAX ? [errors.tooManyCredentials(total, existing, constructs.map(({ node }) => node.path))] : [],
    ...twice(holders),
  ];
  return problems.map(({ text }) => ({ text, constructs }));
}

function twice(holders: readonly HolderEntry[]): ReturnType<typeof errors.sameCredential>[] {
  const seen = new Map<string, { issuer: string; test: string; paths: string[] }>();
  for (const { construct, data } of holders) {
    for (const credential of data.credentials) {
      const key = testOf(credential);
      const entry = seen.get(key) ?? { issuer: credential.issuer, test: credential.subject ?? credential.expression!, paths: [] };
      entry.paths.push(construct.node.path);
      seen.set(key, entry);
    }
  }
  return [...seen.values()].filter(({ paths }) => paths.length > 1).map(({ issuer, test, paths }) => errors.sameCredential(issuer, test, paths));
}
