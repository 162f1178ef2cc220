import { notJudged, TerraformArtefact } from './artefact';
import type { Resource } from './module';
import { isTable, LateTable } from '../../../private/late';
import { policyOf } from '../private/embedded-policy';
import { isLate, known } from '../private/texts';

/** Resources that write whatever they are given to a path of Vault. */
export const GENERIC_TYPES = ['vault_generic_endpoint', 'vault_generic_secret'];

/** Fields that a role of a JWT auth backend has, and of no other. */
const FIELDS_OF_JWT = [
  'role_type', 'user_claim', 'bound_audiences', 'bound_claims', 'bound_subject', 'bound_claims_type', 'claim_mappings', 'groups_claim',
];

/** The same of the configuration of such a backend. */
const FIELDS_OF_BACKEND = ['bound_issuer', 'jwks_url', 'oidc_discovery_url', 'jwt_validation_pubkeys'];

/** What is written to a path. */
interface Written {
  readonly resource: Resource;
  readonly path: string;
  /** Absent where it is unknown until deployment. */
  readonly data?: LateTable;
}

/** A role that is written to a path. */
export interface GenericRole extends Written {
  readonly mount: string;
}

/** What is written to paths of JWT auth backends. */
export interface Generic {
  readonly roles: readonly GenericRole[];
  /** Configurations of backends, by the path that these are mounted at. */
  readonly issuers: ReadonlyMap<string, LateTable>;
}

/**
 * Roles and configurations of JWT auth backends that are written to their paths. What cannot be told to be none is named as not judged.
 *
 * @param mounts paths of JWT auth backends that other resources define
 */
export function genericRoles(artefact: TerraformArtefact, mounts: ReadonlySet<string>): Generic {
  const written = artefact.module.ofType(...GENERIC_TYPES).flatMap(resource => writtenBy(artefact, resource) ?? []);
  const issuers = new Map(written.flatMap(({ path, data }) => {
    const [, mount] = /^\/?auth\/(.+)\/config\/?$/s.exec(path) ?? [];
    return mount !== undefined && data !== undefined && FIELDS_OF_BACKEND.some(name => name in data) ? [[mount, data] as const] : [];
  }));
  const roles = written.flatMap((one): GenericRole[] => {
    const [, mount] = /^\/?auth\/(.+)\/role\/[^/]+\/?$/s.exec(one.path) ?? [];
    if (mount === undefined) return [];
    const isJwt = mounts.has(mount) || issuers.has(mount);
    // roles of other auth methods stand under the same path
    if (one.data !== undefined && (isJwt || FIELDS_OF_JWT.some(name => name in one.data!))) return [{ ...one, mount }];
    if (one.data === undefined && isJwt) return [{ ...one, mount }];
    if (one.data === undefined) notJudged(artefact, one.resource, 'what it writes is unknown until deployment');
    return [];
  });
  return { roles, issuers };
}

function writtenBy(artefact: TerraformArtefact, resource: Resource): Written | undefined {
  const { module } = artefact;
  const path = module.text(resource, 'path');
  if (path === undefined) return undefined;
  const value = policyOf(module.value(resource.body.data_json));
  const data = isTable(value) ? value : undefined;
  if (isLate(path) && !/\/(role|config)\//.test(`${known(path)}/`)) {
    const isElsewhere = /^\/?(?!auth)[a-z]/i.test(known(path));
    const mayBeRole = data === undefined ? !isElsewhere : FIELDS_OF_JWT.some(name => name in data);
    if (mayBeRole) notJudged(artefact, resource, 'where it writes is unknown until deployment');
    return undefined;
  }
  return { resource, path: String(path), ...data === undefined ? {} : { data } };
}

