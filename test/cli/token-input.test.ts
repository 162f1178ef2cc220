import { runIn } from './run-here';
import { CLAIMS, EXACT, GITHUB, jwt, policy, SUBJECT } from './trusts';

const token = jwt(CLAIMS);
const padded = token.split('.').map((part, i) => i < 2 ? Buffer.from(part, 'base64url').toString('base64').replace(/\+/g, '-').replace(/\//g, '_') : part).join('.');
const plain = token.split('.').map(part => Buffer.from(part, 'base64url').toString('base64')).join('.');
const [header, payload, signature] = token.split('.');
const decodedHeader = { alg: 'RS256', kid: 'x' };
const explain = (stdin: string | object, files: Record<string, unknown> = { 'exact.json': EXACT }) =>
  runIn(files, ['explain', ...Object.keys(files), '--token', '-', '--format', 'json'], { stdin: typeof stdin === 'string' ? stdin : JSON.stringify(stdin, null, 2) });

test.each<[string, string | object]>([
  ['with padding', padded],
  ['in base64 that is not for URLs', plain],
  ['as a variable', `ID_TOKEN=${token}`],
  ['as a variable that is exported', `export ID_TOKEN="${token}"\n`],
  ['as a variable of PowerShell', `$env:ID_TOKEN = "${token}"\r\n`],
  ['in a file of variables', `# of the job\nAWS_REGION=eu-central-1\n\nAWS_WEB_IDENTITY_TOKEN='${token}'\nDEBUG=\n`],
  ['as a member of YAML', `token: ${token}`],
  ['as a quoted header', `"Authorization: Bearer ${token}"`],
  ['with its scheme within quotes', `'Bearer ${token}'`],
  ['with a scheme as the value of a variable', `TOKEN="Bearer ${token}"`],
  ['decoded, under "claims"', { claims: CLAIMS }],
  ['decoded, header and payload', { header: decodedHeader, payload: CLAIMS }],
  ['decoded, with the signature', { header: decodedHeader, payload: CLAIMS, signature }],
  ['decoded, under a name of its own', { valid: true, decoded: { header: decodedHeader, claims: CLAIMS } }],
  ['with its payload as a text', { payload: JSON.stringify(CLAIMS) }],
  ['as a JWS in JSON', { protected: header, payload, signature }],
  ['as the answer of the issuer', { count: 2, value: token }],
  ['as an answer within an answer', { data: { id_token: `Bearer ${token}` } }],
  ['twice in one answer', { access_token: token, id_token: token }],
])('a token is read %s', async (_name, stdin) => {
  const { code, stdout } = await explain(stdin);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ claims: CLAIMS, recorded: null, decisions: [{ decision: 'accept' }] });
});

test.each<[string, string | object, RegExp]>([
  ['a manifest', { version: '1.2.3', name: 'my-app' }, /is JSON that holds no token: give a JWT, or the claims of one \("iss", "sub", "aud", …\)/],
  ['an empty object', {}, /is JSON that holds no token/],
  ['a trust policy', EXACT, /is JSON that holds no token/],
  ['keys of an issuer', { keys: [{ kid: 'x', n: 'AQAB', e: 'AQAB' }] }, /is JSON that holds no token/],
  ['a header alone', decodedHeader, /is JSON that holds no token/],
  ['two different tokens', { access: token, id: jwt({ ...CLAIMS, aud: 'other' }) }, /holds 2 tokens: give one of them/],
  ['a version', '1.2.3', /is neither a JWT .* nor claims as JSON/],
  ['two variables with tokens', `A=${token}\nB=${token}\n`, /is neither a JWT/],
  ['an event of another call', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', userIdentity: { type: 'IAMUser' } }, /is of CloudTrail, but no event of AssumeRoleWithWebIdentity/],
  ['an event that does not name the token', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRoleWithWebIdentity', userIdentity: { type: 'WebIdentityUser' } }, /does not say whose token it was/],
])('nothing is decided about what is no token, and what is wanted is said: %s', async (_name, stdin, message) => {
  const { code, stdout, stderr } = await explain(stdin);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: the token: [^\n]+\n$/);
});

describe('an event of CloudTrail', () => {
  const provider = `arn:aws:iam::123456789012:oidc-provider/${GITHUB}`;
  const event = {
    eventVersion: '1.08',
    userIdentity: { type: 'WebIdentityUser', principalId: `${provider}:sts.amazonaws.com:${SUBJECT}`, userName: SUBJECT, identityProvider: provider },
    eventTime: '2026-09-01T17:01:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoleWithWebIdentity',
    errorCode: 'AccessDenied',
    requestParameters: { roleArn: 'arn:aws:iam::123456789012:role/deploy' },
    responseElements: null,
  };
  const recorded = { iss: `https://${GITHUB}`, sub: SUBJECT, aud: 'sts.amazonaws.com' };

  test.each<[string, object]>([
    ['by itself', event],
    ['of a call that was allowed', { ...event, errorCode: undefined, responseElements: { subjectFromWebIdentityToken: SUBJECT, provider, audience: 'sts.amazonaws.com' } }],
    ['in a file of a trail', { Records: [{ eventSource: 's3.amazonaws.com', eventName: 'PutObject' }, event] }],
    ['as EventBridge hands it on', { 'source': 'aws.sts', 'detail-type': 'AWS API Call via CloudTrail', 'detail': event }],
    ['as the command line looks it up', { Events: [{ EventName: 'AssumeRoleWithWebIdentity', CloudTrailEvent: JSON.stringify(event) }] }],
    ['twice', { Records: [event, event] }],
  ])('is read for issuer, subject and audience: %s', async (_name, value) => {
    const { code, stdout } = await explain(value);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ claims: recorded, recorded: ['iss', 'sub', 'aud'], decisions: [{ decision: 'accept' }] });
  });

  test.each<[string, object, string, number]>([
    ['asks for another subject', policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:other/other:ref:refs/heads/main' } }), 'reject', 1],
    ['asks for a further claim', policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: SUBJECT, repository_id: '456789' } }), 'unknown', 3],
    ['asks that a further claim is another', policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: SUBJECT }, StringNotEquals: { actor: 'mallory' } }), 'unknown', 3],
    ['asks for a further claim where it is there', policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: SUBJECT }, StringEqualsIfExists: { actor: 'mallory' } }), 'unknown', 3],
    ['asks for another subject and a further claim', policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:other/other:ref:refs/heads/main', repository_id: '1' } }), 'reject', 1],
  ])('leaves open what hangs on a claim that it does not keep: the trust %s', async (_name, trust, decision, expected) => {
    const { code, stdout } = await explain(event, { 'trust.json': trust });

    expect({ code, decision: JSON.parse(stdout).decisions[0].decision }).toEqual({ code: expected, decision });
  });

  test('says in the text that it keeps no more', async () => {
    const { stdout } = await runIn({ 'exact.json': EXACT, 'event.json': event }, ['explain', 'exact.json', '--token', 'event.json']);

    expect(stdout).toContain('An event of CloudTrail keeps iss, sub, aud of a token alone: what hangs on another claim is unknown.');
  });

  test('of several tokens is refused', async () => {
    const other = { ...event, userIdentity: { ...event.userIdentity, userName: 'x', principalId: `${provider}:sts.amazonaws.com:x` } };

    expect((await explain({ Records: [event, other] })).stderr).toMatch(/holds events of 2 different tokens: give one of them/);
  });
});
