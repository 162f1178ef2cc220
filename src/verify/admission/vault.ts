import { Admission, ClaimTest } from './admission';
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
  const [partial] = role.late?.bound_subject?.filter(({ parts }) => parts.some(part => typeof part === 'string')) ?? [];
  const subject: ClaimTest[] = isLate('bound_subject') ? [partial === undefined ? late('sub', 'bound_subject') : { claim: 'sub', written: 'bound_subject', values: [literal(partial)], exact: true }]
    : role.boundSubject === undefined ? [] : [{ claim: 'sub', written: 'bound_subject', values: [literal(role.boundSubject)], exact: true }];
  const claims = Object.entries(role.boundClaims).map(([name, bound]): ClaimTest => {
    const claim = name.replace(/^\//, '');
    if (isLate(`bound_claims.${name}`) || isLate('bound_claims_type')) return late(claim, `bound_claims.${name}`);
    const values = [bound].flat();
    // numbers and booleans equal no text, and no glob
    const typed = values.length > 0 && values.every(value => typeof value !== 'string');
    return { claim, written: `bound_claims.${name}`, values: values.map(value => glob ? wildcards(String(value), { questionMark: false }) : literal(String(value))), exact: !glob, mistyped: typed || undefined };
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
