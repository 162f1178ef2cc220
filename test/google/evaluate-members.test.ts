import { evaluate, NativeTrust } from '../../src/google/evaluate';
import { Late } from '../../src/private/late';

const ISSUER = 'https://issuer.example.com';
const POOL = 'projects/1/locations/global/workloadIdentityPools/ci';
const claims = { iss: ISSUER, aud: 'ci', sub: 'org/app:main', team: 'a' };
const provider = { name: `${POOL}/providers/p`, issuer: ISSUER, allowedAudiences: ['ci'], attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.team': 'assertion.team' } };
const SUBJECT = `principal://iam.googleapis.com/${POOL}/subject/`;
const TEAM = `principalSet://iam.googleapis.com/${POOL}/attribute.team/`;
const [X, Y] = [{ late: 'X' }, { late: 'Y' }];

const decide = (change: Partial<NativeTrust>, token: Record<string, unknown> = {}) => evaluate({ provider, members: [], ...change }, { ...claims, ...token });
const open = (...parts: (string | { late: string })[]) => decide({ openMembers: [new Late(parts)] });

describe('a member of which a part is late', () => {
  test.each<[string, (string | { late: string })[]]>([
    ['all of it', [X]],
    ['its end', [`${SUBJECT}org/`, X]],
    ['its end, where nothing is missing', [`${SUBJECT}org/app:main`, X]],
    ['its beginning', [X, ':main']],
    ['its beginning, where nothing is missing', [X, `${SUBJECT}org/app:main`]],
    ['its middle', [`${SUBJECT}org/`, X, ':main']],
    ['two parts', [`${SUBJECT}o`, X, '/', Y, 'main']],
    ['two parts next to each other', [`${SUBJECT}org/`, X, Y, ':main']],
    ['a part of a set', [TEAM, X]],
    ['its middle, of which the end stands there twice', [`${SUBJECT}`, X, 'a', Y, 'n']],
  ])('may be this job: %s', (_name, parts) => {
    expect(open(...parts).outcome).toBe('unknown');
  });

  test.each<[string, (string | { late: string })[]]>([
    ['another beginning', [`x${SUBJECT}`, X]],
    ['a beginning that stands further on', ['iam.googleapis.com/', X]],
    ['another end', [X, ':next']],
    ['an end that stands before the end', [X, ':mai']],
    ['an end that begins within the beginning', [`${SUBJECT}org/app:main`, X, 'main']],
    ['a middle that is not there', [SUBJECT, X, 'other', Y]],
    ['a middle that stands before', [`${SUBJECT}org/`, X, 'org', Y]],
    ['a middle that the end takes', [`${SUBJECT}org/`, X, ':main', Y, 'n']],
    ['an end that is longer than the whole', [X, `xxx${SUBJECT}org/app:main`]],
    ['another value of a set', [`${TEAM}b`, X]],
  ])('cannot be this job: %s', (_name, parts) => {
    expect(open(...parts).outcome).toBe('reject');
  });

  test('leaves the decision open under its name', () => {
    const decision = decide({ members: ['x'], openMembers: [new Late(['y', X]), new Late([SUBJECT, X, Y])] });
    expect(decision.outcome).toBe('unknown');
    expect(decision.reasons.filter(({ ok }) => !ok)).toEqual([{ claim: 'member', expected: ['x'], found: `${SUBJECT}org/app:main`, ok: false, hint: 'not resolved: X, Y' }]);
  });

  test('does not matter where another lets the token in, or where something refuses it', () => {
    expect(decide({ members: [`${TEAM}a`], openMembers: [new Late([X])] }).outcome).toBe('accept');
    expect(decide({ openMembers: [new Late([X])] }, { iss: 'x' }).outcome).toBe('reject');
  });
});

describe('what Google would be asked for', () => {
  const failing = (change: Partial<NativeTrust['provider']>, token: Record<string, unknown>, claim: string) => decide({ provider: { ...provider, ...change } }, token).reasons.find(reason => reason.claim === claim && !reason.ok);

  test('is the issuer that is trusted', () => {
    expect(failing({}, { iss: 'https://gitlab.com' }, 'iss')?.hint).toBe(`another issuer signed the token: trust "https://gitlab.com", or take a token of "${ISSUER}"`);
  });

  test('is the first spelling of its own audience, and each of those that were named', () => {
    const own = `https://iam.googleapis.com/${POOL}/providers/p`;
    expect(failing({ allowedAudiences: [] }, { aud: 'x' }, 'aud')).toMatchObject({ expected: [own, own.slice('https:'.length)], hint: `the job requested its token for audience "x": request it for "${own}"` });
    expect(failing({ allowedAudiences: ['a', 'b'] }, { aud: 'x' }, 'aud')?.hint).toBe('the job requested its token for audience "x": request it for "a" or "b"');
  });

  test('is no condition that cannot be told', () => {
    expect(decide({ provider: { ...provider, attributeCondition: '(' }, members: undefined }).reasons.filter(({ ok }) => !ok)).toEqual([{ claim: 'attribute condition', expected: ['('], found: undefined, ok: false, hint: expect.any(String) }]);
  });
});
