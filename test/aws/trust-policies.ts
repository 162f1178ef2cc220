import { evaluate } from '../../src/aws/evaluate';
import type { NativeTrust } from '../../src/aws/policy';
import type { Decision, Reason } from '../../src/private/decision';
import type { LateJson } from '../../src/private/late';

export const HOST = 'token.actions.githubusercontent.com';
export const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${HOST}`;
export const ACTION = 'sts:AssumeRoleWithWebIdentity';
export const SUB = 'repo:my-org/my-app:environment:production';

/** A token of a job in an environment. */
export const TOKEN = {
  iss: `https://${HOST}`,
  aud: 'sts.amazonaws.com',
  sub: SUB,
  environment: 'production',
  ref: 'refs/heads/main',
  repository: 'my-org/my-app',
  repository_id: '456789',
  repository_owner: 'my-org',
  repository_owner_id: '123456',
  event_name: 'push',
};

type Block = Record<string, unknown>;

/** A statement that allows the tokens of GitHub, but for what is said otherwise. */
export function statement(change: Block = {}): Block {
  return { Effect: 'Allow', Action: ACTION, Principal: { Federated: PROVIDER }, ...change };
}

export function policy(...statements: unknown[]): LateJson {
  return { Version: '2012-10-17', Statement: statements } as LateJson;
}

/** With one condition on the tokens of GitHub; a key without a host is one of the issuer, and the version may be absent. */
export function when(operator: string, key: string, values: unknown, version: unknown = '2012-10-17'): LateJson {
  const { Version: _version, ...rest } = policy(statement({ Condition: { [operator]: { [key.includes(':') ? key : `${HOST}:${key}`]: values } } })) as Block;
  return (version === 'absent' ? rest : { Version: version, ...rest }) as LateJson;
}

export function decide(document: LateJson, claims: Readonly<Record<string, unknown>> = TOKEN, trust: Partial<NativeTrust> = {}): Decision {
  return evaluate({ policy: document, ...trust }, claims);
}

/** The first reason of a decision. */
export function first(document: LateJson, claims: Readonly<Record<string, unknown>> = TOKEN, trust: Partial<NativeTrust> = {}): Reason {
  return decide(document, claims, trust).reasons[0];
}
