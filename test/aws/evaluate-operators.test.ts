import { decide, HOST, policy, statement, SUB, TOKEN, when } from './trust-policies';
import type { LateJson } from '../../src/private/late';

type Row = [operator: string, values: unknown, found: unknown, outcome: 'accept' | 'reject'];

const absent = undefined;

/** Decides a condition on `email`, a key that every issuer fills as it is. */
const on = (operator: string, values: unknown, found: unknown) => decide(when(operator, 'email', values), { ...TOKEN, email: found });

describe('a condition operator', () => {
  test.each<Row>([
    ['StringEquals', 'a', 'a', 'accept'],
    ['stringequals', 'a', 'a', 'accept'],
    ['StringEquals', 'a', 'A', 'reject'],
    ['StringEquals', ['x', 'a'], 'a', 'accept'],
    ['StringEquals', ['x', 'y'], 'a', 'reject'],
    ['StringEquals', [], 'a', 'reject'],
    ['StringEquals', 'a', absent, 'reject'],
    ['StringEquals', '', '', 'accept'],
    ['StringEquals', 'a*', 'ab', 'reject'],
    ['StringEquals', 'a*', 'a*', 'accept'],
    ['StringEquals', '?', 'a', 'reject'],
    ['StringEquals', true, 'true', 'accept'],
    ['StringEquals', 7, '7', 'accept'],
    ['StringEquals', '7', 7, 'reject'],
    ['StringEquals', 'true', true, 'reject'],
    ['StringEquals', 'a', ['a'], 'reject'],
    ['StringEquals', 'a', null, 'reject'],
    ['StringNotEquals', 'a', 'b', 'accept'],
    ['StringNotEquals', 'a', 'a', 'reject'],
    ['StringNotEquals', ['x', 'a'], 'a', 'reject'],
    ['StringNotEquals', ['x', 'y'], 'a', 'accept'],
    ['StringNotEquals', [], 'a', 'accept'],
    ['StringNotEquals', 'a', absent, 'accept'],
    ['StringEqualsIgnoreCase', 'aB', 'Ab', 'accept'],
    ['StringEqualsIgnoreCase', 'a*', 'AB', 'reject'],
    ['StringNotEqualsIgnoreCase', 'aB', 'Ab', 'reject'],
    ['StringNotEqualsIgnoreCase', 'a', 'b', 'accept'],
    ['StringLike', 'a*', 'ab', 'accept'],
    ['StringLike', 'a*', 'a', 'accept'],
    ['StringLike', 'a*', 'ba', 'reject'],
    ['StringLike', '*', '', 'accept'],
    ['StringLike', '*', absent, 'reject'],
    ['StringLike', 'a?c', 'abc', 'accept'],
    ['StringLike', 'a?c', 'ac', 'reject'],
    ['StringLike', 'a?', 'a', 'reject'],
    ['StringLike', 'a?', 'abc', 'reject'],
    ['StringLike', '*b*', 'abc', 'accept'],
    ['StringLike', '*b*', 'ac', 'reject'],
    ['StringLike', 'a*c*e', 'abcde', 'accept'],
    ['StringLike', 'a*c', 'acb', 'reject'],
    ['StringLike', '*ab', 'aab', 'accept'],
    ['StringLike', 'ab*ab', 'ab', 'reject'],
    ['StringLike', 'a**', 'a', 'accept'],
    ['StringLike', 'A*', 'ab', 'reject'],
    ['StringLike', 'a.c', 'abc', 'reject'],
    ['StringLike', 'a*', 'a\nb', 'accept'],
    ['StringNotLike', 'a*', 'ab', 'reject'],
    ['StringNotLike', 'a*', 'ba', 'accept'],
    ['StringNotLike', 'a*', absent, 'accept'],
    ['NumericEquals', '7', '7', 'accept'],
    ['NumericEquals', 7, '7.0', 'accept'],
    ['NumericEquals', '7', '8', 'reject'],
    ['NumericEquals', '7', '7x', 'reject'],
    ['NumericEquals', 'x', '7', 'reject'],
    ['NumericEquals', '-7', '-7', 'accept'],
    ['NumericEquals', '.5', '0.5', 'accept'],
    ['NumericEquals', '.', '0', 'reject'],
    ['NumericEquals', '7', absent, 'reject'],
    ['NumericNotEquals', '7', '8', 'accept'],
    ['NumericNotEquals', '7', '7', 'reject'],
    ['NumericNotEquals', ['7', '8'], '8', 'reject'],
    ['NumericNotEquals', '7', 'x', 'reject'],
    ['NumericNotEquals', 'x', '7', 'reject'],
    ['NumericNotEquals', '7', absent, 'accept'],
    ['NumericLessThan', '7', '6', 'accept'],
    ['NumericLessThan', '7', '7', 'reject'],
    ['NumericLessThan', ['5', '7'], '6', 'accept'],
    ['NumericLessThanEquals', '7', '7', 'accept'],
    ['NumericLessThanEquals', '7', '7.5', 'reject'],
    ['NumericGreaterThan', '7', '10', 'accept'],
    ['NumericGreaterThan', '7', '7', 'reject'],
    ['NumericGreaterThanEquals', '7', '7', 'accept'],
    ['NumericGreaterThanEquals', '7', '6', 'reject'],
    ['DateEquals', '2026-11-21T12:00:00Z', '2026-11-21T13:00:00+01:00', 'accept'],
    ['DateEquals', '2026-11-21T12:00:00Z', '1795262400', 'accept'],
    ['DateEquals', '2026-11-21', '2026-11-21T00:00:00Z', 'accept'],
    ['DateEquals', '2026-11', '2026-11-01', 'accept'],
    ['DateEquals', '2026-11-21T12:00Z', '2026-11-21T12:00:00.000Z', 'accept'],
    ['DateEquals', '2026-11-21T12:00:00Z', '21 November 2026', 'reject'],
    ['DateEquals', '2026-13-21', '2026-13-21', 'reject'],
    ['DateEquals', '2026-11-21T12:00:00Z', '1795262401', 'reject'],
    ['DateNotEquals', '2026-11-21', '2026-11-22', 'accept'],
    ['DateNotEquals', '2026-11-21', 'x', 'reject'],
    ['DateLessThan', '2026-11-21', '2026-11-20', 'accept'],
    ['DateLessThan', '2026-11-21', '2026-11-21', 'reject'],
    ['DateLessThanEquals', '2026-11-21', '2026-11-21', 'accept'],
    ['DateGreaterThan', '2026-11-21', '2026-11-22', 'accept'],
    ['DateGreaterThan', '0', '-1', 'reject'],
    ['DateGreaterThanEquals', '2026-11-21', '2026-11-20', 'reject'],
    ['Bool', 'true', 'true', 'accept'],
    ['Bool', true, 'TRUE', 'accept'],
    ['Bool', 'false', 'False', 'accept'],
    ['Bool', 'true', 'false', 'reject'],
    ['Bool', 'x', 'x', 'reject'],
    ['Bool', 'true', absent, 'reject'],
    ['BinaryEquals', 'bWFpbg==', 'main', 'accept'],
    ['BinaryEquals', 'main', 'main', 'reject'],
    ['BinaryEquals', 'bWFpbg', 'main', 'reject'],
    ['IpAddress', '10.0.0.0/24', '10.0.0.7', 'accept'],
    ['IpAddress', '10.0.0.0/24', '10.0.1.7', 'reject'],
    ['IpAddress', '10.0.0.7', '10.0.0.7', 'accept'],
    ['IpAddress', '10.0.0.7', '10.0.0.8', 'reject'],
    ['IpAddress', '0.0.0.0/0', '10.0.0.8', 'accept'],
    ['IpAddress', '10.0.0.0/33', '10.0.0.0', 'reject'],
    ['IpAddress', '10.0.0.0/8/8', '10.0.0.0', 'reject'],
    ['IpAddress', 'x', '10.0.0.0', 'reject'],
    ['IpAddress', '10.0.0.0/8', 'x', 'reject'],
    ['IpAddress', '2001:db8::/32', '2001:db8:0:0::1', 'accept'],
    ['IpAddress', '2001:db8::1', '2001:db8:0:0::1', 'accept'],
    ['IpAddress', '2001:db8::1', '2001:db8:0:0::2', 'reject'],
    ['IpAddress', '2001:db8::/129', '2001:db8::', 'reject'],
    ['IpAddress', '::/0', '10.0.0.1', 'reject'],
    ['NotIpAddress', '10.0.0.0/24', '10.0.1.7', 'accept'],
    ['NotIpAddress', '10.0.0.0/24', '10.0.0.7', 'reject'],
    ['NotIpAddress', ['10.0.0.0/24', '10.0.1.0/24'], '10.0.1.7', 'reject'],
    ['NotIpAddress', '10.0.0.0/24', 'x', 'reject'],
    ['NotIpAddress', 'x', '10.0.0.7', 'reject'],
    ['NotIpAddress', '10.0.0.0/24', absent, 'accept'],
    ['ArnEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a', 'accept'],
    ['ArnEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/a:b', 'accept'],
    ['ArnEquals', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:role/a', 'accept'],
    ['ArnEquals', 'arn:aws:iam::1:role/b', 'arn:aws:iam::1:role/a', 'reject'],
    ['ArnLike', 'arn:*:role/a', 'arn:aws:iam::1:role/a', 'reject'],
    ['ArnLike', 'arn:aws:iam::?:role/a', 'arn:aws:iam::1:role/a', 'accept'],
    ['ArnLike', '*', 'arn:aws:iam::1:role/a', 'reject'],
    ['ArnLike', '*:*:*:*:*:*', 'x', 'reject'],
    ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a', 'reject'],
    ['ArnNotLike', 'arn:aws:iam::2:*', 'arn:aws:iam::1:role/a', 'accept'],
    ['ArnNotLike', 'arn:aws:iam::2:*', 'x', 'reject'],
    ['ArnNotLike', 'x', 'arn:aws:iam::1:role/a', 'reject'],
    ['ArnNotEquals', 'arn:aws:iam::2:*', absent, 'accept'],
    ['Null', 'true', absent, 'accept'],
    ['Null', 'true', 'a', 'reject'],
    ['Null', true, absent, 'accept'],
    ['Null', 'TRUE', absent, 'accept'],
    ['Null', 'false', 'a', 'accept'],
    ['Null', 'false', absent, 'reject'],
    ['Null', 'false', '', 'reject'],
    ['Null', ['true', 'false'], 'a', 'accept'],
    ['Null', 'x', 'a', 'reject'],
    ['Null', 'x', absent, 'reject'],
  ])('%s %j on %j: %s', (operator, values, found, outcome) => {
    expect(on(operator, values, found).outcome).toBe(outcome);
  });

  test.each<Row>([
    ['StringEqualsIfExists', 'a', absent, 'accept'],
    ['StringEqualsIfExists', 'a', 'a', 'accept'],
    ['StringEqualsIfExists', 'a', 'b', 'reject'],
    ['StringNotEqualsIfExists', 'a', absent, 'accept'],
    ['NumericEqualsIfExists', '1', absent, 'accept'],
    ['BoolIfExists', 'true', 'false', 'reject'],
    ['stringequalsIFEXISTS', 'a', absent, 'accept'],
    ['ForAllValues:StringEquals', 'a', absent, 'accept'],
    ['ForAllValues:StringEquals', 'a', '', 'accept'],
    ['ForAllValues:StringEquals', 'a', 'a', 'accept'],
    ['ForAllValues:StringEquals', 'a', 'b', 'reject'],
    ['ForAllValues:StringNotEquals', 'a', 'a', 'reject'],
    ['ForAnyValue:StringEquals', 'a', 'a', 'accept'],
    ['ForAnyValue:StringEquals', 'a', absent, 'reject'],
    ['ForAnyValue:StringEquals', '', '', 'reject'],
    ['ForAnyValue:StringNotEquals', 'a', absent, 'reject'],
    ['ForAnyValue:StringEqualsIfExists', 'a', absent, 'accept'],
    ['ForAnyValue:StringEqualsIfExists', 'a', 'b', 'reject'],
    ['foranyvalue:stringequals', 'a', 'a', 'accept'],
  ])('with a suffix or a set operator, %s %j on %j: %s', (operator, values, found, outcome) => {
    expect(on(operator, values, found).outcome).toBe(outcome);
  });

  test.each<Row>([
    ['ForAnyValue:StringEquals', 'mfa', ['pwd', 'mfa'], 'accept'],
    ['ForAnyValue:StringEquals', 'mfa', 'mfa', 'accept'],
    ['ForAnyValue:StringEquals', 'mfa', ['pwd'], 'reject'],
    ['ForAnyValue:StringEquals', 'mfa', [], 'reject'],
    ['ForAnyValue:StringEquals', 'mfa', [1], 'reject'],
    ['ForAnyValue:StringNotEquals', 'mfa', ['pwd', 'mfa'], 'accept'],
    ['ForAnyValue:StringNotEquals', 'mfa', ['mfa'], 'reject'],
    ['ForAllValues:StringLike', ['m*', 'p*'], ['pwd', 'mfa'], 'accept'],
    ['ForAllValues:StringLike', 'm*', ['pwd', 'mfa'], 'reject'],
    ['ForAllValues:StringLike', 'm*', [], 'accept'],
    ['StringEquals', 'mfa', ['mfa'], 'reject'],
    ['StringNotEquals', 'mfa', ['pwd'], 'reject'],
    ['StringEqualsIfExists', 'mfa', absent, 'accept'],
    ['Null', 'false', ['mfa'], 'accept'],
    ['Null', 'true', [], 'accept'],
  ])('on the list of methods, %s %j on %j: %s', (operator, values, found, outcome) => {
    expect(decide(when(operator, 'amr', values), { ...TOKEN, amr: found }).outcome).toBe(outcome);
  });
});

describe('a condition key', () => {
  test.each<[string, string, unknown, Record<string, unknown>, string]>([
    ['in other letters', `${HOST.toUpperCase()}:SUB`, SUB, {}, 'accept'],
    ['with a name that AWS reads for GitHub', `${HOST}:repository_id`, '456789', {}, 'accept'],
    ['with a name that AWS reads for GitHub, in other letters', `${HOST}:Repository_ID`, '456789', {}, 'accept'],
    ['with a name that AWS does not read', `${HOST}:repository_owner`, 'my-org', {}, 'reject'],
    ['of another issuer', 'gitlab.com:sub', SUB, {}, 'reject'],
    ['of no issuer', 'sub', SUB, {}, 'reject'],
    ['for the audience as it was asked for', `${HOST}:oaud`, 'a', { aud: 'a', azp: 'b' }, 'accept'],
    ['for the party', `${HOST}:aud`, 'b', { aud: 'a', azp: 'b' }, 'accept'],
    ['for one of several audiences', `${HOST}:oaud`, 'a', { aud: ['a', 'c'], azp: 'b' }, 'reject'],
    ['for the address of the user', `${HOST}:email`, 'me@example.com', { email: 'me@example.com' }, 'accept'],
    ['for the party itself', `${HOST}:azp`, 'b', { azp: 'b' }, 'reject'],
    ['for encryption', 'aws:SecureTransport', 'true', {}, 'accept'],
    ['for a call by a service', 'aws:ViaAWSService', 'true', {}, 'reject'],
    ['for a principal', 'aws:PrincipalArn', 'arn:aws:iam::1:role/a', {}, 'reject'],
    ['for the issue of temporary credentials', 'aws:TokenIssueTime', '2026-11-21', {}, 'reject'],
    ['of a service', 's3:prefix', 'a', {}, 'reject'],
    ['for a tag of the request', 'aws:RequestTag/a', 'b', {}, 'reject'],
    ['for the name of the session', 'sts:RoleSessionName', 'a', {}, 'unknown'],
    ['for who sends, as AWS names him', 'aws:userid', 'AROAEXAMPLE:a', {}, 'unknown'],
    ['for the kind of who sends', 'aws:PrincipalType', 'Anonymous', {}, 'unknown'],
    ['for the account of who sends', 'aws:PrincipalAccount', '123456789012', {}, 'unknown'],
    ['for the organization of who sends', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5', {}, 'reject'],
    ['for the address of the sender', 'aws:SourceIp', '10.0.0.1', {}, 'unknown'],
    ['for a tag of the role', 'aws:ResourceTag/team', 'a', {}, 'unknown'],
    ['for a tag of the role, by its older name', 'iam:ResourceTag/team', 'a', {}, 'unknown'],
  ])('%s', (_name, key, values, change, outcome) => {
    const document = policy(statement({ Condition: { StringEquals: { [key]: values } } }));
    expect(decide(document, { ...TOKEN, ...change }).outcome).toBe(outcome);
  });

  test('of the request is there or may be there', () => {
    expect(decide(when('Null', 'sts:RoleSessionName', 'false')).outcome).toBe('accept');
    expect(decide(when('Null', 'sts:RoleSessionName', 'true')).outcome).toBe('reject');
    expect(decide(when('Null', 'aws:userid', 'true')).outcome).toBe('reject');
    expect(decide(when('Null', 'aws:UserAgent', 'false')).outcome).toBe('accept');
    expect(decide(when('Null', 'aws:SourceVpc', 'true')).outcome).toBe('unknown');
    expect(decide(when('Null', 'aws:PrincipalArn', 'true')).outcome).toBe('accept');
  });

  test('is not asked of the request where what is known decides', () => {
    const both = { IpAddress: { 'aws:SourceIp': '10.0.0.1' }, StringEquals: { [`${HOST}:sub`]: 'x' } };
    expect(decide(policy(statement({ Condition: both }))).outcome).toBe('reject');
    expect(decide(policy(statement({ Condition: both }), statement())).outcome).toBe('accept');
  });

  test('twice in other letters is tested twice', () => {
    const twice = (other: string) => policy(statement({ Condition: { StringEquals: { [`${HOST}:sub`]: SUB, [`${HOST}:SUB`]: other } } }));
    expect(decide(twice(SUB)).outcome).toBe('accept');
    expect(decide(twice('x')).outcome).toBe('reject');
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ['gitlab.com', 'project_id', { project_id: '20' }, 'accept'],
    ['gitlab.com', 'environment', { environment: '20' }, 'reject'],
    ['gitlab.example.com', 'project_id', { project_id: '20' }, 'reject'],
    [`${HOST}/octocorp`, 'repository_id', { repository_id: '20' }, 'accept'],
    ['token.actions.octocorp.ghe.com', 'ref', { ref: '20' }, 'accept'],
    ['github.example.com/_services/token', 'ref', { ref: '20' }, 'reject'],
    ['oidc.circleci.com/org/1', 'oidc.circleci.com/project-id', { 'oidc.circleci.com/project-id': '20' }, 'accept'],
    ['agent.buildkite.com', 'pipeline_id', { pipeline_id: '20' }, 'accept'],
  ])('of %s, %s', (host, key, claims, outcome) => {
    const document = policy(statement({ Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` }, Condition: { StringEquals: { [`${host}:${key}`]: '20' } } }));
    expect(decide(document, { iss: `https://${host}`, aud: 'a', sub: 's', ...claims }).outcome).toBe(outcome);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ google: { organization_number: 20 } }, 'accept'], [{ google: { organization_number: '20' } }, 'accept'], [{ 'google/organization_number': 20 }, 'accept'], [{ google: 20 }, 'reject'], [{}, 'reject'],
  ])('of Google is the one number: %j', (claims, outcome) => {
    const document = policy(statement({ Principal: { Federated: 'accounts.google.com' }, Condition: { NumericEquals: { 'accounts.google.com:google/organization_number': '20' } } }));
    expect(decide(document, { iss: 'https://accounts.google.com', aud: 'a', ...claims }).outcome).toBe(outcome);
  });
});

describe('a policy variable', () => {
  const claims = { ...TOKEN, actor: 'me', email: 'me', amr: ['me'], workflow: '', environment: '*' };
  const key = (name: string) => `\${${HOST}:${name}}`;

  test.each<[string, string, unknown, string]>([
    ['stands for the value of a key', 'StringEquals', key('actor'), 'accept'],
    ['is found in other letters', 'StringEquals', `\${${HOST.toUpperCase()}:ACTOR}`, 'accept'],
    ['stands within a text', 'StringLike', `m\${${HOST}:nothing, 'e'}`, 'accept'],
    ['is not equal where it is not', 'StringEquals', key('sub'), 'reject'],
    ['that stands for nothing is like nothing', 'StringLike', `*${key('nothing')}`, 'reject'],
    ['that stands for nothing is not equal', 'StringNotEquals', key('nothing'), 'accept'],
    ['of an empty key stands for nothing', 'StringNotEquals', `me${key('workflow')}`, 'accept'],
    ['of a list stands for nothing', 'StringEquals', key('amr'), 'reject'],
    ['of a key that AWS does not read stands for nothing', 'StringEquals', key('event_name'), 'reject'],
    ['has a default', 'StringEquals', "${aws:username, 'me'}", 'accept'],
    ['has a default with a comma', 'StringNotEquals', "${aws:username, 'm, e'}", 'accept'],
    ['needs no default', 'StringEquals', `\${${HOST}:actor, 'you'}`, 'accept'],
    ['without quotes has no default', 'StringEquals', '${aws:username, me}', 'reject'],
    ['is no pattern, whatever it holds', 'StringLike', key('environment'), 'reject'],
    ['ignores case with its operator', 'StringEqualsIgnoreCase', key('ACTOR'), 'accept'],
    ['says nothing to numbers', 'NumericEquals', key('actor'), 'reject'],
    ['that nothing closes is text', 'StringNotEquals', '${aws:username', 'accept'],
  ])('%s: %s %s', (_name, operator, value, outcome) => {
    expect(decide(when(operator, 'email', value), claims).outcome).toBe(outcome);
  });

  test.each<[string, string, string, string]>([
    ['StringEquals', '${*}', '*', 'accept'], ['StringEquals', '${?}', '?', 'accept'], ['StringEquals', '${$}', '$', 'accept'], ['StringEquals', 'a${$}{b}', 'a${b}', 'accept'],
    ['StringLike', '${*}', '*', 'accept'], ['StringLike', '${*}', 'a', 'reject'], ['StringLike', '${?}', 'a', 'reject'], ['StringLike', 'a${$}*', 'a$b', 'accept'],
    ['StringEqualsIgnoreCase', 'A${*}', 'a*', 'accept'], ['StringEquals', '${aws:username', '${aws:username', 'accept'],
  ])('with a fixed value, %s %s on %s: %s', (operator, value, found, outcome) => {
    expect(decide(when(operator, 'email', value), { ...TOKEN, email: found }).outcome).toBe(outcome);
  });

  test.each<[unknown, string]>([['2012-10-17', 'reject'], ['2008-10-17', 'accept'], ['absent', 'accept']])('is text in version %s of the policy language: %s', (version, outcome) => {
    const value = `\${${HOST}:actor}`;
    expect(decide(when('StringEquals', 'email', value, version), { ...claims, email: value }).outcome).toBe(outcome);
    expect(decide(when('StringLike', 'email', '${*}', version), { ...claims, email: '${x}' }).outcome).toBe(outcome);
    expect(decide(when('ArnLike', 'email', 'arn:aws:iam::1:${*}', version), { ...claims, email: 'arn:aws:iam::1:${x}' }).outcome).toBe(outcome);
  });

  test('stands in an ARN', () => {
    const arn = 'arn:aws:iam::1:role/me';
    expect(decide(when('ArnEquals', 'email', `arn:aws:iam::1:role/${key('actor')}`), { ...claims, email: arn }).outcome).toBe('accept');
    expect(decide(when('ArnEquals', 'email', `arn:aws:iam::1:role/${key('nothing')}`), { ...claims, email: arn }).outcome).toBe('reject');
    expect(decide(when('ArnNotEquals', 'email', `arn:aws:iam::1:role/${key('nothing')}`), { ...claims, email: arn }).outcome).toBe('accept');
  });
});

describe('an issuer that many share', () => {
  const trusting = (host: string, conditions: unknown) => policy(statement({ Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` }, Condition: conditions })) as LateJson;
  const sent = (host: string) => ({ iss: `https://${host}`, aud: 'a', sub: 's' });
  const control = (host: string, conditions: unknown) => decide(trusting(host, conditions), sent(host)).reasons.filter(({ hint }) => hint?.startsWith('IAM refuses to write'));

  test.each<[string, unknown, boolean]>([
    [HOST, { StringEquals: { [`${HOST}:aud`]: 'a' } }, true],
    [HOST, { StringLike: { [`${HOST}:sub`]: '*' } }, true],
    [HOST, { StringLike: { [`${HOST}:sub`]: ['s', '?*'] } }, true],
    [HOST, { StringEqualsIfExists: { [`${HOST}:sub`]: 's' } }, true],
    [HOST, { 'ForAllValues:StringEquals': { [`${HOST}:sub`]: 's' } }, true],
    [HOST, { StringLike: { [`${HOST}:sub`]: 's*' } }, false],
    [HOST, { StringEqualsIgnoreCase: { [`${HOST.toUpperCase()}:SUB`]: 'S' } }, false],
    ['oidc.vercel.com', { StringEquals: { 'oidc.vercel.com:aud': 'a' } }, false],
    ['oidc.vercel.com', { StringEquals: { 'oidc.vercel.com:sub': 's' } }, true],
    ['gitlab.example.com', {}, false],
    ['constructor', {}, false],
  ])('%s with %j is told of: %s', (host, conditions, told) => {
    expect(decide(trusting(host, conditions), sent(host)).outcome).toBe('accept');
    expect(control(host, conditions)).toHaveLength(told ? 1 : 0);
  });

  test('is told by which claims', () => {
    expect(control(HOST, {})[0]).toMatchObject({ claim: 'sub', ok: true, hint: `IAM refuses to write a role that does not test sub or job_workflow_ref of ${HOST}: add such a test` });
  });

  test('and that STS looks at again is refused', () => {
    const host = 'app.terraform.io';
    expect(decide(trusting(host, {}), sent(host))).toMatchObject({ outcome: 'reject', reasons: [{ claim: 'sub', ok: false, hint: expect.stringContaining('STS refuses every token of a role that does not test sub') }, { ok: true }] });
    expect(decide(trusting(host, { StringEquals: { [`${host}:sub`]: 's' } }), sent(host)).outcome).toBe('accept');
  });
});
