import { Admission, ClaimTest } from './admission';
import { isPartlyKnown, Late, Text } from '../../private/late';
import { lateLiteral } from '../../terraform/literal';
import type { StoredRole } from '../../vault/trust';
import { grammarOf, guessedGrammar } from '../issuers';
import { literal, wildcards } from '../pattern';

/** Claims of those who sign in at an issuer of jobs. */
const OF_PEOPLE: readonly string[] = ['groups_direct', 'user_login', 'user_email', 'user_id'];

/** Whether the tokens that a role asks for are those of jobs, by what it tests or by who issues them. */
export function isForJobs({ boundClaims, boundSubject, boundIssuer }: StoredRole, issuer: string | undefined): boolean {
  const known = grammarOf(boundIssuer ?? issuer);
  const claims = Object.keys(boundClaims).filter(claim => !OF_PEOPLE.includes(claim));
  return guessedGrammar(claims, [boundSubject ?? '']) !== undefined || (known !== undefined && known.signsIn !== true);
}

export function admissionsOf(role: StoredRole, issuer: string | undefined): Admission[] {
  // logins of people with a browser are another matter; a role for jobs that lacks its type is one that was written down in haste
  if (role.roleType === 'oidc' && !role.unresolved.includes('role_type') && !isForJobs(role, issuer)) return [];
  const isLate = (name: string) => role.unresolved.includes(name);
  const glob = role.boundClaimsType === 'glob';
  const late = (claim: string, written: string): ClaimTest => ({ claim, written, values: [], exact: true, opaque: true });
  const audiences: ClaimTest[] = isLate('bound_audiences') ? [late('aud', 'bound_audiences')]
    : role.boundAudiences.length === 0 ? [] : [{ claim: 'aud', written: 'bound_audiences', values: role.boundAudiences.map(literal), exact: true }];
  const exact = isLate('bound_subject') ? role.late?.bound_subject?.find(isPartlyKnown) : role.boundSubject;
  const subject: ClaimTest[] = exact !== undefined ? [{ claim: 'sub', written: 'bound_subject', values: [literal(exact)], exact: true }]
    : isLate('bound_subject') ? [late('sub', 'bound_subject')] : [];
  const claims = Object.entries(role.boundClaims).map(([name, bound]): ClaimTest => {
    const claim = name.replace(/^\//, '');
    const values = [bound].flat().map(value => typeof value === 'string' && isLate(`bound_claims.${name}`) ? lateLiteral(value) : value);
    // an expression that holds a comma was cut there, and nothing is known of its beginning
    if (isLate('bound_claims_type') || values.some(value => value instanceof Late && !isPartlyKnown(value))) return late(claim, `bound_claims.${name}`);
    // numbers and booleans equal no text, and no glob
    const typed = values.length > 0 && values.every(value => typeof value !== 'string' && !(value instanceof Late));
    return { claim, written: `bound_claims.${name}`, values: values.map(value => glob ? wildcards(textOf(value), { questionMark: false }) : literal(textOf(value))), exact: !glob, mistyped: typed || undefined };
  });
  const whole = isLate('bound_claims') ? [late('', 'bound_claims')] : [];
  return [{
    issuer: isLate('bound_issuer') ? undefined : role.boundIssuer ?? issuer,
    tests: [...audiences, ...subject, ...claims, ...whole],
    pointer: '',
    place: 'the role',
    named: [role.userClaim, ...Object.keys(role.claimMappings ?? {})].map(name => name.replace(/^\//, '')),
  }];
}

function textOf(value: unknown): Text {
  return value instanceof Late ? value : String(value);
}
