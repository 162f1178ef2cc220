import { CREDENTIAL_TEXT_MAX, FlexibleRule, flexibleRuleOf } from './limits';
import { credentialName } from './private/credential-name';
import * as errors from './private/errors';
import { combinations } from '../identity/private/bound-claims';
import { own } from '../identity/private/own';
import type { SubjectTest } from '../identity/private/workload-parts';
import type { Workload } from '../identity/workload';
import { Problem, refuse } from '../private/problem';

/** One federated identity credential, as plain data and not yet escaped for Terraform. */
export interface Credential {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  /** The exact subject of a classic credential. */
  readonly subject?: string;
  /** The claims matching expression of a flexible one. */
  readonly expression?: string;
  /** Why more than exact subjects are trusted, by workload. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
}

/**
 * Classic credentials for any one of these workloads: one for each exact subject.
 *
 * @param path of the construct, for the error
 */
export function classicCredentials(workloads: readonly Workload[], audience: string, path?: string): Credential[] {
  refuse(workloads.flatMap(classicProblems), path);
  return distinct(workloads.flatMap(workload => workload._parts().subjects.map(({ text }) => credentialOf(workload, audience, text, { subject: text }))));
}

/**
 * Flexible credentials for any one of these workloads. An expression has no `or`: there is one for each combination of values.
 *
 * @param path of the construct, for the error
 */
export function flexibleCredentials(workloads: readonly Workload[], audience: string, path?: string): Credential[] {
  refuse(workloads.flatMap(flexibleProblems), path);
  return distinct(workloads.flatMap(workload => workload._parts().subjects.flatMap(subject => expressionsOf(workload, subject)
    .map(expression => credentialOf(workload, audience, subject.text, { expression })))));
}

function credentialOf(workload: Workload, audience: string, readable: string, test: { subject: string } | { expression: string }): Credential {
  const { reasons, label } = workload._parts();
  const issuer = workload.issuer.url;
  const text = 'subject' in test ? test.subject : test.expression;
  return { name: credentialName(issuer, readable, text), issuer, audience, ...test, reasons: reasons.length === 0 ? {} : { [label]: reasons } };
}

/** Azure takes a pair of issuer and subject once. */
function distinct(credentials: readonly Credential[]): Credential[] {
  const byName = new Map<string, Credential>();
  for (const credential of credentials) {
    const earlier = byName.get(credential.name);
    byName.set(credential.name, { ...credential, reasons: { ...earlier?.reasons, ...credential.reasons } });
  }
  return [...byName.values()];
}

/** Everything that a classic credential cannot express of a workload. */
function classicProblems(workload: Workload): Problem[] {
  const { subjects, claims, label, alternatives } = workload._parts();
  const flexible = (claim: string) => subjects.length > 0 && own(flexibleRuleOf(workload.issuer.url)?.claims ?? {}, claim) !== undefined;
  const problems = Object.keys(claims)
    .filter(claim => subjects.length > 0 || alternatives[claim] !== undefined)
    .map(claim => errors.unsupportedClaim(claim, label, alternatives[claim], flexible(claim)));
  if (subjects.length === 0 && problems.length === 0) problems.push(errors.noSubject(label, false));
  return [
    ...problems,
    ...subjects.filter(test => test.prefix).map(test => errors.pattern(test.text, label, flexibleRuleOf(workload.issuer.url) !== undefined)),
    ...tooLong('issuer', workload.issuer.url),
    ...subjects.flatMap(test => tooLong('subject', test.text)),
  ];
}

/** Everything that an expression cannot say of a workload. */
function flexibleProblems(workload: Workload): Problem[] {
  const { subjects, claims, label, alternatives } = workload._parts();
  const rule = flexibleRuleOf(workload.issuer.url);
  if (rule === undefined) return [errors.issuerNotFlexible(workload.issuer.url, label)];
  const supported = Object.keys(rule.claims);
  const problems = Object.keys(claims)
    .filter(claim => !supported.includes(claim) && (subjects.length > 0 || alternatives[claim] !== undefined))
    .map(claim => errors.notInExpression(claim, workload.issuer.url, label, supported, alternatives[claim]));
  if (subjects.length === 0) return problems.length > 0 ? problems : [errors.noSubject(label, true)];
  if (Object.keys(idOf(workload, rule)).length === 0) problems.push(errors.idNeeded(rule.oneOf, label, rule.remedy));
  const values: [string, string][] = [
    ...subjects.map(({ text }): [string, string] => ['sub', text]),
    ...Object.entries(claims).flatMap(([claim, texts]) => texts.map((text): [string, string] => [claim, text])),
  ];
  return [...problems, ...values.filter(([, text]) => text.includes("'")).map(([claim, text]) => errors.quote(claim, text, label))];
}

function tooLong(what: string, text: string): Problem[] {
  return text.length > CREDENTIAL_TEXT_MAX ? [errors.textTooLong(what, text)] : [];
}

/** The id that Entra wants beside the subject: what the workload tests itself, else what is known of it. */
function idOf(workload: Workload, rule: FlexibleRule): Readonly<Record<string, readonly string[]>> {
  const { claims } = workload._parts();
  const tested = rule.oneOf.find(claim => own(claims, claim) !== undefined);
  if (tested !== undefined) return { [tested]: claims[tested] };
  const { facts } = workload._parts();
  const known = rule.oneOf.find(claim => facts[claim] !== undefined);
  return known === undefined ? {} : { [known]: [facts[known].text] };
}

function expressionsOf(workload: Workload, subject: SubjectTest): string[] {
  const rule = flexibleRuleOf(workload.issuer.url)!;
  const claims = { ...idOf(workload, rule), ...workload._parts().claims };
  const first = subject.prefix ? `claims['sub'] matches '${subject.text}*'` : `claims['sub'] eq '${subject.text}'`;
  const others = Object.keys(claims).sort().map(claim => claims[claim].map(value => `claims['${claim}'] eq '${value}'`));
  return combinations(others).map(tests => [first, ...tests].join(' and '));
}
