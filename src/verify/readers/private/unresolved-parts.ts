import { known } from './texts';
import { unresolvedInPolicy } from './unresolved-policy';
import type { NativeCredential } from '../../../azure/evaluate';
import { isPartlyKnown, Late } from '../../../private/late';
import type { StoredRole } from '../../../vault/trust';
import type { GoogleTarget, Target, Unjudged } from '../../model';

/** Targets that cannot be judged whole: what decides who gets in is only known at deployment, or is not among what was read. */
export function unresolvedTargets(targets: readonly Target[]): Unjudged[] {
  return targets.flatMap(target => {
    const { id, kind: type, source } = target;
    return [...new Set(reasonsOf(target))].map((reason): Unjudged => ({ id, type, reason, source }));
  });
}

const UNTIL = 'unknown until deployment';

function reasonsOf(target: Target): string[] {
  switch (target.cloud) {
    case 'aws': return unresolvedInPolicy(target);
    case 'google': return ofBinding(target);
    case 'azure': return ofCredential(target.credential);
    case 'vault': return ofRole(target.role);
  }
}

function ofBinding({ trust: { provider, openMembers = [], unresolved = [] } }: GoogleTarget): string[] {
  const part = (name: string, value: string) => unresolved.some(one => one.startsWith(`${name} (`)) && /^(<[^<>]*>)*$/.test(value);
  return [
    ...openMembers.some(isOpenMember) ? [`a member of it is ${UNTIL}`] : [],
    ...unresolved.some(one => one.startsWith('the providers of ')) ? ['the providers of its pool are not among what was read'] : [],
    ...part('issuer_uri', provider.issuer) ? [`the issuer of its provider is ${UNTIL}`] : [],
    ...part('attribute_condition', provider.attributeCondition ?? '') ? [`the condition of its provider is ${UNTIL}`] : [],
    ...part('attribute_mapping', '') ? [`the mapping of its provider is ${UNTIL}`] : [],
  ];
}

/** One of which nothing is known that would tell a job. */
function isOpenMember(member: Late): boolean {
  const last = member.parts[member.parts.length - 1];
  const isOpenAtItsEnd = typeof last !== 'string' && /\/(subject|group|attribute\.[^/]*)?\/?$/.test(known(member));
  return !isPartlyKnown(member) || isOpenAtItsEnd;
}

function ofCredential({ unresolved, late = {} }: NativeCredential): string[] {
  const isOpen = (name: string) => unresolved.includes(name) && (late[name] === undefined || !isPartlyKnown(late[name]));
  return [
    ...isOpen('subject') || isOpen('expression') ? [`the subject that it trusts is ${UNTIL}`] : [],
    ...isOpen('issuer') ? [`the issuer that it trusts is ${UNTIL}`] : [],
  ];
}

function ofRole({ unresolved, late = {}, boundClaims }: StoredRole): string[] {
  const isOpenText = (value: unknown) => typeof value === 'string' && /^\s*\$\{[^{}]*\}\s*$/.test(value);
  const subject = unresolved.includes('bound_subject') && !(late.bound_subject?.some(isPartlyKnown) ?? false);
  const claim = unresolved.includes('bound_claims.sub') && [boundClaims.sub].flat().some(isOpenText);
  return [
    ...subject || claim ? [`the subject that it trusts is ${UNTIL}`] : [],
    ...['bound_claims', 'bound_claims_type'].some(name => unresolved.includes(name)) ? [`the claims that it is bound to are ${UNTIL}`] : [],
  ];
}
