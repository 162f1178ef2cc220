const MEMBER = /^principal(?:Set)?:\/\/iam\.googleapis\.com\/(.*?\/workloadIdentityPools\/[^/]*)\/(subject|attribute\.[^/]+|group)\/(.*)$/s;
const WHOLE_POOL = /^principalSet:\/\/iam\.googleapis\.com\/.*\/workloadIdentityPools\/[^/]+\/\*$/;

/** What a member is told by. */
export interface Selector {
  readonly pool: string;
  /** The mapped attribute. */
  readonly attribute: string;
  readonly value: string;
}

/** Nothing of a whole pool. */
export function selectorOf(member: string): Selector | undefined {
  const [, pool, kind, value] = MEMBER.exec(member) ?? [];
  if (pool === undefined) return undefined;
  return { pool, attribute: kind === 'subject' ? 'google.subject' : kind === 'group' ? 'google.groups' : kind, value };
}

/** `principalSet://…/workloadIdentityPools/POOL/*` */
export function isWholePool(member: string): boolean {
  return WHOLE_POOL.test(member);
}
