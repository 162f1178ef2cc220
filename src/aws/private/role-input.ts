import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { audienceProblem, defaultAudience } from './audience';
import * as errors from './errors';
import { propsProblems } from './properties';
import { accountOf } from './provider';
import { checkInApp, inSameAccount, topOf } from './stack-of';
import { providerArns, providerProblems, TrustPrincipal, workloadProblem } from './trust-principal';
import { Problem, refuse } from '../../private/problem';
import { allEntries, Conflict, entriesOf, Entry, register } from '../../private/registry';
import type { DeployRoleProps } from '../deploy-role';
import { ROLE_DESCRIPTION_MAX, ROLE_NAME, ROLE_PATH, SESSION_SECONDS, TAGS, TRUST_POLICY_QUOTA } from '../limits';
import { compileTrust } from '../trust';

interface CheckedRole {
  readonly audience: string;
  readonly principal: TrustPrincipal;
}

/** The trust of a role, after everything about it has been looked at: before the role exists, so that nothing half-made is left. */
export function checkedRole(scope: Construct, path: string, props: DeployRoleProps): CheckedRole {
  refuse(propsProblems(props, 'DeployRoleProps'), path);
  refuse(workloadProblem(props.workloads), path);
  const audience = props.audience ?? defaultAudience(scope);
  refuse([...roleProblems(scope, props, audience), ...providerProblems(props.workloads, props.providers, audience), ...accountProblems(scope, props.providers)], path);
  const principal = new TrustPrincipal(compileTrust(props.workloads, audience, path), providerArns(props.providers));
  return { audience, principal };
}

/**
 * A provider of another account is of no use: STS looks for the issuer in the account of the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html "must be in the same account as the role that trusts it"
 */
function accountProblems(scope: Construct, providers: DeployRoleProps['providers']): Problem[] {
  const { account } = topOf(scope);
  if (!Array.isArray(providers) || cdk.Token.isUnresolved(account)) return [];
  return providers.flatMap(provider => {
    const other = accountOf(provider);
    return other === undefined || other === account ? [] : [errors.providerOfOtherAccount(provider.issuer.url, other, account)];
  });
}

function roleProblems(scope: Construct, props: DeployRoleProps, audience: string): (Problem | undefined)[] {
  const { roleName, path, description, maxSessionDuration: session, trustPolicyQuota: quota } = props;
  const seconds = session === undefined || session.isUnresolved() ? undefined : session.toSeconds();
  return [
    audienceProblem(audience),
    quota !== undefined && !(Number.isInteger(quota) && quota >= TRUST_POLICY_QUOTA.default && quota <= TRUST_POLICY_QUOTA.raised) ? errors.quotaInvalid(quota) : undefined,
    known(roleName) && !(roleName.length <= ROLE_NAME.max && ROLE_NAME.pattern.test(roleName)) ? errors.roleNameInvalid(roleName) : undefined,
    known(roleName) ? takenProblem(scope, roleName) : undefined,
    known(path) && !(path.length <= ROLE_PATH.max && ROLE_PATH.pattern.test(path)) ? errors.pathInvalid(path) : undefined,
    known(description) && description.length > ROLE_DESCRIPTION_MAX ? errors.descriptionTooLong(description) : undefined,
    seconds !== undefined && (seconds < SESSION_SECONDS.min || seconds > SESSION_SECONDS.max) ? errors.sessionInvalid(seconds) : undefined,
    ...tagProblems(props.tags ?? {}),
  ];
}

function tagProblems(tags: { [key: string]: string }): Problem[] {
  const entries = Object.entries(tags);
  const odd = entries.filter(([key, value]) => key === '' || /^aws:/i.test(key) || (known(key) && key.length > TAGS.key) || (known(value) && value.length > TAGS.value));
  return [...entries.length > TAGS.max ? [errors.tooManyTags(entries.length)] : [], ...odd.map(([key, value]) => errors.tagInvalid(key, value))];
}

/** Names given by hand: they are unique in an account whatever their letter case. */
const NAMES = 'aws.role-name';

export function registerName(role: Construct, roleName: string | undefined): void {
  if (!known(roleName)) return;
  register(NAMES, roleName.toLowerCase(), role, { roleName });
  checkInApp(NAMES, role, () => [...allEntries<NamedRole, Construct>(NAMES, role).values()].flatMap(sameNames));
}

interface NamedRole {
  readonly roleName: string;
}

function sameNames(roles: readonly Entry<NamedRole, Construct>[]): Conflict[] {
  return roles.flatMap(({ construct, data }, i) => {
    const first = roles.slice(0, i).find(other => inSameAccount(other.construct, construct));
    return first === undefined ? [] : [{ text: errors.roleNameTwice(data.roleName, first.construct.node.path).text, constructs: [first.construct, construct] }];
  });
}

function takenProblem(scope: Construct, roleName: string): Problem | undefined {
  const taken = entriesOf<NamedRole, Construct>(NAMES, roleName.toLowerCase(), scope).find(({ construct }) => inSameAccount(construct, scope));
  return taken === undefined ? undefined : errors.roleNameTwice(roleName, taken.construct.node.path);
}

function known(text: string | undefined): text is string {
  return text !== undefined && !cdk.Token.isUnresolved(text);
}
