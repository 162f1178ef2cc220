import { celOneOf, celString } from './cel-text';
import type { Facts } from '../../identity/private/workload-parts';

/** Whose tokens of a shared issuer a provider takes: one claim with one value. */
export interface Tenant {
  readonly claim: string;
  readonly value: string;
  /** The value is only a beginning. */
  readonly prefix?: boolean;
  /** What is known by its name alone, which somebody else can register once it is freed. */
  readonly named?: string;
}

/** Claims that bind a tenant of GitHub or GitLab, ids before the names that stand in for them. */
const TENANT_CLAIMS = ['repository_owner_id', 'repository_owner', 'project_id', 'project_path'];

/** The tenant of jobs with these facts; nothing where their issuer is another. */
export function tenantOf(facts: Facts): Tenant | undefined {
  const claim = TENANT_CLAIMS.find(name => facts[name] !== undefined);
  if (claim === undefined) return undefined;
  const { text: value, prefix } = facts[claim];
  return { claim, value, ...prefix ? { prefix } : {}, ...claim.endsWith('_id') ? {} : { named: value.replace(/\/$/, '') } };
}

/** Tests of the tenants, any of which admits; the same tenants in any order give the same tests. */
export function tenantTests(tenants: readonly Tenant[]): string[] {
  const claims = [...new Set(tenants.map(tenant => tenant.claim))].sort().reverse(); // ids before names
  return claims.flatMap(claim => {
    const values = (prefix: boolean) => [...new Set(tenants.filter(t => t.claim === claim && (t.prefix === true) === prefix).map(t => t.value))].sort();
    return [
      ...values(false).length > 0 ? [celOneOf(`assertion.${claim}`, values(false))] : [],
      ...values(true).map(value => `assertion.${claim}.startsWith(${celString(value)})`),
    ];
  });
}
