import { each, Flaw, isOpen, TargetRule } from './rule';
import { claimKeysOf } from '../../aws/claim-keys';
import { contextKey } from '../../aws/private/evaluation/context-keys';
import { ClaimTest, demands } from '../admission/admission';
import type { IssuerGrammar } from '../issuers';
import type { Judged } from '../judged';

export const claimNeverSent: TargetRule = {
  id: 'claim-never-sent',
  severity: 'error',
  scope: 'target',
  title: 'a condition tests a claim that the cloud never sees',
  why: 'AWS makes some claims of some issuers available and no others, and a token carries what its issuer writes into it. A test of anything else is never met, and one that is negative or IfExists always is.',
  remedy: 'test what is there: the subject, and the claims that the page of this rule lists',
  check: one => each(one, admission => !isOpen(admission) ? undefined
    : one.target.cloud === 'aws' ? ofAws(admission) : one.target.cloud === 'azure' ? ofExpression(admission) : ofToken(admission)),
};

const ALWAYS: readonly string[] = ['sub', 'aud', 'oaud', 'amr', 'email', 'azp'];

function ofAws({ grammar, issuer, tests }: Judged): Flaw[] {
  if (issuer === undefined) return [];
  return [...tests.flatMap(test => ofCaller(test, issuer)), ...grammar === undefined ? [] : [...ofKeys(grammar, issuer, tests), ...tests.flatMap(test => ofVariables(test, issuer))]];
}

/** Keys that tell of a caller who has credentials of AWS already, or of another call. */
const OF_CALLER = /^(aws:(PrincipalTag\/|PrincipalOrgID$|PrincipalOrgPaths$|username$|MultiFactorAuth)|sts:ExternalId$|saml:)/i;

function ofCaller(test: ClaimTest, issuer: string): Flaw[] {
  if (!demands(test) || !OF_CALLER.test(test.claim) || contextKey(test.claim, issuer).kind !== 'never') return [];
  return [{ message: `AWS has no ${test.claim} when a token comes: the condition is never met`, remedy: 'leave it out, or put it into a statement for callers that have it' }];
}

/** Of the variables of a policy those that AWS fills for somebody who is signed in already. */
function ofVariables({ variables = [], values, written, negative }: ClaimTest, issuer: string): Flaw[] {
  if (negative || variables.length === 0) return [];
  const empty = variables.filter(name => /^(aws|iam|saml|ldap|redshift|ec2):(?!:)/i.test(name) && contextKey(name, issuer).kind === 'never');
  return [...new Set(empty)].map(name => ({
    message: `${written} is compared with \${${name}}, which is empty until the role is assumed: ${empty.length < values.length ? 'this value never matches' : 'the condition is never met'}`,
    severity: empty.length < values.length ? 'warning' : undefined,
    remedy: 'write the value itself',
  }));
}

function ofKeys(grammar: IssuerGrammar, issuer: string, tests: readonly ClaimTest[]): Flaw[] {
  const keys = claimKeysOf(issuer.replace(/^https:\/\//, '').toLowerCase());
  return tests.filter(test => !test.claim.includes(':') && !ALWAYS.includes(test.claim) && !keys.includes(test.claim) && test.claim !== '')
    .map(test => ({ message: `AWS never populates ${test.written}: ${consequence(test)}`, remedy: `test a claim of ${grammar.name} that AWS sees: ${['sub', 'aud', ...keys].join(', ')}` }));
}

/** What Entra takes in an expression, by whose tokens they are. */
export const IN_EXPRESSION: Readonly<Record<string, readonly string[]>> = {
  'GitHub': ['sub', 'job_workflow_ref', 'repository_id', 'repository_owner_id'],
  'GitLab': ['sub', 'project_id', 'namespace_id', 'user_id'],
  'HCP Terraform': ['sub'],
};

function ofExpression({ grammar, tests }: Judged): Flaw[] {
  const taken = grammar === undefined ? undefined : IN_EXPRESSION[grammar.name];
  if (taken === undefined) return [];
  return tests.filter(test => test.written.startsWith('claims[') && !test.opaque && !taken.includes(test.claim))
    .map(test => ({ message: `Entra takes no ${test.written} in an expression on tokens of ${grammar!.name}`, severity: 'warning', remedy: `test ${taken.join(', ')}` }));
}

function ofToken({ grammar, tests }: Judged): Flaw[] {
  if (grammar?.sends === undefined) return [];
  return tests.filter(test => test.claim !== '' && test.claim !== 'member' && !test.opaque && !test.claim.includes('/') && !grammar.sends!.includes(test.claim) && !test.claim.startsWith('repo_property_'))
    .map(test => ({ message: `${grammar.name} sends no claim ${JSON.stringify(test.claim)}: ${consequence(test)}`, severity: 'warning', remedy: `test a claim that ${grammar.name} sends` }));
}

function consequence(test: ClaimTest): string {
  return test.negative || test.vacuous !== undefined ? 'the condition is always true' : 'the condition is never met';
}
