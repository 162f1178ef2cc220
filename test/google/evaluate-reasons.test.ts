import { evaluate, NativeTrust } from '../../src/google/evaluate';

const ISSUER = 'https://token.actions.githubusercontent.com';
const POOL = 'projects/1/locations/global/workloadIdentityPools/ci';
const SUBJECT = 'repo:o@1/r@2:ref:refs/heads/main';
const member = (subject: string) => `principal://iam.googleapis.com/${POOL}/subject/${subject}`;
const provider = { name: `${POOL}/providers/p`, issuer: ISSUER, allowedAudiences: ['ci'], attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.owner': 'assertion.repository_owner_id' } };
const trust: NativeTrust = { provider: { ...provider, attributeCondition: 'assertion.repository_owner_id == "1"' }, members: [member(SUBJECT)] };
const claims = { iss: ISSUER, aud: 'ci', sub: SUBJECT, repository_owner_id: '1' };

const decide = (change: Partial<NativeTrust['provider']>, token: Record<string, unknown> = {}, members = trust.members) =>
  evaluate({ members, provider: { ...trust.provider, ...change } }, { ...claims, ...token });
const lastOf = ({ reasons }: ReturnType<typeof evaluate>) => reasons[reasons.length - 1];

const iss = { claim: 'iss', expected: [ISSUER], found: ISSUER, ok: true };
const aud = { claim: 'aud', expected: ['ci'], found: 'ci', ok: true };
const subject = { claim: 'google.subject', expected: ['1 to 127 bytes'], found: SUBJECT, ok: true };
const condition = { claim: 'attribute condition', expected: ['assertion.repository_owner_id == "1"'], found: true, ok: true };

describe('what Google looks at', () => {
  test('is issuer, audience, subject, condition and member, in this order', () => {
    expect(evaluate(trust, claims)).toEqual({ outcome: 'accept', reasons: [iss, aud, subject, condition, { claim: 'member', expected: [member(SUBJECT)], found: member(SUBJECT), ok: true }] });
  });

  test('names the member that lets a token in, not the one that could', () => {
    const set = `principalSet://iam.googleapis.com/${POOL}/attribute.owner/1`;
    expect(lastOf(decide({}, {}, ['x', set]))).toEqual({ claim: 'member', expected: ['x', set], found: set, ok: true });
    expect(lastOf(decide({}, {}, ['x']))).toEqual({ claim: 'member', expected: ['x'], found: member(SUBJECT), ok: false });
  });

  test('ends at the first that refuses', () => {
    expect(decide({}, { iss: 'https://gitlab.com', aud: 'x' })).toEqual({ outcome: 'reject', reasons: [{ ...iss, found: 'https://gitlab.com', ok: false }] });
    expect(decide({}, { aud: 'x' })).toEqual({ outcome: 'reject', reasons: [iss, { ...aud, found: 'x', ok: false }] });
    expect(decide({}, { sub: '' })).toEqual({ outcome: 'reject', reasons: [iss, aud, { ...subject, found: '', ok: false, hint: '0 bytes' }] });
    expect(decide({}, { repository_owner_id: '2' })).toEqual({ outcome: 'reject', reasons: [iss, aud, subject, { ...condition, found: false, ok: false }] });
  });

  test('says what is not resolved, and decides where nothing is', () => {
    expect(evaluate({ ...trust, unresolved: ['var.a', 'var.b'] }, claims))
      .toEqual({ outcome: 'unknown', reasons: [{ claim: 'trust', expected: [], found: undefined, ok: false, hint: 'not resolved: var.a, var.b' }] });
    expect(evaluate({ ...trust, unresolved: [] }, claims).outcome).toBe('accept');
  });
});

describe('the audience', () => {
  test.each<[string, readonly string[], unknown, string]>([
    ['one of several', ['a', 'ci'], ['ci', 'x'], 'accept'],
    ['none of several', ['a'], ['ci', 'x'], 'reject'],
    ['a number', ['<audience>'], 5, 'reject'],
    ['what a deployment may make of it', ['<audience>'], 'x', 'unknown'],
    ['what a deployment may make of two parts', ['<a><b>'], 'x', 'unknown'],
    ['one of several that a deployment may make', ['a', 'x-<audience>'], ['x-y', 'z'], 'unknown'],
    ['another than a deployment may make', ['x-<audience>'], 'y-x-z', 'reject'],
    ['a path within what a deployment makes', ['<audience>'], 'x/y', 'reject'],
  ])('of a token is %s', (_name, allowedAudiences, found, outcome) => {
    expect(decide({ allowedAudiences }, { aud: found }).outcome).toBe(outcome);
  });

  test('is told to be open where a deployment decides', () => {
    expect(decide({ allowedAudiences: ['<a>'] }).reasons[1]).toEqual({ claim: 'aud', expected: ['<a>'], found: 'ci', ok: false, hint: 'the audience holds what is only known at deployment' });
  });
});

describe('the mapping', () => {
  const mapped = (more: Record<string, string>) => decide({ attributeMapping: { 'google.subject': 'assertion.sub', ...more } });

  test.each<[string, Record<string, string>, string, string, unknown]>([
    ['a number', { 'attribute.x': '1' }, 'attribute.x', 'reject', 'the mapping gives no text'],
    ['a list in an attribute named groups', { 'attribute.groups': '["a"]' }, 'attribute.groups', 'reject', 'the mapping gives no text'],
    ['a list in another claim of Google', { 'google.display_name': '["a"]' }, 'google.display_name', 'reject', 'the mapping gives no text'],
    ['a claim that is missing', { 'attribute.x': 'assertion.nothing' }, 'attribute.x', 'reject', expect.stringContaining('nothing')],
    ['groups of a claim that is missing', { 'google.groups': 'assertion.nothing' }, 'google.groups', 'reject', expect.stringContaining('nothing')],
    ['what is no expression', { 'attribute.x': 'assertion.(' }, 'attribute.x', 'unknown', expect.any(String)],
    ['a text for no attribute', { 'my.attribute.x': '"a"' }, 'my.attribute.x', 'reject', expect.any(String)],
  ])('refuses or leaves open %s', (_name, mapping, target, outcome, hint) => {
    const decision = mapped(mapping);
    expect(decision.outcome).toBe(outcome);
    expect(lastOf(decision)).toEqual({ claim: target, expected: [mapping[target]], found: undefined, ok: false, hint });
  });

  test('may give a list of groups', () => {
    expect(mapped({ 'google.groups': '["a", "b"]' }).outcome).toBe('accept');
  });

  test.each<[number, string]>([[127, 'accept'], [128, 'reject']])('gives a subject of %d bytes: %s', (length, outcome) => {
    const sub = 'x'.repeat(length);
    const decision = decide({}, { sub }, [member(sub)]);
    expect(decision.outcome).toBe(outcome);
    if (outcome === 'reject') expect(lastOf(decision)).toEqual({ ...subject, found: sub, ok: false, hint: '128 bytes' });
  });

  test.each<[number, string]>([[8192, 'accept'], [8193, 'reject']])('gives %d bytes altogether: %s', (length, outcome) => {
    const decision = mapped({ 'attribute.x': `"${'x'.repeat(length - SUBJECT.length)}"` });
    expect(decision.outcome).toBe(outcome);
    if (outcome === 'reject') expect(lastOf(decision)).toEqual({ claim: 'attribute', expected: ['at most 8192 bytes'], found: length, ok: false });
  });
});

describe('the condition', () => {
  test.each<[string, string | undefined, string]>([['empty', '', 'accept'], ['left out', undefined, 'accept'], ['a text', '"true"', 'reject'], ['about a missing claim', 'assertion.nothing == "1"', 'reject'], ['no expression', '(', 'unknown']])('is %s', (_name, text, outcome) => {
    expect(decide({ attributeCondition: text }).outcome).toBe(outcome);
  });

  test('says why it cannot be answered', () => {
    expect(lastOf(decide({ attributeCondition: 'assertion.nothing == "1"' }))).toEqual({ claim: 'attribute condition', expected: ['assertion.nothing == "1"'], found: undefined, ok: false, hint: expect.stringContaining('nothing') });
  });

  test('reads what the mapping made', () => {
    expect(decide({ attributeCondition: 'google.subject == assertion.sub && attribute.owner == "1"' }).outcome).toBe('accept');
  });
});

describe('the hint of Google', () => {
  const ENVIRONMENT = 'repo:o@1/r@2:environment:p';

  test.each<[string, string[], Record<string, unknown>, RegExp | undefined]>([
    ['another letter case of one of several', ['x', SUBJECT.toUpperCase()], {}, /letter case only/],
    ['other ids of one of several', ['x', 'repo:o@10/r@20:ref:refs/heads/main'], {}, /numeric ids only/],
    ['an environment', ['x'], { sub: ENVIRONMENT, environment: 'p' }, /names an environment/],
    ['a subject of an environment, without the claim', ['x'], { sub: ENVIRONMENT }, undefined],
    ['an environment that is not in the subject', ['x'], { environment: 'p' }, undefined],
    ['something else', ['x'], {}, undefined],
  ])('for %s', (_name, subjects, token, hint) => {
    const reason = lastOf(decide({}, token, subjects.map(member)));
    expect(reason).toMatchObject({ claim: 'member', ok: false });
    if (hint === undefined) expect(reason.hint).toBeUndefined();
    else expect(reason.hint).toMatch(hint);
  });

  test('is none where the token has no subject', () => {
    const reason = lastOf(decide({ attributeMapping: { 'google.subject': 'assertion.repository_owner_id' } }, { sub: undefined }, [member('x')]));
    expect(reason).toEqual({ claim: 'member', expected: [member('x')], found: member('1'), ok: false });
  });
});
