import { isLate, known } from './texts';
import { NativeProvider, statementsIn } from '../../../aws/policy';
import { isTable, LateJson, LateTable, listOf, Text } from '../../../private/late';
import { takesWebIdentity } from '../../admission/aws';
import type { AwsRole, AwsTarget, Source } from '../../model';

/** Whether a token could open a role with this trust: somebody federated is named, or everybody. */
function federates(policy: LateJson): boolean {
  return isLate(policy) || (isTable(policy) && listOf(policy.Statement).some(isLate)) || statementsIn(policy).some(principalFederates);
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
  const issuers = new Set(statementsIn(policy).flatMap(statement => isLate(statement) ? [] : federatedIn(statement)).map(issuerOfArn));
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

/** The target that a role is, where a token could open it. */
export function targetOf(role: AwsRole, providers: readonly NativeProvider[]): AwsTarget[] {
  if (!federates(role.trustPolicy)) return [];
  return [{ cloud: 'aws', kind: 'iam-role', id: role.id, ...issuer(role.trustPolicy), source: role.source, trust: { policy: role.trustPolicy, providers }, role }];
}

/** The target that a policy is by itself. */
export function bareTarget(id: string, policy: LateJson, source: Source): AwsTarget {
  return { cloud: 'aws', kind: 'trust-policy', id, ...issuer(policy), source, trust: { policy } };
}

function issuer(policy: LateJson): { issuer?: string } {
  const found = issuerOf(policy);
  return found === undefined ? {} : { issuer: found };
}
