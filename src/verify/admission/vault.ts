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
  if (role.roleType === 'oidc' && !isLate(role, 'role_type') && !isForJobs(role, issuer)) return [];
  return [{
    issuer: isLate(role, 'bound_issuer') ? undefined : role.boundIssuer ?? issuer,
    tests: [
      ...audienceTests(role),
      ...subjectTests(role),
      ...Object.entries(role.boundClaims).map(([name, bound]) => claimTest(role, name, [bound].flat())),
      ...isLate(role, 'bound_claims') ? [opaque('', 'bound_claims')] : [],
    ],
    pointer: '',
    place: 'the role',
    named: [role.userClaim, ...Object.keys(role.claimMappings ?? {})].map(withoutSlash),
  }];
}

function isLate({ unresolved }: StoredRole, name: string): boolean {
  return unresolved.includes(name);
}

function opaque(claim: string, written: string): ClaimTest {
  return { claim, written, values: [], exact: true, opaque: true };
}

function audienceTests(role: StoredRole): ClaimTest[] {
  if (isLate(role, 'bound_audiences')) return [opaque('aud', 'bound_audiences')];
  return role.boundAudiences.length === 0 ? [] : [{ claim: 'aud', written: 'bound_audiences', values: role.boundAudiences.map(literal), exact: true }];
}

function subjectTests(role: StoredRole): ClaimTest[] {
  const isOpen = isLate(role, 'bound_subject');
  const subject = isOpen ? role.late?.bound_subject?.find(isPartlyKnown) : role.boundSubject;
  if (subject !== undefined) return [{ claim: 'sub', written: 'bound_subject', values: [literal(subject)], exact: true }];
  return isOpen ? [opaque('sub', 'bound_subject')] : [];
}

function claimTest(role: StoredRole, name: string, bound: readonly unknown[]): ClaimTest {
  const written = `bound_claims.${name}`;
  const claim = withoutSlash(name);
  const values = bound.map(value => typeof value === 'string' && isLate(role, written) ? lateLiteral(value) : value);
  // an expression that holds a comma was cut there, and nothing is known of its beginning
  if (isLate(role, 'bound_claims_type') || values.some(value => value instanceof Late && !isPartlyKnown(value))) return opaque(claim, written);
  const glob = role.boundClaimsType === 'glob';
  return {
    claim,
    written,
    values: values.map(value => glob ? wildcards(textOf(value), { questionMark: false }) : literal(textOf(value))),
    exact: !glob,
    // numbers and booleans equal no text, and no glob
    mistyped: (values.length > 0 && values.every(value => typeof value !== 'string' && !(value instanceof Late))) || undefined,
  };
}

/** A claim by its name: one at the top may be written as a JSON pointer. */
function withoutSlash(name: string): string {
  return name.replace(/^\//, '');
}

function textOf(value: unknown): Text {
  return value instanceof Late ? value : String(value);
}
