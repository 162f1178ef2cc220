import { IConstruct } from 'constructs';
import { known } from './checks';
import * as errors from './errors';
import type { Issuer } from '../../identity/issuer';
import { refuse } from '../../private/problem';
import type { IWorkloadIdentityPool } from '../workload-identity-pool';

/** Issuers by pool, by the root of their tree. */
const ISSUERS = new WeakMap<IConstruct, Map<string, string>>();

/** Reserves a pool for an issuer; refuses a second one. */
export function holdPool(pool: IWorkloadIdentityPool, issuer: Issuer, path: string): void {
  const pools = ISSUERS.get(pool.node.root) ?? new Map<string, string>();
  ISSUERS.set(pool.node.root, pools);
  const key = known(pool.poolName) ? pool.poolName : pool.node.path;
  const first = pools.get(key);
  if (first !== undefined && first !== issuer.url) refuse(errors.secondIssuer(pool.poolId, first, issuer.url), path);
  pools.set(key, issuer.url);
}
