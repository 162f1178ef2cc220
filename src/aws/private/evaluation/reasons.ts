import type { Answer } from './answer';
import type { Condition } from './condition';
import { audienceOf, Claims, furtherActions } from './context-keys';
import { missingControl } from './controls';
import { audienceAnswer, denies, Policy, roleAnswer } from './policy';
import type { Statement } from './statement';
import { own } from '../../../identity/private/own';
import type { Outcome, Reason } from '../../../private/decision';
import { hintFor, refusedHint } from '../../../private/hints';
import { whole } from '../../../private/problem';
import { claimKeysOf } from '../../claim-keys';
import { WEB_IDENTITY_ACTION } from '../../trust';

/** What a decision rests on, the most telling first. */
export function reasonsOf(policy: Policy, claims: Claims, outcome: Outcome): Reason[] {
  if (policy.fixed !== undefined) return [fixedReason(policy.fixed)];
  const [token, denial] = [tokenReasons(policy, claims), denialReasons(policy, claims)];
  const nearest = nearestOf(policy, claims);
  const allowed = nearest === undefined ? [nobody(policy, claims)] : statementReasons(policy, nearest, claims);
  const further = outcome === 'accept' ? [] : furtherReasons(policy, claims, token, denial, allowed);
  return ranked([...token, ...denial, ...allowed, ...further], outcome);
}

/** Failures first, in the order of what has to be fixed before the others matter. */
const RANK = ['policy', 'iss', 'key', 'aud', 'denied', 'sub'] as const;

interface Ranked extends Reason { readonly rank?: typeof RANK[number] }

const NOT_RESOLVED = 'not resolved: ';

/** What is not resolved refuses nobody: where a token is refused it stands behind what does. */
function ranked(reasons: readonly Ranked[], outcome: Outcome): Reason[] {
  const weight = ({ ok, rank, hint }: Ranked) => {
    if (ok) return RANK.length + 2;
    if (outcome === 'reject' && hint?.startsWith(NOT_RESOLVED)) return RANK.length + 1;
    return rank === undefined ? RANK.length : RANK.indexOf(rank);
  };
  return [...reasons].sort((a, b) => weight(a) - weight(b)).map(({ rank: _rank, ...plain }) => plain);
}

function fixedReason({ outcome, why }: NonNullable<Policy['fixed']>): Reason {
  const hint = outcome === 'reject' ? `IAM refuses the policy: ${why}` : `${NOT_RESOLVED}${why}`;
  return { claim: 'policy', expected: [], found: undefined, ok: false, hint };
}

function reason(claim: string, expected: readonly string[], found: unknown, ok: boolean, hint?: string, rank?: Ranked['rank']): Ranked {
  return { claim, expected, found, ok, ...ok || hint === undefined ? {} : { hint }, rank };
}

function unresolved(names: readonly string[]): string {
  return `${NOT_RESOLVED}${[...new Set(names)].join(', ')}`;
}

function tokenReasons(policy: Policy, claims: Claims): Ranked[] {
  const reasons: Ranked[] = [];
  const { audiences = [], roleArn } = policy;
  const expected = audiences.map(String);
  const found = audienceOf(claims) ?? own(claims, 'aud');
  const audience = audienceAnswer(policy, claims);
  if (audience !== 'yes') {
    const late = audiences.flatMap(known => typeof known === 'string' ? [] : known.names);
    const wanted = policy.audiences !== undefined ? expected : ['sts.amazonaws.com'];
    reasons.push(reason('aud', expected, found, false, audience === 'maybe' ? unresolved(late) : authorizedHint(claims) ?? hintFor({ claim: 'aud', expected: wanted, found }), 'aud'));
  }
  const role = roleAnswer(policy, claims);
  if (role !== 'yes') {
    reasons.push(reason('https://aws.amazon.com/roles', [String(roleArn)], own(claims, 'https://aws.amazon.com/roles'), false,
      role === 'maybe' ? unresolved(typeof roleArn === 'object' ? roleArn.names : []) : 'the issuer made the token for other roles: have it name this one', 'policy'));
  }
  return reasons;
}

/** AWS reads another claim where the token has it, so that no other audience helps. */
function authorizedHint(claims: Claims): string | undefined {
  const party = own(claims, 'azp');
  return typeof party === 'string' && party !== own(claims, 'aud') ? `the token carries azp ${whole(party)}, which AWS reads in place of aud: trust ${whole(party)} as the audience, or have the token carry none` : undefined;
}

/** A statement that denies, or may, with what it asked for. */
function denialReasons(policy: Policy, claims: Claims): Ranked[] {
  const [statement] = policy.denies.filter(one => denies(one, claims) !== 'no');
  if (statement === undefined) return [];
  const name = statement.sid === undefined ? 'a Deny statement' : `the Deny statement ${whole(statement.sid)}`;
  if (denies(statement, claims) === 'maybe') return [reason('policy', [], undefined, false, `${name} may deny: ${unresolved(lateOf(statement))}`, 'denied')];
  const hint = `${name} denies the token: change that statement, or what the job sends`;
  if (statement.conditions.length === 0) return [reason('policy', [], undefined, false, hint, 'policy')];
  return statement.conditions.map(condition => reason(claimOf(condition), [`not ${written(condition)}`], foundOf(condition, claims), false, hint, 'denied'));
}

/** The statement that admits the token, or that comes nearest to it. */
function nearestOf(policy: Policy, claims: Claims): Statement | undefined {
  let best: Statement | undefined;
  let least = Infinity;
  for (const statement of policy.allows) {
    if (statement.meant === 'no') continue;
    const covered = statement.covers(WEB_IDENTITY_ACTION) === 'no' ? 100 : 0;
    const failing = statement.conditions.reduce((sum, condition) => sum + (condition.test(claims) === 'no' ? 1 : 0), covered);
    if (failing < least) [best, least] = [statement, failing];
  }
  return best;
}

function nobody({ allows, issuer }: Policy, claims: Claims): Ranked {
  const expected = [...new Set(allows.flatMap(({ principals }) => principals.named))].map(name => `https://${name}`);
  const found = own(claims, 'iss');
  const hint = expected.length === 0 ? `no statement trusts a provider of ${whole(`https://${issuer}`)}` : hintFor({ claim: 'iss', expected, found });
  return reason('iss', expected, found, false, hint, 'iss');
}

function statementReasons({ issuer }: Policy, statement: Statement, claims: Claims): Ranked[] {
  const { meant, covers, conditions, principals, actions } = statement;
  const covered = covers(WEB_IDENTITY_ACTION);
  const missing = statement.lateConditions.length > 0 ? undefined : missingControl(issuer, conditions);
  return [
    reason('iss', [`https://${issuer}`], own(claims, 'iss'), meant === 'yes', unresolved(principals.late), 'iss'),
    ...covered === 'yes' ? [] : [reason('action', [WEB_IDENTITY_ACTION], actions, false, covered === 'no' ? `the statement does not allow ${WEB_IDENTITY_ACTION}: name it` : unresolved(statement.lateActions), 'policy')],
    ...typeof statement.effect === 'string' ? [] : [reason('policy', [], undefined, false, unresolved(statement.effect.names), 'policy')],
    ...conditions.map(condition => conditionReason(condition, issuer, claims)),
    ...statement.lateConditions.length > 0 ? [reason('policy', [], undefined, false, unresolved(statement.lateConditions), 'policy')] : [],
    ...missing === undefined ? [] : [controlReason(issuer, missing, claims)],
  ];
}

/** Told even where the token is accepted: IAM would not take the policy today. */
function controlReason(issuer: string, missing: readonly string[], claims: Claims): Ranked {
  const [claim] = missing;
  const refused = issuer === 'app.terraform.io';
  const hint = `${refused ? 'STS refuses every token of a role that' : 'IAM refuses to write a role that'} does not test ${missing.join(' or ')} of ${issuer}: add such a test`;
  return { claim, expected: [], found: own(claims, claim), ok: !refused, hint, rank: 'key' };
}

function conditionReason(condition: Condition, issuer: string, claims: Claims): Ranked {
  const answer = condition.test(claims);
  const claim = claimOf(condition);
  const found = foundOf(condition, claims);
  const expected = condition.positive ? condition.values.map(String) : [written(condition)];
  if (answer === 'yes') return reason(claim, expected, found, true);
  const rank = condition.key.kind === 'token' ? claim === 'aud' || claim === 'sub' ? claim : undefined : 'key';
  return reason(claim, expected, found, false, conditionHint(condition, answer, { issuer, claims, found }), rank);
}

function conditionHint(condition: Condition, answer: Answer, { issuer, claims, found }: { readonly issuer: string; readonly claims: Claims; readonly found: unknown }): string | undefined {
  const { key, name, values, operator, positive } = condition;
  if (answer === 'maybe') return key.kind === 'request' ? `${name} comes with the request, not with the token` : unresolved(lateIn(condition));
  switch (key.kind) {
    case 'foreign': return `the key is of the issuer ${whole(key.issuer)}, and the token is of ${whole(issuer)}: write ${issuer}:${key.claim}`;
    case 'unfilled': return `nothing fills in the key ${whole(name)}, so that the condition never holds: write the issuer itself in the key`;
    case 'unsupported': return unsupportedHint(key.claim, issuer);
    case 'never': return neverHint(name);
    default: break;
  }
  if (key.kind === 'token' && key.claim === 'amr' && !operator.includes(':')) return 'amr is a list: put ForAnyValue: in front of the operator';
  if (operator.toLowerCase() === 'null') return found === undefined ? hintFor({ claim: claimOf(condition), expected: [], found }) : `the token carries ${claimOf(condition)} ${whole(found)}, and one without it is asked for: run a job that sends none, or leave the condition out`;
  if (!positive) return refusedHint(claimOf(condition), found);
  const texts = values.map(String);
  if (condition.exact && texts.some(value => /[*?]/.test(value.replace(/\$\{[*?]\}/g, '')))) {
    return `${operator} takes an asterisk or a question mark for that very character: write the value whole, or ask for a pattern with StringLike`;
  }
  const claim = claimOf(condition);
  return (claim === 'aud' ? authorizedHint(claims) : undefined) ?? hintFor({ claim, expected: texts.map(value => value.replace(/\$\{([$*?])\}/g, '$1')), found });
}

function neverHint(name: string): string {
  const [scheme] = /^https?:\/\//i.exec(name) ?? [];
  return scheme === undefined ? `no request with a token carries ${name}: leave the condition out` : `a condition key is written without ${whole(scheme)}: write ${name.slice(scheme.length)}`;
}

/** Claims that AWS does not read, with the one that says nearly the same. */
const INSTEAD: Readonly<Record<string, string>> = {
  repository_owner: 'repository_owner_id',
  enterprise: 'enterprise_id',
  workflow_ref: 'job_workflow_ref',
  workflow_sha: 'job_workflow_ref',
  job_workflow_sha: 'job_workflow_ref',
  event_name: 'sub',
  ref_type: 'sub',
  head_ref: 'sub',
  base_ref: 'sub',
  project_path: 'sub',
  namespace_path: 'namespace_id',
  ref: 'sub',
  ref_path: 'sub',
  environment: 'sub',
  iss: 'aud',
};

function unsupportedHint(claim: string, issuer: string): string {
  const supported = ['sub', 'aud', ...claimKeysOf(issuer)];
  const instead = own(INSTEAD, claim);
  const fix = instead !== undefined && supported.includes(instead) ? `test ${instead} instead` : 'leave it out';
  return `AWS never sees the claim ${claim} of this issuer, so that the condition never holds: ${fix}; AWS sees ${supported.join(', ')}`;
}

/** What else has to be allowed for the token, and is not. */
function furtherReasons(policy: Policy, claims: Claims, ...known: readonly (readonly Reason[])[]): Ranked[] {
  if (known.flat().some(({ ok }) => !ok)) return [];
  return furtherActions(claims).filter(action => policy.furtherRuling(action)(claims) !== 'yes').map(action =>
    reason('action', [action], policy.allows.flatMap(({ actions }) => actions), false, `the issuer asks for more with its token: allow ${action} in the trust policy as well`, 'policy'));
}

function claimOf({ key, name }: Condition): string {
  return 'claim' in key ? key.claim : name;
}

function foundOf({ key }: Condition, claims: Claims): unknown {
  if (!('claim' in key)) return undefined;
  if (key.claim === 'aud') return audienceOf(claims) ?? own(claims, 'aud');
  return own(claims, key.claim) ?? (key.kind === 'token' ? key.read(claims) : undefined);
}

function written({ operator, values }: Condition): string {
  return `${operator} ${values.map(String).join(', ')}`;
}

function lateIn({ key, values }: Condition): string[] {
  return [...key.kind === 'late' || key.kind === 'unknown' ? key.names : [], ...values.flatMap(value => typeof value === 'string' ? [] : value.names)];
}

/** All that is not known of a statement. */
function lateOf({ effect, principals, lateActions, lateConditions, conditions }: Statement): string[] {
  const requested = conditions.flatMap(({ key, name }) => key.kind === 'request' ? [name] : []);
  return [...typeof effect === 'string' ? [] : effect.names, ...principals.late, ...lateActions, ...lateConditions, ...conditions.flatMap(lateIn), ...requested];
}
