import { evaluate, fromTerraform, NativeCredential } from '../../src/azure/evaluate';
import { Late } from '../../src/private/late';

const GITHUB = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'api://AzureADTokenExchange';
const SUBJECT = 'repo:o@12/r@34:environment:production';
const token = { iss: GITHUB, aud: AUDIENCE, sub: SUBJECT, repository_id: '34', actor: 'octocat' };
const classic: NativeCredential = { issuer: GITHUB, audience: AUDIENCE, subject: SUBJECT, unresolved: [] };
const flexible = (expression: string, issuer: string | undefined = GITHUB): NativeCredential => ({ issuer, audience: AUDIENCE, expression, unresolved: [] });
const iss = { claim: 'iss', expected: [GITHUB], found: GITHUB, ok: true };
const aud = { claim: 'aud', expected: [AUDIENCE], found: AUDIENCE, ok: true };
const late = (claim: string) => ({ claim, expected: [], found: undefined, ok: false, hint: 'is only known at deployment' });

const lateOf = (name: string) => new Late([{ late: name }]);

describe('a credential of Terraform', () => {
  test.each<[string, Record<string, unknown>, NativeCredential]>([
    ['one audience in a list', { issuer: 'i', audience: ['a'], subject: 's' }, { issuer: 'i', audience: 'a', subject: 's', unresolved: [] }],
    ['one audience as a text', { issuer: 'i', audience: 'a', claims_matching_expression: 'e' }, { issuer: 'i', audience: 'a', expression: 'e', unresolved: [] }],
    ['a literal with doubled signs', { subject: 'a$${b}%%{c}' }, { subject: 'a${b}%{c}', unresolved: [] }],
    ['several audiences', { audiences: ['a', 'b'], subject: 's' }, { subject: 's', unresolved: ['audience'] }],
    ['values that are no texts', { issuer: 1, audiences: [], subject: null, claims_matching_expression: {} }, { unresolved: ['issuer', 'audience', 'subject', 'expression'] }],
    ['templates', { issuer: '${var.i}', audience: '${var.a}', subject: 'x%{if y}', claims_matching_expression: '${var.e}' },
      { unresolved: ['issuer', 'audience', 'subject', 'expression'], late: { issuer: lateOf('var.i'), audience: lateOf('var.a'), subject: lateOf('x%{if y}'), expression: lateOf('var.e') } }],
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
    expect(evaluate([{ ...classic, [field]: undefined, unresolved: [field] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [late(field), ...rest] });
  });

  test.each<[string, Record<string, unknown>, 'unknown' | 'reject']>([
    ['a subject as a whole', { subject: '${var.s}' }, 'unknown'],
    ['a part of a subject', { subject: 'repo:o@12/${var.r}:environment:production' }, 'unknown'],
    ['a part of the subject of another owner', { subject: 'repo:other@1/${var.r}:environment:production' }, 'reject'],
    ['a part of the subject of another environment', { subject: 'repo:o@12/${var.r}:environment:staging' }, 'reject'],
    ['a part of an issuer', { issuer: 'https://token.${var.host}' }, 'unknown'],
    ['a part of another issuer', { issuer: 'https://gitlab.${var.host}' }, 'reject'],
    ['a part of an audience', { audience: ['api://${var.name}'] }, 'unknown'],
    ['a part of another audience', { audience: ['https://${var.name}'] }, 'reject'],
    ['an expression as a whole', { subject: undefined, claims_matching_expression: '${var.e}' }, 'unknown'],
    ['an issuer, beside another subject', { issuer: '${var.i}', subject: 'repo:other/other:environment:production' }, 'reject'],
  ])('is whatever is known of %s', (_name, change, outcome) => {
    expect(evaluate([fromTerraform({ issuer: GITHUB, audience: [AUDIENCE], subject: SUBJECT, ...change })], token).outcome).toBe(outcome);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, 'unknown' | 'reject']>([
    ['an audience, one of several of the token', { audience: ['api://${var.name}'] }, { aud: ['x', AUDIENCE] }, 'unknown'],
    ['an audience, none of several of the token', { audience: ['https://${var.name}'] }, { aud: ['x', AUDIENCE] }, 'reject'],
    ['a subject that the token lacks', { subject: 'repo:${var.r}' }, { sub: undefined }, 'reject'],
    ['a subject that is a number', { subject: 'repo:${var.r}' }, { sub: 7 }, 'reject'],
  ])('is whatever the token carries of %s', (_name, change, claims, outcome) => {
    expect(evaluate([fromTerraform({ issuer: GITHUB, audience: [AUDIENCE], subject: SUBJECT, ...change })], { ...token, ...claims }).outcome).toBe(outcome);
  });

  test('tells what can never come out as what the token carries', () => {
    const { reasons: [first] } = evaluate([fromTerraform({ issuer: GITHUB, audience: [AUDIENCE], subject: 'repo:other@1/${var.r}:ref:${var.ref}' })], token);
    expect(first).toStrictEqual({ claim: 'sub', expected: ['repo:other@1/<var.r>:ref:<var.ref>'], found: SUBJECT, ok: false, hint: expect.stringMatching(/^differs from what the token carries, whatever var.r and var.ref will be: /) });
  });

  test('is what is known beside an expression that only Terraform knows', () => {
    expect(evaluate([{ issuer: GITHUB, audience: AUDIENCE, unresolved: ['expression'] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [late('expression'), iss, aud] });
  });

  test('leaves open what a credential without subject and expression means', () => {
    const neither = { claim: 'sub', expected: [], found: undefined, ok: false, hint: 'the credential has neither a subject nor an expression: give it one' };
    expect(evaluate([{ issuer: GITHUB, unresolved: ['audience'] }], token)).toStrictEqual({ outcome: 'unknown', reasons: [late('audience'), neither, iss] });
  });

  test('leaves open what a token for several audiences means', () => {
    const found = ['x', AUDIENCE];
    expect(evaluate([classic], { ...token, aud: found }).reasons[0]).toStrictEqual({ claim: 'aud', expected: [AUDIENCE], found, ok: false, hint: expect.stringContaining('not documented') });
    expect(evaluate([classic], { ...token, aud: ['x', 'y'] }).outcome).toBe('reject');
    expect(evaluate([classic], { ...token, aud: [] }).outcome).toBe('reject');
    expect(evaluate([classic], { ...token, aud: [AUDIENCE] }).outcome).toBe('accept');
  });

  test.each<[string, string, RegExp]>([
    ['that is none', "claims['sub'] equals 'x'", /not an expression of language version 1/],
    ['joined by another word of the same length', "claims['sub'] matches 'repo:*' AND claims['repository_id'] eq '34'", /not an expression of language version 1/],
    ['without the id', "claims['sub'] matches 'repo:*'", /^Entra wants an expression to test sub and repository_id or repository_owner_id: /],
    ['without the subject', "claims['repository_id'] eq '34'", /^Entra wants an expression to test sub and repository_id or repository_owner_id: /],
  ])('leaves open what an expression means %s', (_name, expression, hint) => {
    const { outcome, reasons } = evaluate([flexible(expression)], token);
    expect([outcome, reasons.filter(reason => !reason.ok)]).toEqual(['unknown', [{ claim: 'sub', expected: [expression], found: undefined, ok: false, hint: expect.stringMatching(hint) }]]);
  });

  test.each<[string, string, string, string, RegExp]>([
    ['a claim that Entra does not test', " and claims['repository_id'] eq '34' and claims['actor'] eq 'octocat'", 'actor', 'octocat', /^Entra never reads the claim actor of this issuer in an expression: test sub, .*repository_id.* instead$/],
    ['an operator that Entra does not take', " and claims['repository_id'] matches '3*'", 'repository_id', '3*', /^Entra compares the claim repository_id with eq alone, not with matches: /],
  ])('leaves open %s, unless the token fails it', (_name, rest, claim, expected, hint) => {
    const credential = flexible(`claims['sub'] matches 'repo:*'${rest}`);
    const { outcome, reasons } = evaluate([credential], token);
    expect([outcome, reasons.filter(reason => !reason.ok)]).toStrictEqual(['unknown', [{ claim, expected: [expected], found: token[claim as 'actor'], ok: false, hint: expect.stringMatching(hint) }]]);
    expect(evaluate([credential], { ...token, [claim]: 'x' })).toMatchObject({ outcome: 'reject', reasons: [{ claim, found: 'x', ok: false, hint: expect.stringMatching(hint) }, {}, {}, {}, ...claim === 'actor' ? [{}] : []] });
  });

  test('asks for no other claim where the issuer has none', () => {
    const issuer = 'https://app.terraform.io';
    expect(evaluate([flexible("claims['sub'] matches 'organization:o:*'", issuer)], { iss: issuer, aud: AUDIENCE, sub: 'organization:o:project:p' }).outcome).toBe('accept');
  });

  test('leaves open what an expression means for an issuer that has none', () => {
    const issuer = 'https://gitlab.example.org';
    const expression = "claims['sub'] matches 'project_path:*'";
    const { outcome, reasons } = evaluate([flexible(expression, issuer)], { ...token, iss: issuer, sub: 'project_path:a/b:ref_type:tag:ref:c' });
    expect([outcome, reasons.filter(reason => !reason.ok)])
      .toStrictEqual(['unknown', [{ claim: 'sub', expected: [expression], found: undefined, ok: false, hint: expect.stringMatching(/^Entra documents no expression for this issuer: /) }]]);
  });

  test('asks for nothing of an issuer that only Terraform knows', () => {
    const credential = { audience: AUDIENCE, expression: "claims['sub'] matches 'repo:*'", unresolved: ['issuer'] };
    expect(evaluate([credential], token)).toStrictEqual({ outcome: 'unknown', reasons: [late('issuer'), aud, { claim: 'sub', expected: ['repo:*'], found: SUBJECT, ok: true }] });
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
    for (const credentials of [[near, far], [far, near]]) expect(evaluate(credentials, token).reasons[0]).toMatchObject({ claim: 'sub', expected: ['near'], ok: false });
  });

  test('one that cannot be told goes before one that is nearer and refuses', () => {
    const untold = other({ issuer: undefined, audience: undefined, unresolved: ['issuer', 'audience'] });
    for (const credentials of [[untold, other({ subject: 'x' })], [other({ subject: 'x' }), untold]]) expect(evaluate(credentials, token).outcome).toBe('unknown');
  });
});

describe('the hint of Entra', () => {
  const hintOf = (expected: string, found: unknown) => evaluate([{ ...classic, subject: expected }], { ...token, sub: found }).reasons.find(reason => !reason.ok)!.hint;
  const ref = 'repo:o/r:ref:refs/heads/main';
  const environment = 'repo:o/r:environment:production';
  const template = 'repo:o/r:job_workflow_ref:o/w/x.yml';

  test.each<[string, string, unknown, RegExp | undefined]>([
    ['ids where names are expected', environment, SUBJECT, /^the repository sends its numeric ids/],
    ['names where ids are expected', SUBJECT, environment, /^the repository sends names/],
    ['an environment for a ref', ref, environment, /^the job names environment "production", which takes the place of the ref/],
    ['a ref for an environment', environment, ref, /^the job names no environment/],
    ['a pull request', template, 'repo:o/r:pull_request', /^the issuer sends a subject of the default form, and a customised one is trusted/],
    ['another ref', ref, 'repo:o/r:ref:refs/heads/x', /^the job runs for branch "x", and branch "main" is trusted/],
    ['another environment', environment, 'repo:o/r:environment:staging', /^the job names environment "staging": have it name environment "production"/],
    ['a template for a ref', ref, template, /^the issuer sends a subject that was customised, and the default form is trusted/],
    ['a template for an environment', environment, template, /^the issuer sends a subject that was customised, and the default form is trusted/],
    ['a ref for a template', template, ref, /^the issuer sends a subject of the default form, and a customised one is trusted/],
    ['an environment for a template', template, environment, /^the issuer sends a subject of the default form, and a customised one is trusted/],
    ['a template for another', template, 'repo:o/r:job_workflow_ref:o/w/y.yml', /^the subject is another, its job_workflow_ref is "o\/w\/y.yml", and "o\/w\/x.yml" is trusted/],
    ['other ids', SUBJECT, 'repo:o@56/r@78:environment:production', /^the ids are those of another repository of the same name/],
    ['ids of another job', 'repo:x/y:environment:staging', SUBJECT, /^the job is of "o\/r", and "x\/y" is trusted.*; besides, the job names environment "production"/],
    ['an environment of another repository', ref, 'repo:o/x:environment:production', /^the job is of "o\/x", and "o\/r" is trusted/],
    ['subjects of another form', 'x-repo:o/r:ref:x', 'x-repo:o/r:environment:x', /^the subject is another, it says "environment" where "ref" is trusted/],
    ['a subject that is a number', SUBJECT, 1, /^the token carries sub as a number/],
    ['an asterisk that is no pattern', 'repo:o/r:*', ref, /^an asterisk or a question mark is taken for that very character: write the subject whole, or trust the beginning by an expression/],
  ])('for %s', (_name, expected, found, hint) => {
    if (hint === undefined) expect(hintOf(expected, found)).toBeUndefined();
    else expect(hintOf(expected, found)).toMatch(hint);
  });

  test('is of the claim that an expression compares', () => {
    const failing = (expression: string, change: Record<string, unknown>) => evaluate([flexible(expression)], { ...token, ...change }).reasons.filter(reason => !reason.ok);
    expect(failing(`claims['sub'] eq '${SUBJECT}' and claims['repository_id'] eq '1'`, {}))
      .toStrictEqual([{ claim: 'repository_id', expected: ['1'], found: '34', ok: false, hint: expect.stringMatching(/^the job is of repository "34", and "1" is trusted/) }]);
    expect(failing("claims['sub'] eq 'repo:*' and claims['repository_id'] eq '34'", {}))
      .toStrictEqual([{ claim: 'sub', expected: ['repo:*'], found: SUBJECT, ok: false, hint: expect.stringMatching(/^an asterisk .*: write the value whole, or compare the subject with matches$/) }]);
    expect(failing("claims['sub'] matches 'repo:o@12/r@34:ref:*' and claims['repository_id'] eq '34'", {}))
      .toStrictEqual([{ claim: 'sub', expected: ['repo:o@12/r@34:ref:*'], found: SUBJECT, ok: false, hint: expect.stringMatching(/^the job names environment "production"/) }]);
  });

  test('says the little that is known of any subject', () => {
    const hint = 'the job is another than the one that is trusted: trust "job", or run the job that is meant';
    expect(evaluate([classic], { ...token, sub: 'job' }).reasons[0]).toStrictEqual({ claim: 'sub', expected: [SUBJECT], found: 'job', ok: false, hint });
  });
});
