import type { Reason } from '../../src/private/decision';
import { evaluate } from '../../src/vault/evaluate';
import { readTerraform, StoredRole } from '../../src/vault/trust';

const ISSUER = 'https://token.actions.githubusercontent.com';
const SUBJECT = 'repo:o@1/r@2:environment:p';
const role: StoredRole = {
  boundIssuer: ISSUER, roleType: 'jwt', userClaim: 'repository_id', boundAudiences: ['vault'], boundSubject: SUBJECT, boundClaims: {}, boundClaimsType: 'string', unresolved: [],
};
const claims = { iss: ISSUER, aud: 'vault', sub: SUBJECT, repository_id: '2', ref: 'refs/heads/main' };

const decide = (change: Partial<StoredRole>, token: Record<string, unknown> = {}) => evaluate({ ...role, ...change }, { ...claims, ...token });
const refused = (change: Partial<StoredRole>, token: Record<string, unknown> = {}) => {
  const { outcome, reasons } = decide(change, token);
  expect(outcome).toBe('reject');
  return reasons.filter(reason => !reason.ok);
};

describe('what Vault looks at', () => {
  test('is every part of the role, in this order', () => {
    const bound = { boundClaims: { ref: 'refs/heads/main' }, groupsClaim: 'groups' };
    const groups = ['a', 'b'];
    expect(decide(bound, { groups })).toEqual({
      outcome: 'accept',
      reasons: [
        { claim: 'iss', expected: [ISSUER], found: ISSUER, ok: true },
        { claim: 'aud', expected: ['vault'], found: 'vault', ok: true },
        { claim: 'sub', expected: [SUBJECT], found: SUBJECT, ok: true },
        { claim: 'ref', expected: ['refs/heads/main'], found: 'refs/heads/main', ok: true },
        { claim: 'repository_id', expected: [], found: '2', ok: true },
        { claim: 'groups', expected: [], found: groups, ok: true },
      ],
    });
  });

  test('is neither issuer nor subject where the role is bound to none', () => {
    expect(decide({ boundIssuer: undefined, boundSubject: undefined }).reasons.map(({ claim }) => claim)).toEqual(['aud', 'repository_id']);
  });

  test.each<[string, Partial<StoredRole>, Record<string, unknown>, unknown]>([
    ['a role of another type', { roleType: 'oidc' }, {}, { claim: 'role_type', expected: ['jwt'], found: 'oidc', ok: false, hint: expect.stringContaining('set role_type to "jwt"') }],
    ['another issuer', {}, { iss: 'https://gitlab.com' }, { claim: 'iss', expected: [ISSUER], found: 'https://gitlab.com', ok: false, hint: expect.stringMatching(/^another issuer signed the token/) }],
    ['an audience where the role has none', { boundAudiences: [] }, {}, { claim: 'aud', expected: [], found: 'vault', ok: false, hint: expect.stringMatching(/bound to no audience and refuses every/) }],
    ['a user claim that is no text', {}, { repository_id: 2 }, { claim: 'repository_id', expected: [], found: 2, ok: false, hint: expect.stringMatching(/user_claim of the role.*as a text/) }],
    ['a user claim that is empty', {}, { repository_id: '' }, { claim: 'repository_id', expected: [], found: '', ok: false, hint: expect.stringMatching(/user_claim/) }],
    ['metadata that is no text', { claimMappings: { run: 'run' } }, { run: 1 }, { claim: 'run', expected: [], found: 1, ok: false, hint: expect.stringMatching(/metadata, which takes texts/) }],
    ['groups that are not all texts', { groupsClaim: 'groups' }, { groups: ['a', 1] }, { claim: 'groups', expected: [], found: ['a', 1], ok: false, hint: expect.stringMatching(/groups_claim.*list of texts/) }],
    ['a bound claim that is a table', { boundClaims: { ref: { a: 'b' } } }, {}, { claim: 'ref', expected: [], found: 'refs/heads/main', ok: false }],
    ['groups that are no list', { groupsClaim: 'groups' }, { groups: { a: 'b' } }, { claim: 'groups', expected: [], found: { a: 'b' }, ok: false, hint: expect.stringMatching(/groups_claim/) }],
    ['a number for a text', { boundClaims: { run: 5 } }, { run: '5' }, { claim: 'run', expected: ['5'], found: '5', ok: false, hint: 'the role asks for the number 5, and the issuer sends run as a text: write "5" in quotes' }],
    ['another number for a text', { boundClaims: { run: 5 } }, { run: '6' }, { claim: 'run', expected: ['5'], found: '6', ok: false, hint: expect.not.stringContaining('in quotes') }],
    ['a number beside the text that is sent', { boundClaims: { run: ['5 ', 5] } }, { run: ['5'] }, { claim: 'run', expected: ['5 ', '5'], found: ['5'], ok: false, hint: expect.stringContaining('the number 5') }],
    ['another text', { boundClaims: { run: '6' } }, { run: '5' }, { claim: 'run', expected: ['6'], found: '5', ok: false, hint: expect.not.stringContaining('in quotes') }],
  ])('is refused by name: %s', (_name, change, token, reason) => {
    expect(refused(change, token)).toEqual([reason]);
  });

  test.each(['iss', 'sub', 'aud'])('is a token that no library reads, where %s is an object', claim => {
    expect(refused({ boundIssuer: undefined, boundSubject: undefined, boundAudiences: [] }, { aud: undefined, [claim]: { a: 1 } }))
      .toEqual([{ claim, expected: [], found: { a: 1 }, ok: false, hint: expect.stringContaining('malformed') }]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['an audience with a number beside the right one', { aud: ['vault', 1] }],
    ['an audience that is a number', { aud: 1 }],
    ['a subject in a list', { sub: [SUBJECT] }],
    ['an issuer in a list', { iss: [ISSUER] }],
  ])('is no token with %s', (_name, token) => {
    expect(refused({}, token)).toContainEqual(expect.objectContaining({ claim: Object.keys(token)[0], hint: expect.stringContaining('malformed') }));
  });

  test.each<[string, Partial<StoredRole>, Record<string, unknown>]>([
    ['a null subject where the role is bound to none', { boundSubject: undefined }, { sub: null }],
    ['an empty audience where the role has none', { boundAudiences: [] }, { aud: '' }],
    ['an audience, any of which will do', { boundAudiences: ['other', 'vault'] }, {}],
    ['metadata that is a text', { claimMappings: { ref: 'ref' } }, {}],
    ['metadata that is null', { claimMappings: { ref: 'ref' } }, { ref: null }],
    ['a group that is no list', { groupsClaim: 'groups' }, { groups: 'a' }],
    ['a user claim by a pointer', { userClaim: '/repo/id', userClaimIsPointer: true }, { repo: { id: '2' } }],
    ['a user claim that begins with a slash', { userClaim: '/repo/id' }, { '/repo/id': '2' }],
    ['a number for a number', { boundClaims: { run: 1 } }, { run: 1 }],
    ['a boolean for a boolean', { boundClaims: { ok: true } }, { ok: true }],
    ['a pointer with a tilde', { boundClaims: { '/a~0b/c': 'x' } }, { 'a~b': { c: 'x' } }],
  ])('accepts %s', (_name, change, token) => {
    expect(decide(change, token).outcome).toBe('accept');
  });

  test.each<[string, Partial<StoredRole>, Record<string, unknown>]>([
    ['a null claim for a text', { boundClaims: { a: 'null' } }, { a: null }],
    ['a pointer through a text', { boundClaims: { '/a/length': 1 } }, { a: 'x' }],
    ['a pointer through null', { boundClaims: { '/a/b': 'x' } }, { a: null }],
    ['a pattern that is a number', { boundClaims: { a: 1 }, boundClaimsType: 'glob' }, { a: '1' }],
  ])('refuses %s', (_name, change, token) => {
    expect(decide(change, token).outcome).toBe('reject');
  });
});

describe('a pattern of Vault', () => {
  const matches = (pattern: string, text: string) => decide({ boundClaims: { ref: pattern }, boundClaimsType: 'glob' }, { ref: text }).outcome === 'accept';

  test.each([
    ['a', 'a'], ['*', ''], ['*', 'a/b'], ['a*', 'a'], ['*b', 'b'], ['a*b', 'ab'], ['a*b', 'axxb'], ['*a*', 'xay'], ['a*b*c', 'abc'], ['a*b*c', 'axbxc'], ['a**c', 'abc'], ['*ab*ab*', 'xabab'], ['*b*c', 'bc'],
  ])('%j fits %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(true);
  });

  test.each([
    ['a', 'b'], ['a', ''], ['a*', 'ba'], ['*b', 'bc'], ['a*b', 'a'], ['a*b', 'b'], ['a*b', 'xab'], ['ab*ba', 'aba'], ['a*x*c', 'abc'], ['*ab*ab*', 'xab'], ['a*b*b', 'ab'], ['a*bc*c', 'abc'], ['*a*', 'b'],
  ])('%j does not fit %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(false);
  });
});

describe('what only Terraform knows', () => {
  const read = (change: Record<string, unknown>, backend: Record<string, unknown> = {}) =>
    readTerraform({ role_type: 'jwt', user_claim: 'repository_id', bound_audiences: ['vault'], bound_subject: SUBJECT, ...change }, { bound_issuer: ISSUER, ...backend });

  test('leaves the decision open, with what is known beside it', () => {
    expect(decide({ boundSubject: '${var.subject}', unresolved: ['bound_subject'] })).toEqual({
      outcome: 'unknown',
      reasons: [
        { claim: 'bound_subject', expected: [], found: undefined, ok: false, hint: 'bound_subject is only known to Terraform' },
        expect.objectContaining({ claim: 'iss', ok: true }),
        expect.objectContaining({ claim: 'aud', ok: true }),
        expect.objectContaining({ claim: 'repository_id', ok: true }),
      ],
    });
  });

  test.each<[string, Partial<StoredRole>, Record<string, unknown>]>([
    ['role_type', { roleType: '${var.x}' }, {}],
    ['bound_issuer', { boundIssuer: '${var.x}' }, {}],
    ['bound_audiences', { boundAudiences: ['${var.x}'] }, {}],
    ['bound_subject', { boundSubject: '${var.x}' }, {}],
    ['bound_claims.ref', { boundClaims: { ref: '${var.x}' } }, {}],
    ['bound_claims_type', { boundClaims: { ref: 'refs/*' }, boundClaimsType: '${var.x}' }, {}],
    ['user_claim', { userClaim: '${var.x}' }, {}],
    ['claim_mappings', { claimMappings: { run: '${var.x}' } }, { run: 1 }],
    ['groups_claim', { groupsClaim: '${var.x}' }, {}],
  ])('is not held against the token: %s', (name, change, token) => {
    expect(refused(change, token)).toHaveLength(1);
    expect(decide({ ...change, unresolved: [name] }, token).outcome).toBe('unknown');
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, 'accept' | 'unknown' | 'reject']>([
    ['a part of the subject', { bound_subject: 'repo:${var.r}:environment:p' }, {}, 'unknown'],
    ['a part of another subject', { bound_subject: 'repo:${var.r}:environment:x' }, {}, 'reject'],
    ['one audience beside another', { bound_audiences: ['${var.a}', 'x'] }, {}, 'unknown'],
    ['one audience beside the one of the token', { bound_audiences: ['${var.a}', 'vault'] }, {}, 'accept'],
    ['a part of another audience', { bound_audiences: ['https://${var.a}', 'x'] }, {}, 'reject'],
    ['all audiences', { bound_audiences: '${var.a}' }, {}, 'unknown'],
    ['a part of the issuer', {}, { bound_issuer: 'https://${var.host}' }, 'unknown'],
    ['a part of another issuer', {}, { bound_issuer: 'https://gitlab.${var.host}' }, 'reject'],
    ['the subject, beside the audience of the token', { bound_audiences: ['${var.a}', 'vault'], bound_subject: '${var.s}' }, {}, 'unknown'],
    ['one of two audiences in part', { bound_audiences: ['x-${var.a}', 'va${var.b}'] }, {}, 'unknown'],
  ])('decides as far as it goes: %s', (_name, change, backend, outcome) => {
    expect(evaluate(read(change, backend), claims).outcome).toBe(outcome);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, 'accept' | 'unknown' | 'reject']>([
    ['two audiences, one of them bound', { bound_audiences: ['${var.a}', 'vault'] }, { aud: ['x', 'vault'] }, 'accept'],
    ['two audiences, one of them bound in part', { bound_audiences: ['va${var.a}'] }, { aud: ['x', 'vault'] }, 'unknown'],
    ['no subject', { bound_subject: 'repo:${var.r}' }, { sub: undefined }, 'reject'],
  ])('decides as far as a token goes with %s', (_name, change, token, outcome) => {
    expect(evaluate(read(change), { ...claims, ...token }).outcome).toBe(outcome);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, Partial<Reason>]>([
    ['the issuer', {}, { bound_issuer: 'https://gitlab.${var.host}' }, { claim: 'iss', expected: ['https://gitlab.<var.host>'], found: ISSUER }],
    ['the subject', { bound_subject: 'repo:${var.r}:${var.r}:x' }, {}, { claim: 'sub', expected: ['repo:<var.r>:<var.r>:x'], found: SUBJECT }],
    ['the audiences', { bound_audiences: ['x-${var.a}', 'y', 'z-${var.b}'] }, {}, { claim: 'aud', expected: ['x-${var.a}', 'y', 'z-${var.b}'], found: 'vault' }],
  ])('is told where it can never come out as what the token carries: %s', (_name, change, backend, reason) => {
    const { reasons } = evaluate(read(change, backend), claims);
    const names = { iss: 'var.host', sub: 'var.r', aud: 'var.a and var.b' }[reason.claim!];
    expect(reasons[0]).toEqual({ ...reason, ok: false, hint: `differs from what the token carries, whatever ${names} will be: trust what the job sends, or run the job that is meant` });
  });

  test('is no list of audiences, whatever was read of it', () => {
    expect(decide({ unresolved: ['bound_audiences'] }).outcome).toBe('unknown');
  });

  test('or stands in the auth backend, which was not read', () => {
    const { outcome, reasons } = decide({ boundIssuer: undefined, unresolved: ['bound_issuer'] });
    expect(outcome).toBe('unknown');
    expect(reasons[0]).toEqual({ claim: 'bound_issuer', expected: [], found: undefined, ok: false, hint: 'what was read does not hold the bound_issuer of the auth backend: read the backend as well' });
  });

  test('does not keep a malformed token from being refused', () => {
    expect(decide({ unresolved: ['bound_subject', 'bound_issuer', 'bound_audiences'] }, { sub: 1 }).outcome).toBe('reject');
  });
});

describe('the hint of Vault', () => {
  const BRANCH = 'repo:o@1/r@2:ref:refs/heads/main';
  const hintOf = (expected: readonly string[], found: unknown, change: Partial<StoredRole> = {}) =>
    refused({ boundSubject: undefined, boundClaims: { workflow: expected }, ...change }, { workflow: found })[0].hint;
  const subjectHintOf = (expected: readonly string[], found: unknown) => refused({ boundSubject: undefined, boundClaims: { sub: expected } }, { sub: found })[0].hint;

  test.each<[string, readonly string[], unknown, string | undefined]>([
    ['a claim that is left out', ['a'], undefined, 'the token does not carry workflow: test a claim that the issuer sends, or have it sent'],
    ['a claim that is null', ['a'], null, 'the token does not carry workflow: test a claim that the issuer sends, or have it sent'],
    ['a number', ['1'], 1, 'the token carries workflow as a number, which never equals a text: test another claim'],
    ['a boolean', ['true'], true, 'the token carries workflow as a boolean, which never equals a text: test another claim'],
    ['a list of one that is not known', ['a'], ['b'], 'the token carries workflow "b", and "a" is trusted: trust "b" as well, or run the job that is meant'],
    ['a list of one in another letter case', ['a'], ['A'], 'only the letter case differs, and it counts: write "A", as the issuer does'],
    ['a list of several', ['a'], ['A', 'b'], 'none of the 2 values of workflow is trusted: trust one of them, or have the token carry one that is'],
    ['an empty list', ['a'], [], 'none of the 0 values of workflow is trusted: trust one of them, or have the token carry one that is'],
    ['another letter case of one of several', ['a', 'B'], 'b', 'only the letter case differs, and it counts: write "b", as the issuer does'],
    ['an asterisk that is no pattern', ['a*'], 'ab', 'an asterisk or a question mark is taken for that very character: write the value whole, or set bound_claims_type to "glob"'],
  ])('for %s', (_name, expected, found, hint) => {
    expect(hintOf(expected, found)).toBe(hint);
  });

  test('is nothing about an asterisk where that is a pattern', () => {
    expect(hintOf(['a?'], 'ab', { boundClaimsType: 'glob' })).toMatch(/^the token carries workflow "ab", and "a\?" is trusted/);
    expect(hintOf(['A*'], 'ab', { boundClaimsType: 'glob' })).toBe('only the letter case differs, and it counts: write "ab", as the issuer does');
  });

  test('is of several audiences by name', () => {
    expect(refused({}, { aud: ['a', 'b'] })).toEqual([{ claim: 'aud', expected: ['vault'], found: ['a', 'b'], ok: false, hint: 'the token is for several audiences: request it for "vault" alone' }]);
  });

  test.each<[string, readonly string[], string, RegExp | undefined]>([
    ['other ids, one of several', ['x', SUBJECT], 'repo:o@10/r@20:environment:p', /^the ids are those of another repository of the same name/],
    ['ids where names are expected', ['repo:o/r:environment:p'], SUBJECT, /^the repository sends its numeric ids in the subject/],
    ['an at sign that is no id', ['repo:o/r'], 'repo:o/r@20x', /^the subject is another, its repo is "o\/r@20x", and "o\/r" is trusted/],
    ['an environment where the ref is expected', ['x', BRANCH], SUBJECT, /^the job names environment "p", which takes the place of the ref in its subject/],
    ['a ref where the environment is expected', ['x', SUBJECT], BRANCH, /^the job names no environment/],
    ['an environment for another', [SUBJECT], 'repo:o@1/r@2:environment:q', /^the job names environment "q": have it name environment "p"/],
    ['a ref for another', [BRANCH], 'repo:o@1/r@2:ref:refs/heads/x', /^the job runs for branch "x", and branch "main" is trusted/],
    ['a pull request', [BRANCH], 'repo:o@1/r@2:pull_request', /^the job runs for a pull request/],
  ])('for a subject with %s', (_name, expected, found, hint) => {
    expect(subjectHintOf(expected, found) ?? '').toMatch(hint ?? /^$/);
  });

  test('is of the bound subject and its asterisk', () => {
    expect(refused({ boundSubject: 'repo:o@1/*' })[0].hint)
      .toBe('an asterisk or a question mark is taken for that very character: write the subject whole, or bind it among bound_claims with bound_claims_type = "glob"');
  });
});

test.each<[unknown, string]>([[7, 'number'], [true, 'boolean']])('a text is none of %s, and what to write is told', (bound, type) => {
  const [reason] = refused({ boundClaims: { x: bound } as any }, { x: String(bound) });
  expect(reason).toMatchObject({ claim: 'x', hint: `the role asks for the ${type} ${String(bound)}, and the issuer sends x as a text: write "${String(bound)}" in quotes` });
});
