import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import type { Resource } from './module';
import { powersOfPolicies } from './powers';
import { resolvedBody, writtenAgain } from './resolved-body';
import { GenericRole, genericRoles } from './vault-generic';
import { isTable, LateJson, LateTable, listOf } from '../../../private/late';
import { fromTerraformLiteral, isTemplate } from '../../../terraform/literal';
import { readTerraform, StoredRole } from '../../../vault/trust';
import { asText, asTexts, isLate } from '../private/texts';

/** Roles of JWT auth backends of Vault in Terraform. */
export function readVault(artefact: TerraformArtefact): void {
  const { module } = artefact;
  const backends = new Map(module.ofType('vault_jwt_auth_backend').map(backend => [String(textOrLate(module, backend, 'path')), backend]));
  const { roles, issuers } = genericRoles(artefact, new Set(backends.keys()));
  const backendOf = (mount: string): LateTable | undefined => {
    const backend = backends.get(mount);
    return backend === undefined ? issuers.get(mount) : resolvedBody(module, backend.body);
  };
  for (const resource of module.ofType('vault_jwt_auth_backend_role')) {
    const role = readTerraformRole(resolvedBody(module, resource.body), backendOf(String(module.text(resource, 'backend') ?? 'jwt')));
    push(artefact, resource, { role, policies: [module.value(resource.body.token_policies)], ttl: module.value(resource.body.token_ttl) });
  }
  for (const one of roles) {
    const { data = {} } = one;
    push(artefact, one.resource, { role: writtenRole(one, backendOf(one.mount)), policies: [data.token_policies ?? null, data.policies ?? null], ttl: data.token_ttl ?? null });
  }
}

interface Found {
  readonly role: StoredRole;
  readonly policies: readonly LateJson[];
  readonly ttl: LateJson;
}

function push(artefact: TerraformArtefact, resource: Resource, { role, policies: given, ttl }: Found): void {
  const { module, reading, idOf } = artefact;
  const policies = given.flatMap(one => one === null ? [] : asTexts(splitAtCommas(one)));
  const powers = powersOfPolicies(module, policies.filter(policy => typeof policy === 'string'));
  const seconds = ttl === null ? NaN : Number(ttl);
  reading.targets.push({
    cloud: 'vault',
    kind: 'jwt-role',
    id: idOf(resource),
    ...role.boundIssuer === undefined ? {} : { issuer: role.boundIssuer },
    source: sourceOf(artefact, resource),
    role,
    policies,
    ...powers.length === 0 ? {} : { powers },
    ...Number.isNaN(seconds) ? {} : { ttlSeconds: seconds },
  });
}

/** Vault takes a text with commas as a list. */
function splitAtCommas(value: LateJson): LateJson {
  return typeof value === 'string' ? value.split(',').map(one => one.trim()).filter(one => one !== '') : value;
}

/** A backend that stands elsewhere may be bound to any issuer, or to none. */
function readTerraformRole(role: Readonly<Record<string, any>>, backend: Readonly<Record<string, any>> | undefined): StoredRole {
  const stored = readTerraform(role, backend ?? {});
  return backend === undefined ? { ...stored, unresolved: [...stored.unresolved, 'bound_issuer'] } : stored;
}

/** A role as it is written to its path: of bound claims a list is a list, and a text is never split. */
function writtenRole({ data }: GenericRole, backend: LateTable | undefined): StoredRole {
  const open = { bound_claims: '${data}', bound_audiences: '${data}', bound_subject: '${data}', user_claim: 'sub', role_type: 'jwt' };
  const fields = data === undefined ? open : writtenAgain(data) as Readonly<Record<string, any>>;
  const audiences = data?.bound_audiences;
  const claims = data?.bound_claims;
  const stored = readTerraformRole({
    user_claim: '', ...fields, ...isTable(claims) ? { bound_claims: {} } : {}, ...audiences === undefined || isLate(audiences) ? {} : { bound_audiences: writtenAgain(splitAtCommas(audiences)) },
  }, backend);
  const bound = Object.entries(isTable(claims) ? claims : {}).map(([name, value]) => ({ name, values: listOf(value).map(one => isLate(one) ? writtenAgain(one) : asText(one) === undefined ? String(one) : one) }));
  const unresolved = bound.filter(({ values }) => values.some(value => typeof value === 'string' && isTemplate(value))).map(({ name }) => `bound_claims.${name}`);
  return {
    ...stored,
    boundClaims: { ...stored.boundClaims, ...Object.fromEntries(bound.map(({ name, values }) => [name, values.map(value => typeof value === 'string' ? fromTerraformLiteral(value) : value)])) },
    unresolved: [...stored.unresolved, ...unresolved],
  };
}
