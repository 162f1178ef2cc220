import * as fc from 'fast-check';
import { decide, policy, statement, when } from './trust-policies';
import type { LateJson } from '../../src/private/late';
import { RUNS } from '../properties/runs';

const arn = (issuer: string, partition = 'aws', account = '123456789012') => `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
const trusting = (federated: unknown, issuer: string, sub: unknown = 'a') => policy(statement({ Principal: { Federated: federated }, Condition: { StringEquals: { [`${issuer}:sub`]: sub } } }));
const token = (issuer: string, change: object = {}) => ({ iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: 'a', ...change });

describe('an issuer', () => {
  test.each(['gitlab.example.com', 'gitlab.example.com/gitlab', 'gitlab.example.com/a/b', 'my-org.auth0.com/', 'oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C', 'gitlab.example.com:8443'])('is %s, to the letter', issuer => {
    const document = trusting(arn(issuer), issuer);
    const others = [`${issuer}/`, issuer.replace(/\/$/, '') === issuer ? `${issuer}x` : issuer.slice(0, -1), issuer.toUpperCase(), `x.${issuer}`, `${issuer}/../x`, issuer.replace('.', '-')];
    expect(decide(document, token(issuer)).outcome).toBe('accept');
    expect(others.filter(other => decide(document, token(other)).outcome !== 'reject')).toEqual([]);
    expect(decide(document, { ...token(issuer), iss: `http://${issuer}` }).outcome).toBe('reject');
    expect(decide(document, { ...token(issuer), iss: issuer }).outcome).toBe('reject');
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc'])('is trusted in the partition %s', partition => {
    expect(decide(trusting(arn('gitlab.com', partition), 'gitlab.com'), token('gitlab.com')).outcome).toBe('accept');
  });

  test.each([
    'arn:aws:iam::*:oidc-provider/gitlab.com', 'arn:aws:iam::123456789012:oidc-provider/*', '*', 'gitlab.com', 'https://gitlab.com', 'arn:aws:iam::123456789012:saml-provider/gitlab.com', 'arn:aws:iam::1:oidc-provider/gitlab.com',
    'arn:aws:sts::123456789012:oidc-provider/gitlab.com', ' arn:aws:iam::123456789012:oidc-provider/gitlab.com', 'accounts.google.com',
  ])('is named by the ARN of its provider, and not by %s', federated => {
    expect(decide(trusting(federated, 'gitlab.com'), token('gitlab.com')).outcome).toBe('reject');
  });

  test('beside another is trusted for itself, and a condition counts for the one that its key names', () => {
    const both = [arn('gitlab.com'), arn('my-org.auth0.com/')];
    const exact = trusting(both, 'gitlab.com');
    expect([decide(exact, token('gitlab.com')), decide(exact, token('my-org.auth0.com/'))].map(({ outcome }) => outcome)).toEqual(['accept', 'reject']);
    const loose = policy(statement({ Principal: { Federated: both }, Condition: { StringEqualsIfExists: { 'gitlab.com:sub': 'a' } } }));
    expect([decide(loose, token('gitlab.com', { sub: 'b' })), decide(loose, token('my-org.auth0.com/', { sub: 'b' }))].map(({ outcome }) => outcome)).toEqual(['reject', 'accept']);
  });
});

describe('what a token says of itself', () => {
  const on = (claim: string, values: unknown, change: object, operator = 'StringEquals') => decide(policy(statement({ Principal: { Federated: arn('gitlab.com') }, Condition: { [operator]: { [`gitlab.com:${claim}`]: values } } })), token('gitlab.com', change)).outcome;

  test.each<[string, string, unknown, object, 'accept' | 'reject', string?]>([
    ['an audience in a list', 'aud', 'a', { aud: ['a'] }, 'accept'],
    ['several audiences and no party', 'aud', ['a', 'b'], { aud: ['a', 'b'] }, 'reject'],
    ['several audiences and a party', 'aud', 'c', { aud: ['a', 'b'], azp: 'c' }, 'accept'],
    ['the audience, where there is a party', 'aud', 'a', { aud: 'a', azp: 'c' }, 'reject'],
    ['no audience', 'sub', 'a', { aud: [] }, 'reject'],
    ['an audience that is no text', 'sub', 'a', { aud: 7 }, 'reject'],
    ['a party that is no text', 'sub', 'a', { azp: ['a'] }, 'reject'],
    ['an empty subject', 'sub', '', { sub: '' }, 'accept'],
    ['an empty subject for any', 'sub', '*', { sub: '' }, 'accept', 'StringLike'],
    ['an empty subject for one character', 'sub', '?', { sub: '' }, 'reject', 'StringLike'],
    ['no subject for any', 'sub', '*', { sub: undefined }, 'reject', 'StringLike'],
    ['a subject in a list', 'sub', 'a', { sub: ['a'] }, 'reject'],
    ['methods', 'amr', 'b', { amr: ['a', 'b'] }, 'accept', 'ForAnyValue:StringEquals'],
    ['methods without a set operator', 'amr', 'b', { amr: ['b'] }, 'reject'],
    ['methods that are not all known', 'amr', 'b', { amr: ['a', 'b'] }, 'reject', 'ForAllValues:StringEquals'],
    ['no method', 'amr', 'b', {}, 'accept', 'ForAllValues:StringEquals'],
    ['a claim that is not there', 'email', 'true', {}, 'reject', 'Bool'],
    ['a claim that is not there, if it is', 'email', 'true', {}, 'accept', 'BoolIfExists'],
    ['a subject that is there', 'sub', 'true', {}, 'reject', 'Null'],
    ['a claim that AWS does not read', 'namespace_path', 'true', { namespace_path: 'a' }, 'accept', 'Null'],
  ])('%s', (_name, claim, values, change, outcome, ...[operator]) => {
    expect(on(claim, values, change, operator)).toBe(outcome);
  });

  test.each<[string, unknown]>([['no condition', {}], ['an operator without a key', { StringEquals: {} }]])('%s asks nothing', (_name, block) => {
    expect(decide(policy(statement({ Condition: block })))).toMatchObject({ outcome: 'accept' });
  });
});

/** The pieces of a pattern that IAM knows, each with what it stands for as a regular expression would say it. */
const PIECES: readonly (readonly [written: string, expression: string])[] = [
  ['*', '[\\s\\S]*'], ['?', '[\\s\\S]'], ['${*}', '\\*'], ['${?}', '\\?'], ['${$}', '\\$'], ...['a', 'b', '[', ']', '.', '\\', '^', '+', '|', '\n'].map((text): [string, string] => [text, text === '\n' ? '\\n' : `\\${text}`.replace(/\\([ab])/, '$1')]),
];

test('a pattern is like what a regular expression of the same meaning matches', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'a', 'b', '*', '?', '$', '[', '.', '\\', '\n'), maxLength: 8 });
  const seen = { accept: 0, reject: 0 };
  fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES, PIECES[0], PIECES[1]), { maxLength: 6 }), text, (pieces, email) => {
    const like = when('StringLike', 'email', pieces.map(([written]) => written).join(''));
    const expected = new RegExp(`^${pieces.map(([, expression]) => expression).join('')}$`).test(email) ? 'accept' : 'reject';
    const found = decide(like as LateJson, { iss: 'https://token.actions.githubusercontent.com', aud: 'a', sub: 'a', email }).outcome;
    seen[expected] += 1;
    return found === expected;
  }), { numRuns: RUNS, seed: 20261121 });
  expect(Math.min(seen.accept, seen.reject)).toBeGreaterThan(RUNS / 50);
});
