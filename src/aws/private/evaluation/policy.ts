import { Answer, any, every } from './answer';
import { audienceOf, Claims, furtherActions, rolesOf } from './context-keys';
import { refusedAtExchange } from './controls';
import { isObject, listed } from './document';
import { matcher, piecesOf } from './pattern';
import { compileStatement, Statement } from './statement';
import type { Outcome } from '../../../private/decision';
import { Late, Text } from '../../../private/late';
import type { NativeTrust } from '../../policy';
import { WEB_IDENTITY_ACTION } from '../../trust';

/** A trust, ready for the tokens of one issuer. */
export interface Policy {
  /** Without `https://`. */
  readonly issuer: string;
  /** Why IAM refuses it, or that nothing is known of it: then there is nothing to decide. */
  readonly fixed?: { readonly outcome: 'reject' | 'unknown'; readonly why: string };
  readonly allows: readonly Statement[];
  /** Statements that deny, those of an effect that is late among them. */
  readonly denies: readonly Statement[];
  /** The audiences that the provider of this issuer takes, where the artefact defines it. */
  readonly audiences?: readonly Text[];
  readonly roleArn?: Text;
}

/** Of the policy language; without one it is the older. */
const VERSIONS: readonly unknown[] = [undefined, '2008-10-17', '2012-10-17'];

/** @param issuer without `https://` */
export function compilePolicy(trust: NativeTrust, issuer: string): Policy {
  const nothing = { issuer, allows: [], denies: [] };
  const { policy } = trust;
  if (policy instanceof Late) return { ...nothing, fixed: { outcome: 'unknown', why: policy.names.join(', ') } };
  if (!isObject(policy)) return { ...nothing, fixed: { outcome: 'reject', why: 'a policy is an object' } };
  if (policy.Statement instanceof Late) return { ...nothing, fixed: { outcome: 'unknown', why: policy.Statement.names.join(', ') } };
  if (!(policy.Version instanceof Late) && !VERSIONS.includes(policy.Version)) return { ...nothing, fixed: { outcome: 'reject', why: `Version is ${JSON.stringify(policy.Version)}, and has to be 2012-10-17 or 2008-10-17` } };
  const circumstances = { issuer, variables: policy.Version === '2012-10-17' || policy.Version instanceof Late };
  const statements: Statement[] = [];
  for (const item of listed(policy.Statement)) {
    const statement = item instanceof Late ? lateStatement(item) : compileStatement(item, circumstances);
    if (typeof statement === 'string') return { ...nothing, fixed: { outcome: 'reject', why: statement } };
    statements.push(statement);
  }
  if (statements.length === 0) return { ...nothing, fixed: { outcome: 'reject', why: 'a policy needs a statement' } };
  return {
    issuer,
    allows: statements.filter(({ effect }) => effect !== 'Deny'),
    denies: statements.filter(({ effect }) => effect !== 'Allow'),
    audiences: trust.providers?.find(({ url }) => url === `https://${issuer}`)?.clientIds,
    roleArn: trust.roleArn,
  };
}

/** May say anything. */
function lateStatement(statement: Late): Statement {
  const maybe = (): Answer => 'maybe';
  return { effect: statement, principals: { covers: maybe, named: [], late: statement.names }, meant: 'maybe', covers: maybe, actions: [], conditions: [], lateActions: statement.names, lateConditions: [], test: maybe };
}

/** What STS answers to a token of the issuer that a policy is made for. */
export function outcomeOf(policy: Policy, claims: Claims): Outcome {
  if (policy.fixed !== undefined) return policy.fixed.outcome;
  const answers = [audienceAnswer(policy, claims), roleAnswer(policy, claims), actionAnswer(policy, claims, WEB_IDENTITY_ACTION)];
  const answer = every(answers, known => known);
  if (answer === 'no') return 'reject';
  return OUTCOMES[every([answer, ...furtherActions(claims).map(action => actionAnswer(policy, claims, action))], known => known)];
}

const OUTCOMES = { yes: 'accept', no: 'reject', maybe: 'unknown' } as const;

/** What all statements say of one action: a denial comes first. */
export function actionAnswer(policy: Policy, claims: Claims, action: string): Answer {
  const denied = any(policy.denies, statement => denies(statement, claims, action));
  if (denied === 'yes') return 'no';
  const allowed = any(policy.allows, statement => allows(policy, statement, claims, action));
  return allowed === 'yes' && denied === 'maybe' ? 'maybe' : allowed;
}

export function denies(statement: Statement, claims: Claims, action: string): Answer {
  const answer = applies(statement, claims, action);
  return answer === 'yes' && statement.effect !== 'Deny' ? 'maybe' : answer;
}

function allows({ issuer }: Policy, statement: Statement, claims: Claims, action: string): Answer {
  const answer = applies(statement, claims, action);
  if (answer === 'no' || refusedAtExchange(issuer, statement.conditions)) return 'no';
  return statement.effect === 'Allow' ? answer : 'maybe';
}

function applies({ meant, covers, test }: Statement, claims: Claims, action: string): Answer {
  if (meant === 'no') return 'no';
  const covered = covers(action);
  if (covered === 'no') return 'no';
  const answer = test(claims);
  return answer === 'yes' && (meant === 'maybe' || covered === 'maybe') ? 'maybe' : answer;
}

/** A token for several audiences has to say for which party it is, and the provider has to know that one. */
export function audienceAnswer({ audiences }: Policy, claims: Claims): Answer {
  const audience = audienceOf(claims);
  if (audience === undefined) return 'no';
  return audiences === undefined ? 'yes' : any(audiences, known => same(known, audience));
}

/** A token may name the roles that it is for. */
export function roleAnswer({ roleArn }: Policy, claims: Claims): Answer {
  const roles = rolesOf(claims);
  return roles === undefined || roleArn === undefined ? 'yes' : any(roles, role => same(roleArn, role));
}

function same(known: Text, found: string): Answer {
  return matcher(piecesOf(known, { variables: false, wildcards: false }))(found);
}
