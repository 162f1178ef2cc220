import '../../src/jest';
import { Trust } from '../../src/verify';
import { CLAIMS, EXACT, WIDE } from '../cli/trusts';

const OTHER = { ...CLAIMS, sub: 'repo:my-org@123456/my-app@456789:ref:refs/heads/main' };

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the matcher passed');
}

test.each([
  ['a trust', Trust.fromText(JSON.stringify(EXACT))],
  ['a text', JSON.stringify(EXACT)],
  ['a policy', EXACT],
])('the matchers look at %s', (_, trust) => {
  expect(trust).toAdmit(CLAIMS);
  expect(trust).not.toAdmit(OTHER);
  expect(trust).toReject(OTHER);
  expect(trust).not.toReject(CLAIMS);
  expect(trust).toHaveNoFindings();
});

test('toAdmit tells why a token is refused', () => {
  const message = messageOf(() => expect(EXACT).toAdmit(OTHER));

  expect(message).toContain('the token should be admitted');
  expect(message).toContain('names no environment');
});

test('toReject tells what let a token in', () => {
  expect(messageOf(() => expect(WIDE).toReject(OTHER))).toContain('the token should be rejected\ntrust.json: accept');
});

test('toHaveNoFindings tells the findings', () => {
  expect(WIDE).not.toHaveNoFindings();
  expect(messageOf(() => expect(WIDE).toHaveNoFindings())).toMatch(/has 1\n {2}error no-subject trust\.json/);
  expect(messageOf(() => expect(EXACT).not.toHaveNoFindings())).toContain('has none');
});

test('what cannot be decided is neither admitted nor rejected', () => {
  const late = { Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: JSON.parse(JSON.stringify(EXACT).replace(`"${CLAIMS.sub}"`, '{"Ref":"Subject"}')) } } } };

  expect(late).not.toAdmit(CLAIMS);
  expect(late).not.toReject(CLAIMS);
});

describe('what was not judged', () => {
  const open = { resource: { google_iam_workload_identity_pool_provider: { other: { workload_identity_pool_id: 'ci', aws: [{ account_id: '1' }] } }, aws_iam_role: { deploy: { assume_role_policy: JSON.stringify(EXACT) } } } };

  test('fails toBeJudgedWhole by name', () => {
    expect(EXACT).toBeJudgedWhole();
    expect(open).not.toBeJudgedWhole();
    expect(messageOf(() => expect(open).toBeJudgedWhole())).toMatch(/something is not\n {2}not judged: google_iam_workload_identity_pool_provider\.other \(google_iam_workload_identity_pool_provider, trust\.json/);
    expect(messageOf(() => expect(EXACT).not.toBeJudgedWhole())).toContain('all of the trust is');
  });

  test('is named beside the findings', () => {
    const wide = { resource: { ...open.resource, aws_iam_role: { deploy: { assume_role_policy: JSON.stringify(WIDE) } } } };

    expect(messageOf(() => expect(wide).toHaveNoFindings())).toContain('not judged: google_iam_workload_identity_pool_provider.other');
  });

  test('is that of the target that is asked for', () => {
    expect(Trust.fromText(JSON.stringify(open)).unjudged()).toHaveLength(1);
    expect(Trust.fromText(JSON.stringify(open)).ofTarget('aws_iam_role.deploy').unjudged()).toEqual([]);
  });
});
