import type { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { audienceProblem, defaultAudience, judgedAudience } from './audience';
import * as errors from './errors';
import { fits, strayTokenProblem } from './partly-known';
import { propsProblems } from './properties';
import { accountOf } from './provider';
import { checkInApp, inSameAccount, topOf } from './stack-of';
import { providerArns, providerProblems, TrustPrincipal, workloadProblem } from './trust-principal';
import { Problem, refuse } from '../../private/problem';
import { allEntries, Conflict, entriesOf, Entry, register } from '../../private/registry';
import { holdsToken, isToken, literalParts, splitTokens } from '../../private/tokens';
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
  const principal = new TrustPrincipal(compileTrust(props.workloads, judgedAudience(audience), path), providerArns(props.providers));
  return { audience, principal };
}

/**
 * A provider of another account is of no use: STS looks for the issuer in the account of the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html "must be in the same account as the role that trusts it"
 */
function accountProblems(scope: Construct, providers: DeployRoleProps['providers']): Problem[] {
  const { account } = topOf(scope);
  if (!Array.isArray(providers) || holdsToken(account)) return [];
  return providers.flatMap(provider => {
    const other = accountOf(provider);
    return other === undefined || other === account ? [] : [errors.providerOfOtherAccount(provider.issuer.url, other, account)];
  });
}

function roleProblems(scope: Construct, props: DeployRoleProps, audience: string): (Problem | undefined)[] {
  const { roleName, path, description, maxSessionDuration: session, trustPolicyQuota: quota } = props;
  const policyNames = Object.keys(props.inlinePolicies ?? {});
  return [
    audienceProblem(audience),
    quota !== undefined && !(Number.isInteger(quota) && quota >= TRUST_POLICY_QUOTA.default && quota <= TRUST_POLICY_QUOTA.raised) ? errors.quotaInvalid(quota) : undefined,
    roleName === undefined ? undefined : nameProblem(scope, roleName),
    path === undefined ? undefined : pathProblem(path),
    description === undefined ? undefined : descriptionProblem(description),
    session === undefined ? undefined : sessionProblem(session),
    ...tagProblems(props.tags ?? {}),
    ...policyNames.map(name => strayTokenProblem('inlinePolicies', name)),
  ];
}

function nameProblem(scope: Construct, roleName: string): Problem | undefined {
  const { pattern, max } = ROLE_NAME;
  if (!fits(roleName, pattern, pattern, max)) return strayTokenProblem('roleName', roleName) ?? errors.roleNameInvalid(roleName);
  return strayTokenProblem('roleName', roleName) ?? (known(roleName) ? takenProblem(scope, roleName) : undefined);
}

/** A token may be a part of a path: where it stands at an end, that end is unknown. */
function pathProblem(path: string): Problem | undefined {
  const parts = splitTokens(path);
  const ends = [parts[0], parts[parts.length - 1]];
  const [begins, closes] = [(text: string) => text.startsWith('/'), (text: string) => text.endsWith('/')];
  const ok = fits(path, ROLE_PATH.pattern, ROLE_PATH.part, ROLE_PATH.max)
    && ends.every((end, i) => end === undefined || end.isToken || (i === 0 ? begins : closes)(end.text));
  return strayTokenProblem('path', path) ?? (ok ? undefined : errors.pathInvalid(path));
}

function descriptionProblem(description: string): Problem | undefined {
  return strayTokenProblem('description', description) ?? (literalLength(description) > ROLE_DESCRIPTION_MAX ? errors.descriptionTooLong(description) : undefined);
}

function sessionProblem(session: Duration): Problem | undefined {
  if (session.isUnresolved()) return errors.sessionUnresolved();
  const seconds = session.toSeconds();
  return seconds < SESSION_SECONDS.min || seconds > SESSION_SECONDS.max ? errors.sessionInvalid(seconds) : undefined;
}

function tagProblems(tags: { [key: string]: string }): (Problem | undefined)[] {
  const entries = Object.entries(tags);
  const odd = entries.filter(([key, value]) => key === '' || /^aws:/i.test(key) || literalLength(key) > TAGS.key || literalLength(value) > TAGS.value);
  return [
    isToken(tags) ? errors.listUnresolved('tags') : undefined,
    ...entries.flat().map(text => strayTokenProblem('tags', text)),
    entries.length > TAGS.max ? errors.tooManyTags(entries.length) : undefined,
    ...odd.map(([key, value]) => errors.tagInvalid(key, value)),
  ];
}

/** The least that a text can be long: what is known of it. */
function literalLength(text: string): number {
  return literalParts(text).join('').length;
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
  return text !== undefined && !holdsToken(text);
}
