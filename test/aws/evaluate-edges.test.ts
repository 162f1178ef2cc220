import { ACTION, decide, first, HOST, policy, PROVIDER, statement, SUB, TOKEN, when } from './trust-policies';
import { outcome } from '../../src/aws/evaluate';
import { Late, LateJson } from '../../src/private/late';

const late = (...parts: (string | { late: string })[]) => new Late(parts);
const [A, B] = [{ late: 'A' }, { late: 'B' }];
const gitlab = PROVIDER.replace(HOST, 'gitlab.com');
const on = (operator: string, values: unknown, found: unknown) => decide(when(operator, 'email', values), { ...TOKEN, email: found }).outcome;
const failures = (document: LateJson, claims: Record<string, unknown> = TOKEN, trust = {}) => decide(document, claims, trust).reasons.filter(({ ok }) => !ok);

describe('at its edges', () => {
  test.each<[string, unknown, unknown, string]>([
    ['ArnEquals', 'arn:aws:iam::1:role/a:b', 'arn:aws:iam::1:role/a:b', 'accept'],
    ['ArnEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a:b', 'reject'],
    ['ArnEquals', 'arn:aws:iam::1:role/a:b', 'arn:aws:iam::1:role/ab', 'reject'],
    ['ArnLike', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:x:role/a', 'reject'],
    ['ArnLike', 'arn:aws:*:*:1:role/a', 'arn:aws:iam::1:role/a', 'accept'],
    ['ArnEquals', 'arn:aws:iam::1:role/a', undefined, 'reject'],
    ['ArnLike', 'arn:aws:iam::1:role/a', undefined, 'reject'],
    ['NumericEquals', '*', '7', 'reject'],
    ['NumericEquals', `\${${HOST}:actor}`, '7', 'reject'],
    ['NumericEquals', '.55', '0.55', 'accept'],
    ['NumericNotEquals', '7', 'x7', 'reject'],
    ['NumericNotEquals', '7', '7x', 'reject'],
    ['NumericLessThanEquals', '7', undefined, 'reject'],
    ['NumericGreaterThan', '7', undefined, 'reject'],
    ['NumericGreaterThanEquals', '7', undefined, 'reject'],
    ['DateNotEquals', '2026-11-21', 'x2026-11-21', 'reject'],
    ['DateNotEquals', '2026-11-21', '2026-11-21x', 'reject'],
    ['DateNotEquals', '2026-11-21', '1 2026-11-21', 'reject'],
    ['DateNotEquals', '2026-11-21', '2026-11-21 12:00', 'reject'],
    ['BinaryEquals', 'bWFpbg==', undefined, 'reject'],
    ['IpAddress', '10.0.0.0/8', undefined, 'reject'],
    ['IpAddress', 'x/10.0.0.0/8', '10.0.0.1', 'reject'],
    ['IpAddress', '*', '10.0.0.1', 'reject'],
    ['IpAddress', '${aws:SourceIp}', '10.0.0.1', 'reject'],
    ['NotIpAddress', '10.0.0.*', '11.0.0.1', 'reject'],
    ['StringLike', 'a?c', 'xabc', 'reject'],
    ['StringLike', 'a*b*', 'ac', 'reject'],
    ['StringLike', 'a*b*', 'acb', 'accept'],
    ['StringLike', '**', 'a', 'accept'],
    ['StringLike', '?*', 'a', 'accept'],
    ['StringLike', '?*', '', 'reject'],
    ['StringLike', '*?', 'ab', 'accept'],
    ['ForAnyValue:StringEquals', 'ab', 'ab', 'accept'],
    ['ForAnyValue:StringLike', '?', 'ab', 'reject'],
    ['StringEquals', 'a*${$}', 'a*$', 'accept'],
    ['StringEquals', 'a*${$}', 'ab$', 'reject'],
    ['StringEquals', "${aws:username, x'me'}", 'me', 'reject'],
    ['StringEquals', "${aws:username, 'me'x}", 'me', 'reject'],
    ['StringEquals', `\${ ${HOST}:sub }`, SUB, 'accept'],
  ])('%s %j on %j: %s', (operator, values, found, expected) => {
    expect(on(operator, values, found)).toBe(expected);
  });

  test.each<[string, string, unknown, string]>([
    ['StringEquals', '<var.host>:sub', SUB, 'unknown'],
    ['StringEquals', 'https://<var.host>/<var.path>:sub', SUB, 'unknown'],
    ['StringEquals', '<var.host>:sub', 'another', 'reject'],
    ['StringNotEquals', '<var.host>:sub', 'another', 'accept'],
    ['StringNotEquals', '<var.host>:sub', SUB, 'unknown'],
    ['StringEqualsIfExists', '<var.host>:sub', SUB, 'accept'],
    ['StringEqualsIfExists', '<var.host>:sub', 'another', 'unknown'],
    ['ForAnyValue:StringEquals', '<var.host>:amr', 'mfa', 'reject'],
    ['Null', '<var.host>:sub', 'false', 'unknown'],
    ['Null', '<var.host>:amr', 'true', 'accept'],
    ['StringEquals', '<var.host>:event_name', 'push', 'reject'],
    ['StringEquals', '<var.key>', SUB, 'unknown'],
    ['Null', '<var.key>', 'true', 'unknown'],
    ['StringEquals', '${host}:sub', SUB, 'reject'],
    ['StringNotEquals', '!Sub ${Host}:sub', SUB, 'accept'],
    ['StringEquals', 'email', '${<var.host>:sub}', 'unknown'],
  ])('a key whose issuer is only known at deployment may be one of the token: %s %s %j: %s', (operator, key, values, expected) => {
    const { outcome: told } = decide(policy(statement({ Condition: { [operator]: { [key === 'email' ? `${HOST}:email` : key]: values } } })), { ...TOKEN, email: 'x' });
    expect(told).toBe(expected);
  });

  test('what is not known of a key is named', () => {
    expect(first(policy(statement({ Condition: { StringEquals: { '<var.host>/<var.path>:sub': SUB } } })))).toEqual({ claim: 'sub', expected: [SUB], found: SUB, ok: false, hint: 'not resolved: var.host, var.path' });
  });

  test('of HCP Terraform a subject counts, though the issuer of its key is only known at deployment', () => {
    const trusting = (key: string) => decide(policy(statement({ Principal: { Federated: PROVIDER.replace(HOST, 'app.terraform.io') }, Condition: { StringEquals: { [key]: 'x' } } })), { iss: 'https://app.terraform.io', aud: 'a', sub: 'x' }).outcome;
    expect([trusting('<var.host>:sub'), trusting('<var.host>:SUB'), trusting('app.<var.name>.io:sub')]).toEqual(['unknown', 'unknown', 'unknown']);
    expect([trusting('<var.host>:aud'), trusting('x:sub'), trusting('x.example.com:sub'), trusting('<var.host>:x-sub')]).toEqual(['reject', 'reject', 'reject', 'reject']);
  });

  test('signs that open a variable and never close it are read in one pass', () => {
    expect(on('StringLike', `${'${a:'.repeat(200_000)}*`, `${'${a:'.repeat(200_000)}b`)).toBe('accept');
    expect(on('StringLike', '${*}${a:', '*${a:')).toBe('accept');
  });

  test.each<[string, unknown, unknown, string]>([
    ['ForAnyValue:StringEquals', 'mfa', ['mfa', 1], 'reject'],
    ['ForAllValues:StringEquals', 'mfa', [1], 'accept'],
    ['Null', 'true', ['mfa', 1], 'accept'],
  ])('a list that is not of texts is none: %s %j on %j: %s', (operator, values, amr, expected) => {
    expect(decide(when(operator, 'amr', values), { ...TOKEN, amr }).outcome).toBe(expected);
  });

  test('keys of tags are absent where there are none, and not an empty list', () => {
    for (const key of ['aws:TagKeys', 'sts:TransitiveTagKeys']) expect(decide(when('ForAnyValue:StringEqualsIfExists', key, 'x')).outcome).toBe('accept');
  });

  test.each<[string, Record<string, unknown>]>([['a party that is no text', { azp: 1 }], ['no audience', { aud: undefined }], ['an audience that is no text', { aud: [1] }]])('a token with %s is for nobody, though nothing is asked', (_name, change) => {
    expect(decide(policy(statement()), { ...TOKEN, ...change }).outcome).toBe('reject');
  });

  test('the number of Google is absent where it is no number', () => {
    const document = (wanted: string) => policy(statement({ Principal: { Federated: 'accounts.google.com' }, Condition: { Null: { 'accounts.google.com:google/organization_number': wanted } } }));
    for (const google of [undefined, null, {}, { organization_number: [] }]) expect(decide(document('true'), { iss: 'https://accounts.google.com', aud: 'a', google }).outcome).toBe('accept');
    expect(decide(document('false'), { iss: 'https://accounts.google.com', aud: 'a', google: { organization_number: 1 } }).outcome).toBe('accept');
  });

  test('an issuer without a host is none, whoever is trusted', () => {
    expect(decide(policy(statement({ Principal: '*' })), { ...TOKEN, iss: 'https://' }).outcome).toBe('reject');
    expect(decide(policy(statement({ Principal: '*' })), { ...TOKEN, iss: 'https://a' }).outcome).toBe('accept');
    expect(decide(policy(statement()), { ...TOKEN, iss: HOST }).reasons).toStrictEqual([{ claim: 'iss', expected: [], found: HOST, ok: false, hint: 'an issuer is a URL that begins with https://: give the claims as the issuer signed them' }]);
  });

  test('null is no policy', () => {
    expect(decide(null)).toMatchObject({ outcome: 'reject', reasons: [{ hint: 'IAM refuses the policy: a policy is an object' }] });
  });

  test('an action takes no variable', () => {
    expect(decide(policy(statement({ Action: 'sts:Assume${aws:username}' }))).outcome).toBe('reject');
  });

  test('the audience of a provider is no pattern', () => {
    const registered = (clientId: string) => ({ providers: [{ id: 'a', url: `https://${HOST}`, clientIds: [clientId] }] });
    expect(decide(policy(statement()), TOKEN, registered('sts.*')).outcome).toBe('reject');
    expect(decide(policy(statement()), { ...TOKEN, aud: '*' }, registered('${*}')).outcome).toBe('reject');
    expect(decide(policy(statement()), TOKEN, { providers: [{ id: 'a', url: 'https://gitlab.com', clientIds: ['x'] }] }).outcome).toBe('accept');
  });

  test.each<[string, LateJson, Record<string, unknown>]>([
    ['admits', policy(statement()), TOKEN], ['refuses', when('StringEquals', 'sub', 'x'), TOKEN], ['cannot tell', when('StringEquals', 'sub', late(A)), TOKEN], ['meets no issuer', policy(statement()), {}],
  ])('the outcome alone is that of the decision, where a trust %s', (_name, document, claims) => {
    expect(outcome({ policy: document }, claims)).toBe(decide(document, claims).outcome);
  });
});

describe('what is late', () => {
  test.each<[string, LateJson, string]>([
    ['a text in other letters', when('StringEqualsIgnoreCase', 'sub', late('REPO:', A)), 'unknown'],
    ['most of an ARN', when('ArnEquals', 'email', late('arn:', A)), 'unknown'],
    ['an address', when('IpAddress', 'actor', late(A)), 'unknown'],
    ['an address that must not be', when('NotIpAddress', 'actor', late(A)), 'unknown'],
    ['the principal, where a condition fails', policy(statement({ Principal: late(A), Condition: { StringEquals: { [`${HOST}:sub`]: 'x' } } })), 'reject'],
    ['a denial, where nothing allows', policy(statement({ Action: 'sts:AssumeRole' }), statement({ Effect: 'Deny', Condition: { StringEquals: { [`${HOST}:sub`]: late(A) } } })), 'reject'],
    ['those who are excluded', policy(statement({ Principal: undefined, NotPrincipal: late(A) })), 'unknown'],
    ['the effect of a statement for others', policy(statement(), statement({ Effect: late(A), Principal: { Federated: gitlab } })), 'accept'],
    ['the effect of a statement whose condition fails', policy(statement(), statement({ Effect: late(A), Condition: { StringEquals: { [`${HOST}:sub`]: 'x' } } })), 'accept'],
  ])('%s', (_name, document, expected) => {
    expect(decide(document, { ...TOKEN, email: 'arn:aws:iam::1:role/a', actor: '10.0.0.1' }).outcome).toBe(expected);
  });

  const unresolved = (hint: string) => ({ claim: 'policy', expected: [], found: undefined, ok: false, hint });
  test.each<[string, LateJson, unknown[]]>([
    ['a policy', late(A, B, A), [unresolved('not resolved: A, B, A')]],
    ['its statements', { Statement: late(A, B) }, [unresolved('not resolved: A, B')]],
    ['a statement', policy(late(A, B)), [
      { claim: 'action', expected: [ACTION], found: ['<A><B>'], ok: false, hint: 'not resolved: A, B' }, unresolved('not resolved: A, B'),
      { claim: 'iss', expected: [`https://${HOST}`], found: `https://${HOST}`, ok: false, hint: 'not resolved: A, B' }, unresolved('a Deny statement may deny: not resolved: A, B'),
    ]],
    ['an effect', policy(statement({ Effect: late(A, B, A) })), [unresolved('not resolved: A, B'), unresolved('a Deny statement may deny: not resolved: A, B')]],
    ['its conditions', policy(statement({ Condition: late(A) })), [unresolved('not resolved: A')]],
    ['an action', policy(statement({ Action: [late(A), 'sts:TagSession'] })), [{ claim: 'action', expected: [ACTION], found: ['<A>', 'sts:TagSession'], ok: false, hint: 'not resolved: A' }]],
    ['a principal beside one that is none', policy(statement({ Principal: { Federated: ['x', late(A)] } })), [{ claim: 'iss', expected: [`https://${HOST}`], found: `https://${HOST}`, ok: false, hint: 'not resolved: A' }]],
    ['the subject of a denial of a known provider', policy(statement(), statement({ Effect: 'Deny', Principal: { Federated: late('arn:aws:iam::', A, `:oidc-provider/${HOST}`) }, Condition: { StringEquals: { [`${HOST}:sub`]: late(B) } } })),
      [unresolved('a Deny statement may deny: not resolved: B')]],
    ['what the request tells a denial', policy(statement(), statement({ Effect: 'Deny', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })), [unresolved('a Deny statement may deny: not resolved: aws:SourceIp')]],
  ])('is named: %s', (_name, document, expected) => {
    expect(failures(document)).toEqual(expected);
  });

  test('is named of audiences and roles, and nothing beside it', () => {
    const clientIds = [late('sts.', A), 'y'];
    expect(failures(policy(statement()), TOKEN, { providers: [{ id: 'a', url: `https://${HOST}`, clientIds }] })).toEqual([{ claim: 'aud', expected: ['sts.<A>', 'y'], found: 'sts.amazonaws.com', ok: false, hint: 'not resolved: A' }]);
    const roles = ['arn:aws:iam::1:role/a'];
    expect(failures(policy(statement()), { ...TOKEN, 'https://aws.amazon.com/roles': roles }, { roleArn: late('arn:aws:iam::', A, ':role/a') }))
      .toEqual([{ claim: 'https://aws.amazon.com/roles', expected: ['arn:aws:iam::<A>:role/a'], found: roles, ok: false, hint: 'not resolved: A' }]);
    expect(failures(policy(statement()), { ...TOKEN, 'https://aws.amazon.com/roles': roles }, { roleArn: 'x' }))
      .toEqual([{ claim: 'https://aws.amazon.com/roles', expected: ['x'], found: roles, ok: false, hint: 'the issuer made the token for other roles: have it name this one' }]);
  });
});

describe('a reason', () => {
  const deny = (Sid: unknown, sub: string) => statement({ Effect: 'Deny', Sid, Condition: { StringEquals: { [`${HOST}:sub`]: sub } } });

  test('is of the statement that denies, and of none where none does', () => {
    expect(failures(policy(statement(), deny('Other', 'x'), deny('This', SUB)))).toEqual([{ claim: 'sub', expected: [`not StringEquals ${SUB}`], found: SUB, ok: false, hint: 'the Deny statement "This" denies the token: change that statement, or what the job sends' }]);
    expect(failures(policy(statement(), deny(7, SUB)))[0].hint).toMatch(/^a Deny statement denies/);
    for (const other of [deny('Other', 'x'), statement({ Effect: 'Deny', Action: 'sts:AssumeRole' }), statement({ Effect: 'Deny', Principal: { Federated: gitlab } })]) expect(failures(policy(statement(), other))).toEqual([]);
    expect(failures(policy(statement(), statement({ Effect: 'Deny' })))).toEqual([{ claim: 'policy', expected: [], found: undefined, ok: false, hint: 'a Deny statement denies the token: change that statement, or what the job sends' }]);
  });

  test('is never of a statement that would deny, however near it comes', () => {
    const [reason, ...others] = failures(policy(deny('Other', 'x'), statement({ Condition: { StringEquals: { [`${HOST}:sub`]: 'y', [`${HOST}:actor`]: 'z' } } })));
    expect([reason.claim, reason.expected, others.map(({ claim }) => claim)]).toEqual(['sub', ['y'], ['actor']]);
  });

  test('names those who are trusted, without those who are excluded or cannot be read', () => {
    expect(first(policy(statement({ Principal: undefined, NotPrincipal: { Federated: PROVIDER } }))).expected).toEqual([]);
    expect(first(policy(statement({ Principal: { Federated: ['x', gitlab] } }))).expected).toEqual(['https://gitlab.com']);
  });

  test('says what a statement does not cover', () => {
    expect(failures(policy(statement({ Action: undefined, NotAction: [ACTION, 'sts:TagSession'] })))).toEqual([{
      claim: 'action', expected: [ACTION], found: [`not ${ACTION}`, 'not sts:TagSession'], ok: false, hint: `the statement does not allow ${ACTION}: name it`,
    }]);
  });

  test('comes in the order of what has to be fixed first', () => {
    const keys = { environment: 'x', sub: 'y', aud: 'z', event_name: 'push' };
    const conditions = { StringEquals: Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${HOST}:${key}`, value])) };
    const document = policy(statement({ Action: 'sts:AssumeRole', Condition: conditions }), deny('No', SUB));
    expect(failures(document).map(({ claim, expected }) => `${claim} ${expected}`)).toEqual([`action ${ACTION}`, 'event_name push', 'aud z', `sub not StringEquals ${SUB}`, 'sub y', 'environment x']);
  });

  test('of the audience that the provider lacks comes behind what AWS does not see, and in front of a denial', () => {
    const trust = { providers: [{ id: 'a', url: `https://${HOST}`, clientIds: ['x'] }] };
    expect(failures(policy(statement({ Condition: { StringEquals: { [`${HOST}:event_name`]: 'x' } } }), deny('No', SUB)), TOKEN, trust).map(({ claim }) => claim)).toEqual(['event_name', 'aud', 'sub']);
  });

  test('of a pattern in one of several values tells of patterns, and of a pattern proper does not', () => {
    expect(first(when('StringEquals', 'sub', ['x', 'repo:*'])).hint).toMatch(/^StringEquals takes an asterisk/);
    expect(first(when('StringLike', 'sub', 'repo:my-org/my-app:ref:*')).hint).not.toMatch(/takes an asterisk/);
    expect(first(when('StringEquals', 'sub', '${*}x')).hint ?? '').not.toMatch(/takes an asterisk/);
  });

  test('of a condition on the audience shows the list where no party is named', () => {
    const aud = ['a', 'b'];
    expect(failures(when('StringEquals', 'aud', 'a'), { ...TOKEN, aud }).map(({ claim, found }) => [claim, found])).toEqual([['aud', aud], ['aud', aud]]);
  });

  test('shows what the request carries in every case', () => {
    expect(first(when('StringEquals', 'aws:SecureTransport', 'false'))).toMatchObject({ claim: 'aws:SecureTransport', expected: ['false'], found: 'true' });
    expect(first(when('StringEquals', 'aws:PrincipalArn', 'x'))).toMatchObject({ claim: 'aws:PrincipalArn', found: undefined });
  });

  test('that is met has no hint, and what is refused has', () => {
    expect(decide(policy(statement())).reasons[0]).toStrictEqual({ claim: 'iss', expected: [`https://${HOST}`], found: `https://${HOST}`, ok: true });
    expect(first(when('StringNotEquals', 'sub', SUB))).toStrictEqual({ claim: 'sub', expected: [`StringNotEquals ${SUB}`], found: SUB, ok: false, hint: expect.stringContaining('just what is refused') });
  });
});
