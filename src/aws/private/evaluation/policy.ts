import { Answer, any, atMostMaybe, both } from './answer';
import { audienceOf, Claims, furtherActions, rolesOf, speaksToAws } from './context-keys';
import { refusedAtExchange } from './controls';
import { matcher, piecesOf } from './pattern';
import { compileStatement, Statement } from './statement';
import type { Outcome } from '../../../private/decision';
import { isTable, Late, listOf, Text } from '../../../private/late';
import { remembered } from '../../../private/remembered';
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
  /** What all statements say of taking the role: a denial comes first. */
  readonly ruling: Ruling;
  /** The same of what a token asks for beside the role. */
  readonly furtherRuling: (action: string) => Ruling;
  readonly takesAudience: (audience: string) => Answer;
  readonly isRole: (arn: string) => Answer;
}

/** What a token is told. */
type Ruling = (claims: Claims) => Answer;

/** Of the policy language; without one it is the older. */
const VERSIONS: readonly unknown[] = [undefined, '2008-10-17', '2012-10-17'];

/** @param issuer without `https://` */
export function compilePolicy(trust: NativeTrust, issuer: string): Policy {
  const { policy } = trust;
  if (policy instanceof Late) return fixedPolicy(issuer, 'unknown', policy.names.join(', '));
  if (!isTable(policy)) return fixedPolicy(issuer, 'reject', 'a policy is an object');
  if (policy.Statement instanceof Late) return fixedPolicy(issuer, 'unknown', policy.Statement.names.join(', '));
  if (!(policy.Version instanceof Late) && !VERSIONS.includes(policy.Version)) return fixedPolicy(issuer, 'reject', `Version is ${JSON.stringify(policy.Version)}, and has to be 2012-10-17 or 2008-10-17`);
  const circumstances = { issuer, variables: policy.Version === '2012-10-17' || policy.Version instanceof Late };
  const statements: Statement[] = [];
  for (const item of listOf(policy.Statement)) {
    // one that is late may say anything
    const statement = compileStatement(item instanceof Late ? { Effect: item, Action: item, Principal: item } : item, circumstances);
    if (typeof statement === 'string') return fixedPolicy(issuer, 'reject', statement);
    statements.push(statement);
  }
  if (statements.length === 0) return fixedPolicy(issuer, 'reject', 'a policy needs a statement');
  const allows = statements.filter(({ effect }) => effect !== 'Deny');
  const denied = statements.filter(({ effect }) => effect !== 'Allow');
  const audiences = trust.providers?.find(({ url }) => url === `https://${issuer}`)?.clientIds;
  const { roleArn } = trust;
  const permissions = allows.filter(({ conditions, lateConditions }) => lateConditions.length > 0 || !refusedAtExchange(issuer, conditions));
  const rulingOn = (action: string) => together(rulingsOf(denied, action), rulingsOf(permissions, action));
  return {
    issuer,
    allows,
    denies: denied,
    audiences,
    roleArn,
    ruling: rulingOn(WEB_IDENTITY_ACTION),
    furtherRuling: remembered(rulingOn),
    takesAudience: sameAsOne(audiences),
    isRole: sameAsOne(roleArn === undefined ? undefined : [roleArn]),
  };
}

function fixedPolicy(issuer: string, outcome: 'reject' | 'unknown', why: string): Policy {
  return { issuer, fixed: { outcome, why }, allows: [], denies: [], ruling: NEVER, furtherRuling: () => NEVER, takesAudience: NEVER, isRole: NEVER };
}

const ALWAYS = (): Answer => 'yes';
const NEVER = (): Answer => 'no';

/** A list that is not known takes all. */
function sameAsOne(known: readonly Text[] | undefined): (found: string) => Answer {
  if (known === undefined) return ALWAYS;
  const tests = known.map(text => matcher(piecesOf(text, { variables: false, wildcards: false })));
  return found => any(tests, test => test(found));
}

/** Of the statements that are about an action at all. */
function rulingsOf(statements: readonly Statement[], action: string): Ruling[] {
  return statements.flatMap(statement => rulingOfOne(statement, action) ?? []);
}

/** What one statement says; nothing where it is not about the tokens of the issuer or not about the action. */
function rulingOfOne({ effect, meant, covers, test }: Statement, action: string): Ruling | undefined {
  const about = both(meant, covers(action));
  if (about === 'no') return undefined;
  return about === 'yes' && typeof effect === 'string' ? test : claims => atMostMaybe(test(claims));
}

function together(denials: readonly Ruling[], permissions: readonly Ruling[]): Ruling {
  const allowed = oneOf(permissions);
  if (denials.length === 0) return allowed;
  const denied = oneOf(denials);
  return claims => {
    const denial = denied(claims);
    if (denial === 'yes') return 'no';
    return denial === 'no' ? allowed(claims) : atMostMaybe(allowed(claims));
  };
}

function oneOf(rulings: readonly Ruling[]): Ruling {
  return rulings.length === 1 ? rulings[0] : claims => any(rulings, ruling => ruling(claims));
}

/** What STS answers to a token of the issuer that a policy is made for. */
export function outcomeOf(policy: Policy, claims: Claims): Outcome {
  if (policy.fixed !== undefined) return policy.fixed.outcome;
  let answer = both(audienceAnswer(policy, claims), policy.ruling(claims));
  if (answer !== 'no' && speaksToAws(claims)) {
    answer = both(answer, roleAnswer(policy, claims));
    for (const action of furtherActions(claims)) answer = both(answer, policy.furtherRuling(action)(claims));
  }
  return OUTCOMES[answer];
}

const OUTCOMES = { yes: 'accept', no: 'reject', maybe: 'unknown' } as const;

/** Whether one statement denies the token. */
export function denies(statement: Statement, claims: Claims): Answer {
  return rulingOfOne(statement, WEB_IDENTITY_ACTION)?.(claims) ?? 'no';
}

/** A token for several audiences has to say for which party it is, and the provider has to know that one. */
export function audienceAnswer({ takesAudience }: Policy, claims: Claims): Answer {
  const audience = audienceOf(claims);
  return audience === undefined ? 'no' : takesAudience(audience);
}

/** A token may name the roles that it is for. */
export function roleAnswer({ isRole }: Policy, claims: Claims): Answer {
  const roles = rolesOf(claims);
  return roles === undefined ? 'yes' : any(roles, isRole);
}
