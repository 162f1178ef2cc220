import type { NativeCredential } from '../../../src/azure/evaluate';
import type { NativeTrust } from '../../../src/google/evaluate';
import type { LateJson } from '../../../src/private/late';
import type { StoredRole } from '../../../src/vault/trust';
import type { Artefacts, AwsPermissions, AwsRole, AwsTarget, AzureTarget, Finding, GoogleTarget, Source, Target, VaultTarget } from '../../../src/verify/model';
import { review } from '../../../src/verify/review';

export const GITHUB = 'token.actions.githubusercontent.com';
export const POOL = 'projects/123456789012/locations/global/workloadIdentityPools/ci';
export const SOURCE: Source = { file: 'a.json', pointer: '' };

/** Everything that was read, where most of it is nothing. */
export function artefacts(given: Partial<Artefacts>): Artefacts {
  const targets = given.targets ?? [];
  const roles = targets.flatMap(target => target.cloud === 'aws' && target.role !== undefined ? [target.role] : []);
  return { providers: [], staticKeys: [], duplicateKeys: [], unjudged: [], ...given, targets, roles: [...roles, ...given.roles ?? []] };
}

/** A trust policy of one statement. */
export function policy(condition: LateJson | undefined, issuer: LateJson = GITHUB): LateJson {
  const federated = typeof issuer === 'string' && !/^(arn:|\$)/.test(issuer) ? `arn:aws:iam::123456789012:oidc-provider/${issuer}` : issuer;
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: federated }, Action: 'sts:AssumeRoleWithWebIdentity', ...condition === undefined ? {} : { Condition: condition } }],
  };
}

export function trustPolicy(document: LateJson, id = 'policy'): AwsTarget {
  return { id, cloud: 'aws', kind: 'trust-policy', source: SOURCE, trust: { policy: document } };
}

/** The usual conditions of GitHub: an audience and whatever subject is given. */
export function github(subject: LateJson, operator = 'StringEquals'): LateJson {
  const audience = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
  const sub = { [`${GITHUB}:sub`]: subject };
  return policy(operator === 'StringEquals' ? { StringEquals: { ...audience, ...sub } } : { StringEquals: audience, [operator]: sub });
}

export function role(document: LateJson, given: Partial<AwsRole> & { readonly permits?: LateJson } = {}, providers?: AwsTarget['trust']['providers']): AwsTarget {
  const { permits, ...rest } = given;
  const id = rest.id ?? 'Role';
  const permissions: AwsPermissions[] = permits === undefined ? [] : [{ name: 'inline', document: permits, source: SOURCE }];
  const own: AwsRole = { id, source: SOURCE, trustPolicy: document, managedPolicies: [], permissions, complete: true, ...rest };
  return { id, cloud: 'aws', kind: 'iam-role', source: SOURCE, trust: { policy: document, providers }, role: own };
}

export function allow(action: LateJson, resource: LateJson = '*'): LateJson {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
}

interface Provider {
  readonly condition?: string;
  readonly mapping?: Record<string, string>;
  readonly issuer?: string;
  readonly audiences?: string[];
  readonly id?: string;
}

export function provider(given: Provider): GoogleTarget {
  const { condition, mapping = { 'google.subject': 'assertion.sub' }, issuer = `https://${GITHUB}`, audiences = [], id = 'provider' } = given;
  const trust: NativeTrust = { provider: { name: `${POOL}/providers/${id}`, issuer, allowedAudiences: audiences, attributeMapping: mapping, attributeCondition: condition } };
  return { id, cloud: 'google', kind: 'workload-identity-provider', issuer, source: SOURCE, trust, pool: POOL };
}

export function binding(members: readonly string[], given: Provider = {}): GoogleTarget {
  const { trust, ...rest } = provider(given);
  return { ...rest, id: 'binding', kind: 'workload-identity-binding', trust: { ...trust, members: members.map(member => member.replace('POOL', `iam.googleapis.com/${POOL}`)) }, grant: { role: 'roles/iam.workloadIdentityUser', resource: 'deployer' } };
}

export function credential(given: Partial<NativeCredential>, holder = 'identity', id = 'credential'): AzureTarget {
  const full: NativeCredential = { issuer: `https://${GITHUB}`, audience: 'api://AzureADTokenExchange', unresolved: [], ...given };
  return { id, cloud: 'azure', kind: full.expression === undefined ? 'federated-credential' : 'flexible-federated-credential', issuer: full.issuer, source: SOURCE, credential: full, holder };
}

export function vaultRole(given: Partial<StoredRole>, issuer = `https://${GITHUB}`, more: Partial<VaultTarget> = {}): VaultTarget {
  const full: StoredRole = { boundIssuer: issuer, roleType: 'jwt', userClaim: 'repository_id', boundAudiences: ['https://vault.example.com'], boundClaims: {}, boundClaimsType: 'string', unresolved: [], ...given };
  return { id: 'role', cloud: 'vault', kind: 'jwt-role', issuer, source: SOURCE, role: full, policies: ['deploy'], ...more };
}

/** Rule and severity of what is found, notes left out unless they are asked for. */
export function found(given: Partial<Artefacts> | Target, notes = false): string[] {
  const all = review(artefacts('cloud' in given ? { targets: [given] } : given));
  return all.filter(({ severity }) => notes || severity !== 'note').map(({ rule, severity }) => `${severity} ${rule}`);
}

export function messages(given: Partial<Artefacts> | Target): readonly Finding[] {
  return review(artefacts('cloud' in given ? { targets: [given] } : given));
}
