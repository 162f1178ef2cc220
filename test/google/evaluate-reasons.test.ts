import { evaluate, NativeTrust } from '../../src/google/evaluate';
import { Late } from '../../src/private/late';

const ISSUER = 'https://token.actions.githubusercontent.com';
const POOL = 'projects/1/locations/global/workloadIdentityPools/ci';
const SUBJECT = 'repo:o@1/r@2:ref:refs/heads/main';
const member = (subject: string) => `principal://iam.googleapis.com/${POOL}/subject/${subject}`;
const provider = { name: `${POOL}/providers/p`, issuer: ISSUER, allowedAudiences: ['ci'], attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.owner': 'assertion.repository_owner_id' } };
const trust: NativeTrust = { provider: { ...provider, attributeCondition: 'assertion.repository_owner_id == "1"' }, members: [member(SUBJECT)] };
const claims = { iss: ISSUER, aud: 'ci', sub: SUBJECT, repository_owner_id: '1' };

const decide = (change: Partial<NativeTrust['provider']>, token: Record<string, unknown> = {}, members = trust.members) =>
  evaluate({ members, provider: { ...trust.provider, ...change } }, { ...claims, ...token });
const about = (claim: string, { reasons }: ReturnType<typeof evaluate>) => reasons.filter(reason => reason.claim === claim);
const told = ({ outcome, reasons }: ReturnType<typeof evaluate>) => ({ outcome, reasons });

const iss = { claim: 'iss', expected: [ISSUER], found: ISSUER, ok: true };
const aud = { claim: 'aud', expected: ['ci'], found: 'ci', ok: true };
const subject = { claim: 'google.subject', expected: ['1 to 127 bytes'], found: SUBJECT, ok: true };
const condition = { claim: 'attribute condition', expected: ['assertion.repository_owner_id == "1"'], found: true, ok: true };
const binding = { claim: 'member', expected: [member(SUBJECT)], found: member(SUBJECT), ok: true };

describe('what Google looks at', () => {
  test('is issuer, audience, subject, condition and member, in this order', () => {
    expect(told(evaluate(trust, claims))).toStrictEqual({ outcome: 'accept', reasons: [iss, aud, subject, condition, binding] });
  });

  test('is written out whole, and found out once', () => {
    const decision = evaluate(trust, claims);
    expect(JSON.parse(JSON.stringify(decision))).toEqual({ outcome: 'accept', reasons: [iss, aud, subject, condition, binding] });
    expect(decision.reasons).toBe(decision.reasons);
  });

  test('names the member that lets a token in, not the one that could', () => {
    const set = `principalSet://iam.googleapis.com/${POOL}/attribute.owner/1`;
    expect(about('member', decide({}, {}, ['x', set]))).toStrictEqual([{ claim: 'member', expected: ['x', set], found: set, ok: true }]);
    expect(about('member', decide({}, {}, ['x']))).toStrictEqual([{ claim: 'member', expected: ['x'], found: member(SUBJECT), ok: false, hint: 'no member of the binding is this job: grant the role to a member for it' }]);
  });

  test('puts all that refuses before what does not', () => {
    const otherIssuer = { ...iss, found: 'https://gitlab.com', ok: false, hint: `another issuer signed the token: trust "https://gitlab.com", or take a token of "${ISSUER}"` };
    const otherAudience = { ...aud, found: 'x', ok: false, hint: 'the job requested its token for audience "x": request it for "ci"' };
    expect(told(decide({}, { iss: 'https://gitlab.com', aud: 'x' }))).toStrictEqual({ outcome: 'reject', reasons: [otherIssuer, otherAudience, subject, condition, binding] });
    expect(told(decide({}, { aud: 'x' }))).toStrictEqual({ outcome: 'reject', reasons: [otherAudience, iss, subject, condition, binding] });
    expect(told(decide({}, { repository_owner_id: '2' }))).toStrictEqual({
      outcome: 'reject',
      reasons: [
        { claim: 'repository_owner_id', expected: ['1'], found: '2', ok: false, hint: expect.stringMatching(/^the job is of owner "2", and "1" is trusted/) },
        { ...condition, found: false, ok: false },
        iss, aud, subject, binding,
      ],
    });
  });

  test('is no subject where that is empty, whoever is a member', () => {
    expect(told(decide({}, { sub: '' }, [member('')]))).toStrictEqual({
      outcome: 'reject',
      reasons: [{ ...subject, found: '', ok: false, hint: expect.stringMatching(/^the mapping gives no google.subject, .*: map it from assertion.sub$/) }, iss, aud, condition, { ...binding, expected: [member('')], found: member('') }],
    });
  });

  test('is no subject that the mapping does not give', () => {
    const members = ['x', member('undefined')];
    const decision = decide({ attributeMapping: { 'attribute.owner': 'assertion.repository_owner_id' } }, {}, members);
    expect(decision.outcome).toBe('reject');
    expect(about('google.subject', decision)[0]).toMatchObject({ found: undefined, ok: false, hint: expect.stringMatching(/^the mapping gives no google.subject/) });
    expect(about('member', decision)).toStrictEqual([{ claim: 'member', expected: members, found: `principalSet://iam.googleapis.com/${POOL}/*`, ok: false }]);
  });

  test('says what is not resolved, and decides where nothing is', () => {
    expect(told(evaluate({ ...trust, unresolved: ['var.a', 'var.b'] }, claims)))
      .toEqual({ outcome: 'unknown', reasons: [{ claim: 'trust', expected: [], found: undefined, ok: false, hint: 'not resolved: var.a, var.b' }] });
    expect(evaluate({ ...trust, unresolved: [] }, claims).outcome).toBe('accept');
  });
});

describe('what is not known of a provider', () => {
  const open = (unresolved: string[], change: Partial<NativeTrust['provider']>, token: Record<string, unknown> = {}, members?: readonly string[]) =>
    evaluate({ ...trust, provider: { ...provider, ...change }, ...members === undefined ? {} : { members }, unresolved }, { ...claims, ...token });
  const owner = { attributeCondition: 'assertion.repository_owner_id == "<var.owner>" && assertion.ref == "refs/heads/main"' };

  test.each<[string, string[], Partial<NativeTrust['provider']>, Record<string, unknown>, 'unknown' | 'reject']>([
    ['an issuer that may be any', ['issuer_uri (var.iss)'], { issuer: '<var.iss>' }, {}, 'unknown'],
    ['an issuer that may be that of the token', ['issuer_uri (var.host)'], { issuer: 'https://<var.host>' }, {}, 'unknown'],
    ['an issuer that can only be another', ['issuer_uri (var.host)'], { issuer: 'https://gitlab.<var.host>' }, {}, 'reject'],
    ['an issuer that may be any, where the token has none', ['issuer_uri (var.iss)'], { issuer: '<var.iss>' }, { iss: undefined }, 'reject'],
    ['an issuer beside a foreign audience', ['issuer_uri (var.iss)'], { issuer: '<var.iss>' }, { aud: 'other' }, 'reject'],
    ['an audience', ['allowed_audiences (var.aud)'], { allowedAudiences: ['<var.aud>'] }, {}, 'unknown'],
    ['an audience that is a path', ['allowed_audiences (var.aud)'], { allowedAudiences: ['<var.aud>'] }, { aud: 'https://a/b' }, 'unknown'],
    ['two audiences, one of which may be that of the token', ['allowed_audiences (var.a)', 'allowed_audiences (var.b)'], { allowedAudiences: ['x-<var.a>', 'c<var.b>'] }, {}, 'unknown'],
    ['an audience that may be one of two of the token', ['allowed_audiences (var.aud)'], { allowedAudiences: ['c<var.aud>'] }, { aud: ['ci', 'x'] }, 'unknown'],
    ['all audiences, where the token has two', ['allowed_audiences (var.auds)'], { allowedAudiences: [] }, { aud: ['ci', 'x'] }, 'unknown'],
    ['all audiences, and the token has none', ['allowed_audiences (var.auds)'], { allowedAudiences: [] }, { aud: [] }, 'reject'],
    ['all audiences', ['allowed_audiences (var.auds)'], { allowedAudiences: [] }, {}, 'unknown'],
    ['an audience that can only be another', ['allowed_audiences (var.aud)'], { allowedAudiences: ['x-<var.aud>'] }, {}, 'reject'],
    ['an audience beside a foreign issuer', ['allowed_audiences (var.aud)'], { allowedAudiences: ['<var.aud>'] }, { iss: 'https://gitlab.com' }, 'reject'],
    ['a part of the condition', ['attribute_condition (var.owner)'], owner, {}, 'unknown'],
    ['a part of a condition that fails on the rest', ['attribute_condition (var.owner)'], owner, { ref: 'refs/heads/other' }, 'reject'],
    ['what is put together with a part', ['attribute_condition (var.owner)'], { attributeCondition: 'assertion.ref == "x" + "<var.owner>"' }, { ref: 'y' }, 'unknown'],
    ['a condition as a whole', ['attribute_condition (var.condition)'], { attributeCondition: '<var.condition>' }, {}, 'unknown'],
    ['a condition as a whole, beside a foreign issuer', ['attribute_condition (var.condition)'], { attributeCondition: '<var.condition>' }, { iss: 'https://gitlab.com' }, 'reject'],
    ['the whole mapping', ['attribute_mapping (var.mapping)'], { attributeMapping: {} }, {}, 'unknown'],
    ['the whole mapping, beside a condition on the token that fails', ['attribute_mapping (var.mapping)'], { attributeMapping: {}, attributeCondition: 'assertion.ref.startsWith("refs/tags/")' }, {}, 'reject'],
    ['the whole mapping, which the condition reads', ['attribute_mapping (var.mapping)'], { attributeMapping: {}, attributeCondition: 'attribute.owner == "1"' }, {}, 'unknown'],
    ['the whole mapping, which the condition reads with a space', ['attribute_mapping (var.mapping)'], { attributeMapping: {}, attributeCondition: 'google .subject == "x"' }, {}, 'unknown'],
    ['one mapped attribute, which no member is told by', ['attribute_mapping.attribute.x (var.x)'], { attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.x': '<var.x>' } }, { sub: 'other' }, 'reject'],
    ['the mapped subject', ['attribute_mapping.google.subject (var.x)'], { attributeMapping: { 'google.subject': '<var.x>' } }, {}, 'unknown'],
  ])('decides no more than it has to: %s', (_name, unresolved, change, token, outcome) => {
    expect(open(unresolved, { attributeCondition: '', ...change }, token).outcome).toBe(outcome);
  });

  test.each<[string, string, 'unknown' | 'reject']>([
    ['beside what fails', 'assertion.sub.matches("\\\\C") && assertion.repository_owner_id == "2"', 'reject'],
    ['beside what holds', 'assertion.sub.matches("\\\\C") && assertion.repository_owner_id == "1"', 'unknown'],
    ['or what holds', 'assertion.sub.matches("\\\\C") || assertion.repository_owner_id == "1"', 'unknown'],
    ['alone', 'assertion.sub.matches("\\\\C")', 'unknown'],
    ['malformed, beside what holds', 'assertion.sub.matches("repo(?=:)") && assertion.repository_owner_id == "1"', 'reject'],
    ['malformed, or what holds', 'assertion.sub.matches("repo(?=:)") || assertion.repository_owner_id == "1"', 'unknown'],
    ['malformed, alone', 'assertion.sub.matches("repo(?=:)")', 'reject'],
  ])('decides no more than it has to of what is not modelled: %s', (_name, attributeCondition, outcome) => {
    expect(open([], { attributeCondition }).outcome).toBe(outcome);
  });

  test('is told after what surely fails', () => {
    const { reasons: [first, ...others] } = open(['issuer_uri (var.iss)'], { issuer: '<var.iss>' }, { aud: 'other' });
    expect(first).toMatchObject({ claim: 'aud', found: 'other', ok: false, hint: expect.stringContaining('audience "other"') });
    expect(others).toContainEqual({ claim: 'iss', expected: ['<var.iss>'], found: claims.iss, ok: false, hint: 'not resolved: issuer_uri (var.iss)' });
  });

  test.each<[string, string[], Partial<NativeTrust['provider']>, unknown[]]>([
    ['an audience', ['allowed_audiences (var.aud)'], { allowedAudiences: ['<var.aud>'] }, [{ claim: 'aud', expected: ['<var.aud>'], found: 'ci', ok: false, hint: 'not resolved: allowed_audiences (var.aud)' }]],
    ['one of two audiences', ['allowed_audiences (var.a)', 'allowed_audiences (var.b)'], { allowedAudiences: ['x-<var.a>', 'c<var.b>'] }, [{ claim: 'aud', expected: ['x-<var.a>', 'c<var.b>'], found: 'ci', ok: false, hint: 'not resolved: allowed_audiences (var.a), allowed_audiences (var.b)' }]],
    ['a part of the condition', ['attribute_condition (var.owner)'], owner, [{ claim: 'attribute condition', expected: [owner.attributeCondition], found: undefined, ok: false, hint: 'not resolved: attribute_condition (var.owner)' }]],
    ['the whole mapping', ['attribute_mapping (var.mapping)'], { attributeMapping: {} }, [{ claim: 'attribute_mapping', expected: [], found: undefined, ok: false, hint: 'not resolved: attribute_mapping (var.mapping)' }]],
    ['the whole mapping, which the condition reads', ['attribute_mapping (var.mapping)'], { attributeMapping: {}, attributeCondition: 'attribute.owner == "1"' }, [{ claim: 'attribute_mapping', expected: [], found: undefined, ok: false, hint: 'not resolved: attribute_mapping (var.mapping)' }]],
  ])('is named once: %s', (_name, unresolved, change, expected) => {
    const { outcome, reasons } = open(unresolved, change, { ref: 'refs/heads/main' });
    expect(outcome).toBe('unknown');
    expect(reasons.filter(({ ok }) => !ok)).toEqual(expected);
    expect(reasons.filter(({ ok }) => ok).map(({ claim }) => claim)).toEqual(expect.arrayContaining(['iss']));
  });

  test('leaves the exchange open where no member is known', () => {
    const unresolved = ['attribute_mapping (var.mapping)'];
    for (const attributeCondition of [undefined, 'attribute.owner == "1"']) expect(evaluate({ provider: { ...provider, attributeMapping: {}, attributeCondition }, unresolved }, claims).outcome).toBe('unknown');
  });

  test('does not matter to a member of another attribute or of the whole pool', () => {
    const mapping = { attributeMapping: { 'google.subject': '<var.x>', 'attribute.repository': 'assertion.repository' } };
    const unresolved = ['attribute_mapping.google.subject (var.x)'];
    const set = (value: string) => `principalSet://iam.googleapis.com/${POOL}/attribute.repository/${value}`;
    expect(open(unresolved, mapping, { repository: 'a/b' }, [set('c/d')]).outcome).toBe('reject');
    expect(open(unresolved, mapping, { repository: 'a/b' }, [set('c/d'), member('any')]).outcome).toBe('unknown');
    expect(open(unresolved, mapping, { repository: 'a/b' }, [set('a/b')]).outcome).toBe('unknown'); // without a subject no token is exchanged
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

  test('is asked for in the first spelling of Google\'s own, and in any that is allowed', () => {
    const own = [`https://iam.googleapis.com/${provider.name}`, `//iam.googleapis.com/${provider.name}`];
    expect(about('aud', decide({ allowedAudiences: [] }))).toStrictEqual([{ claim: 'aud', expected: own, found: 'ci', ok: false, hint: `the job requested its token for audience "ci": request it for "${own[0]}"` }]);
    expect(about('aud', decide({ allowedAudiences: ['a', 'b'] }))).toStrictEqual([{ claim: 'aud', expected: ['a', 'b'], found: 'ci', ok: false, hint: 'the job requested its token for audience "ci": request it for "a" or "b"' }]);
    for (const audience of own) expect(decide({ allowedAudiences: [] }, { aud: audience }).outcome).toBe('accept');
  });

  test('is told to be open where a deployment decides', () => {
    expect(about('aud', decide({ allowedAudiences: ['<a>'] }))).toStrictEqual([{ claim: 'aud', expected: ['<a>'], found: 'ci', ok: false, hint: 'the audience holds what is only known at deployment' }]);
  });
});

describe('the mapping', () => {
  const mapped = (more: Record<string, string>) => decide({ attributeMapping: { 'google.subject': 'assertion.sub', ...more } });

  test.each<[string, Record<string, string>, string, string, unknown]>([
    ['a number', { 'attribute.x': '1' }, 'attribute.x', 'reject', 'the mapping gives no text: map it from a claim that is one'],
    ['a list in an attribute named groups', { 'attribute.groups': '["a"]' }, 'attribute.groups', 'reject', 'the mapping gives no text: map it from a claim that is one'],
    ['a list in another claim of Google', { 'google.display_name': '["a"]' }, 'google.display_name', 'reject', 'the mapping gives no text: map it from a claim that is one'],
    ['a claim that is missing', { 'attribute.x': 'assertion.nothing' }, 'attribute.x', 'reject', expect.stringContaining('nothing')],
    ['groups of a claim that is missing', { 'google.groups': 'assertion.nothing' }, 'google.groups', 'reject', expect.stringContaining('nothing')],
    ['what is no expression', { 'attribute.x': 'assertion.(' }, 'attribute.x', 'unknown', expect.any(String)],
    ['a text for no attribute', { 'my.attribute.x': '"a"' }, 'my.attribute.x', 'reject', expect.any(String)],
  ])('refuses or leaves open %s', (_name, mapping, target, outcome, hint) => {
    const decision = mapped(mapping);
    expect(decision.outcome).toBe(outcome);
    expect(about(target, decision)).toStrictEqual([{ claim: target, expected: [mapping[target]], found: undefined, ok: false, hint }]);
  });

  test('may give a list of groups', () => {
    expect(mapped({ 'google.groups': '["a", "b"]' }).outcome).toBe('accept');
  });

  test.each<[string, string, string, string]>([
    ['a list', 'assertion.groups', '"b" in google.groups', 'accept'],
    ['a list without it', 'assertion.groups', '"c" in google.groups', 'reject'],
    ['a text', 'assertion.groups[1]', 'google.groups == "b"', 'accept'],
  ])('gives groups to the condition, as %s', (_name, expression, attributeCondition, outcome) => {
    expect(decide({ attributeMapping: { 'google.subject': 'assertion.sub', 'google.groups': expression }, attributeCondition }, { groups: ['a', 'b'] }).outcome).toBe(outcome);
  });

  test.each([['b', 'accept'], ['c', 'reject'], ['a,b', 'reject']])('gives groups to the members: %s', (group, outcome) => {
    const members = [`principalSet://iam.googleapis.com/${POOL}/group/${group}`];
    expect(decide({ attributeMapping: { 'google.subject': 'assertion.sub', 'google.groups': 'assertion.groups' } }, { groups: ['a', 'b'] }, members).outcome).toBe(outcome);
  });

  test('counts the bytes of every group', () => {
    const groups = ['x'.repeat(4000), 'y'.repeat(4192 - SUBJECT.length)];
    const mapping = { 'google.subject': 'assertion.sub', 'google.groups': 'assertion.groups' };
    expect(decide({ attributeMapping: mapping }, { groups }).outcome).toBe('accept');
    expect(decide({ attributeMapping: mapping }, { groups: [...groups, 'z'] }).outcome).toBe('reject');
  });

  test.each<[number, string]>([[127, 'accept'], [128, 'reject']])('gives a subject of %d bytes: %s', (length, outcome) => {
    const sub = 'x'.repeat(length);
    const decision = decide({}, { sub }, [member(sub)]);
    expect(decision.outcome).toBe(outcome);
    if (outcome === 'reject') expect(about('google.subject', decision)).toStrictEqual([{ ...subject, found: sub, ok: false, hint: expect.stringMatching(/^the subject is 128 bytes, and Google takes 127: map/) }]);
  });

  test.each<[number, string]>([[8192, 'accept'], [8193, 'reject']])('gives %d bytes altogether: %s', (length, outcome) => {
    const decision = decide({ attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.x': 'assertion.x' } }, { x: 'x'.repeat(length - SUBJECT.length) });
    expect(decision.outcome).toBe(outcome);
    if (outcome === 'reject') expect(about('attribute', decision)).toStrictEqual([{ claim: 'attribute', expected: ['at most 8192 bytes'], found: length, ok: false, hint: expect.stringMatching(/too long: map fewer/) }]);
    else expect(about('attribute', decision)).toEqual([]);
  });
});

describe('an expression longer than Google takes', () => {
  test.each<[string, Partial<NativeTrust['provider']>, string]>([
    ['a mapping', { attributeMapping: { 'google.subject': `assertion.sub + "${'x'.repeat(2032)}"` } }, 'google.subject'],
    ['a condition', { attributeCondition: `true || "${'x'.repeat(4085)}" == ""` }, 'attribute condition'],
  ])('is refused: %s', (_, change, claim) => {
    const { outcome, reasons: [first] } = decide(change);
    expect(outcome).toBe('reject');
    expect(first).toMatchObject({ claim, ok: false, hint: expect.stringMatching(/^it is [24],\d+ characters long, and Google takes [24],\d+: shorten it$/) });
  });

  test('is not taken apart, whatever it is made of', () => {
    for (const attributeCondition of ['!', '-', '(', '[', 'true||', '1+', 'a.', 'true?'].map(piece => piece.repeat(30_000))) expect(decide({ attributeCondition }).outcome).toBe('reject');
  });
});

describe('an expression that goes very deep', () => {
  test.each(['!', '-', '(', '[', 'true||', '1+', 'a.', '{', 'true?'])('of %s has an answer or none, and comes to an end', piece => {
    expect(['unknown', 'reject', 'accept']).toContain(decide({ attributeCondition: `${piece.repeat(Math.floor(4000 / piece.length))}true` }).outcome);
  });
});

describe('the condition', () => {
  test.each<[string, string | undefined, string]>([['empty', '', 'accept'], ['left out', undefined, 'accept'], ['a text', '"true"', 'reject'], ['about a missing claim', 'assertion.nothing == "1"', 'reject'], ['no expression', '(', 'unknown']])('is %s', (_name, text, outcome) => {
    expect(decide({ attributeCondition: text }).outcome).toBe(outcome);
  });

  test('says why it cannot be answered', () => {
    const decision = decide({ attributeCondition: 'assertion.nothing == "1"' });
    expect(about('attribute condition', decision)).toStrictEqual([{ claim: 'attribute condition', expected: ['assertion.nothing == "1"'], found: undefined, ok: false }]);
    expect(decision.reasons[0]).toStrictEqual({ claim: 'nothing', expected: ['1'], found: undefined, ok: false, hint: 'the token does not carry nothing: test a claim that the issuer sends, or have it sent' });
  });

  test('says that it does not hold where no claim is to blame', () => {
    for (const [attributeCondition, found] of [['5', 5], ['[5, 6]', [5, 6]], ['null', null]] as const) {
      const { reasons } = decide({ attributeCondition });
      expect(JSON.parse(JSON.stringify(about('attribute condition', { outcome: 'reject', reasons })[0]))).toMatchObject({ found, ok: false });
    }
    expect(about('attribute condition', decide({ attributeCondition: '"a"' }))[0]).toMatchObject({ found: 'a', ok: false, hint: expect.stringMatching(/^the condition of the provider does not hold for the token: /) });
  });

  test.each<[string, RegExp]>([
    ['(', /./],
    ['assertion.repository_owner_id == "2" || assertion.sub.matches("\\\\C")', /is not modelled$/],
  ])('blames no claim where it cannot be told: %s', (attributeCondition, hint) => {
    const { outcome, reasons } = decide({ attributeCondition });
    expect(outcome).toBe('unknown');
    expect(reasons.filter(reason => !reason.ok)).toStrictEqual([{ claim: 'attribute condition', expected: [attributeCondition], found: undefined, ok: false, hint: expect.stringMatching(hint) }]);
    expect(reasons[0].hint).not.toMatch(/does not hold/);
  });

  test('is explained at once, however many alternatives it has', () => {
    const repositories = Array.from({ length: 100 }, (_, i) => `assertion.repository == "o/${i}"`);
    const decision = decide({ attributeCondition: repositories.join(' || ') }, { repository: 'o/x' });
    expect(decision.outcome).toBe('reject');
    expect(decision.reasons[0]).toMatchObject({ claim: 'repository', found: 'o/x' });
  }, 5000);

  test('is not run where loops stand within loops', () => {
    const nested = (depth: number) => Array.from({ length: depth }).reduce<string>((inner, _, i) => `["a", "b"].exists(x${i}, ${inner})`, 'assertion.repository_owner_id == "1"');
    expect(decide({ attributeCondition: nested(2) }).outcome).toBe('accept');
    const deep = decide({ attributeCondition: nested(40) });
    expect(deep.outcome).toBe('unknown');
    expect(about('attribute condition', deep)[0].hint).toMatch(/more than 2 loops within each other/);
  }, 5000);

  test('reads what the mapping made', () => {
    expect(decide({ attributeCondition: 'google.subject == assertion.sub && attribute.owner == "1"' }).outcome).toBe('accept');
  });
});

describe('a member of which a part is only known at deployment', () => {
  const lateOf = (parts: readonly string[]) => new Late(parts.map((part, i) => part === '?' ? { late: `var.${i}` } : part));
  const decided = (parts: readonly string[], members: readonly string[] = ['x']) => evaluate({ ...trust, members, openMembers: [lateOf(['y']), lateOf(parts)] }, claims);
  const WHOLE = member(SUBJECT);

  test.each<[string, readonly string[], string]>([
    ['its end', ['principal://iam.', '?'], 'unknown'],
    ['its beginning', ['?', ':ref:refs/heads/main'], 'unknown'],
    ['its middle', ['principal://iam.', '?', 'workloadIdentityPools', '?', 'main'], 'unknown'],
    ['all of it', ['?'], 'unknown'],
    ['nothing, and it is another', [`${WHOLE}x`], 'reject'],
    ['its end, and it begins otherwise', ['iam.', '?'], 'reject'],
    ['its beginning, and it ends otherwise', ['?', 'refs/heads'], 'reject'],
    ['its middle, and something else stands there', ['principal://', '?', 'nowhere', '?', 'main'], 'reject'],
    ['its middle, in another order', ['principal://', '?', 'subject', '?', 'workloadIdentityPools', '?', 'main'], 'reject'],
    ['its middle, and the same text is not there twice', ['principal://', '?', '/subject/', '?', '/subject/', '?', 'main'], 'reject'],
    ['its middle, and that stands at the beginning alone', ['principal://', '?', 'principal://', '?', 'main'], 'reject'],
    ['its middle, where beginning and end would overlap', [WHOLE.slice(0, -2), '?', 'main'], 'reject'],
  ])('may be this job where that is %s', (_name, parts, outcome) => {
    expect(decided(parts).outcome).toBe(outcome);
  });

  test('is named, and goes behind one that is known to be this job', () => {
    expect(about('member', decided(['principal://', '?', 'subject', '?']))).toStrictEqual([{ claim: 'member', expected: ['x'], found: WHOLE, ok: false, hint: 'not resolved: var.1, var.3' }]);
    expect(decided(['principal://', '?'], [WHOLE]).outcome).toBe('accept');
  });
});

describe('what a condition compares', () => {
  test.each<[string, string, Record<string, unknown>, string, string]>([
    ['a text with a boolean', 'assertion.ref_protected == true', { ref_protected: 'true' }, 'ref_protected', 'the issuer sends ref_protected as a text, which never equals true or false: write "true" in quotes'],
    ['a text with a number', 'assertion.project_id == 20', { project_id: '20' }, 'project_id', 'the issuer sends project_id as a text, which never equals a number: write "20" in quotes'],
    ['a boolean with another', 'assertion.rerun == true', { rerun: false }, 'rerun', 'the token carries rerun false, and true is trusted: run the job that is meant'],
    ['a text with the members of a list', '"b" in assertion.contexts', { contexts: ['a'] }, 'contexts', 'the token carries contexts without "b": trust what it carries, or run the job that is meant'],
  ])('is told: %s', (_name, attributeCondition, token, claim, hint) => {
    const [{ expected: _expected, ...rest }] = about(claim, decide({ attributeCondition }, token));
    expect(rest).toStrictEqual({ claim, ok: false, found: Object.values(token)[0], hint });
  });
});

describe('the hint of Google', () => {
  const ENVIRONMENT = 'repo:o@1/r@2:environment:p';

  test.each<[string, string[], Record<string, unknown>, RegExp]>([
    ['another letter case of one of several', ['job', SUBJECT.toUpperCase()], {}, /^only the letter case differs/],
    ['other ids of one of several', ['job', 'repo:o@10/r@20:ref:refs/heads/main'], {}, /^the ids are those of another repository/],
    ['an environment', ['repo:o@1/r@2:ref:refs/heads/main'], { sub: ENVIRONMENT, environment: 'p' }, /^the job names environment "p", which takes the place of the ref/],
    ['a subject of an environment, without the claim', ['repo:o@1/r@2:ref:refs/heads/main'], { sub: ENVIRONMENT }, /^the job names environment "p"/],
    ['an environment that is not in the subject', ['repo:o@1/r@2:environment:p'], { environment: 'p' }, /^the job names no environment, and runs for branch "main"/],
  ])('for %s', (_name, subjects, token, hint) => {
    const decision = decide({}, token, subjects.map(member));
    expect(decision.reasons[0]).toEqual({ claim: 'sub', expected: subjects, found: token.sub ?? SUBJECT, ok: false, hint: expect.stringMatching(hint) });
    expect(about('member', decision)).toStrictEqual([{ claim: 'member', expected: subjects.map(member), found: member(String(token.sub ?? SUBJECT)), ok: false }]);
  });

  test('is short where nothing is known of the subject', () => {
    const { reasons } = decide({}, {}, [member('job')]);
    expect(reasons[0]).toStrictEqual({ claim: 'sub', expected: ['job'], found: SUBJECT, ok: false, hint: expect.stringMatching(/^the job is another than the one that is trusted: trust "repo:/) });
  });

  test('is of the claim that the subject is made from', () => {
    const { reasons } = decide({ attributeMapping: { 'google.subject': 'assertion.repository_owner_id' } }, { sub: undefined }, [member('x')]);
    expect(reasons[0]).toEqual({ claim: 'repository_owner_id', expected: ['x'], found: '1', ok: false, hint: expect.stringMatching(/^the job is of owner "1", and "x" is trusted/) });
    expect(reasons).toContainEqual({ claim: 'member', expected: [member('x')], found: member('1'), ok: false });
  });
});

test.each<[string, Record<string, unknown>, string, string | undefined]>([
  ['assertion.event_name != "pull_request"', { event_name: 'pull_request' }, 'event_name', 'the token carries event_name "pull_request", which is just what is refused: run a job that sends another, or change that test'],
  ['!(assertion.event_name in ["push", "pull_request"])', { event_name: 'push' }, 'event_name', 'the token carries event_name "push", which is just what is refused: run a job that sends another, or change that test'],
  ['!assertion.ref.startsWith("refs/pull/")', { ref: 'refs/pull/7/merge' }, 'ref', 'the token carries ref "refs/pull/7/merge", which is just what is refused: run a job that sends another, or change that test'],
  ['assertion.event_name != "pull_request"', {}, 'event_name', 'the token does not carry event_name: test a claim that the issuer sends, or have it sent'],
])('what %s refuses is told', (attributeCondition, token, claim, hint) => {
  expect(about(claim, decide({ attributeCondition }, token))).toMatchObject([{ ok: false, hint }]);
});
