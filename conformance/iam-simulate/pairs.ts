import { Random } from './random';

export const ACCOUNT = '123456789012';
export const HOST = 'token.actions.githubusercontent.com';
const OTHER_HOST = 'gitlab.example.com';

/** One test of a statement, with the operator taken apart. */
export interface Condition {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly base: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
  /** Whether a single value is written alone. */
  readonly alone: boolean;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Readonly<Record<string, unknown>>;
  readonly action: Readonly<Record<string, unknown>>;
  readonly conditions: readonly Condition[];
}

export interface Pair {
  readonly version?: string;
  readonly statements: readonly Statement[];
  readonly claims: Readonly<Record<string, unknown>>;
}

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  text: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  number: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  boolean: ['Bool'],
  binary: ['BinaryEquals'],
  address: ['IpAddress', 'NotIpAddress'],
  presence: ['Null'],
};

/** What claims carry, by the operators that it is something to. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  text: ['repo:my-org/my-app:environment:production', 'repo:my-org/my-app:ref:refs/heads/main', 'Repo:My-Org/My-App:environment:Production', 'sts.amazonaws.com', 'a*b', 'a?b', 'a${x}b', '$', '', 'main', 'é(.+)\\'],
  arn: ['arn:aws:iam::123456789012:role/deploy', 'arn:aws:iam::123456789012:role/a:b', 'arn:aws-cn:s3:::bucket/x', 'arn:aws:iam'],
  number: ['1', '01', '1.0', '-3', '12', '12abc', '2.50', ''],
  date: ['2026-11-21T12:00:00Z', '2026-11-21T13:00:00+01:00', '2026-11-21', '1795262400', '2030-01-01T00:00:00.5Z', 'tomorrow 1'],
  boolean: ['true', 'false', 'True', 'yes'],
  binary: ['main', 'bWFpbg==', ''],
  address: ['10.0.0.1', '10.0.1.1', '2001:db8::1', '2001:db8:0:0:0:0:0:1', '203.0.113.7', 'localhost'],
  presence: ['main'],
};

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  text: ['*', 'repo:*', 'repo:my-org/my-app:*', 'repo:my-???/*', '*production', 'a${*}b', 'a${?}b', '${$}', 'a${$}{x}b', '?????', '**', '*:ref:*:heads/*'],
  arn: ['arn:aws:iam::123456789012:role/*', 'arn:*:iam::*:role/deploy', 'arn:aws:iam:*', 'arn:aws:iam::123456789012:*:b', 'arn:aws*:s3:::bucket/?'],
  number: ['0', '1', '2', '12.0', '3abc'],
  date: ['2026-11-21T12:00:00Z', '2026-12-01', '1795262400', 'someday 2'],
  boolean: ['true', 'false', 'TRUE', '1'],
  binary: ['bWFpbg==', 'main'],
  address: ['10.0.0.0/24', '10.0.0.1', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1', '::/0', '10.0.0.0/33'],
  presence: ['true', 'false', 'True'],
};

const VARIABLES = [`\${${HOST}:sub}`, `\${${HOST}:environment}`, `\${${HOST}:actor, 'main'}`, `\${${HOST}:amr}`, '${aws:username}', `\${${HOST.toUpperCase()}:REF}`];

const CLAIMS = ['sub', 'email', 'environment', 'ref', 'actor', 'repository_id'];
const KEYS = [...CLAIMS, 'aud', 'oaud', 'amr', 'event_name', 'sub', 'sub'];

/** A policy and a token, drawn so that about half of the policies admit, and so that every operator meets what it is made for. */
export function drawn(random: Random): Pair {
  const claims = claimsOf(random);
  return { version: random.pick(['2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined]), claims, statements: random.some(1, 3, () => statementOf(random, claims)) };
}

function claimsOf(random: Random): Record<string, unknown> {
  const claims: Record<string, unknown> = { iss: `https://${HOST}`, aud: random.pick(['sts.amazonaws.com', ['sts.amazonaws.com'], 'other']), event_name: 'push' };
  for (const claim of CLAIMS) {
    if (random.chance(0.75)) claims[claim] = random.pick(VALUES[claim === 'sub' ? 'text' : random.pick(Object.keys(VALUES))]);
  }
  if (random.chance(0.5)) claims.amr = random.pick([['mfa', 'main'], ['main'], [], ['1', '2'], 'main', ['true'], ['10.0.0.1', '10.0.0.2']]);
  if (random.chance(0.1)) claims.azp = random.pick(['other', 'sts.amazonaws.com']);
  if (random.chance(0.02)) claims.aud = ['sts.amazonaws.com', 'other'];
  return claims;
}

function statementOf(random: Random, claims: Readonly<Record<string, unknown>>): Statement {
  return {
    effect: random.chance(0.8) ? 'Allow' : 'Deny',
    principal: principalOf(random),
    action: actionOf(random),
    conditions: random.some(0, 3, () => conditionOf(random, claims)),
  };
}

function principalOf(random: Random): Record<string, unknown> {
  const provider = (host: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}`;
  const one = () => random.pick([
    { Federated: provider(HOST) }, { Federated: [provider(OTHER_HOST), provider(HOST)] }, { Federated: provider(OTHER_HOST) },
    '*', { AWS: '*' }, { AWS: '210987654321' }, { AWS: ACCOUNT }, { AWS: `arn:aws:iam::${ACCOUNT}:role/x` }, { Service: 'ec2.amazonaws.com' },
    { AWS: '210987654321', Federated: provider(HOST) },
  ]);
  if (random.chance(0.7)) return { Principal: { Federated: provider(HOST) } };
  return random.chance(0.75) ? { Principal: one() } : { NotPrincipal: one() };
}

function actionOf(random: Random): Record<string, unknown> {
  const one = () => random.pick(['sts:AssumeRoleWithWebIdentity', 'STS:assumerolewithwebidentity', 'sts:*', '*', 'sts:AssumeRole*', 'sts:AssumeRoleWith???Identity', 'sts:AssumeRole', 'sts:TagSession', 's3:*']);
  if (random.chance(0.8)) return { Action: random.chance(0.5) ? 'sts:AssumeRoleWithWebIdentity' : ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity'] };
  return random.chance(0.7) ? { Action: random.chance(0.5) ? one() : [one(), one()] } : { NotAction: random.chance(0.5) ? one() : [one(), one()] };
}

function conditionOf(random: Random, claims: Readonly<Record<string, unknown>>): Condition {
  const family = random.chance(0.5) ? 'text' : random.pick(Object.keys(FAMILIES));
  const set = random.chance(0.7) ? undefined : random.pick(['ForAllValues', 'ForAnyValue'] as const);
  const claim = random.pick(KEYS);
  const name = random.chance(0.9) ? `${HOST}:${claim}` : random.pick([`${OTHER_HOST}:sub`, 'aws:PrincipalArn', 'aws:SecureTransport', 'aws:MultiFactorAuthPresent']);
  const values = random.some(1, 3, () => valueOf(random, family, claims[claim]));
  const base = random.pick(FAMILIES[family]);
  return { set: family === 'presence' ? undefined : set, base, ifExists: family !== 'presence' && random.chance(0.25), key: random.chance(0.1) ? name.toUpperCase() : name, values, alone: values.length === 1 && random.chance(0.6) };
}

function valueOf(random: Random, family: string, found: unknown): string {
  if (family !== 'presence' && random.chance(0.5) && typeof found === 'string') return random.chance(0.2) ? found.toUpperCase() : found;
  const known = random.pick(random.chance(0.4) ? VALUES[family] : EXPECTED[family]);
  return random.chance(family === 'boolean' ? 0.4 : 0.12) ? random.pick([random.pick(VARIABLES), `${known}${random.pick(VARIABLES)}`]) : known;
}

/** The policy as IAM takes it. */
export function policyOf({ version, statements }: Pair): Record<string, unknown> {
  return {
    ...version === undefined ? {} : { Version: version },
    Statement: statements.map(({ effect, principal, action, conditions }) => ({ Effect: effect, ...principal, ...action, ...blockOf(conditions) })),
  };
}

/** A key stands once under an operator, so of two such tests the later is left out. */
function blockOf(conditions: readonly Condition[]): Record<string, unknown> {
  if (conditions.length === 0) return {};
  const block: Record<string, Record<string, unknown>> = {};
  for (const { key, values, alone, ...operator } of distinct(conditions)) (block[operatorOf(operator)] ??= {})[key] = alone ? values[0] : values;
  return { Condition: block };
}

export function distinct(conditions: readonly Condition[]): Condition[] {
  return conditions.filter((one, i) => !conditions.slice(0, i).some(other => operatorOf(other) === operatorOf(one) && other.key === one.key));
}

export function operatorOf({ set, base, ifExists }: Pick<Condition, 'set' | 'base' | 'ifExists'>): string {
  return `${set === undefined ? '' : `${set}:`}${base}${ifExists ? 'IfExists' : ''}`;
}
