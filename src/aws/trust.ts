import { claimKeysOf } from './claim-keys';
import { ACCOUNT_ID_LENGTH, DYNAMIC_REFERENCE, NOT_IN_POLICY } from './limits';
import * as errors from './private/errors';
import type { Issuer } from '../identity/issuer';
import { Box, boxesOf } from '../identity/private/boxes';
import type { Workload } from '../identity/workload';
import { Problem, refuse } from '../private/problem';

export const WEB_IDENTITY_ACTION = 'sts:AssumeRoleWithWebIdentity';

/** One statement of a trust policy, but for the ARN of the provider. */
export interface TrustStatement {
  readonly issuer: Issuer;
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/**
 * The native trust of AWS for any one of these workloads.
 *
 * @param workloads who may assume
 * @param audience the `aud` of their tokens
 * @param path of the construct, for the error
 */
export function compileTrust(workloads: readonly Workload[], audience: string, path?: string): TrustStatement[] {
  refuse(workloads.length === 0 ? errors.noWorkloads() : workloads.flatMap(trustProblems), path);
  return boxesOf(workloads).map(box => ({ issuer: box.issuer, conditions: conditionsOf(box, audience) }));
}

/** Everything that AWS cannot express of a workload. */
function trustProblems(workload: Workload): Problem[] {
  const { subjects, claims, reasons, label, alternatives } = workload._parts();
  const supported = claimKeysOf(workload.issuer.hostAndPath);
  const problems = Object.keys(claims)
    .filter(claim => !supported.includes(claim) && (subjects.length > 0 || alternatives[claim] !== undefined))
    .map(claim => errors.unsupportedClaim(claim, workload.issuer.url, label, supported, alternatives[claim]));
  if (subjects.length === 0 && problems.length === 0) problems.push(errors.noSubject(label));
  const texts: [string, string][] = [
    ...subjects.map(({ text }): [string, string] => ['subject', text]),
    ...Object.entries(claims).flatMap(([claim, values]) => values.map((value): [string, string] => [`claim ${claim}`, value])),
  ];
  if (subjects.some(({ prefix }) => prefix) && reasons.length === 0) problems.push(errors.patternWithoutReason(label));
  for (const [what, text] of texts) {
    if (text === '') problems.push(errors.noSubject(label));
    if (/[*?]/.test(text)) problems.push(errors.wildcardInTrust(what, text));
    if (text.includes(DYNAMIC_REFERENCE)) problems.push(errors.dynamicReference(what, text));
    const outside = NOT_IN_POLICY.exec(text);
    if (outside) problems.push(errors.notLatin1(what, text, outside[0]));
  }
  return problems;
}

function conditionsOf(box: Box, audience: string): Record<string, Record<string, string | string[]>> {
  const key = (name: string) => `${box.issuer.hostAndPath}:${name}`;
  const equals: Record<string, string | string[]> = { [key('aud')]: audience };
  const { sub, ...claims } = box.values;
  if (!box.prefix) equals[key('sub')] = oneOrMany(sub.map(literal));
  for (const name of Object.keys(claims).sort()) equals[key(name)] = oneOrMany(claims[name].map(literal));
  return box.prefix
    ? { StringEquals: equals, StringLike: { [key('sub')]: oneOrMany(sub.map(prefix => `${literal(prefix)}*`)) } }
    : { StringEquals: equals };
}

/** `${` would begin a policy variable; IAM reads `${$}` as a dollar sign. */
function literal(text: string): string {
  return text.replace(/\$\{/g, '${$}{');
}

function oneOrMany(values: readonly string[]): string | string[] {
  return values.length === 1 ? values[0] : [...values];
}

/**
 * Characters of a trust policy as IAM counts them: no white space between its parts.
 *
 * What is only known at deployment is counted as the least that it can be: an account as 12 characters, anything else but the partition as nothing.
 *
 * @param document the policy, resolved
 * @param partition the partition, or `aws` where that is only known at deployment too
 * @param arnLengths lengths of the provider ARNs, by the JSON of what stands for them
 */
export function trustLength(document: unknown, arnLengths: ReadonlyMap<string, number>, partition: string): number {
  let late = 0;
  const json = JSON.stringify(document, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const known = arnLengths.get(JSON.stringify(value));
    if (known !== undefined) {
      late += known;
      return '';
    }
    const names = Object.keys(value);
    if (names.length !== 1 || !(names[0] === 'Ref' || names[0].startsWith('Fn::'))) return value;
    late += lateLength(value as Record<string, unknown>, partition);
    return '';
  }) ?? '';
  return [...json].length + late;
}

function lateLength(intrinsic: Record<string, unknown>, partition: string): number {
  if (intrinsic.Ref === 'AWS::AccountId') return ACCOUNT_ID_LENGTH;
  if (intrinsic.Ref === 'AWS::Partition') return partition.length;
  const join = intrinsic['Fn::Join'];
  if (!Array.isArray(join) || !Array.isArray(join[1])) return 0;
  const parts = join[1].map(part => typeof part === 'string' ? part.length : lateLength(part as Record<string, unknown>, partition));
  return parts.reduce((sum, part) => sum + part, 0) + String(join[0]).length * Math.max(0, parts.length - 1);
}
