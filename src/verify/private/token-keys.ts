import { tokenKeysOf as aws } from '../../aws/private/evaluation/token-keys';
import type { NativeCredential } from '../../azure/evaluate';
import type { NativeTrust } from '../../google/evaluate';
import { own } from '../../identity/private/own';
import { anySubject, TokenKeys } from '../../private/token-keys';
import type { StoredRole } from '../../vault/trust';
import type { Target } from '../model';

/** Whose tokens a target could answer with anything but a rejection. */
export function tokenKeysOf(target: Target): readonly TokenKeys[] {
  switch (target.cloud) {
    case 'aws': return aws(target.trust);
    case 'google': return [google(target.trust)];
    case 'azure': return [azure(target.credential)];
    case 'vault': return [vault(target.role)];
  }
}

function azure({ issuer, subject }: NativeCredential): TokenKeys {
  return subject === undefined ? anySubject(issuer) : { issuer, subjects: [subject], prefixes: [] };
}

function vault({ boundIssuer, boundSubject, boundClaims, boundClaimsType, unresolved }: StoredRole): TokenKeys {
  const issuer = unresolved.includes('bound_issuer') ? undefined : boundIssuer;
  if (boundSubject !== undefined && !unresolved.includes('bound_subject')) return { issuer, subjects: [boundSubject], prefixes: [] };
  const bound = [own(boundClaims, 'sub') ?? []].flat();
  const known = !['bound_claims', 'bound_claims.sub', 'bound_claims_type'].some(name => unresolved.includes(name));
  const texts = bound.filter((value): value is string => typeof value === 'string');
  if (!known || texts.length === 0 || texts.length < bound.length) return anySubject(issuer);
  if (boundClaimsType !== 'glob') return { issuer, subjects: texts, prefixes: [] };
  return { issuer, subjects: [], prefixes: texts.map(text => text.split('*')[0]) };
}

const SUBJECT_MEMBER = /^principal:\/\/iam\.googleapis\.com\/[^<>]+\/subject\/([^<>]+)$/;
const PLAIN_CLAIM = /^assertion\.\w+$/;

/** By the subject only where nothing that is asked before the member could be unknown. */
function google({ provider, members, unresolved = [] }: NativeTrust): TokenKeys {
  if (unresolved.length > 0) return anySubject();
  const { issuer, attributeMapping, attributeCondition = '' } = provider;
  const plain = attributeMapping['google.subject'] === 'assertion.sub' && Object.values(attributeMapping).every(expression => PLAIN_CLAIM.test(expression)) && attributeCondition === '';
  const subjects = members?.map(member => SUBJECT_MEMBER.exec(member)?.[1]);
  if (!plain || subjects === undefined || subjects.some(subject => subject === undefined)) return anySubject(issuer);
  return { issuer, subjects: subjects.filter(subject => subject !== undefined), prefixes: [] };
}
