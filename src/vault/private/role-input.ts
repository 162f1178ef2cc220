import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { literalPath } from './backend-path';
import * as errors from './errors';
import { withSegments } from './partly-known';
import { Workload } from '../../identity/workload';
import { Problem, refuse } from '../../private/problem';
import { entriesOf, register } from '../../private/registry';
import { isToken } from '../../private/tokens';
import { terraformLiteral } from '../../terraform/literal';
import { DeployRoleProps, TokenType } from '../deploy-role';
import { AUDIENCES_OF_OTHERS, ROLE_NAME, TOKEN_TTL, USER_CLAIMS } from '../limits';
import { compileTrust, RoleTrust } from '../trust';

export interface CheckedRole {
  readonly trust: RoleTrust;
  readonly userClaim: string;
}

/** The trust of a role, after everything about it has been looked at. */
export function checkedRole(role: Construct, props: DeployRoleProps): CheckedRole {
  const path = role.node.path;
  refuse(workloadProblem(props.workloads) ?? [], path);
  const userClaim = props.userClaim ?? USER_CLAIMS.find(claim => props.workloads.every(workload => workload._parts().sample()[claim] !== undefined));
  refuse([
    nameProblem(props.roleName),
    audienceProblem(props.audience, props.backend.issuer.hostAndPath),
    ttlProblem(props.tokenTtlSeconds),
    typeProblem(props.tokenType),
    userClaimProblem(userClaim, props.workloads),
  ], path);
  const trust = compileTrust(props.workloads, props.audience, props.backend.issuer.url, path);
  refuse([takenProblem(role, props)], path);
  return { trust, userClaim: terraformLiteral(userClaim!) };
}

function workloadProblem(workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(workloads);
  const odd = workloads.findIndex(workload => typeof workload !== 'object' || workload === null || !('_parts' in workload));
  return odd < 0 ? undefined : errors.notAWorkload(workloads[odd]);
}

function nameProblem(name: string): Problem | undefined {
  if (typeof name !== 'string') return errors.roleNameInvalid(name);
  return isToken(name) || ROLE_NAME.test(withSegments(name)) ? undefined : errors.roleNameInvalid(name);
}

/** An audience has to be this Vault's alone; one at the issuer's own host is what the issuer sends to everybody by default. */
function audienceProblem(audience: string, issuerHostAndPath: string): Problem | undefined {
  if (typeof audience === 'string' && isToken(audience)) return undefined; // looked at once more when it is written
  // eslint-disable-next-line no-control-regex -- control characters are among what is refused
  if (typeof audience !== 'string' || !/^[^\s*?,\u0000-\u001f\u007f-\u009f]+$/.test(withSegments(audience))) return errors.audienceInvalid(audience);
  const others = AUDIENCES_OF_OTHERS.find(([pattern]) => pattern.test(audience));
  if (others !== undefined) return errors.audienceOfOthers(audience, others[1]);
  const [host] = issuerHostAndPath.split('/');
  const [own] = audience.replace(/^https?:\/\//i, '').split('/');
  return own.toLowerCase() === host ? errors.audienceOfOthers(audience, `whoever takes the tokens that ${host} sends by default`) : undefined;
}

function ttlProblem(seconds: number | undefined): Problem | undefined {
  if (seconds === undefined || Token.isUnresolved(seconds)) return undefined;
  return Number.isInteger(seconds) && seconds >= TOKEN_TTL.min && seconds <= TOKEN_TTL.max ? undefined : errors.ttlInvalid(seconds);
}

function typeProblem(type: TokenType | undefined): Problem | undefined {
  const types = Object.values(TokenType);
  return type === undefined || types.includes(type) ? undefined : errors.tokenTypeInvalid(type, types);
}

function userClaimProblem(claim: string | undefined, workloads: readonly Workload[]): Problem | undefined {
  if (claim === undefined) return workloads.length === 0 ? errors.noWorkloads() : errors.userClaimUnknown(workloads[0].toString(), USER_CLAIMS);
  return typeof claim === 'string' && /^[A-Za-z_][\w.-]*$/.test(claim) ? undefined : errors.userClaimInvalid(claim);
}

/** Names by backend: the second role of a name would overwrite the first without a word. */
const NAMES = 'vault.role-name';

/** Registers the name of a role that has been checked. */
export function registerName(role: Construct, props: DeployRoleProps): void {
  if (known(props.roleName)) register(NAMES, nameKey(role, props), role, { roleName: props.roleName });
}

function takenProblem(role: Construct, props: DeployRoleProps): Problem | undefined {
  if (!known(props.roleName)) return undefined;
  const [other] = entriesOf(NAMES, nameKey(role, props), role);
  return other === undefined ? undefined : errors.roleNameTwice(props.roleName, other.construct.node.path);
}

/** A backend that the app defines is the same from every stack; one by its path is known within a stack, whose provider names the Vault. */
function nameKey(role: Construct, { backend, roleName }: DeployRoleProps): string {
  const path = literalPath(backend);
  const home = TerraformStack.of('resource' in backend ? backend : role).node.path;
  return JSON.stringify([home, backend.namespace ?? '', path ?? backend.node.path, roleName]);
}

function known(text: string): boolean {
  return typeof text !== 'string' || !Token.isUnresolved(text);
}
