import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPolicy } from '@cloud-copilot/iam-policy';
import { ACCOUNT, HOST, Pair, policyOf } from './pairs';

// The core engine is not exported: the safe entry drops issuer keys, the unsafe one fails on resource policies.
/* eslint-disable @typescript-eslint/no-require-imports -- by path, past the exports of the package */
const engine = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const { authorize } = require(join(engine, 'core_engine/CoreSimulatorEngine.js'));
const { AwsRequestImpl } = require(join(engine, 'request/request.js'));
const { RequestContextImpl } = require(join(engine, 'requestContext.js'));

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Condition keys of GitHub that AWS populates, read from the service reference and not from the library. */
const GITHUB_KEYS = readFileSync(join(__dirname, '../../test/data/aws-oidc-condition-keys.tsv'), 'utf8')
  .split('\n')
  .map(line => line.split('\t'))
  .filter(([, issuer]) => issuer === HOST)
  .map(([, , claim]) => claim);

/** What the request of a token carries; nothing if STS refuses the token before any policy is looked at. */
export function contextOf({ aud, azp, amr, ...claims }: Pair['claims']): Context | undefined {
  const audiences = [aud].flat() as string[];
  if (azp === undefined && audiences.length !== 1) return undefined;
  const texts = ['sub', 'email', ...GITHUB_KEYS].filter(claim => typeof claims[claim] === 'string').map((claim): [string, string] => [`${HOST}:${claim}`, claims[claim] as string]);
  return {
    ...Object.fromEntries(texts),
    [`${HOST}:aud`]: String(azp ?? audiences[0]),
    ...audiences.length === 1 ? { [`${HOST}:oaud`]: audiences[0] } : {},
    ...amr === undefined ? {} : { [`${HOST}:amr`]: [amr].flat() as string[] },
    'aws:SecureTransport': 'true',
  };
}

/** Asked for of every variable, and of use in another mode alone. */
const NO_CONSTRAINTS = { constraintFor: () => ({ explicitlyConfigured: false }) };

/** A request that the engine decides again and again. */
export function prepared(pair: Pair, context: Context): () => boolean {
  const input = {
    request: new AwsRequestImpl(
      `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`,
      { resource: `arn:aws:iam::${ACCOUNT}:role/role`, accountId: ACCOUNT },
      'sts:AssumeRoleWithWebIdentity',
      new RequestContextImpl(context),
    ),
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: loadPolicy(policyOf(pair) as any, { name: 'trust' }),
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: NO_CONSTRAINTS },
  };
  return () => authorize(input).result === 'Allowed';
}
