import { ACCOUNT, Issuer, ISSUERS } from './issuers';
import { EXPECTED, FAMILIES, VALUES } from './values';
import { Random } from '../../test/support/random';

/** One test of a statement, with the operator taken apart. */
export interface Condition {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly base: string;
  readonly ifExists: boolean;
  /** Letter case does not matter in an operator. */
  readonly spelling?: 'lower' | 'upper';
  readonly key: string;
  readonly values: readonly string[];
  /** Whether a single value is written alone. */
  readonly alone: boolean;
  /** Whether numbers and booleans stand without quotation marks. */
  readonly bare?: boolean;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Readonly<Record<string, unknown>>;
  readonly action: Readonly<Record<string, unknown>>;
  readonly conditions: readonly Condition[];
  /** An operator without a key. */
  readonly empty?: boolean;
}

export interface Pair {
  readonly version?: string;
  readonly statements: readonly Statement[];
  readonly claims: Readonly<Record<string, unknown>>;
}

const TAGS = 'https://aws.amazon.com/tags';

/** Keys of which nothing is claimed by a token alone, but for the first four. */
const OTHER_KEYS = ['aws:TagKeys', 'aws:RequestTag/Project', 'sts:TransitiveTagKeys', 'sts:SourceIdentity', 'sts:RoleAuthorizedByIdp', 'other.example.com:sub', 'aws:PrincipalArn', 'aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:PrincipalOrgID'];

/** A policy and a token, drawn so that about half of the policies admit, and so that every operator meets what it is made for. */
export function drawn(random: Random): Pair {
  const issuer = random.pick(ISSUERS);
  const claims = claimsOf(random, issuer);
  return { version: random.pick(['2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined]), claims, statements: random.some(1, 3, () => statementOf(random, issuer, claims)) };
}

function claimsOf(random: Random, { host, claims: known }: Issuer): Record<string, unknown> {
  const claims: Record<string, unknown> = { iss: `https://${host}`, aud: random.pick(['sts.amazonaws.com', ['sts.amazonaws.com'], 'other']), event_name: 'push' };
  for (const claim of ['sub', 'email', ...known]) {
    if (random.chance(0.75)) claims[claim] = random.pick(VALUES[claim === 'sub' ? 'text' : random.pick(Object.keys(VALUES))]);
    if (random.chance(0.04)) claims[claim] = random.pick([7, true, ['main'], ['main', 'a*b'], [], null, { main: 'main' }]);
  }
  if (random.chance(0.5)) claims.amr = random.pick([['mfa', 'main'], ['main'], [], ['1', '2'], 'main', ['true'], ['10.0.0.1', '10.0.0.2'], ['a*b', ''], [''], VALUES.arn, VALUES.date.slice(0, 4), VALUES.date.slice(3), VALUES.number.slice(0, 3), VALUES.number.slice(2)]);
  if (random.chance(0.1)) claims.azp = random.pick(['other', 'sts.amazonaws.com']);
  if (random.chance(0.02)) claims.aud = ['sts.amazonaws.com', 'other'];
  if (random.chance(0.1)) claims[TAGS] = { principal_tags: random.pick([{ Project: ['main'] }, { Project: ['a*b'], Team: ['1'] }, {}]), ...random.chance(0.5) ? { transitive_tag_keys: random.pick([['Project'], ['Project', 'Team']]) } : {} };
  if (random.chance(0.05)) claims['https://aws.amazon.com/source_identity'] = random.pick(['main', 'Admin']);
  if (random.chance(0.05)) claims['https://aws.amazon.com/roles'] = [`arn:aws:iam::${ACCOUNT}:role/role`];
  return claims;
}

function statementOf(random: Random, issuer: Issuer, claims: Readonly<Record<string, unknown>>): Statement {
  return {
    effect: random.chance(0.8) ? 'Allow' : 'Deny',
    principal: principalOf(random, issuer),
    action: actionOf(random),
    conditions: distinct(random.some(0, 3, () => conditionOf(random, issuer, claims))),
    empty: random.chance(0.03),
  };
}

function principalOf(random: Random, { principal }: Issuer): Record<string, unknown> {
  const other = `arn:aws:iam::${ACCOUNT}:oidc-provider/other.example.com`;
  const one = () => random.pick([
    { Federated: principal }, { Federated: [other, principal] }, { Federated: other }, { Federated: `${principal}x` }, { Federated: principal.slice(0, -1) },
    '*', { AWS: '*' }, { AWS: ['210987654321', '*'] }, { AWS: '210987654321' }, { AWS: ACCOUNT }, { AWS: `arn:aws:iam::${ACCOUNT}:root` }, { AWS: `arn:aws:iam::${ACCOUNT}:role/x` },
    { Service: 'ec2.amazonaws.com' }, { AWS: '210987654321', Federated: principal }, { CanonicalUser: '79a59df900b949e5' },
  ]);
  if (random.chance(0.7)) return { Principal: { Federated: principal } };
  return random.chance(0.75) ? { Principal: one() } : { NotPrincipal: one() };
}

function actionOf(random: Random): Record<string, unknown> {
  const one = () => random.pick(['sts:AssumeRoleWithWebIdentity', 'STS:assumerolewithwebidentity', 'sts:*', '*', 'sts:AssumeRole*', 'sts:AssumeRoleWith???Identity', 'sts:AssumeRole', 'sts:TagSession', 's3:*', 'sts:SetSourceIdentity']);
  if (random.chance(0.8)) return { Action: random.pick(['sts:AssumeRoleWithWebIdentity', ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity'], ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']]) };
  return random.chance(0.7) ? { Action: random.chance(0.5) ? one() : [one(), one()] } : { NotAction: random.chance(0.5) ? one() : [one(), one()] };
}

function conditionOf(random: Random, { host, claims: known }: Issuer, claims: Readonly<Record<string, unknown>>): Condition {
  const claim = random.pick(['sub', 'sub', 'sub', 'email', 'aud', 'oaud', 'amr', 'event_name', ...known]);
  const family = random.chance(0.35) ? 'text' : random.pick(random.chance(0.4) ? familiesOf(claims[claim]) : Object.keys(FAMILIES));
  const set = random.chance(0.7) || family === 'presence' ? undefined : random.pick(['ForAllValues', 'ForAnyValue'] as const);
  const name = random.chance(0.9) ? `${host}:${claim}` : random.pick(OTHER_KEYS);
  const values = random.chance(0.02) ? [] : random.some(1, 3, () => valueOf(random, family, `${host}:${claim}`, claims[claim]));
  return {
    set,
    base: random.pick(FAMILIES[family]),
    ifExists: family !== 'presence' && random.chance(0.25),
    spelling: random.chance(0.1) ? random.pick(['lower', 'upper'] as const) : undefined,
    key: random.chance(0.1) ? name.toUpperCase() : name,
    values,
    alone: values.length === 1 && random.chance(0.6),
    bare: random.chance(0.1),
  };
}

/** To whose operators a claim is something. */
function familiesOf(found: unknown): string[] {
  const families = Object.keys(VALUES).filter(family => [found].flat().some(value => VALUES[family].includes(value as string)));
  return families.length > 0 ? families : ['text'];
}

function valueOf(random: Random, family: string, key: string, found: unknown): string {
  if (family !== 'presence' && random.chance(0.5) && typeof found === 'string') return random.chance(0.2) ? found.toUpperCase() : found;
  const known = random.pick(random.chance(0.4) ? VALUES[family] : EXPECTED[family]);
  return random.chance(family === 'boolean' ? 0.4 : 0.12) ? random.pick([variableOf(random, key), `${known}${variableOf(random, key)}`]) : known;
}

function variableOf(random: Random, key: string): string {
  if (random.chance(0.3)) return `\${${key}}`;
  const host = key.slice(0, key.indexOf(':'));
  return random.pick([
    `\${${host}:sub}`, `\${${host}:email}`, `\${${host}:email, 'main'}`, `\${${host}:email, 'a*b'}`, `\${${host}:email, ''}`, `\${${host}:amr}`, '${aws:username}', `\${${host.toUpperCase()}:SUB}`,
    '${aws:PrincipalTag/team, \'company-wide\'}', '${aws:RequestTag/Project}',
  ]);
}

/** The policy as IAM takes it. */
export function policyOf({ version, statements }: Pair): Record<string, unknown> {
  return {
    ...version === undefined ? {} : { Version: version },
    Statement: statements.map(({ effect, principal, action, conditions, empty = false }) => ({ Effect: effect, ...principal, ...action, ...blockOf(conditions, empty) })),
  };
}

function blockOf(conditions: readonly Condition[], empty: boolean): Record<string, unknown> {
  if (conditions.length === 0 && !empty) return {};
  const block: Record<string, Record<string, unknown>> = {};
  for (const condition of conditions) (block[operatorOf(condition)] ??= {})[condition.key] = written(condition);
  return { Condition: empty ? { StringNotLikeIfExists: {}, ...block } : block };
}

function written({ values, alone, bare = false }: Condition): unknown {
  const plain = values.map(value => bare && /^(true|false|0|-?[1-9]\d*)$/.test(value) ? JSON.parse(value) : value);
  return alone ? plain[0] : plain;
}

/** A key stands once under an operator, so of two such tests the later is left out. */
function distinct(conditions: readonly Condition[]): Condition[] {
  return conditions.filter((one, i) => !conditions.slice(0, i).some(other => operatorOf(other) === operatorOf(one) && other.key === one.key));
}

export function operatorOf({ set, base, ifExists, spelling }: Pick<Condition, 'set' | 'base' | 'ifExists' | 'spelling'>): string {
  const operator = `${set === undefined ? '' : `${set}:`}${base}${ifExists ? 'IfExists' : ''}`;
  if (spelling === undefined) return operator;
  return spelling === 'lower' ? operator.toLowerCase() : operator.toUpperCase();
}
