import { ACTION, decide, first, HOST, policy, PROVIDER, statement, SUB, TOKEN, when } from './trust-policies';
import { Late } from '../../src/private/late';

const repo = 'repo:my-org/my-app';
const ids = 'repo:my-org@123456/my-app@456789';
const conditions = (sub: unknown, more: Record<string, unknown> = {}) => ({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: sub, ...more } });
const trusting = (sub: unknown, more: Record<string, unknown> = {}) => policy(statement({ Condition: conditions(sub, more) }));
const main = { ...TOKEN, environment: undefined, sub: `${repo}:ref:refs/heads/main` };

describe('the first reason of a refusal names the cause and the fix', () => {
  test.each<[string, Record<string, unknown>, ReturnType<typeof trusting>, string, RegExp]>([
    ['environment replaced the ref', TOKEN, trusting(main.sub), 'sub', /names environment "production", which takes the place of the ref .*: trust environment "production", or take the environment out/],
    ['ids missing in the trust', { ...main, sub: `${ids}:ref:refs/heads/main` }, trusting(main.sub), 'sub', /sends its numeric ids .*: trust "repo:my-org@123456\/my-app@456789:ref:refs\/heads\/main"/],
    ['ids that are not sent', main, trusting(`${ids}:ref:refs/heads/main`), 'sub', /sends names without ids .*: trust "repo:my-org\/my-app:ref:refs\/heads\/main"/],
    ['letter case', main, trusting('repo:My-Org/My-App:ref:refs/heads/main'), 'sub', /only the letter case differs, .*: write "repo:my-org\/my-app:ref:refs\/heads\/main"/],
    ['audience', { ...main, aud: 'https://github.com/my-org' }, trusting(main.sub), 'aud', /requested its token for audience "https:\/\/github.com\/my-org", .*: request it for "sts.amazonaws.com"/],
    ['audience and subject', { ...TOKEN, aud: 'https://github.com/my-org' }, trusting(main.sub), 'aud', /request it for "sts.amazonaws.com"/],
    ['pull request', { ...main, sub: `${repo}:pull_request`, ref: 'refs/pull/7/merge', event_name: 'pull_request' }, trusting(main.sub), 'sub', /runs for a pull request, .*: run it on a push for branch "main"/],
    ['pull request, on a branch', { ...main, sub: `${repo}:pull_request`, ref: 'refs/pull/7/merge' }, trusting(main.sub, { [`${HOST}:ref`]: 'refs/heads/main' }), 'sub', /runs for a pull request/],
    ['tag for branch', { ...main, sub: `${repo}:ref:refs/tags/v1`, ref: 'refs/tags/v1' }, trusting(main.sub), 'sub', /runs for tag "v1", and branch "main" is trusted: run it for branch "main", or trust tag "v1"/],
    ['unsupported claim', main, trusting(main.sub, { [`${HOST}:repository_owner`]: 'my-org' }), 'repository_owner', /AWS never sees the claim repository_owner of this issuer, .*: test repository_owner_id instead; AWS sees sub, aud, actor, /],
    ['unsupported claim and subject', TOKEN, trusting(main.sub, { [`${HOST}:event_name`]: 'push' }), 'event_name', /never sees the claim event_name .*: test sub instead/],
    ['enterprise issuer', { ...main, iss: `https://${HOST}/octocorp` }, trusting(main.sub), 'iss', /has its slug in the issuer .*: trust the issuer "https:\/\/token.actions.githubusercontent.com\/octocorp"/],
    ['merge queue', { ...main, sub: `${repo}:ref:refs/heads/gh-readonly-queue/main/pr-7-0123`, ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123' }, trusting(main.sub), 'sub', /merge queue of branch "main", .*: run it on a push to "main"/],
    ['pattern in equality', main, trusting(`${repo}:*`), 'sub', /StringEquals takes an asterisk .*: write the value whole, or ask for a pattern with StringLike/],
    ['key of another issuer', main, policy(statement({ Condition: { StringEquals: { [`${HOST}/octocorp:sub`]: main.sub } } })), 'sub', /key is of the issuer ".*octocorp", and the token is of ".*": write token.actions.githubusercontent.com:sub/],
    ['key of no token', main, policy(statement({ Condition: { StringEquals: { 'aws:PrincipalArn': 'x' } } })), 'aws:PrincipalArn', /no request with a token carries aws:PrincipalArn: leave the condition out/],
    ['key with a scheme', main, policy(statement({ Condition: { StringEquals: { [`https://${HOST}:sub`]: main.sub } } })), `https://${HOST}:sub`, /^a condition key is written without "https:\/\/": write token.actions.githubusercontent.com:sub$/],
    ['claim that nothing replaces', main, when('StringEquals', 'jti', 'x'), 'jti', /never sees the claim jti .*: leave it out; AWS sees/],
    ['list without a set operator', { ...main, amr: ['mfa'] }, when('StringEquals', 'amr', 'mfa'), 'amr', /amr is a list: put ForAnyValue: in front of the operator/],
    ['what must not be', main, when('StringNotLike', 'sub', `${repo}:*`), 'sub', /^the token carries sub ".*main", which is just what is refused: run a job that sends another, or change that test$/],
    ['a claim that must be there', main, when('Null', 'environment', 'false'), 'environment', /^the job names no environment: add "environment: NAME" to the job$/],
    ['a claim that must not be there', TOKEN, when('Null', 'environment', 'true'), 'environment', /^the token carries environment "production", and one without it is asked for/],
    ['an authorized party in place of the audience', { ...main, azp: 'cli' }, trusting(main.sub), 'aud', /^the token carries azp "cli", which AWS reads in place of aud: trust "cli" as the audience/],
    ['white space', main, trusting(`${main.sub} `), 'sub', /^only the white space around it differs, .*: write "repo:my-org\/my-app:ref:refs\/heads\/main"$/],
    ['a colon in a name', { ...TOKEN, sub: `${repo}:environment:eu%3Aprod`, environment: 'eu:prod' }, trusting(`${repo}:environment:eu:prod`), 'sub', /^the issuer writes a colon within a name as "%3A": write "repo:my-org\/my-app:environment:eu%3Aprod"$/],
    ['no audience in the token', { ...main, aud: undefined }, trusting(main.sub), 'aud', /requested for no audience/],
    ['several audiences', { ...main, aud: ['sts.amazonaws.com', 'a'] }, trusting(main.sub), 'aud', /several audiences: request it for "sts.amazonaws.com" alone/],
    ['no provider', main, policy(statement({ Principal: { AWS: '123456789012' } })), 'iss', /no statement trusts a provider of "https:\/\/token.actions.githubusercontent.com"/],
    ['no issuer', { ...main, iss: undefined }, trusting(main.sub), 'iss', /the token does not carry iss/],
    ['issuer that is no URL', { ...main, iss: HOST }, trusting(main.sub), 'iss', /an issuer is a URL that begins with https:\/\//],
    ['another action', main, policy(statement({ Action: 'sts:AssumeRole' })), 'action', /does not allow sts:AssumeRoleWithWebIdentity: name it/],
    ['a denial', main, policy(statement(), statement({ Effect: 'Deny', Sid: 'NoMain', Condition: { StringLike: { [`${HOST}:sub`]: '*main' } } })), 'sub', /the Deny statement "NoMain" denies the token: change that statement, or what the job sends/],
    ['a denial of all', main, policy(statement(), statement({ Effect: 'Deny' })), 'policy', /a Deny statement denies the token/],
    ['a role for others', { ...main, 'https://aws.amazon.com/roles': ['x'] }, trusting(main.sub), 'https://aws.amazon.com/roles', /the issuer made the token for other roles: have it name this one/],
  ])('%s', (_name, claims, document, claim, hint) => {
    const decision = decide(document, claims, { roleArn: 'arn:aws:iam::123456789012:role/a' });
    expect(decision.outcome).toBe('reject');
    expect(decision.reasons[0]).toMatchObject({ claim, ok: false, hint: expect.stringMatching(hint) });
  });
});

describe('reasons', () => {
  test('say what was looked at where a token is accepted', () => {
    expect(decide(trusting(SUB)).reasons).toEqual([
      { claim: 'iss', expected: [`https://${HOST}`], found: `https://${HOST}`, ok: true },
      { claim: 'aud', expected: ['sts.amazonaws.com'], found: 'sts.amazonaws.com', ok: true },
      { claim: 'sub', expected: [SUB], found: SUB, ok: true },
    ]);
  });

  test('put what fails first, and what fails for a known cause before the subject', () => {
    const claims = { ...TOKEN, aud: 'x', environment: 'staging', actor: 'me' };
    const document = trusting('job:7', { [`${HOST}:environment`]: 'production', [`${HOST}:run_id`]: '7', [`${HOST}:ref`]: 'refs/heads/main' });
    expect(decide(document, claims).reasons.map(({ claim, ok }) => `${claim} ${ok}`)).toEqual(['run_id false', 'aud false', 'sub false', 'environment false', 'iss true', 'ref true']);
  });

  test('are of the statement that comes nearest', () => {
    const staging = `${repo}:environment:staging`;
    const document = policy(
      statement({ Condition: conditions(staging, { [`${HOST}:ref`]: 'refs/heads/dev' }) }),
      statement({ Condition: conditions(staging) }),
      statement({ Action: 'sts:AssumeRole' }),
      statement({ Principal: { AWS: '123456789012' } }),
    );
    expect(decide(document).reasons.map(({ claim, ok }) => `${claim} ${ok}`)).toEqual(['sub false', 'iss true', 'aud true']);
  });

  test('are of the statement that admits, wherever it stands', () => {
    expect(decide(policy(statement({ Condition: conditions('x') }), statement({ Condition: conditions(SUB) }), statement({ Condition: conditions('y') }))).reasons.every(({ ok }) => ok)).toBe(true);
  });

  test('name all issuers that are trusted', () => {
    const gitlab = PROVIDER.replace(HOST, 'gitlab.com');
    expect(first(policy(statement(), statement({ Principal: { Federated: [gitlab, PROVIDER] } })), { ...TOKEN, iss: 'https://issuer.example.com' }))
      .toMatchObject({ claim: 'iss', expected: [`https://${HOST}`, 'https://gitlab.com'], found: 'https://issuer.example.com', ok: false });
  });

  test('write a condition that asks for no value with its operator', () => {
    expect(first(when('StringNotEquals', 'sub', [SUB, 'x']))).toEqual({ claim: 'sub', expected: [`StringNotEquals ${SUB}, x`], found: SUB, ok: false, hint: expect.stringContaining('just what is refused') });
    expect(first(when('Null', 'sub', 'true'))).toEqual({ claim: 'sub', expected: ['Null true'], found: SUB, ok: false, hint: expect.stringContaining('one without it is asked for') });
    expect(first(when('ForAllValues:StringEquals', 'sub', 'x'))).toMatchObject({ expected: ['ForAllValues:StringEquals x'] });
    expect(first(policy(statement(), statement({ Effect: 'Deny', Condition: { StringLike: { [`${HOST}:sub`]: '*' } } })))).toMatchObject({ expected: ['not StringLike *'], found: SUB });
  });

  test('show the audience that was compared', () => {
    expect(first(when('StringEquals', 'aud', 'a'), { ...TOKEN, aud: ['a', 'b'], azp: 'c' })).toMatchObject({ claim: 'aud', expected: ['a'], found: 'c' });
    expect(first(when('StringEquals', 'aud', 'a'), { ...TOKEN, aud: ['a', 'b'] })).toMatchObject({ claim: 'aud', found: ['a', 'b'] });
  });

  test('show what the token carries of a claim that AWS does not see', () => {
    expect(first(when('StringEquals', 'repository_owner', 'my-org'))).toMatchObject({ claim: 'repository_owner', expected: ['my-org'], found: 'my-org', ok: false });
  });

  test('read fixed variables as the characters that they are', () => {
    expect(first(when('StringEquals', 'environment', 'a${$}{b}'), { ...TOKEN, environment: 'A${b}' })).toMatchObject({ expected: ['a${$}{b}'], hint: expect.stringMatching(/only the letter case/) });
    expect(first(when('StringEquals', 'environment', '${*}'), TOKEN).hint).toMatch(/have it name any environment/);
  });

  test('name the authorized party for the audience alone, and where it is another', () => {
    const document = policy(statement({ Condition: { StringEquals: { [`${HOST}:aud`]: 'a', [`${HOST}:sub`]: 'x' } } }));
    const hints = (claims: Record<string, unknown>) => decide(document, { ...TOKEN, ...claims }).reasons.filter(({ ok }) => !ok).map(({ claim, hint }) => [claim, /^the token carries azp/.test(hint!)]);
    expect(hints({ aud: 'b', azp: 'c' })).toEqual([['aud', true], ['sub', false]]);
    expect(hints({ aud: 'c', azp: 'c' })).toEqual([['aud', false], ['sub', false]]);
    expect(hints({ aud: 'b', azp: 1 })).not.toContainEqual(['aud', true]);
    expect(first(when('StringNotEquals', 'aud', 'c'), { ...TOKEN, aud: 'b', azp: 'c' }).hint).toMatch(/^the token carries aud "c", which is just what is refused/);
  });

  test('hold no hint where no cause is known', () => {
    const { outcome, reasons } = decide(when('ForAnyValue:StringNotEquals', 'amr', 'mfa'));
    expect(outcome).toBe('reject');
    expect(reasons.find(({ claim }) => claim === 'amr')).toStrictEqual({ claim: 'amr', expected: ['ForAnyValue:StringNotEquals mfa'], found: undefined, ok: false });
  });

  test('of a test for absence say what is there', () => {
    expect(first(when('Null', 'environment', 'true')).hint).toMatch(/^the token carries environment "production", and one without it is asked for/);
    expect(first(when('Null', 'actor', 'false')).hint).toMatch(/^the token does not carry actor/);
    expect(first(when('StringNotLike', 'environment', 'prod*')).hint).toMatch(/^the token carries environment "production", which is just what is refused/);
  });

  test('of a refusal begin with what refuses, and not with what is not known', () => {
    const principal = { Federated: new Late([{ late: 'Provider' }]) };
    const { outcome, reasons } = decide(policy(statement({ Principal: principal, Condition: { StringEquals: { [`${HOST}:sub`]: 'repo:other/other:ref:refs/heads/main' } } })), TOKEN);
    expect(outcome).toBe('reject');
    expect(reasons.map(({ claim, hint }) => [claim, hint?.startsWith('not resolved: Provider')])).toEqual([['sub', false], ['iss', true]]);
  });

  test('are the same whenever they are asked for', () => {
    const decision = decide(trusting('x'));
    expect(decision.reasons).toBe(decision.reasons);
  });

  test('of an accepted token hold no failure, though the action is one of several', () => {
    expect(decide(policy(statement({ Action: ['sts:TagSession', ACTION] }))).reasons.filter(({ ok }) => !ok)).toEqual([]);
  });
});
