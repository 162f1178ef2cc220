import { App, TerraformStack, Testing } from 'cdktf';
import { vault, Workload } from '../../src';
import { readTerraform, StoredRole } from '../../src/vault/trust';

export const AUDIENCE = 'https://vault.example.com';

export type Attributes = Record<string, any>;

/** A stack with one role for each list of workloads. */
export function roleStack(lists: readonly (readonly Workload[])[]): TerraformStack {
  const stack = new TerraformStack(new App(), 'Stack');
  const backends = new Map<string, vault.JwtAuthBackend>();
  lists.forEach((workloads, i) => {
    const { issuer } = workloads[0];
    const backend = backends.get(issuer.url) ?? new vault.JwtAuthBackend(stack, `Backend${backends.size}`, { issuer });
    backends.set(issuer.url, backend);
    new vault.DeployRole(stack, `Role${i}`, { backend, roleName: `role-${i}`, workloads: [...workloads], audience: AUDIENCE });
  });
  return stack;
}

/** The attributes of every resource of a type, read back from the Terraform JSON. */
export function resourcesOf(stack: TerraformStack, type: string): Attributes[] {
  return Object.values(JSON.parse(Testing.synth(stack, false)).resource?.[type] ?? {});
}

/** The role that a list of workloads is given, but for what is the same in all. */
export function roleOf(...workloads: Workload[]): Attributes {
  return resourcesOf(roleStack([workloads]), 'vault_jwt_auth_backend_role')[0];
}

/** Every role as Vault would store it, by its name, each with the issuer of its own backend. */
export function storedRoles(stack: TerraformStack): Map<string, StoredRole> {
  const { resource } = JSON.parse(Testing.synth(stack, false)) as { resource: Record<string, Record<string, Attributes>> };
  return new Map(Object.values(resource.vault_jwt_auth_backend_role).map(role => {
    const [, name] = /^\$\{vault_jwt_auth_backend\.(\w+)\.path\}$/.exec(role.backend)!;
    return [role.role_name, readTerraform(role, resource.vault_jwt_auth_backend[name])];
  }));
}

/** Whether Vault takes these workloads on one role. */
export function fitOneRole(workloads: readonly Workload[]): boolean {
  try {
    roleStack([workloads]);
    return true;
  } catch {
    return false;
  }
}
