import { Flaw, outcome, TargetRule } from './rule';
import { TRUST_POLICY_QUOTA } from '../../aws/limits';
import { CREDENTIAL_TEXT_MAX } from '../../azure/limits';
import { SUBJECT_BYTES } from '../../google/limits';
import { selectorOf } from '../../google/private/member';
import { Late, LateJson } from '../../private/late';
import type { Judged } from '../judged';
import type { GoogleTarget } from '../model';
import { hasWildcard, isLate } from '../pattern';

export const subjectOverLimit: TargetRule = {
  id: 'subject-over-limit',
  severity: 'error',
  scope: 'target',
  title: 'a subject or a trust policy is longer than the cloud takes',
  why: 'Google refuses a mapped subject over 127 bytes, Entra a text over 600 characters and IAM a trust policy over its quota. Some of it is only met when a token is exchanged.',
  remedy: 'shorten it: map a shorter claim to google.subject, or split the role',
  check: ({ target, admissions }) => outcome(target.cloud === 'aws' ? ofPolicy(target.trust.policy)
    : target.cloud === 'google' ? ofMapped(target, admissions)
      : target.cloud === 'azure' ? Object.entries({ subject: target.credential.subject, issuer: target.credential.issuer, audience: target.credential.audience }).flatMap(([what, value]): Flaw[] =>
        value !== undefined && value.length > CREDENTIAL_TEXT_MAX ? [{ message: `the ${what} has ${value.length} characters, at most ${CREDENTIAL_TEXT_MAX} are taken` }] : []) : []),
};

function ofPolicy(policy: LateJson): Flaw[] {
  // never shorter than what is counted
  if (JSON.stringify(policy).length <= TRUST_POLICY_QUOTA.default) return [];
  const length = lengthOf(policy);
  if (length > TRUST_POLICY_QUOTA.raised) return [{ message: `the trust policy has ${length} characters, ${TRUST_POLICY_QUOTA.raised} are the most that IAM takes` }];
  return length > TRUST_POLICY_QUOTA.default ? [{ message: `the trust policy has ${length} characters, ${TRUST_POLICY_QUOTA.default} are the quota unless it was raised`, severity: 'note' }] : [];
}

/** Characters of the JSON without white space around; of what is late only what is known. */
function lengthOf(value: LateJson): number {
  if (value instanceof Late) return value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 2);
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + lengthOf(one) + 1, 1);
  if (typeof value === 'object' && value !== null) return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + 4 + lengthOf(one as LateJson), 1);
  return typeof value === 'string' && !/["\\\n]/.test(value) ? value.length + 2 : JSON.stringify(value).length;
}

function ofMapped({ trust: { provider, members = [] } }: GoogleTarget, admissions: readonly Judged[]): Flaw[] {
  const asked = provider.attributeMapping['google.subject']?.trim() === 'assertion.sub'
    ? admissions.flatMap(({ subjects }) => subjects.filter(({ test, value }) => test.negative !== true && !hasWildcard(value) && !isLate(value)).map(({ value }) => value)) : [];
  const selected = members.flatMap(member => {
    const selector = selectorOf(member);
    return selector?.attribute === 'google.subject' ? [selector.value] : [];
  });
  return [...new Set([...asked, ...selected])].filter(subject => Buffer.byteLength(subject) > SUBJECT_BYTES)
    .map(subject => ({ message: `the subject ${JSON.stringify(subject)} has ${Buffer.byteLength(subject)} bytes, and google.subject takes ${SUBJECT_BYTES}` }));
}
