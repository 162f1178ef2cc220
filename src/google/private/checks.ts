import { EXACT, STARTS } from './attributes';
import { evaluateCel } from './cel';
import * as errors from './errors';
import { tokenProblem } from '../../identity/private/text';
import { Problem, show } from '../../private/problem';
import { holdsToken, isToken, literalParts, withTokensAs } from '../../private/tokens';
import { audienceLost } from '../../terraform/private/errors';
import { ACCOUNT_ID, AUDIENCES, DESCRIPTION_MAX, DISPLAY_NAME_MAX, ID, JWK_KEYS, MAPPING, PROJECT, ROLE } from '../limits';

/** What the mapping can call a claim, apart from the names of the attributes that this library makes. */
const TENANT_CLAIM = /^(?!exact_|starts_)[a-z_][a-z0-9_]{0,99}$/;

export function known(text: string | undefined): text is string {
  return typeof text === 'string' && !holdsToken(text);
}

/** A text with a plain character in the place of each token. */
export function withCharacters(text: string): string {
  return withTokensAs('x', text);
}

export function idProblem(what: string, id: unknown): Problem | undefined {
  if (typeof id !== 'string') return errors.invalidId(what, id);
  const [literal, min] = [withCharacters(id), holdsToken(id) ? 1 : ID.min];
  return literal.length >= min && literal.length <= ID.max && ID.pattern.test(literal) && !id.startsWith(ID.reserved) ? undefined : errors.invalidId(what, id);
}

/** Of an id of a project, or its number, with the name of a domain before it where the project is older than organisations. */
export function projectProblem(project: unknown): Problem | undefined {
  return project === undefined || (typeof project === 'string' && PROJECT.test(withCharacters(project))) ? undefined : errors.projectInvalid(project);
}

/** Of an id of a service account that is to be defined. */
export function accountIdProblem(accountId: unknown): Problem | undefined {
  if (accountId === undefined) return undefined;
  if (typeof accountId !== 'string') return errors.accountIdInvalid(String(accountId));
  const rule = holdsToken(accountId) ? /^[a-z](?:[-a-z0-9]{0,28}[a-z0-9])?$/ : ACCOUNT_ID;
  return rule.test(withCharacters(accountId)) ? undefined : errors.accountIdInvalid(accountId);
}

export function textProblems(props: { readonly displayName?: string; readonly description?: string }): (Problem | undefined)[] {
  const { displayName, description } = props;
  return [
    known(displayName) && displayName.length > DISPLAY_NAME_MAX ? errors.textTooLong('displayName', displayName) : undefined,
    known(description) && description.length > DESCRIPTION_MAX ? errors.textTooLong('description', description) : undefined,
  ];
}

/** An audience that is a token is looked at once more when it is written. */
export function audiencesProblems(audiences: readonly string[] | undefined): Problem[] {
  if (audiences === undefined) return [];
  if (audiences.some(audience => isToken([audience]))) return [audienceLost(audiences)]; // a token in place of a list
  const good = audiences.length > 0 && audiences.length <= AUDIENCES.max && audiences.every(isAudience);
  return good ? [] : [errors.audiencesInvalid(audiences)];
}

function isAudience(audience: string): boolean {
  const literal = literalParts(audience).join('');
  return isToken(audience) || (literal.trim() !== '' && literal.length <= AUDIENCES.length && !literal.includes('*'));
}

/** What names a tenant decides who gets in: it is literal. */
export function tenantClaimProblems(tenantClaims: { readonly [claim: string]: readonly string[] } | undefined): Problem[] {
  return Object.entries(tenantClaims ?? {}).flatMap(([claim, values]) => {
    const token = tokenProblem([claim, values], `tenant claim ${show(claim)}`);
    if (token !== undefined) return [token];
    const good = TENANT_CLAIM.test(claim) && Array.isArray(values) && values.length > 0 && values.every(value => typeof value === 'string' && value !== '');
    return good ? [] : [errors.invalidTenantClaim(claim, values)];
  });
}

export function jwksProblem(jwks: string | undefined): Problem | undefined {
  if (jwks === undefined || isToken(jwks)) return undefined;
  const keys = keysOf(withCharacters(jwks));
  if (keys === undefined) return errors.jwksInvalid(jwks, 'must be JSON with a list of "keys"');
  const odd = keys.flatMap(key => Object.keys(key)).find(name => !JWK_KEYS.includes(name));
  return odd === undefined ? undefined : errors.jwksInvalid(jwks, `holds the field ${JSON.stringify(odd)}, which Google refuses`);
}

function keysOf(jwks: string): object[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(jwks);
  } catch { // no JSON at all: the caller says so
    return undefined;
  }
  const keys = typeof parsed === 'object' && parsed !== null ? (parsed as { keys?: unknown }).keys : undefined;
  return Array.isArray(keys) && keys.length > 0 && keys.every(key => typeof key === 'object' && key !== null) ? keys : undefined;
}

/** What is mapped beside the trust: a name that no attribute of the trust can have, and an expression that Google can read. */
export function extraMappingProblems(mappings: Readonly<Record<string, string>> | undefined): Problem[] {
  return Object.entries(mappings ?? {}).flatMap(([name, expression]) => {
    const token = tokenProblem([name, expression], `extra mapping ${show(name)}`);
    if (token !== undefined) return [token];
    const isName = MAPPING.key.test(name) && !name.startsWith(EXACT) && !name.startsWith(STARTS);
    return isName && typeof expression === 'string' && isCel(expression) ? [] : [errors.extraMappingInvalid(name, expression)];
  });
}

/** A claim may be missing in this sample: whether the expression can be read at all is what counts. */
function isCel(expression: string): boolean {
  return expression.trim() !== '' && evaluateCel(expression, { assertion: {} }).kind !== 'unknown';
}

export function workloadsProblem(workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(workloads);
  const odd = workloads.findIndex(workload => typeof (workload as { _parts?: unknown } | null | undefined)?._parts !== 'function');
  return odd < 0 ? undefined : errors.notAWorkload(workloads[odd]);
}

export function roleProblem(role: unknown): Problem | undefined {
  if (typeof role !== 'string' || isToken([role])) return errors.roleInvalid(String(role));
  return isToken(role) || ROLE.test(withCharacters(role)) ? undefined : errors.roleInvalid(role);
}
