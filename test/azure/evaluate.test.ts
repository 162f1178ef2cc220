import { evaluate, fromTerraform, NativeCredential } from '../../src/azure/evaluate';

const GITHUB = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'api://AzureADTokenExchange';
const token = { iss: GITHUB, aud: AUDIENCE, sub: 'repo:o/r:environment:production', repository_id: '2', job_workflow_ref: 'o/w/.github/workflows/d.yml@refs/heads/main' };
const classic = (subject: string): NativeCredential => ({ issuer: GITHUB, audience: AUDIENCE, subject, unresolved: [] });
const flexible = (expression: string, issuer = GITHUB): NativeCredential => ({ issuer, audience: AUDIENCE, expression, unresolved: [] });

describe('the decision on a classic credential', () => {
  test('accepts equality of issuer, audience and subject', () => {
    expect(evaluate([classic('x'), classic(token.sub)], token)).toEqual({
      outcome: 'accept',
      reasons: ['iss', 'aud', 'sub'].map(claim => ({ claim, expected: [(token as any)[claim]], found: (token as any)[claim], ok: true })),
    });
  });

  test.each([
    ['letter case', classic('repo:O/r:environment:production'), token, 'sub', /only the letter case differs/],
    ['ref expected', classic('repo:o/r:ref:refs/heads/main'), token, 'sub', /names environment "production", which takes the place of the ref/],
    ['environment expected', classic(token.sub), { ...token, sub: 'repo:o/r:ref:refs/heads/main' }, 'sub', /names no environment/],
    ['pull request', classic('repo:o/r:ref:refs/heads/main'), { ...token, sub: 'repo:o/r:pull_request' }, 'sub', /pull request/],
    ['ids sent', classic(token.sub), { ...token, sub: 'repo:o@1/r@2:environment:production' }, 'sub', /sends its numeric ids/],
    ['names sent', classic('repo:o@1/r@2:environment:production'), token, 'sub', /sends names without ids/],
    ['audience', classic(token.sub), { ...token, aud: 'https://github.com/o' }, 'aud', /request it for "api:\/\/AzureADTokenExchange"/],
    ['no subject sent', classic(token.sub), { iss: GITHUB, aud: AUDIENCE }, 'sub', /does not carry sub/],
    ['issuer', { ...classic(token.sub), issuer: 'https://gitlab.com' }, token, 'iss', /another issuer signed the token/],
  ])('rejects with a hint: %s', (_name, credential, claims, claim, hint) => {
    const decision = evaluate([credential], claims);
    const [failed, ...others] = decision.reasons.filter(reason => !reason.ok);
    expect([decision.outcome, failed.claim, others]).toEqual(['reject', claim, []]);
    expect(failed.hint).toMatch(hint);
  });

  test('rejects where there is no credential', () => {
    expect(evaluate([], token)).toEqual({ outcome: 'reject', reasons: [] });
  });

  test.each([
    ['a subject that is only known at deployment', fromTerraform({ issuer: GITHUB, audience: [AUDIENCE], subject: 'repo:${var.x}' }), token],
    ['an audience that is only known at deployment', fromTerraform({ issuer: GITHUB, audiences: ['${var.x}'], subject: token.sub }), token],
    ['several audiences of the token', classic(token.sub), { ...token, aud: [AUDIENCE, 'x'] }],
    ['neither subject nor expression', { issuer: GITHUB, audience: AUDIENCE, unresolved: [] }, token],
  ])('is unknown for %s', (_name, credential, claims) => {
    expect(evaluate([credential], claims).outcome).toBe('unknown');
    expect(evaluate([credential], { ...claims, iss: 'https://evil.example' }).outcome).toBe('reject');
  });
});

describe('the decision on an expression', () => {
  test.each([
    ["claims['sub'] eq 'repo:o/r:environment:production' and claims['repository_id'] eq '2'", 'accept'],
    ["claims['sub'] matches 'repo:o/r:*' and claims['repository_id'] eq '2'", 'accept'],
    ["claims['sub'] matches 'repo:?/r:environment:*tion' and claims['repository_id'] eq '2'", 'accept'],
    ["claims['sub'] matches 'repo:o/r' and claims['repository_id'] eq '2'", 'reject'],
    ["claims['sub'] matches 'repo.o/r:*' and claims['repository_id'] eq '2'", 'reject'],
    ["claims['sub'] matches 'repo:o/r:*' and claims['repository_id'] eq '3'", 'reject'],
    ["claims['sub'] eq 'repo:o/r:*' and claims['repository_id'] eq '2'", 'reject'],
    ["claims['sub'] matches 'repo:o/r:*' and claims['constructor'] eq '2'", 'reject'],
    ["claims['sub'] matches 'repo:o/r:*' and claims['job_workflow_ref'] matches 'o/w/*'", 'unknown'],
    ["claims['sub'] matches 'repo:o/r:*' and claims['repository_id'] matches '*'", 'unknown'],
    ["claims['repository_id'] eq '2'", 'unknown'],
    ["claims['sub'] matches 'repo:o/r:*'  and claims['repository_id'] eq '2'", 'unknown'],
    ["claims['sub'] matches 'repo:o/r:*' or claims['repository_id'] eq '2'", 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (expression, outcome) => {
    expect(evaluate([flexible(expression)], token).outcome).toBe(outcome);
  });

  test('is unknown for an issuer that Entra names no rule for', () => {
    const expression = "claims['sub'] eq 'x'";
    const { outcome, reasons } = evaluate([flexible(expression, 'https://git.example.com')], { iss: 'https://git.example.com', aud: AUDIENCE, sub: 'x' });
    expect([outcome, reasons.filter(reason => !reason.ok)]).toEqual(['unknown', [{ claim: 'sub', expected: [expression], found: undefined, ok: false, hint: expect.stringMatching(/no expression for this issuer/) }]]);
  });
});
