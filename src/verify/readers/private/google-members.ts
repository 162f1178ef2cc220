import { isLate, textOf } from './texts';
import type { Late, LatePart, Text } from '../../../private/late';

/** What a member of a binding is: one of a pool, somebody else, or not known until deployment. */
export type Membership =
  | { readonly kind: 'pool'; readonly pool: string; readonly member: Text }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other' };

/** The pool of a member whose own is not told. */
export const UNKNOWN_POOL = 'a pool that is not known';

/** A member of a pool; whether it is one or a set of them may be open. */
const MEMBER = /^(?:principal(?:Set|<[^>]*>)?|<[^>]*>):\/\/iam\.googleapis\.com\/(projects\/.+?\/workloadIdentityPools\/[^/]+)\//s;

/** What a member begins with that can be of a pool. */
const BEGINNINGS = ['principal://iam.googleapis.com/projects/', 'principalSet://iam.googleapis.com/projects/'];

/** Attributes of Google's provider that are members already, and always a service account. */
const SERVICE_ACCOUNT = /(^|\.)google_\w+\.[\w-]+(\[[^\]]*\])?\.(member|writer_identity)$/;

/** What tells a member within its pool. */
const SELECTOR = /\/(?:(?:subject|group|attribute\.[^/]+)\/.*|\*)$/s;

export function membershipOf(member: Text): Membership {
  const [, pool] = MEMBER.exec(String(member)) ?? [];
  if (pool !== undefined) return { kind: 'pool', pool, member };
  if (!isLate(member)) return { kind: 'other' };
  const [first] = member.parts;
  if (member.parts.length === 1 && SERVICE_ACCOUNT.test(member.names[0])) return { kind: 'other' };
  const beginning = typeof first === 'string' ? first : '';
  if (beginning !== '' && !BEGINNINGS.some(one => one.startsWith(beginning) || beginning.startsWith(one))) return { kind: 'other' };
  return ofOpenPool(member) ?? (beginning === '' ? { kind: 'unknown' } : { kind: 'pool', pool: UNKNOWN_POOL, member });
}

/** A member whose pool is a reference: the name of a pool always has this form. */
function ofOpenPool(member: Late): Membership | undefined {
  const at = member.parts.findIndex(part => typeof part === 'string' && SELECTOR.test(part));
  if (at < 1) return undefined;
  const [selector] = SELECTOR.exec(member.parts[at] as string)!;
  const before = member.parts.slice(0, at);
  const names = before.flatMap(part => typeof part === 'string' ? [] : [part.late]).join(', ');
  const pool = `projects/<project number of ${names}>/locations/global/workloadIdentityPools/<pool id of ${names}>`;
  const parts: readonly (string | LatePart)[] = [
    `principal${selector.startsWith('/subject/') ? '' : 'Set'}://iam.googleapis.com/projects/`,
    { late: `project number of ${names}` },
    '/locations/global/workloadIdentityPools/',
    { late: `pool id of ${names}` },
    selector,
    ...member.parts.slice(at + 1),
  ];
  return { kind: 'pool', pool, member: textOf(parts) };
}
