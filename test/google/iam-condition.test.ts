import { evaluate } from '../../src/google/evaluate';
import { evaluateIamCondition } from '../../src/google/private/iam-condition';
import { Late } from '../../src/private/late';

const ISSUER = 'https://issuer.example.com';
const POOL = 'projects/1/locations/global/workloadIdentityPools/ci';
const trust = {
  provider: { name: `${POOL}/providers/p`, issuer: ISSUER, allowedAudiences: ['ci'], attributeMapping: { 'google.subject': 'assertion.sub' } },
  members: [`principal://iam.googleapis.com/${POOL}/subject/app`],
};
const decide = (expression: string | Late, claims = {}) => evaluate(trust, { iss: ISSUER, aud: 'ci', sub: 'app', ...claims }, { title: 'when', expression });
const [EARLIER, LATER] = ['timestamp("2020-01-01T00:00:00Z")', 'timestamp("2030-01-01T00:00:00Z")'];

describe('the IAM condition of a binding', () => {
  test.each([
    'false', '!true', '1 == 2', 'request.time < timestamp("2020-01-01T00:00:00Z") && false', 'resource.name == "x" && (false || 2 < 1)', 'false ? resource.name == "x" : false',
    'resource.name == "x" ? false : 1 > 2', `${EARLIER} > ${LATER}`, `request.time < ${EARLIER} && request.time > ${LATER}`, `request.time >= ${LATER} && resource.name == "x" && ${EARLIER} > request.time`,
    `request.time < ${EARLIER} && request.time >= ${EARLIER}`, `request.time < ${EARLIER} && request.time >= ${EARLIER} + duration("1h")`, `!(request.time >= ${EARLIER} || request.time < ${LATER})`,
  ])('that is never true grants nothing: %s', expression => {
    const { outcome, reasons: [first] } = decide(expression);
    expect(outcome).toBe('reject');
    expect(first).toEqual({ claim: 'binding condition', expected: [expression], found: undefined, ok: false, hint: 'the condition "when" of the binding is never true, so that it grants nothing: correct it, or remove the binding' });
  });

  test.each(['true', '!false', '"a" == "a"', '1 < 2 || resource.name == "x"', `request.time < ${LATER} || request.time >= ${EARLIER}`, 'resource.name == "x" ? true : !false', '"ab".matches("^a")'])('that is always true takes nothing away: %s', expression => {
    expect(decide(expression).outcome).toBe('accept');
    expect(decide(expression, { sub: 'other' }).outcome).toBe('reject');
  });

  test.each<[string, string]>([
    [`request.time < ${EARLIER}`, 'request.time'],
    [`request.time < ${LATER}`, 'request.time'],
    [`request.time < ${LATER} && request.time > ${EARLIER}`, 'request.time'],
    [`request.time <= ${LATER} && request.time >= ${LATER}`, 'request.time'],
    ['resource.name.startsWith("projects/_/buckets/releases")', 'resource.name'],
    ['resource.type == "storage.googleapis.com/Bucket" || request.time.getHours("Europe/Berlin") < 9', 'resource.type and request.time'],
    ['resource.matchTag("123/env", "prod")', 'resource'],
    ['api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])', 'api'],
    ['resource.name == "x" ? true : false', 'resource.name'],
  ])('that hangs on the request is unknown: %s', (expression, reads) => {
    const { outcome, reasons: [first] } = decide(expression);
    expect(outcome).toBe('unknown');
    expect(first).toMatchObject({ claim: 'binding condition', ok: false, hint: `the condition "when" of the binding hangs on ${reads}, which a token does not tell` });
  });

  test.each(['', 'resource.name =', '(', '"a"', '1', 'true && "a"', '!'.repeat(4000), `${'true||'.repeat(5000)}true`])('that is no expression, or no test, is unknown: %.20s', expression => {
    expect(decide(expression).outcome).toBe('unknown');
  });

  test('that is only known at deployment is unknown, and names what it waits for', () => {
    const { outcome, reasons: [first] } = decide(new Late(['resource.name == "', { late: 'var.bucket' }, '"']));
    expect(outcome).toBe('unknown');
    expect(first.hint).toContain('var.bucket');
  });

  test('is looked at after the token, which decides where it is refused', () => {
    for (const expression of ['true', 'resource.name == "x"']) expect(decide(expression, { sub: 'other' }).outcome).toBe('reject');
  });

  test('has no value where it reads the request', () => {
    expect(evaluateIamCondition(`request.time < ${EARLIER} && resource.name == "x"`)).toEqual({ reads: ['request.time', 'resource.name'] });
    expect(evaluateIamCondition('1 == 1')).toEqual({ value: true, reads: [] });
  });
});
