import { ACTION, decide, first, HOST, policy, PROVIDER, statement, SUB, TOKEN, when } from './trust-policies';
import { evaluate } from '../../src/aws/evaluate';
import { Late, LateJson } from '../../src/private/late';

const subject = (sub: unknown) => when('StringEquals', 'sub', sub);
const provider = (host: string, partition = 'aws') => `arn:${partition}:iam::123456789012:oidc-provider/${host}`;
const deny = (change: Record<string, unknown>) => policy(statement(), statement({ Effect: 'Deny', ...change }));

describe('the decision on a trust policy', () => {
  test.each<[string, LateJson, string]>([
    ['one statement in no list', { Version: '2012-10-17', Statement: statement() as LateJson }, 'accept'],
    ['no condition', policy(statement()), 'accept'],
    ['the second of two statements', policy(statement({ Principal: { Federated: provider('gitlab.com') } }), statement()), 'accept'],
    ['a denial beside it', deny({}), 'reject'],
    ['a denial in front of it', policy(statement({ Effect: 'Deny' }), statement()), 'reject'],
    ['a denial of others', deny({ Condition: { StringNotEquals: { [`${HOST}:sub`]: SUB } } }), 'accept'],
    ['a denial of this subject', deny({ Condition: { StringLike: { [`${HOST}:sub`]: '*:production' } } }), 'reject'],
    ['a denial of another action', deny({ Action: 'sts:AssumeRole' }), 'accept'],
    ['a denial of everybody else', deny({ Principal: undefined, NotPrincipal: { Federated: PROVIDER } }), 'accept'],
    ['a denial of everybody but another', deny({ Principal: undefined, NotPrincipal: { Federated: provider('gitlab.com') } }), 'reject'],
    ['nothing but a denial', policy(statement({ Effect: 'Deny', Condition: { StringEquals: { [`${HOST}:sub`]: 'x' } } })), 'reject'],
  ])('%s', (_name, document, outcome) => {
    expect(decide(document).outcome).toBe(outcome);
  });

  test.each<[unknown, string]>([
    [ACTION, 'accept'], ['STS:ASSUMEROLEWITHWEBIDENTITY', 'accept'], ['sts:*', 'accept'], ['*', 'accept'], ['sts:AssumeRoleWith*', 'accept'], ['sts:?ssumeRoleWithWebIdentity', 'accept'],
    [['sts:TagSession', ACTION], 'accept'], ['sts:AssumeRole', 'reject'], ['sts:AssumeRoleWithSAML', 'reject'], [['sts:TagSession'], 'reject'], [[], 'reject'], ['iam:*', 'reject'],
  ])('takes the action %j: %s', (action, outcome) => {
    expect(decide(policy(statement({ Action: action }))).outcome).toBe(outcome);
    expect(decide(policy(statement({ Action: undefined, NotAction: action }))).outcome).toBe(outcome === 'accept' ? 'reject' : 'accept');
  });

  test.each<[unknown, string]>([
    [{ Federated: PROVIDER }, 'accept'],
    [{ Federated: [provider('gitlab.com'), PROVIDER] }, 'accept'],
    [{ Federated: provider(HOST, 'aws-us-gov') }, 'accept'],
    [{ Federated: provider(HOST, 'aws-cn') }, 'accept'],
    ['*', 'accept'],
    [{ AWS: '*' }, 'accept'],
    [{ AWS: '123456789012', Federated: PROVIDER }, 'accept'],
    [{ Federated: provider(HOST, 'gcp') }, 'reject'],
    [{ Federated: provider(`${HOST}/octocorp`) }, 'reject'],
    [{ Federated: provider(HOST.slice(1)) }, 'reject'],
    [{ Federated: HOST }, 'reject'],
    [{ Federated: '*' }, 'reject'],
    [{ Federated: `x${PROVIDER}` }, 'reject'],
    [{ AWS: PROVIDER }, 'reject'],
    [{ AWS: '123456789012' }, 'reject'],
    [{ Service: 'ec2.amazonaws.com' }, 'reject'],
    [{ Federated: 7 }, 'reject'],
    ['x', 'reject'],
  ])('takes the principal %j: %s', (principal, outcome) => {
    expect(decide(policy(statement({ Principal: principal }))).outcome).toBe(outcome);
    expect(decide(policy(statement({ Principal: undefined, NotPrincipal: principal }))).outcome).toBe(outcome === 'accept' ? 'reject' : 'accept');
  });

  test.each(['accounts.google.com', 'cognito-identity.amazonaws.com'])('knows %s by its bare host', host => {
    const document = policy(statement({ Principal: { Federated: host } }));
    expect(decide(document, { iss: `https://${host}`, aud: 'a' }).outcome).toBe('accept');
    expect(decide(document).outcome).toBe('reject');
  });

  test('takes a token of Google without the scheme', () => {
    const document = policy(statement({ Principal: { Federated: 'accounts.google.com' }, Condition: { StringEquals: { 'accounts.google.com:aud': 'a' } } }));
    expect(decide(document, { iss: 'accounts.google.com', aud: 'a' }).outcome).toBe('accept');
    expect(decide(document, { iss: 'gitlab.com', aud: 'a' }).outcome).toBe('reject');
  });

  test.each<[string, unknown, RegExp]>([
    ['a list', [], /object/],
    ['a version of which there is none', when('StringEquals', 'sub', SUB, '2011-01-01'), /Version is "2011-01-01", and has to be 2012-10-17 or 2008-10-17/],
    ['no statement', { Version: '2012-10-17' }, /needs a statement/],
    ['an empty list', { Statement: [] }, /needs a statement/],
    ['a statement that is a text', { Statement: ['x'] }, /statement is an object/],
    ['an unknown effect', policy(statement({ Effect: 'allow' })), /Effect is "allow"/],
    ['no effect', policy(statement({ Effect: undefined })), /Allow or Deny/],
    ['no action', policy(statement({ Action: undefined })), /Action and NotAction/],
    ['two kinds of action', policy(statement({ NotAction: '*' })), /Action and NotAction/],
    ['no principal', policy(statement({ Principal: undefined })), /Principal and NotPrincipal/],
    ['two kinds of principal', policy(statement({ NotPrincipal: '*' })), /Principal and NotPrincipal/],
    ['a resource', policy(statement({ Resource: '*' })), /takes no Resource, since .*: take it out/],
    ['all resources but one', policy(statement({ NotResource: 'x' })), /takes no NotResource/],
    ['a condition that is a text', policy(statement({ Condition: 'x' })), /Condition has to be an object/],
    ['an operator that is a text', policy(statement({ Condition: { StringEquals: 'x' } })), /StringEquals has to be an object/],
    ['an unknown operator', when('StringMatches', 'sub', SUB), /no condition operator StringMatches/],
    ['an unknown set operator', when('ForSomeValues:StringEquals', 'sub', SUB), /no condition operator ForSomeValues/],
    ['a test of absence that only asks if it is there', when('NullIfExists', 'sub', 'true'), /no condition operator NullIfExists/],
  ])('rejects what IAM would refuse: %s', (_name, document, why) => {
    expect(decide(document as LateJson)).toMatchObject({ outcome: 'reject', reasons: [{ claim: 'policy', ok: false, expected: [], hint: expect.stringMatching(/^IAM refuses the policy: /) }] });
    expect(first(document as LateJson).hint).toMatch(why);
  });

  test('rejects a policy with one statement that IAM would refuse, though another would admit', () => {
    expect(decide(policy(statement(), statement({ Effect: 'Maybe' }))).outcome).toBe('reject');
  });
});

describe('the decision on a token', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['as it is', {}, 'accept'],
    ['of no issuer', { iss: undefined }, 'reject'],
    ['of an issuer without encryption', { iss: `http://${HOST}` }, 'reject'],
    ['of an issuer that is none', { iss: 'https://' }, 'reject'],
    ['of an issuer with a slash more', { iss: `https://${HOST}/` }, 'reject'],
    ['for one audience in a list', { aud: ['sts.amazonaws.com'] }, 'accept'],
    ['for no audience', { aud: undefined }, 'reject'],
    ['for an empty list of audiences', { aud: [] }, 'reject'],
    ['for several audiences', { aud: ['sts.amazonaws.com', 'other'] }, 'reject'],
    ['for several audiences, made for one party', { aud: ['a', 'b'], azp: 'sts.amazonaws.com' }, 'accept'],
    ['made for another party', { azp: 'other' }, 'reject'],
    ['made for a party that is no text', { azp: 1 }, 'reject'],
    ['for an audience that is no text', { aud: 1 }, 'reject'],
  ])('%s', (_name, change, outcome) => {
    expect(decide(when('StringEquals', 'aud', 'sts.amazonaws.com'), { ...TOKEN, ...change }).outcome).toBe(outcome);
  });

  test('does not take for a claim what every object has', () => {
    expect(decide(policy(statement({ Principal: { Federated: provider('gitlab.com') }, Condition: { Null: { 'gitlab.com:constructor': 'false' } } })), { iss: 'https://gitlab.com', aud: 'a' }).outcome).toBe('reject');
    expect(decide(policy(statement()), Object.create(TOKEN) as Record<string, unknown>).outcome).toBe('reject');
  });

  const registered = (...clientIds: (string | Late)[]) => ({ providers: [{ id: 'a', url: 'https://gitlab.com', clientIds: ['x'] }, { id: 'b', url: `https://${HOST}`, clientIds }] });

  test('asks whether the provider knows the audience, where the provider is known', () => {
    expect(decide(policy(statement()), TOKEN, registered('sts.amazonaws.com', 'x')).outcome).toBe('accept');
    expect(decide(policy(statement()), TOKEN, registered('other'))).toMatchObject({ outcome: 'reject', reasons: [{ claim: 'aud', expected: ['other'], found: 'sts.amazonaws.com' }, { ok: true }, { ok: true }] });
    expect(decide(policy(statement()), TOKEN, registered()).outcome).toBe('reject');
    expect(first(policy(statement()), TOKEN, registered()).hint).toBe('no audience is trusted: register "sts.amazonaws.com"');
    expect(decide(policy(statement()), { ...TOKEN, azp: 'x' }, registered('x')).outcome).toBe('accept');
    expect(decide(policy(statement()), TOKEN, { providers: [{ id: 'b', url: `https://${HOST}` }] }).outcome).toBe('accept');
  });

  test('cannot tell whether a provider knows an audience that is late', () => {
    const late = new Late(['sts.', { late: 'Suffix' }]);
    expect(decide(policy(statement()), TOKEN, registered(late)).outcome).toBe('unknown');
    expect(first(policy(statement()), TOKEN, registered(late)).hint).toBe('not resolved: Suffix');
    expect(decide(policy(statement()), TOKEN, registered(late, 'sts.amazonaws.com')).outcome).toBe('accept');
    expect(decide(policy(statement()), { ...TOKEN, aud: 'x' }, registered(late)).outcome).toBe('reject');
    expect(decide(subject('other'), TOKEN, registered(late)).outcome).toBe('reject');
  });

  const ROLES = 'https://aws.amazon.com/roles';
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  test.each<[unknown, string | Late | undefined, string]>([
    [[roleArn], roleArn, 'accept'],
    [roleArn, roleArn, 'accept'],
    [['arn:aws:iam::123456789012:role/other'], roleArn, 'reject'],
    [[], roleArn, 'reject'],
    [1, roleArn, 'reject'],
    [['x'], undefined, 'accept'],
    [[roleArn], new Late(['arn:aws:iam::', { late: 'AWS::AccountId' }, ':role/deploy']), 'unknown'],
    [[roleArn], new Late(['arn:aws:iam::', { late: 'AWS::AccountId' }, ':role/other']), 'reject'],
  ])('that is for the roles %j, at %s: %s', (roles, arn, outcome) => {
    expect(decide(policy(statement()), { ...TOKEN, [ROLES]: roles }, { roleArn: arn }).outcome).toBe(outcome);
  });

  test('tells a condition whether the issuer named the role', () => {
    const document = when('Bool', 'sts:RoleAuthorizedByIdp', 'true');
    expect(decide(document, { ...TOKEN, [ROLES]: [roleArn] }, { roleArn }).outcome).toBe('accept');
    expect(decide(document, TOKEN, { roleArn }).outcome).toBe('reject');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['nested tags', { 'https://aws.amazon.com/tags': { principal_tags: { Team: ['a'] }, transitive_tag_keys: ['Team'] } }, 'sts:TagSession'],
    ['flat tags', { 'https://aws.amazon.com/tags/principal_tags/Team': ['a'], 'https://aws.amazon.com/tags/transitive_tag_keys': ['Team'] }, 'sts:TagSession'],
    ['a source identity', { 'https://aws.amazon.com/source_identity': 'me' }, 'sts:SetSourceIdentity'],
  ])('with %s asks for one action more', (_name, claims, action) => {
    expect(decide(policy(statement({ Action: [ACTION, action] })), { ...TOKEN, ...claims }).outcome).toBe('accept');
    expect(decide(policy(statement()), { ...TOKEN, ...claims }).outcome).toBe('reject');
    expect(first(policy(statement()), { ...TOKEN, ...claims })).toMatchObject({ claim: 'action', expected: [action], found: [ACTION], ok: false, hint: expect.stringContaining(`allow ${action}`) });
  });

  test.each<[string, string, unknown]>([
    ['StringEquals', 'aws:RequestTag/team', 'a'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['Team', 'Other']],
    ['ForAnyValue:StringEquals', 'sts:TransitiveTagKeys', 'Team'],
    ['StringEquals', 'sts:SourceIdentity', 'me'],
  ])('with tags meets %s %s', (operator, key, values) => {
    const claims = { ...TOKEN, 'https://aws.amazon.com/tags': { principal_tags: { Team: ['a'] }, transitive_tag_keys: ['Team'] }, 'https://aws.amazon.com/source_identity': 'me' };
    const document = (wanted: unknown) => policy(statement({ Action: 'sts:*', Condition: { [operator]: { [key]: wanted } } }));
    expect(decide(document(values), claims).outcome).toBe('accept');
    expect(decide(document('x'), claims).outcome).toBe('reject');
    expect(decide(policy(statement({ Action: 'sts:*', Condition: { Null: { [key]: 'true' } } }))).outcome).toBe('accept');
  });

  describe('is decided for each issuer that one trust meets', () => {
    const host = (i: number) => `issuer${i}.example.com`;
    const token = (i: number, sub: number) => ({ iss: `https://${host(i)}`, aud: 'a', sub: `${sub}` });
    const trust = { policy: policy(statement(), ...Array.from({ length: 40 }, (_, i) => statement({ Principal: { Federated: provider(host(i)) }, Condition: { StringEquals: { [`${host(i)}:sub`]: `${i}` } } }))) };

    test('in turn', () => {
      const asked = [0, 1, 0, 0, 1, 1, 0].map(i => [evaluate(trust, token(i, i)).outcome, evaluate(trust, token(1 - i, i)).outcome, evaluate(trust, token(i, 1 - i)).outcome]);
      expect(asked).toEqual(asked.map(() => ['accept', 'reject', 'reject']));
      expect([undefined, 7, 'http://x', 'https://'].map(iss => evaluate(trust, { ...token(0, 0), iss }).outcome)).toEqual(['reject', 'reject', 'reject', 'reject']);
    });

    test('however many they are', () => {
      const issuers = Array.from({ length: 80 }, (_, i) => i % 40);
      expect(issuers.map(i => evaluate(trust, token(i, i)).outcome)).toEqual(issuers.map(() => 'accept'));
      expect(issuers.map(i => evaluate(trust, token(i, i + 1)).outcome)).toEqual(issuers.map(() => 'reject'));
    });
  });

  test('is written whole as JSON', () => {
    expect(JSON.parse(JSON.stringify(decide(policy(statement()))))).toMatchObject({ outcome: 'accept', reasons: [{ claim: 'iss', ok: true }, { claim: 'sub', ok: true }] });
  });
});

describe('what is only known at deployment', () => {
  const late = (...parts: (string | { late: string })[]) => new Late(parts);
  const account = { late: 'AWS::AccountId' };
  const org = { late: 'Org' };

  test.each<[string, LateJson, string, string | undefined]>([
    ['the account of the provider', policy(statement({ Principal: { Federated: late('arn:aws:iam::', account, `:oidc-provider/${HOST}`) } })), 'accept', undefined],
    ['the account of another provider', policy(statement({ Principal: { Federated: late('arn:aws:iam::', account, ':oidc-provider/gitlab.com') } })), 'reject', undefined],
    ['the provider', policy(statement({ Principal: { Federated: late({ late: 'Provider' }) } })), 'unknown', 'not resolved: Provider'],
    ['the beginning of a provider with the end of another', policy(statement({ Principal: { Federated: late({ late: 'Provider' }, '.example.com') } })), 'reject', undefined],
    ['the beginning of a provider with the end of this', policy(statement({ Principal: { Federated: late({ late: 'Provider' }, 'usercontent.com') } })), 'unknown', 'not resolved: Provider'],
    ['the principal', policy(statement({ Principal: late({ late: 'P' }) })), 'unknown', 'not resolved: P'],
    ['an ARN of AWS', policy(statement({ Principal: { AWS: late({ late: 'P' }) } })), 'reject', undefined],
    ['a part of the subject', when('StringEquals', 'sub', late('repo:', org, '/my-app:environment:production')), 'unknown', 'not resolved: Org'],
    ['a part of a subject that differs elsewhere', when('StringEquals', 'sub', late('repo:', org, '/my-app:environment:staging')), 'reject', undefined],
    ['a part of a pattern', when('StringLike', 'sub', late('repo:', org, '/*')), 'unknown', 'not resolved: Org'],
    ['a value beside one that fits', when('StringEquals', 'sub', [late(org), SUB]), 'accept', undefined],
    ['a value beside one that does not', when('StringEquals', 'sub', [late(org), 'x']), 'unknown', 'not resolved: Org'],
    ['a value that must not be', when('StringNotEquals', 'sub', late(org)), 'unknown', 'not resolved: Org'],
    ['a value that must not be, and cannot be', when('StringNotEquals', 'sub', late('x', org)), 'accept', undefined],
    ['one of two values that must not be', when('StringNotEquals', 'sub', [late(org), SUB]), 'reject', undefined],
    ['a number', when('NumericEquals', 'repository_id', late(org)), 'unknown', 'not resolved: Org'],
    ['a number for a text', when('NumericEquals', 'sub', late(org)), 'reject', undefined],
    ['an address for a text', when('IpAddress', 'sub', late(org)), 'reject', undefined],
    ['the values of a test of absence', when('Null', 'sub', late(org)), 'unknown', 'not resolved: Org'],
    ['a value of a key that is absent', when('StringEquals', 'actor', late(org)), 'reject', undefined],
    ['the conditions', policy(statement({ Condition: late({ late: 'C' }) })), 'unknown', 'not resolved: C'],
    ['the tests of an operator', policy(statement({ Condition: { StringEquals: late({ late: 'C' }) } })), 'unknown', 'not resolved: C'],
    ['the tests of an operator, beside one that fails', policy(statement({ Condition: { StringLike: late({ late: 'C' }), StringEquals: { [`${HOST}:sub`]: 'x' } } })), 'reject', undefined],
    ['the action', policy(statement({ Action: late({ late: 'A' }) })), 'unknown', 'not resolved: A'],
    ['an action beside the one', policy(statement({ Action: [late({ late: 'A' }), ACTION] })), 'accept', undefined],
    ['the effect', policy(statement({ Effect: late({ late: 'E' }) })), 'unknown', 'not resolved: E'],
    ['the effect, of a statement for others', policy(statement({ Effect: late({ late: 'E' }), Principal: { AWS: 'x' } })), 'reject', undefined],
    ['the effect, beside one that allows', policy(statement(), statement({ Effect: late({ late: 'E' }) })), 'unknown', 'a Deny statement may deny: not resolved: E'],
    ['a statement', policy(late({ late: 'S' })), 'unknown', 'not resolved: S'],
    ['the statements', { Statement: late({ late: 'S' }) }, 'unknown', 'not resolved: S'],
    ['the policy', late({ late: 'P' }), 'unknown', 'not resolved: P'],
    ['the subject of a denial', deny({ Sid: 'No', Condition: { StringEquals: { [`${HOST}:sub`]: late(org) } } }), 'unknown', 'the Deny statement "No" may deny: not resolved: Org'],
    ['the subject of a denial that denies otherwise', policy(statement(), statement({ Effect: 'Deny', Condition: { StringEquals: { [`${HOST}:sub`]: late(org) } } }), statement({ Effect: 'Deny' })), 'reject', undefined],
    ['the address of the sender', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), 'unknown', 'aws:SourceIp comes with the request, not with the token'],
    ['a variable of the request', when('StringEquals', 'sub', '${sts:RoleSessionName}'), 'unknown', undefined],
    ['a variable of the request, in a subject that differs elsewhere', when('StringEquals', 'sub', 'x${sts:RoleSessionName}'), 'reject', undefined],
  ])('%s', (_name, document, outcome, hint) => {
    const decision = decide(document);
    expect(decision.outcome).toBe(outcome);
    if (hint !== undefined) expect(decision.reasons[0]).toMatchObject({ ok: false, hint });
    expect(decision.reasons.some(reason => !reason.ok)).toBe(outcome !== 'accept');
  });

  test('is said of an ARN part by part', () => {
    const claims = { ...TOKEN, sub: 'arn:aws:iam::123456789012:role/x' };
    expect(decide(when('ArnEquals', 'sub', late('arn:aws:iam::', account, ':role/x')), claims).outcome).toBe('unknown');
    expect(decide(when('ArnEquals', 'sub', late('arn:aws:iam::', account, ':role/y')), claims).outcome).toBe('reject');
    expect(decide(when('ArnEquals', 'sub', late(account)), claims).outcome).toBe('unknown');
  });
});
