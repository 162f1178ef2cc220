import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import type { Resource } from './module';
import { powersOfPolicies } from './powers';
import { resolvedBody } from './resolved-body';
import { readTerraform, StoredRole } from '../../../vault/trust';
import { asTexts } from '../private/texts';
import { member } from '../private/values';

/** Roles of JWT auth backends of Vault in Terraform. */
export function readVault(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  const backends = new Map(module.ofType('vault_jwt_auth_backend').map(backend => [String(textOrLate(module, backend, 'path')), backend]));
  for (const resource of module.ofType('vault_jwt_auth_backend_role')) {
    const role = storedRole(artefact, resource, backends.get(String(module.text(resource, 'backend') ?? 'jwt')));
    const policies = asTexts(module.value(resource.body.token_policies ?? []));
    const powers = powersOfPolicies(module, policies.filter(policy => typeof policy === 'string'));
    const ttl = Number(member(resource.body, 'token_ttl') ?? NaN);
    reading.targets.push({
      cloud: 'vault',
      kind: 'jwt-role',
      id: idOf(resource),
      ...role.boundIssuer === undefined ? {} : { issuer: role.boundIssuer },
      source: sourceOf(artefact, resource),
      role,
      policies,
      ...powers.length === 0 ? {} : { powers },
      ...Number.isNaN(ttl) ? {} : { ttlSeconds: ttl },
    });
  }
}

/** A backend that stands elsewhere may be bound to any issuer, or to none. */
function storedRole({ module }: TerraformArtefact, resource: Resource, backend: Resource | undefined): StoredRole {
  const role = readTerraform(resolvedBody(module, resource.body), backend === undefined ? {} : resolvedBody(module, backend.body));
  return backend === undefined ? { ...role, unresolved: [...role.unresolved, 'bound_issuer'] } : role;
}
