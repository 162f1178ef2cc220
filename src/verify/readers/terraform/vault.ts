import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import type { Resource } from './module';
import { powersOfPolicies } from './powers';
import { resolvedBody, writtenAgain } from './resolved-body';
import { GenericRole, genericRoles } from './vault-generic';
import { isTable, LateJson, LateTable, listOf } from '../../../private/late';
import { fromTerraformLiteral, isTemplate } from '../../../terraform/literal';
import { readTerraform, StoredRole } from '../../../vault/trust';
import { asTexts, isLate } from '../private/texts';

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
    const { token_policies: policies = null, policies: older = null, token_ttl: ttl = null } = data;
    push(artefact, one.resource, { role: writtenRole(one, backendOf(one.mount)), policies: [policies, older], ttl });
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

/** A role of which nothing is known but that it is one. */
const UNKNOWN_ROLE = { role_type: 'jwt', user_claim: 'sub', bound_audiences: '${data}', bound_subject: '${data}', bound_claims: '${data}' };

/** A role as it is written to its path: of bound claims a list is a list, and a text is never split. */
function writtenRole({ data }: GenericRole, backend: LateTable | undefined): StoredRole {
  if (data === undefined) return readTerraformRole(UNKNOWN_ROLE, backend);
  const { bound_claims: claims, bound_audiences: audiences = null } = data;
  const stored = readTerraformRole({
    user_claim: '',
    ...writtenAgain(data) as Readonly<Record<string, any>>,
    ...isTable(claims) ? { bound_claims: {} } : {},
    ...audiences === null || isLate(audiences) ? {} : { bound_audiences: writtenAgain(splitAtCommas(audiences)) },
  }, backend);
  const bound = Object.entries(isTable(claims) ? claims : {}).map(([name, value]) => ({ name, values: listOf(value).map(boundValue) }));
  const isOpen = (value: unknown) => typeof value === 'string' && isTemplate(value);
  return {
    ...stored,
    boundClaims: { ...stored.boundClaims, ...Object.fromEntries(bound.map(({ name, values }) => [name, values.map(unescaped)])) },
    unresolved: [...stored.unresolved, ...bound.filter(({ values }) => values.some(isOpen)).map(({ name }) => `bound_claims.${name}`)],
  };
}

/** Numbers and booleans stay what they are. */
function boundValue(value: LateJson): LateJson {
  return isLate(value) || typeof value === 'string' ? writtenAgain(value) : value;
}

function unescaped(value: LateJson): LateJson {
  return typeof value === 'string' ? fromTerraformLiteral(value) : value;
}
