import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPolicy } from '@cloud-copilot/iam-policy';
import { ACCOUNT, ISSUERS } from './issuers';
import { Pair, policyOf } from './pairs';

// The core engine is not exported: the safe entry drops issuer keys, the unsafe one fails on resource policies.
/* eslint-disable @typescript-eslint/no-require-imports -- by path, past the exports of the package */
const engine = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const { authorize } = require(join(engine, 'core_engine/CoreSimulatorEngine.js'));
const { AwsRequestImpl } = require(join(engine, 'request/request.js'));
const { RequestContextImpl } = require(join(engine, 'requestContext.js'));

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Condition keys that AWS populates, by issuer, read from the service reference and not from the library. */
const KEYS = readFileSync(join(__dirname, '../../test/data/aws-oidc-condition-keys.tsv'), 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));

function keysOf(host: string): string[] {
  return KEYS.filter(([, form]) => form.split(/\$\{\w+\}/).every((part, i, { length }) => i === 0 ? host.startsWith(part) : i === length - 1 ? host.endsWith(part) : host.includes(part)) && (form.includes('${') || form === host))
    .map(([, , claim]) => claim);
}

const hostOf = (claims: Pair['claims']) => String(claims.iss).replace('https://', '');

const TAGS = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';
const ROLES = 'https://aws.amazon.com/roles';

interface Tags { readonly principal_tags: Readonly<Record<string, readonly string[]>>; readonly transitive_tag_keys?: readonly string[] }

/** What the request of a token carries; nothing if STS refuses the token before any policy is looked at. */
export function contextOf({ aud, azp, amr, ...claims }: Pair['claims']): Context | undefined {
  const host = hostOf(claims);
  const audiences = [aud].flat() as string[];
  if (azp === undefined && audiences.length !== 1) return undefined;
  const texts = ['sub', 'email', ...keysOf(host)]
    .filter(claim => typeof claims[claim] === 'string' || (claim === 'google/organization_number' && typeof claims[claim] === 'number'))
    .map((claim): [string, string] => [`${host}:${claim}`, String(claims[claim])]);
  return {
    ...Object.fromEntries(texts),
    [`${host}:aud`]: String(azp ?? audiences[0]),
    ...audiences.length === 1 ? { [`${host}:oaud`]: audiences[0] } : {},
    ...amr === undefined ? {} : { [`${host}:amr`]: [amr].flat() as string[] },
    ...sessionContext(claims),
    'aws:SecureTransport': 'true',
  };
}

/** IAM User Guide, *Pass session tags in AWS STS*. */
function sessionContext(claims: Pair['claims']): Context {
  const { principal_tags: tags = {}, transitive_tag_keys: transitive } = (claims[TAGS] ?? {}) as Partial<Tags>;
  return {
    ...Object.fromEntries(Object.entries(tags).map(([key, [value]]) => [`aws:RequestTag/${key}`, value])),
    ...Object.keys(tags).length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {},
    ...transitive === undefined ? {} : { 'sts:TransitiveTagKeys': transitive },
    ...claims[SOURCE_IDENTITY] === undefined ? {} : { 'sts:SourceIdentity': String(claims[SOURCE_IDENTITY]) },
    ...claims[ROLES] === undefined ? {} : { 'sts:RoleAuthorizedByIdp': 'true' },
  };
}

/** A token with session tags or a source identity asks for more than the role. */
function actionsOf(context: Context): string[] {
  return ['sts:AssumeRoleWithWebIdentity', ...'aws:TagKeys' in context ? ['sts:TagSession'] : [], ...'sts:SourceIdentity' in context ? ['sts:SetSourceIdentity'] : []];
}

/** The engine knows no account of a principal that is a bare host, and refuses what it is allowed: on its side it is named by an ARN, in the policy and in the request. */
function arnOf<T>(value: T): T | string {
  return value === 'accounts.google.com' ? `arn:aws:iam::${ACCOUNT}:oidc-provider/accounts.google.com` : value;
}

/** Asked for of every variable, and of use in another mode alone. */
const NO_CONSTRAINTS = { constraintFor: () => ({ explicitlyConfigured: false }) };

/** A request that the engine decides again and again. */
export function prepared(pair: Pair, context: Context): () => boolean {
  const principal = arnOf(ISSUERS.find(({ host }) => host === hostOf(pair.claims))!.principal);
  const policy = JSON.parse(JSON.stringify(policyOf(pair)), (_, value) => arnOf(value));
  const resourcePolicy = loadPolicy(policy, { name: 'trust' });
  const inputs = actionsOf(context).map(action => ({
    request: new AwsRequestImpl(principal, { resource: `arn:aws:iam::${ACCOUNT}:role/role`, accountId: ACCOUNT }, action, new RequestContextImpl(context)),
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: NO_CONSTRAINTS },
  }));
  return () => inputs.every(input => authorize(input).result === 'Allowed');
}
