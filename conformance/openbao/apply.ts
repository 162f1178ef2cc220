import type { OpenBao } from './server';
import { fromTerraformLiteral } from '../../src/terraform/literal';

type Attributes = Readonly<Record<string, any>>;
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** Writes synthesised Terraform JSON through the API, as the Terraform provider would. */
export async function apply(server: OpenBao, resources: Resources): Promise<void> {
  for (const policy of all(resources, 'vault_policy')) await server.write(`sys/policies/acl/${policy.name}`, { policy: policy.policy });
  for (const { path, type, description, ...config } of all(resources, 'vault_jwt_auth_backend')) {
    await server.write(`sys/auth/${path}`, { type, description });
    await server.write(`auth/${path}/config`, config);
  }
  for (const { backend, role_name: name, bound_claims: claims, ...role } of all(resources, 'vault_jwt_auth_backend_role')) {
    await server.write(`auth/${backend}/role/${name}`, { ...role, bound_claims: splitClaims(claims ?? {}) });
  }
}

/** The provider takes every value for a list. */
function splitClaims(claims: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, value.split(',').map(part => part.trim())]));
}

/** The resources of a type as Terraform reads them: comments gone, references and escapes resolved. */
export function all(resources: Resources, type: string): Attributes[] {
  return Object.values(resources[type] ?? {}).map(({ '//': _comment, ...attributes }) => resolve(attributes, resources));
}

function resolve(value: any, resources: Resources): any {
  if (Array.isArray(value)) return value.map(item => resolve(item, resources));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, resources)]));
  if (typeof value !== 'string') return value;
  const reference = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value);
  return reference ? resources[reference[1]][reference[2]][reference[3]] : fromTerraformLiteral(value);
}
