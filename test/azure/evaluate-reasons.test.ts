import { evaluate, fromTerraform, NativeCredential } from '../../src/azure/evaluate';

const GITHUB = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'api://AzureADTokenExchange';
const SUBJECT = 'repo:o@12/r@34:environment:production';
const token = { iss: GITHUB, aud: AUDIENCE, sub: SUBJECT, repository_id: '34', actor: 'octocat' };
const classic: NativeCredential = { issuer: GITHUB, audience: AUDIENCE, subject: SUBJECT, unresolved: [] };
const flexible = (expression: string, issuer: string | undefined = GITHUB): NativeCredential => ({ issuer, audience: AUDIENCE, expression, unresolved: [] });
const iss = { claim: 'iss', expected: [GITHUB], found: GITHUB, ok: true };
const aud = { claim: 'aud', expected: [AUDIENCE], found: AUDIENCE, ok: true };
const late = (claim: string) => ({ claim, expected: [], found: undefined, ok: false, hint: 'is only known at deployment' });

describe('a credential of Terraform', () => {
  test.each<[string, Record<string, unknown>, NativeCredential]>([
    ['one audience in a list', { issuer: 'i', audience: ['a'], subject: 's' }, { issuer: 'i', audience: 'a', subject: 's', unresolved: [] }],
    ['one audience as a text', { issuer: 'i', audience: 'a', claims_matching_expression: 'e' }, { issuer: 'i', audience: 'a', expression: 'e', unresolved: [] }],
    ['a literal with doubled signs', { subject: 'a$${b}%%{c}' }, { subject: 'a${b}%{c}', unresolved: [] }],
    ['several audiences', { audiences: ['a', 'b'], subject: 's' }, { subject: 's', unresolved: ['audience'] }],
    ['values that are no texts', { issuer: 1, audiences: [], subject: null, claims_matching_expression: {} }, { unresolved: ['issuer', 'audience', 'subject', 'expression'] }],
    ['templates', { issuer: '${var.i}', audience: '${var.a}', subject: 'x%{if y}', claims_matching_expression: '${var.e}' }, { unresolved: ['issuer', 'audience', 'subject', 'expression'] }],
  ])('is read with %s', (_name, resource, credential) => {
    expect(fromTerraform(resource)).toEqual(credential);
  });
});

describe('what Entra looks at', () => {
  test('is issuer, audience and subject of a classic credential, and nothing besides', () => {
    expect(evaluate([classic], token)).toStrictEqual({ outcome: 'accept', reasons: [iss, aud, { claim: 'sub', expected: [SUBJECT], found: SUBJECT, ok: true }] });
  });

  test('is every comparison of an expression', () => {
    expect(evaluate([flexible("claims['sub'] matches 'repo:*' and claims['repository_id'] eq '34'")], token)).toStrictEqual({
      outcome: 'accept',
      reasons: [iss, aud, { claim: 'sub', expected: ['repo:*'], found: SUBJECT, ok: true }, { claim: 'repository_id', expected: ['34'], found: '34', ok: true }],
    });
  });

  test.each(['issuer', 'audience', 'subject'])('is what is known beside the %s that only Terraform knows', field => {
    const sub = { claim: 'sub', expected: [SUBJECT], found: SUBJECT, ok: true };
    const known = { issuer: iss, audience: aud, subject: sub };
    const rest = Object.entries(known).filter(([name]) => name !== field).map(([, reason]) => reason);
    expect(evaluate([{ ...classic, [field]: undefined, unresolved: [field] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [...rest, late(field)] });
  });

  test('is what is known beside an expression that only Terraform knows', () => {
    expect(evaluate([{ issuer: GITHUB, audience: AUDIENCE, unresolved: ['expression'] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [iss, aud, late('expression')] });
  });

  test('leaves open what a credential without subject and expression means', () => {
    const neither = { claim: 'sub', expected: [], found: undefined, ok: false, hint: 'has neither a subject nor an expression' };
    expect(evaluate([{ issuer: GITHUB, unresolved: ['audience'] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [iss, late('audience'), neither] });
  });

  test('leaves open what a token for several audiences means', () => {
    const found = ['x', AUDIENCE];
    expect(evaluate([classic], { ...token, aud: found }).reasons[1]).toStrictEqual({ claim: 'aud', expected: [AUDIENCE], found, ok: false, hint: expect.stringContaining('not documented') });
    expect(evaluate([classic], { ...token, aud: ['x', 'y'] }).outcome).toBe('reject');
    expect(evaluate([classic], { ...token, aud: [] }).outcome).toBe('reject');
    expect(evaluate([classic], { ...token, aud: [AUDIENCE] }).outcome).toBe('accept');
  });

  test.each<[string, string, RegExp]>([
    ['that is none', "claims['sub'] equals 'x'", /not an expression of language version 1/],
    ['joined by another word of the same length', "claims['sub'] matches 'repo:*' AND claims['repository_id'] eq '34'", /not an expression of language version 1/],
    ['with a claim that Entra does not test', "claims['sub'] matches 'repo:*' and claims['repository_id'] eq '34' and claims['actor'] eq 'octocat'", /no expression for this issuer, claim or operator/],
    ['with an operator that Entra does not take', "claims['sub'] matches 'repo:*' and claims['repository_id'] matches '3*'", /no expression for this issuer, claim or operator/],
    ['without the id', "claims['sub'] matches 'repo:*'", /wants another claim to be tested/],
    ['without the subject', "claims['repository_id'] eq '34'", /wants another claim to be tested/],
  ])('leaves open what an expression means %s', (_name, expression, hint) => {
    const { outcome, reasons } = evaluate([flexible(expression)], token);
    expect([outcome, reasons.filter(reason => !reason.ok)]).toEqual(['unknown', [{ claim: 'sub', expected: [expression], found: undefined, ok: false, hint: expect.stringMatching(hint) }]]);
  });

  test('asks for no other claim where the issuer has none', () => {
    const issuer = 'https://app.terraform.io';
    expect(evaluate([flexible("claims['sub'] matches 'organization:o:*'", issuer)], { iss: issuer, aud: AUDIENCE, sub: 'organization:o:project:p' }).outcome).toBe('accept');
  });

  test('asks for nothing of an issuer that only Terraform knows', () => {
    const credential = { audience: AUDIENCE, expression: "claims['sub'] matches 'repo:*'", unresolved: ['issuer'] };
    expect(evaluate([credential], token)).toStrictEqual({ outcome: 'unknown', reasons: [aud, { claim: 'sub', expected: ['repo:*'], found: SUBJECT, ok: true }, late('issuer')] });
  });

  test.each<[string, unknown, string]>([
    ['?', '😀', 'accept'], ['a?c', 'a\nc', 'accept'], ['a*c', 'a\n\nc', 'accept'], ['?', '', 'reject'], ['a.c', 'abc', 'reject'], ['a', 'xa', 'reject'], ['a', 'ax', 'reject'], ['*', undefined, 'reject'], ['1', 1, 'reject'], ['*', null, 'reject'],
  ])('the pattern %j and the subject %j: %s', (pattern, sub, outcome) => {
    expect(evaluate([flexible(`claims['sub'] matches '${pattern}' and claims['repository_id'] eq '34'`)], { ...token, sub }).outcome).toBe(outcome);
  });
});

describe('of several credentials', () => {
  const other = (change: Partial<NativeCredential>): NativeCredential => ({ ...classic, ...change });

  test('the nearest is told, wherever it stands', () => {
    const near = other({ subject: 'near' });
    const far = other({ subject: 'far', issuer: 'https://gitlab.com' });
    for (const credentials of [[near, far], [far, near]]) expect(evaluate(credentials, token).reasons[2].expected).toEqual(['near']);
  });

  test('one that cannot be told goes before one that is nearer and refuses', () => {
    const open = other({ issuer: undefined, audience: undefined, unresolved: ['issuer', 'audience'] });
    for (const credentials of [[open, other({ subject: 'x' })], [other({ subject: 'x' }), open]]) expect(evaluate(credentials, token).outcome).toBe('unknown');
  });
});

describe('the hint of Entra', () => {
  const hintOf = (expected: string, found: unknown) => evaluate([{ ...classic, subject: expected }], { ...token, sub: found }).reasons.find(reason => !reason.ok)!.hint;
  const ref = 'repo:o/r:ref:refs/heads/main';
  const environment = 'repo:o/r:environment:production';
  const template = 'repo:o/r:job_workflow_ref:o/w/x.yml';

  test.each<[string, string, unknown, RegExp | undefined]>([
    ['ids where names are expected', environment, SUBJECT, /sends ids/],
    ['names where ids are expected', SUBJECT, environment, /sends names/],
    ['an environment for a ref', ref, environment, /names an environment/],
    ['a ref for an environment', environment, ref, /names no environment/],
    ['a pull request', template, 'repo:o/r:pull_request', /pull request/],
    ['another ref', ref, 'repo:o/r:ref:refs/heads/x', undefined],
    ['another environment', environment, 'repo:o/r:environment:staging', undefined],
    ['a template for a ref', ref, template, undefined],
    ['a template for an environment', environment, template, undefined],
    ['a ref for a template', template, ref, undefined],
    ['an environment for a template', template, environment, undefined],
    ['other ids', SUBJECT, 'repo:o@56/r@78:environment:production', undefined],
    ['ids of another job', 'repo:x/y:environment:staging', SUBJECT, undefined],
    ['an environment of another repository', ref, 'repo:o/x:environment:production', undefined],
    ['subjects of another form', 'x-repo:o/r:ref:x', 'x-repo:o/r:environment:x', undefined],
    ['a subject that is a number', SUBJECT, 1, undefined],
  ])('for %s', (_name, expected, found, hint) => {
    if (hint === undefined) expect(hintOf(expected, found)).toBeUndefined();
    else expect(hintOf(expected, found)).toMatch(hint);
  });

  test('is of the subject for the subject alone', () => {
    const { reasons } = evaluate([flexible(`claims['sub'] eq '${SUBJECT}' and claims['repository_id'] eq '${ref}'`)], { ...token, repository_id: environment });
    expect(reasons.filter(reason => !reason.ok)).toStrictEqual([{ claim: 'repository_id', expected: [ref], found: environment, ok: false }]);
  });
});
