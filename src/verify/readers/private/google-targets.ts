import { membershipOf, UNKNOWN_POOL } from './google-members';
import { isLate } from './texts';
import type { NativeProvider } from '../../../google/evaluate';
import type { Text } from '../../../private/late';
import type { GoogleTarget, Pool, Power, Source, Target, Unjudged } from '../../model';

/** A provider, with what it is called where it was read. */
export interface NamedProvider {
  readonly id: string;
  readonly source: Source;
  readonly pool: string;
  readonly provider: NativeProvider;
  readonly unresolved: readonly string[];
  readonly disabled: boolean;
}

/** Members that may do something somewhere. */
export interface Binding {
  readonly id: string;
  readonly source: Source;
  readonly members: readonly Text[];
  readonly grant: NonNullable<GoogleTarget['grant']>;
  readonly powers?: readonly Power[];
}

/** The pool that a provider's full name begins with. */
export function poolOf(name: string): string {
  return name.replace(/^(https?:)?\/\/iam\.googleapis\.com\//, '').replace(/\/providers\/[^/]*$/, '');
}

/** A provider by itself decides the exchange alone; one that is switched off decides nothing. */
export function providerTargets(named: NamedProvider): GoogleTarget[] {
  return named.disabled ? [] : [{ cloud: 'google', kind: 'workload-identity-provider', id: named.id, ...issuerOf(named), source: named.source, pool: named.pool, trust: trustOf(named) }];
}

/** A binding's members of a pool, once for each provider that could mint them. */
export function bindingTargets(binding: Binding, providers: readonly NamedProvider[]): GoogleTarget[] {
  const byPool = new Map<string, Text[]>();
  const add = (pool: string, member: Text) => byPool.set(pool, [...byPool.get(pool) ?? [], member]);
  const anybody: Text[] = [];
  for (const one of binding.members) {
    const membership = membershipOf(one);
    if (membership.kind === 'pool') add(membership.pool, membership.member);
    // where tokens are what a role is for, a member of a pool
    else if (membership.kind === 'unknown' && binding.grant.role === FOR_TOKENS) anybody.push(one);
  }
  const open = anybody.length === 0 ? [] : [target(binding, byPool.size === 0 ? binding.id : `${binding.id} of ${anybody.join(', ')}`, unknownProvider(binding, UNKNOWN_POOL), anybody)];
  return open.concat([...byPool].flatMap(([pool, members]) => {
    const minting = providers.filter(provider => samePool(provider.pool, pool));
    const several = byPool.size > 1 || minting.length > 1;
    if (minting.length === 0) return [target(binding, several ? `${binding.id} of ${idOfPool(pool)}` : binding.id, unknownProvider(binding, pool), members)];
    return minting.map(provider => target(binding, several ? `${binding.id} via ${provider.id}` : binding.id, inPool(provider, pool), members));
  }));
}

/** The role by which whoever holds a token becomes a service account. */
const FOR_TOKENS = 'roles/iam.workloadIdentityUser';

/** Members of whom nobody can tell whether they are of a pool: they are no targets. */
export function untoldMembers({ members, grant }: Pick<Binding, 'members' | 'grant'>): Text[] {
  return grant.role === FOR_TOKENS ? [] : members.filter(one => membershipOf(one).kind === 'unknown');
}

/** What is left of the targets where pools of theirs are switched off: nobody gets through a provider of such a pool. */
export function withoutDisabledPools(targets: readonly Target[], pools: readonly Pool[]): Target[] {
  const off = pools.filter(({ disabled }) => disabled);
  const isOff = (one: Target) => one.cloud === 'google' && off.some(({ id }) => samePool(id, one.pool));
  return targets.flatMap((one): Target[] => {
    if (!isOff(one)) return [one];
    return one.kind === 'workload-identity-binding' ? [{ ...one, trust: { ...one.trust, members: [], openMembers: [], unresolved: [] } }] : [];
  });
}

/** Pools of which no provider is among what was read. */
export function withoutProviders(pools: readonly Pool[], targets: readonly Target[]): Unjudged[] {
  return pools.filter(({ id, disabled }) => !disabled && !targets.some(one => one.kind === 'workload-identity-provider' && samePool(one.pool, id)))
    .map(({ id, source }) => ({ id, source, type: 'workload identity pool', reason: 'its providers are not among what was read: give the output of "gcloud iam workload-identity-pools providers list" as well' }));
}

/** Bindings whose pool's providers stand in another of the files that were read: once for each of those providers. */
export function linked(targets: readonly Target[]): Target[] {
  const providers = targets.filter((one): one is GoogleTarget => one.kind === 'workload-identity-provider');
  if (providers.length === 0) return [...targets];
  return targets.flatMap((one): Target[] => {
    if (one.kind !== 'workload-identity-binding' || !one.trust.unresolved?.includes(providersOf(one.pool))) return [one];
    const minting = providers.filter(provider => samePool(provider.pool, one.pool));
    return minting.length === 0 ? [one] : minting.map(({ id, issuer, trust: { provider, unresolved } }): Target => {
      const { members, openMembers } = one.trust;
      const named = { ...provider, name: `${one.pool}/providers/${idOfPool(provider.name)}` };
      return {
        ...one,
        ...minting.length > 1 ? { id: `${one.id} via ${id}` } : {},
        ...issuer === undefined ? {} : { issuer },
        trust: { provider: named, members, ...openMembers === undefined ? {} : { openMembers }, ...unresolved === undefined ? {} : { unresolved } },
      };
    });
  });
}

function target(binding: Binding, id: string, provider: NamedProvider, members: readonly Text[]): GoogleTarget {
  return { cloud: 'google', kind: 'workload-identity-binding', id, ...issuerOf(provider), source: binding.source, pool: provider.pool, trust: trustOf(provider, members), grant: binding.grant, ...binding.powers === undefined || binding.powers.length === 0 ? {} : { powers: binding.powers } };
}

function idOfPool(pool: string): string {
  return pool.slice(pool.lastIndexOf('/') + 1);
}

/** Pools are the same by their ids where the project is named on one side and numbered, or not known, on the other. */
function samePool(a: string, b: string): boolean {
  const numbers = [a, b].map(pool => /^projects\/(\d+)\//.exec(pool)?.[1]);
  return a === b || (idOfPool(a) === idOfPool(b) && numbers.includes(undefined));
}

/** A member tells the number of the project that a provider's own text may leave open. */
function inPool(named: NamedProvider, pool: string): NamedProvider {
  if (named.pool === pool) return named;
  return { ...named, pool, provider: { ...named.provider, name: `${pool}/providers/${idOfPool(named.provider.name)}` } };
}

function providersOf(pool: string): string {
  return `the providers of ${pool}`;
}

function unknownProvider({ source }: Binding, pool: string): NamedProvider {
  const provider = { name: `${pool}/providers/<provider>`, issuer: '', allowedAudiences: [], attributeMapping: {} };
  return { id: pool, source, pool, provider, unresolved: [providersOf(pool)], disabled: false };
}

/** A provider that is switched off lets nobody through to be a member. */
function trustOf({ provider, unresolved, disabled }: NamedProvider, members?: readonly Text[]): GoogleTarget['trust'] {
  const open = [...new Set(unresolved)];
  const admitted = disabled ? [] : members;
  const late = admitted?.filter(isLate) ?? [];
  return { provider, ...admitted === undefined ? {} : { members: admitted.map(String) }, ...late.length === 0 ? {} : { openMembers: late }, ...open.length === 0 ? {} : { unresolved: open } };
}

function issuerOf({ provider: { issuer } }: NamedProvider): { issuer?: string } {
  return issuer === '' || issuer.includes('<') ? {} : { issuer };
}
