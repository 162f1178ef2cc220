import { dirname } from 'node:path';
import type { Target, Unjudged, VaultBackend, VaultTarget } from '../../model';

/**
 * Roles with the issuer of their backend. What Vault prints of a role does not name its backend, nor does that of a backend its path: one backend that is
 * read along with roles is theirs; of several, the one in their folder.
 */
export function withBackends(targets: readonly Target[], backends: readonly VaultBackend[]): Target[] {
  return targets.map(one => {
    const backend = one.cloud === 'vault' && one.backendUnnamed === true ? backendOf(one, backends) : undefined;
    if (one.cloud !== 'vault' || backend === undefined) return one;
    const { boundIssuer } = backend;
    const { boundIssuer: _unknown, ...role } = one.role;
    return {
      ...one,
      ...boundIssuer === undefined ? {} : { issuer: boundIssuer },
      role: { ...role, ...boundIssuer === undefined ? {} : { boundIssuer }, unresolved: role.unresolved.filter(name => name !== 'bound_issuer') },
    };
  });
}

/** Roles without the backend that they need, and backends without roles. */
export function halvesOfVault(targets: readonly Target[], backends: readonly VaultBackend[]): Unjudged[] {
  const roles = targets.filter((one): one is VaultTarget => one.cloud === 'vault' && one.backendUnnamed === true);
  const alone = roles.filter(one => backendOf(one, backends) === undefined);
  const reason = backends.length === 0 ? 'the issuer that its backend is bound to is not among what was read: give the output of "vault read -format=json auth/PATH/config" as well'
    : 'several backends were read, and its own cannot be told: give each in a folder with its roles';
  return [
    ...alone.map(({ id, kind, source }) => ({ id, type: kind, reason, source })),
    ...roles.length > 0 ? [] : backends.map(({ id, source }) => ({ id, type: 'jwt-backend', reason: 'its roles are not among what was read: give the output of "vault read -format=json auth/PATH/role/NAME" for each', source })),
  ];
}

function backendOf({ source }: VaultTarget, backends: readonly VaultBackend[]): VaultBackend | undefined {
  return onlyOne(backends) ?? onlyOne(backends.filter(one => dirname(one.source.file) === dirname(source.file)));
}

/** The backend of a list, which may stand in it several times. */
function onlyOne(backends: readonly VaultBackend[]): VaultBackend | undefined {
  const [first, ...others] = backends;
  return first !== undefined && others.every(({ boundIssuer }) => boundIssuer === first.boundIssuer) ? first : undefined;
}
