import type { Reading } from './reading';
import { isLate, known } from './texts';
import { NativeProvider, statementsIn } from '../../../aws/policy';
import { isUnfilled } from '../../../aws/private/evaluation/context-keys';
import { isTable, LateJson, LateTable, listOf, Text } from '../../../private/late';
import { takesWebIdentity } from '../../admission/aws';
import type { AwsRole, AwsTarget, Source } from '../../model';

/** Whether a token could open a role with this trust: somebody federated is named, or everybody. */
function federates(policy: LateJson): boolean {
  if (!isTable(policy)) return isLate(policy);
  return listOf(policy.Statement).some(statement => isLate(statement) || (isTable(statement) && principalFederates(statement)));
}

function principalFederates(statement: LateTable): boolean {
  const federated = federatedIn(statement);
  if (federated.length > 0) return federated.some(one => !known(one).includes(':saml-provider/'));
  const { Principal: principal } = statement;
  const anybody = 'NotPrincipal' in statement || principal === '*' || isLate(principal) || (isTable(principal) && listOf(principal.AWS).includes('*'));
  return anybody && ('NotAction' in statement || listOf(statement.Action).some(action => isLate(action) || takesWebIdentity([String(action)])));
}

/** URL of the issuer that a trust names; nothing where it names none, or several. */
export function issuerOf(policy: LateJson): string | undefined {
  const issuers = new Set(statementsIn(policy).flatMap(federatedIn).map(issuerOfArn));
  const [only] = issuers;
  return issuers.size === 1 ? only : undefined;
}

/** The issuers that a statement names, with what is unknown until deployment in angle brackets. Some have no provider of their own in an account. */
export function issuersIn(statement: LateTable): string[] {
  const { Principal: principal } = statement;
  if (principal === '*' || statement.NotPrincipal !== undefined || (isTable(principal) && listOf(principal.AWS).includes('*'))) return ['any'];
  return federatedIn(statement).filter(one => !known(one).includes(':saml-provider/')).map(one => {
    const text = String(one);
    return issuerOfArn(one) ?? (/^[\w-]+(\.[\w-]+)+$/.test(text) ? `https://${text}` : text);
  });
}

/** The URL of the issuer that the ARN of a provider names. */
function issuerOfArn(arn: Text): string | undefined {
  const tail = typeof arn === 'string' ? arn : arn.parts[arn.parts.length - 1];
  const [, host] = typeof tail === 'string' ? /:oidc-provider\/(.+)$/s.exec(tail) ?? [] : [];
  return host === undefined ? undefined : `https://${host}`;
}

function federatedIn(statement: LateTable): Text[] {
  const { Principal: principal, NotPrincipal: others } = statement;
  const texts = (one: LateJson | undefined) => listOf(one).filter((text): text is Text => isLate(text) || typeof text === 'string');
  // one that was put under AWS by mistake was meant for tokens too
  const underAws = isTable(principal) ? texts(principal.AWS).filter(one => known(one).includes(':oidc-provider/')) : [];
  return [...[principal, others].flatMap(one => isTable(one) ? texts(one.Federated) : []), ...underAws];
}

/**
 * The target that a role is, where a token could open it.
 *
 * @param unfilledKeys keys of its conditions that the language of the artefact does not fill in
 */
export function targetOf(role: AwsRole, providers: readonly NativeProvider[], unfilledKeys: readonly string[] = []): AwsTarget[] {
  const { id, source, trustPolicy: policy } = role;
  if (!federates(policy)) return [];
  return [{ cloud: 'aws', kind: 'iam-role', id, ...issuer(policy), source, trust: { policy, providers }, role, ...unfilledKeys.length === 0 ? {} : { unfilledKeys } }];
}

/** Takes note of a role, of its target, and of a trust policy that says nothing since it is none. */
export function addRole(reading: Reading, role: AwsRole, { type, unfilledKeys: keys }: { readonly type: string; readonly unfilledKeys?: readonly string[] }): void {
  const { id, source, trustPolicy: policy } = role;
  reading.roles.push(role);
  reading.targets.push(...targetOf(role, reading.providers, keys));
  if (policy !== null && !isTable(policy) && !isLate(policy)) reading.unjudged.push({ id, type, reason: 'its trust policy is no JSON object', source });
}

/** Keys of conditions that hold a function or a placeholder. */
export function unfilledKeysOf(policy: LateJson): string[] {
  const blocks = statementsIn(policy).flatMap(({ Condition: condition }) => isTable(condition) ? Object.entries(condition) : []);
  return [...new Set(blocks.flatMap(([operator, keys]) => [operator, ...isTable(keys) ? Object.keys(keys) : []]).filter(isUnfilled))];
}

/** The target that a policy is by itself. */
export function bareTarget(id: string, policy: LateJson, source: Source): AwsTarget {
  return { cloud: 'aws', kind: 'trust-policy', id, ...issuer(policy), source, trust: { policy } };
}

function issuer(policy: LateJson): { issuer?: string } {
  const found = issuerOf(policy);
  return found === undefined ? {} : { issuer: found };
}
