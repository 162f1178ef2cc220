import { FlexibleRule, flexibleRuleOf } from './limits';
import { HINTS, mandatory, neverRead, onlyEquality } from './private/errors';
import { own } from '../identity/private/own';
import { causeFirst, Decision, Outcome, Reason } from '../private/decision';
import { hintFor, hintToTheLetter, neverBecomes } from '../private/hints';
import { couldBecome, Late } from '../private/late';
import { isLike, signsOf } from '../private/wildcards';
import { fromTerraformLiteral, isTemplate, lateLiteral } from '../terraform/literal';

/** What Azure reads of a federated identity credential. A value that is only known at deployment is absent and listed. */
export interface NativeCredential {
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  readonly expression?: string;
  /** Fields that are only known at deployment. */
  readonly unresolved: readonly string[];
  /** What is known of those of them that are texts in part. */
  readonly late?: Readonly<Record<string, Late>>;
}

/** Resource types of Terraform that are federated identity credentials. */
export const CREDENTIAL_TYPES = {
  identity: 'azurerm_federated_identity_credential',
  application: 'azuread_application_federated_identity_credential',
  flexible: 'azuread_application_flexible_federated_identity_credential',
} as const;

/**
 * A credential as Azure would get it from a resource in Terraform's JSON.
 *
 * @param resource the body of a resource of one of `CREDENTIAL_TYPES`
 */
export function fromTerraform(resource: { readonly [field: string]: unknown }): NativeCredential {
  const { issuer, subject, claims_matching_expression: expression } = resource;
  const audiences = resource.audience ?? resource.audiences;
  const audience = Array.isArray(audiences) && audiences.length === 1 ? audiences[0] : audiences;
  const fields = Object.entries({ issuer, audience, subject, expression }).filter(([, value]) => value !== undefined);
  const known = fields.filter((field): field is [string, string] => isLiteral(field[1]));
  const open = fields.filter(([, value]) => !isLiteral(value));
  const late = open.flatMap(([name, value]) => typeof value === 'string' ? [[name, lateLiteral(value)] as const] : []);
  return {
    ...Object.fromEntries(known.map(([name, value]) => [name, fromTerraformLiteral(value)])),
    unresolved: open.map(([name]) => name),
    ...late.length === 0 ? {} : { late: Object.fromEntries(late) },
  };
}

/** Text without a template sequence: every `${` and `%{` has its sign doubled. */
function isLiteral(value: unknown): value is string {
  return typeof value === 'string' && !isTemplate(value);
}

/**
 * What Entra answers to a token where an identity has these credentials: one that fits is enough.
 *
 * Letter case counts. Signature and times of the token are not looked at.
 *
 * @param claims the decoded payload of the token
 */
export function evaluate(credentials: readonly NativeCredential[], claims: { readonly [claim: string]: unknown }): Decision {
  const decisions = credentials.map(credential => decided(credential, claims));
  const failures = (decision: Decision) => decision.reasons.filter(reason => !reason.ok).length;
  for (const outcome of ['accept', 'unknown', 'reject'] as const) {
    const [nearest] = decisions.filter(decision => decision.outcome === outcome).sort((a, b) => failures(a) - failures(b));
    if (nearest !== undefined) return nearest;
  }
  return { outcome: 'reject', reasons: [] };
}

interface Test {
  readonly outcome: Outcome;
  readonly reason: Reason;
}

function decided(credential: NativeCredential, claims: { readonly [claim: string]: unknown }): Decision {
  const { issuer, audience, subject, expression } = credential;
  const tests = [
    ...issuer === undefined ? [] : [equality('iss', issuer, claims)],
    ...audience === undefined ? [] : [audienceTest(audience, claims)],
    ...subject === undefined ? [] : [equality('sub', subject, claims)],
    ...expression === undefined ? [] : expressionTests(expression, issuer, claims),
    ...credential.unresolved.map(field => openTest(field, credential.late?.[field], claims)),
  ];
  const decides = subject !== undefined || expression !== undefined || credential.unresolved.some(field => field === 'subject' || field === 'expression');
  if (!decides) tests.push(cannotTell('sub', [], HINTS.neither));
  const worst = (['reject', 'unknown'] as const).find(outcome => tests.some(test => test.outcome === outcome));
  return { outcome: worst ?? 'accept', reasons: causeFirst(tests.map(test => test.reason)) };
}

function cannotTell(claim: string, expected: readonly string[], hint: string): Test {
  return { outcome: 'unknown', reason: { claim, expected, found: undefined, ok: false, hint } };
}

const CLAIMS: Readonly<Record<string, string>> = { issuer: 'iss', audience: 'aud', subject: 'sub' };

/** What is not known decides nothing, unless no value of it could be that of the token. */
function openTest(field: string, late: Late | undefined, claims: { readonly [claim: string]: unknown }): Test {
  const claim = CLAIMS[field];
  const isOpen = () => cannotTell(field, [], HINTS.unresolved);
  if (late === undefined || claim === undefined) return isOpen();
  const found = own(claims, claim);
  if ([found].flat().some(one => typeof one === 'string' && couldBecome(late, one))) return isOpen();
  return tested(claim, String(late), found, false, () => neverBecomes(late.names));
}

function tested(claim: string, expected: string, found: unknown, ok: boolean, hint: () => string | undefined): Test {
  const cause = ok ? undefined : hint();
  return { outcome: ok ? 'accept' : 'reject', reason: { claim, expected: [expected], found, ok, ...cause === undefined ? {} : { hint: cause } } };
}

function equality(claim: string, expected: string, claims: { readonly [claim: string]: unknown }, fix: string = HINTS.whole): Test {
  const found = own(claims, claim);
  return tested(claim, expected, found, found === expected, () => hintToTheLetter({ claim, expected: [expected], found }, fix));
}

function audienceTest(audience: string, claims: { readonly [claim: string]: unknown }): Test {
  const found = own(claims, 'aud');
  const list = Array.isArray(found) ? found : [found];
  if (list.length > 1 && list.includes(audience)) return { outcome: 'unknown', reason: { claim: 'aud', expected: [audience], found, ok: false, hint: HINTS.audiences } };
  return tested('aud', audience, found, list[0] === audience, () => hintFor({ claim: 'aud', expected: [audience], found }));
}

const COMPARISON = /claims\['([^']+)'\] (eq|matches) '([^']*)'/y;

interface Comparison {
  readonly claim: string;
  readonly operator: string;
  readonly comparand: string;
}

/** The comparisons of an expression, or nothing where it is none of language version 1. */
function parsed(expression: string): Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  for (let at = 0; ; at += ' and '.length) {
    COMPARISON.lastIndex = at;
    const found = COMPARISON.exec(expression);
    if (found === null) return undefined;
    comparisons.push({ claim: found[1], operator: found[2], comparand: found[3] });
    at = COMPARISON.lastIndex;
    if (at === expression.length) return comparisons;
    if (!expression.startsWith(' and ', at)) return undefined;
  }
}

function expressionTests(expression: string, issuer: string | undefined, claims: { readonly [claim: string]: unknown }): Test[] {
  const comparisons = parsed(expression);
  if (comparisons === undefined) return [cannotTell('sub', [expression], HINTS.notExpression)];
  const tests = comparisons.map(({ claim, operator, comparand }) => {
    if (operator === 'eq') return equality(claim, comparand, claims, HINTS.matches);
    const found = own(claims, claim);
    return tested(claim, comparand, found, typeof found === 'string' && isLike(signsOf(comparand, { questionMark: true }), [...found]), () => hintFor({ claim, expected: [comparand], found }));
  });
  if (issuer === undefined) return tests;
  const rule = flexibleRuleOf(issuer);
  if (rule === undefined) return [...tests, cannotTell('sub', [expression], HINTS.noRule)];
  const judged = tests.map((test, i) => allowed(rule, comparisons[i]) ? test : notAllowed(test, rule, comparisons[i]));
  const names = comparisons.map(({ claim }) => claim);
  const complete = names.includes('sub') && (rule.oneOf.length === 0 || rule.oneOf.some(claim => names.includes(claim)));
  return complete ? judged : [...judged, cannotTell('sub', [expression], mandatory(rule))];
}

function allowed(rule: FlexibleRule, { claim, operator }: Comparison): boolean {
  const matches = own(rule.claims, claim);
  return matches !== undefined && (matches || operator === 'eq');
}

/** What Entra says of it is not documented: a token that would fail it is refused whatever that is. */
function notAllowed({ outcome, reason }: Test, rule: FlexibleRule, { claim, operator }: Comparison): Test {
  const hint = own(rule.claims, claim) === undefined ? neverRead(claim, Object.keys(rule.claims)) : onlyEquality(claim, operator);
  return { outcome: outcome === 'reject' ? 'reject' : 'unknown', reason: { ...reason, ok: false, hint } };
}
