import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPolicy } from '@cloud-copilot/iam-policy';
import { ACCOUNT, PolicyJson } from './template';

// The core engine is not exported: the safe entry drops issuer keys, the unsafe one fails on resource policies.
/* eslint-disable @typescript-eslint/no-require-imports -- by path, past the exports of the package */
const engine = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const { authorize } = require(join(engine, 'core_engine/CoreSimulatorEngine.js'));
const { AwsRequestImpl } = require(join(engine, 'request/request.js'));
const { RequestContextImpl } = require(join(engine, 'requestContext.js'));

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** Condition keys that AWS populates, read from the service reference and not from the library. */
const CLAIM_KEYS = readFileSync(join(__dirname, '../data/aws-oidc-condition-keys.tsv'), 'utf8')
  .split('\n')
  .map(line => line.split('\t'))
  .filter(columns => columns.length > 2 && columns[0] !== 'family')
  .map(([, issuer, claim]) => ({ issuer: new RegExp(`^${issuer.replace(/\./g, '\\.').replace(/\$\{\w+\}/g, '[^/]+')}$`), claim }));

/** A trust policy as an independent evaluator reads it. */
export class IamOracle {
  private readonly policy: unknown;

  constructor(trust: PolicyJson) {
    this.policy = loadPolicy(withoutKnownFault(trust) as any, { name: 'trust' });
  }

  /** Whether IAM would let a token with these claims in. */
  public accepts(claims: Record<string, unknown>): boolean {
    const issuer = String(claims.iss).replace(/^https:\/\//, '');
    const populated = ['sub', 'aud', ...CLAIM_KEYS.filter(key => key.issuer.test(issuer)).map(key => key.claim)];
    const context = Object.fromEntries(populated.filter(claim => typeof claims[claim] === 'string').map(claim => [`${issuer}:${claim}`, claims[claim] as string]));
    return authorize({
      request: new AwsRequestImpl(
        `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
        { resource: `arn:aws:iam::${ACCOUNT}:role/role`, accountId: ACCOUNT },
        WEB_IDENTITY,
        new RequestContextImpl(context),
      ),
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: this.policy,
      simulationParameters: { simulationMode: 'Strict' },
    }).result === 'Allowed';
  }
}

/**
 * The oracle reads `${$}` as a dollar sign in `StringLike` but not in `StringEquals` (conformance/README.md says what AWS writes).
 * A value without wildcards means the same to both operators, so such a test is put to the one that the oracle reads rightly.
 */
function withoutKnownFault(trust: PolicyJson): PolicyJson {
  return {
    ...trust,
    Statement: trust.Statement.map(statement => {
      const entries = Object.entries(statement.Condition.StringEquals ?? {});
      const escaped = entries.filter(([, values]) => [values].flat().some(value => value.includes('${$}')));
      expect(escaped.filter(([, values]) => [values].flat().some(value => /[*?]/.test(value)))).toEqual([]);
      return {
        ...statement,
        Condition: {
          StringEquals: Object.fromEntries(entries.filter(entry => !escaped.includes(entry))),
          StringLike: { ...statement.Condition.StringLike, ...Object.fromEntries(escaped) },
        },
      };
    }),
  };
}
