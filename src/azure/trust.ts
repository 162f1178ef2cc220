import { CREDENTIAL_TEXT_MAX, FlexibleRule, flexibleRuleOf } from './limits';
import { credentialNames } from './private/credential-name';
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
 * @param taken names that stand on the identity already, with what they test
 */
export function classicCredentials(workloads: readonly Workload[], audience: string, path?: string, taken: ReadonlyMap<string, string> = new Map()): Credential[] {
  refuse(workloads.flatMap(classicProblems), path);
  return distinct(workloads.flatMap(workload => workload._parts().subjects.map(({ text }) => credentialOf(workload, audience, text, { subject: text }))), taken);
}

/**
 * Flexible credentials for any one of these workloads. An expression has no `or`: there is one for each combination of values.
 *
 * @param path of the construct, for the error
 * @param taken names that stand on the application already, with what they test
 */
export function flexibleCredentials(workloads: readonly Workload[], audience: string, path?: string, taken: ReadonlyMap<string, string> = new Map()): Credential[] {
  refuse(workloads.flatMap(flexibleProblems), path);
  return distinct(workloads.flatMap(workload => workload._parts().subjects.flatMap(subject => expressionsOf(workload, subject)
    .map(expression => credentialOf(workload, audience, subject.text, { expression })))), taken);
}

function credentialOf(workload: Workload, audience: string, readable: string, test: { subject: string } | { expression: string }): Nameless {
  const { reasons, label } = workload._parts();
  return { readable, issuer: workload.issuer.url, audience, ...test, reasons: reasons.length === 0 ? {} : { [label]: reasons } };
}

/** A credential before it has a name, with what a reader should recognise in it. */
interface Nameless extends Omit<Credential, 'name'> {
  readonly readable: string;
}

/** What a credential tests: Azure takes a pair of issuer and subject once. */
export function testOf({ issuer, subject, expression }: Pick<Credential, 'issuer' | 'subject' | 'expression'>): string {
  return JSON.stringify([issuer, subject ?? expression]);
}

/** Each test once, under a name that no other test has: where two would get the same, the later one gets a longer hash. */
function distinct(credentials: readonly Nameless[], taken: ReadonlyMap<string, string>): Credential[] {
  const names = new Map(taken);
  const byTest = new Map<string, Credential>();
  for (const { readable, ...credential } of credentials) {
    const test = testOf(credential);
    const earlier = byTest.get(test);
    const name = earlier?.name ?? credentialNames(credential.issuer, readable, credential.subject ?? credential.expression!)
      .find(candidate => [undefined, test].includes(names.get(candidate.toLowerCase())))!;
    names.set(name.toLowerCase(), test);
    byTest.set(test, { name, ...credential, reasons: { ...earlier?.reasons, ...credential.reasons } });
  }
  return [...byTest.values()];
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
