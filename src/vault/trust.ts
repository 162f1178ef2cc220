import { GO_SPACE } from './limits';
import * as errors from './private/errors';
import { Box, boxesOf, namesNobody } from '../identity/private/boxes';
import type { Workload } from '../identity/workload';
import type { Late } from '../private/late';
import { Problem, refuse } from '../private/problem';
import { fromTerraformLiteral, isTemplate, lateLiteral, terraformLiteral } from '../terraform/literal';

/** How Vault compares bound claims, all those of a role alike. */
export type BoundClaimsType = 'string' | 'glob';

/** The trust part of a role, in the texts that the Terraform provider takes. */
export interface RoleTrust {
  readonly boundAudiences: string[];
  /** Empty where the claims say it: the provider sends an attribute that was left out no more, and Vault would keep what it had. */
  readonly boundSubject: string;
  /** Lists joined by commas, at which the provider splits them again. */
  readonly boundClaims?: Record<string, string>;
  readonly boundClaimsType: BoundClaimsType;
}

/**
 * The native trust of Vault for any one of these workloads: a single role.
 *
 * @param workloads who may log in
 * @param audience the `aud` of their tokens
 * @param issuer the `iss` that the auth backend is bound to
 * @param path of the construct, for the error
 */
export function compileTrust(workloads: readonly Workload[], audience: string, issuer: string, path?: string): RoleTrust {
  refuse(workloads.length === 0 ? errors.noWorkloads() : workloads.flatMap(workload => [
    issuerProblem(workload, issuer),
    namesNobody(workload) ? errors.noSubject(workload.toString()) : undefined,
  ]), path);
  const { exact, prefixes, claims } = oneRole(workloads, path);
  const bySubject = exact.length === 1 && prefixes.length === 0;
  const byClaim = (subjects: readonly string[]) => bySubject || subjects.length === 0 ? claims : { ...claims, sub: subjects };
  const label = workloads.map(String).join('; ');
  refuse(Object.entries(byClaim([...exact, ...prefixes])).flatMap(([claim, values]) => values.map(value => splitProblem(claim, value, label))), path);
  return {
    boundAudiences: [terraformLiteral(audience)],
    boundSubject: bySubject ? terraformLiteral(exact[0]) : '',
    boundClaims: boundClaimsOf(byClaim([...exact, ...prefixes.map(prefix => `${prefix}*`)])),
    boundClaimsType: prefixes.length > 0 ? 'glob' : 'string',
  };
}

function issuerProblem(workload: Workload, issuer: string): Problem | undefined {
  return workload.issuer.url === issuer ? undefined : errors.wrongIssuer(workload.toString(), workload.issuer.url, issuer);
}

interface OneRole {
  readonly exact: readonly string[];
  readonly prefixes: readonly string[];
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/** Exact subjects and beginnings fit one role if all else is the same: a glob without an asterisk is equality. Two boxes of one kind that are the same would be one. */
function oneRole(workloads: readonly Workload[], path?: string): OneRole {
  const boxes = boxesOf(workloads);
  const [first, second] = boxes;
  const together = boxes.length === 1 || (boxes.length === 2 && sameClaims(first, second));
  if (!together) refuse(errors.notOneRole(workloads.map(String)), path);
  const subjectsOf = (prefix: boolean) => boxes.filter(box => box.prefix === prefix).flatMap(box => box.values.sub ?? []);
  const { sub: _sub, ...claims } = first.values;
  return { exact: subjectsOf(false), prefixes: subjectsOf(true), claims };
}

function sameClaims(a: Box, b: Box): boolean {
  const written = ({ values: { sub, ...claims } }: Box) =>
    JSON.stringify([sub !== undefined, ...Object.keys(claims).sort().map(name => [name, [...claims[name]].sort()])]);
  return written(a) === written(b);
}

const SPACE_AT_AN_END = new RegExp(`^[${GO_SPACE}\\ufeff]|[${GO_SPACE}\\ufeff]$`);

function splitProblem(claim: string, value: string, label: string): Problem | undefined {
  if (!value.includes(',') && !SPACE_AT_AN_END.test(value)) return undefined;
  return errors.valueNotInClaims(claim, value, label, claim === 'sub'
    ? 'make one role for each exact subject, which needs no bound claim, or choose a name without it'
    : 'choose a name without it');
}

function boundClaimsOf(claims: Readonly<Record<string, readonly string[]>>): Record<string, string> | undefined {
  const names = Object.keys(claims).sort();
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map(name => [name, terraformLiteral(claims[name].join(','))]));
}

/** A role as Vault stores it, with the issuer that its auth backend is bound to. */
export interface StoredRole {
  readonly boundIssuer?: string;
  readonly roleType: string;
  readonly userClaim: string;
  readonly userClaimIsPointer?: boolean;
  readonly boundAudiences: readonly string[];
  readonly boundSubject?: string;
  readonly boundClaims: Readonly<Record<string, unknown>>;
  readonly boundClaimsType: string;
  readonly claimMappings?: Readonly<Record<string, string>>;
  readonly groupsClaim?: string;
  /** Attributes whose values are only known to Terraform; of the bound claims each for itself. */
  readonly unresolved: readonly string[];
  /** What is known of those of them that are compared as texts, whole: `bound_issuer`, `bound_subject` and, where each stands by itself, `bound_audiences`. */
  readonly late?: Readonly<Record<string, readonly Late[]>>;
}

/**
 * The role that the Terraform provider would write.
 *
 * @param role attributes of a `vault_jwt_auth_backend_role`
 * @param backend attributes of its `vault_jwt_auth_backend`
 */
export function readTerraform(role: Readonly<Record<string, any>>, backend: Readonly<Record<string, any>>): StoredRole {
  const unresolved: string[] = [];
  const text = (what: string, value: unknown): string => {
    if (typeof value === 'string' && isTemplate(value)) unresolved.push(what);
    return typeof value === 'string' ? fromTerraformLiteral(value) : String(value);
  };
  const optional = (what: string, value: unknown) => value === undefined || value === null || value === '' ? undefined : text(what, value);
  const table = (what: string): [string, unknown][] => {
    if (typeof role[what] === 'string') unresolved.push(what);
    return typeof role[what] === 'string' ? [] : Object.entries(role[what] ?? {});
  };
  const audiences: unknown = role.bound_audiences ?? [];
  if (!Array.isArray(audiences)) unresolved.push('bound_audiences');
  const whole = role.disable_bound_claims_parsing === true;
  const late = Object.entries({ bound_issuer: [backend.bound_issuer], bound_subject: [role.bound_subject], bound_audiences: Array.isArray(audiences) ? audiences : [] })
    .map(([name, values]) => [name, values.filter((value): value is string => typeof value === 'string' && isTemplate(value)).map(lateLiteral)] as const)
    .filter(([, values]) => values.length > 0);
  return {
    boundIssuer: optional('bound_issuer', backend.bound_issuer),
    roleType: optional('role_type', role.role_type) ?? 'oidc',
    userClaim: text('user_claim', role.user_claim),
    userClaimIsPointer: role.user_claim_json_pointer === true,
    boundAudiences: Array.isArray(audiences) ? audiences.map(audience => text('bound_audiences', audience)) : [],
    boundSubject: optional('bound_subject', role.bound_subject),
    boundClaims: Object.fromEntries(table('bound_claims').map(([name, value]) => {
      const literal = text(`bound_claims.${name}`, value);
      return [text(`bound_claims.${name}`, name), whole ? literal : literal.split(',').map(goTrim)];
    })),
    boundClaimsType: optional('bound_claims_type', role.bound_claims_type) ?? 'string',
    claimMappings: Object.fromEntries(table('claim_mappings').map(([source, target]) => [text('claim_mappings', source), text('claim_mappings', target)])),
    groupsClaim: optional('groups_claim', role.groups_claim),
    unresolved: [...new Set(unresolved)],
    ...late.length === 0 ? {} : { late: Object.fromEntries(late) },
  };
}

const SPACES = new RegExp(`^[${GO_SPACE}]+|[${GO_SPACE}]+$`, 'g');

function goTrim(text: string): string {
  return text.replace(SPACES, '');
}
