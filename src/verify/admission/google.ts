import { Admission, ClaimTest } from './admission';
import { alternativesOf, Expression, expressionOf, Mapping, testOfValue } from './cel';
import type { NativeTrust } from '../../google/evaluate';
import { literal } from '../pattern';

/** What a provider and its members ask: the condition, and for a binding one of the members beside it. */
export function admissionsOf(trust: NativeTrust): Admission[] {
  const { provider } = trust;
  const issuer = provider.issuer === '' || trust.unresolved?.some(name => /issuer/.test(name)) ? undefined : provider.issuer;
  const mapping = mappingOf(provider.attributeMapping);
  const audience: ClaimTest[] = provider.allowedAudiences.length === 0 ? [] : [
    { claim: 'aud', written: 'allowed audiences', values: provider.allowedAudiences.map(literal), exact: true },
  ];
  const late: ClaimTest[] = (trust.unresolved ?? []).map(name => ({ claim: name, written: name, values: [], exact: true, opaque: true }));
  const gates = alternativesOf(provider.attributeCondition ?? '', mapping);
  const keys: readonly (string | undefined)[] = trust.members === undefined || trust.members.length === 0 ? [undefined] : trust.members;
  return keys.flatMap((member, index) => gates.map((gate): Admission => ({
    issuer,
    tests: [...audience, ...late, ...gate, ...member === undefined ? [] : memberTests(member, mapping)],
    pointer: member === undefined ? '' : `/members/${index}`,
    place: member === undefined ? 'the provider' : `member ${literal(member)}`,
  })));
}

export function mappingOf(attributeMapping: Readonly<Record<string, string>>): Mapping {
  return new Map(Object.entries(attributeMapping).map(([target, expression]): [string, Expression] => [target, expressionOf(expression)]));
}

const MEMBER = /^principal(?:Set)?:\/\/iam\.googleapis\.com\/(.*?\/workloadIdentityPools\/[^/]*)\/(subject|attribute\.[^/]+|group)\/(.*)$/s;

/** The mapped attribute that a member selects by, and its value; nothing for a whole pool. */
export function selectorOf(member: string): { readonly pool: string; readonly attribute: string; readonly value: string } | undefined {
  const [, pool, kind, value] = MEMBER.exec(member) ?? [];
  if (pool === undefined) return undefined;
  return { pool, attribute: kind === 'subject' ? 'google.subject' : kind === 'group' ? 'google.groups' : kind, value };
}

/** `principalSet://…/workloadIdentityPools/POOL/*` */
export function isWholePool(member: string): boolean {
  return /^principalSet:\/\/iam\.googleapis\.com\/.*\/workloadIdentityPools\/[^/]+\/\*$/.test(member);
}

function memberTests(member: string, mapping: Mapping): ClaimTest[] {
  if (isWholePool(member)) return [];
  const selector = selectorOf(member);
  const expression = selector === undefined ? undefined : mapping.get(selector.attribute);
  if (selector === undefined || expression === undefined) return [{ claim: 'member', written: member, values: [], exact: true, opaque: true }];
  return testOfValue(expression, literal(selector.value), selector.attribute);
}
