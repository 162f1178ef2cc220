import { Construct, IConstruct } from 'constructs';
import * as errors from './errors';
import { isSamePool, PoolName, poolNameOf, RawProvider, rawProvidersBelow } from './pool-name';
import type { Issuer } from '../../identity/issuer';
import { Problem, refuse } from '../../private/problem';
import { allEntries, Conflict, Entry, register } from '../../private/registry';
import { checkInApp } from '../../terraform/private/stack-of';
import type { IWorkloadIdentityPool } from '../workload-identity-pool';

/** Issuers by pool: a member names pool and subject but not the issuer. */
const ISSUERS = 'google.pool-issuer';

interface PoolIssuer {
  readonly pool: IWorkloadIdentityPool;
  readonly issuer: string;
}

type PoolEntry = Entry<PoolIssuer, Construct>;

/** Reserves a pool for an issuer; refuses a second one as soon as it is certain that both mean the same pool. */
export function holdPool(provider: Construct, pool: IWorkloadIdentityPool, issuer: Issuer): void {
  const others = entriesIn(provider).filter(({ data }) => data.issuer !== issuer.url && data.pool.poolId === pool.poolId);
  const first = others.find(({ data }) => data.pool === pool || isSamePool(poolNameOf(data.pool), poolNameOf(pool)) === 'yes');
  if (first !== undefined) refuse(errors.secondIssuer(pool.poolId, first.data.issuer, issuer.url), provider.node.path);
  register(ISSUERS, issuer.url, provider, { pool, issuer: issuer.url } satisfies PoolIssuer);
  checkInApp(ISSUERS, provider, place => conflictsBelow(place as IConstruct));
}

function entriesIn(scope: IConstruct): PoolEntry[] {
  return [...allEntries<PoolIssuer, Construct>(ISSUERS, scope).values()].flat();
}

/** Every two issuers of one pool, and every provider that was defined without this library in a pool of ours. */
function conflictsBelow(place: IConstruct): Conflict[] {
  const named = entriesIn(place).map(entry => ({ ...entry, name: poolNameOf(entry.data.pool) }));
  const raw = rawProvidersBelow(place, new Set(named.flatMap(({ construct }) => construct.node.tryFindChild('Resource') ?? [])));
  return [
    ...named.flatMap((second, i) => named.slice(0, i).flatMap(first => conflictOf(first, second))),
    ...named.flatMap(entry => raw.flatMap(provider => rawConflict(entry, provider))),
  ];
}

interface Named extends PoolEntry {
  readonly name: PoolName;
}

function conflictOf(first: Named, second: Named): Conflict[] {
  if (first.data.issuer === second.data.issuer) return [];
  const same = first.data.pool === second.data.pool ? 'yes' : isSamePool(first.name, second.name);
  if (same === 'no') return [];
  const problem: Problem = same === 'yes'
    ? errors.secondIssuer(first.data.pool.poolId, first.data.issuer, second.data.issuer)
    : errors.perhapsSecondIssuer(first.data.pool.poolId, first.data.issuer, first.data.pool.node.path, second.data.issuer, second.data.pool.node.path);
  return [{ text: problem.text, constructs: [first.construct, second.construct] }];
}

function rawConflict(entry: Named, { name, issuer, element }: RawProvider): Conflict[] {
  if (issuer === entry.data.issuer) return [];
  const same = isSamePool(entry.name, name);
  if (same === 'no') return [];
  const problem = same === 'yes'
    ? errors.secondIssuer(entry.data.pool.poolId, entry.data.issuer, issuer)
    : errors.perhapsSecondIssuer(entry.data.pool.poolId, entry.data.issuer, entry.data.pool.node.path, issuer, element.node.path);
  return [{ text: problem.text, constructs: [entry.construct, element] }];
}
