import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Errors } from '../../src';
import { Trust, TrustOutcome } from '../../src/verify';
import { CLAIMS, EXACT, WIDE } from '../cli/trusts';

const role = (policy: object) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy } });
const TEMPLATE = JSON.stringify({ Resources: { Exact: role(EXACT), Wide: role(WIDE) } });
const OTHER = { ...CLAIMS, sub: 'repo:other/other:ref:refs/heads/main' };

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    return Errors.codeOf(error);
  }
  throw new Error('nothing was thrown');
}

test('a trust from text admits what its policy admits', () => {
  const trust = Trust.fromText(JSON.stringify(EXACT));

  expect(trust.admits(CLAIMS)).toBe(true);
  expect(trust.admits(OTHER)).toBe(false);
  expect(trust.decide(CLAIMS).outcome).toBe(TrustOutcome.ACCEPT);
});

test('a decision tells its reasons, what failed first', () => {
  const { outcome, target, reasons } = Trust.fromText(JSON.stringify(EXACT), { fileName: 'policy.json' }).decide(OTHER);

  expect({ outcome, target }).toEqual({ outcome: TrustOutcome.REJECT, target: 'policy.json' });
  expect(reasons[0]).toMatchObject({ claim: 'sub', ok: false, found: OTHER.sub, expected: [CLAIMS.sub] });
});

test('a trust of several targets admits what one of them admits', () => {
  const trust = Trust.fromText(TEMPLATE, { fileName: 'template.json' });
  const [exact, wide] = trust.targets();

  expect(trust.admits(OTHER)).toBe(true);
  expect(trust.decide(OTHER).target).toBe(wide);
  expect(trust.ofTarget(exact).admits(OTHER)).toBe(false);
  expect(trust.ofTarget('*Wide').admits(OTHER)).toBe(true);
});

test('findings are those of the rules, narrowed as the trust is', () => {
  const trust = Trust.fromText(TEMPLATE, { fileName: 'template.json' });
  const [exact, wide] = trust.targets();

  expect(trust.findings()).toEqual([expect.objectContaining({ rule: 'no-subject', severity: 'error', target: wide })]);
  expect(trust.ofTarget(exact).findings()).toEqual([]);
});

test('a part that is only known at deployment is unknown, and no admission', () => {
  const late = TEMPLATE.replace(`"${CLAIMS.sub}"`, '{"Ref":"Subject"}').replace(/,"Wide".*$/, '}}');
  const { outcome } = Trust.fromText(late).decide(CLAIMS);

  expect(outcome).toBe(TrustOutcome.UNKNOWN);
  expect(Trust.fromText(late).admits(CLAIMS)).toBe(false);
});

test('a trust from a file is that of its text', () => {
  const directory = mkdtempSync(join(tmpdir(), 'trust-'));
  try {
    const file = join(directory, 'policy.json');
    writeFileSync(file, JSON.stringify(EXACT));

    expect(Trust.fromFile(file).admits(CLAIMS)).toBe(true);
    expect(codeOf(() => Trust.fromFile(join(directory, 'nope.json')))).toBe('UNREADABLE');
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.each([
  ['text that cannot be read', () => Trust.fromText('{'), 'UNREADABLE'],
  ['text without a target', () => Trust.fromText('{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket"}}}'), 'NO_TARGETS'],
  ['a target that does not exist', () => Trust.fromText(TEMPLATE).ofTarget('nope'), 'UNKNOWN_TARGET'],
  ['claims that are none', () => Trust.fromText(TEMPLATE).decide('eyJ' as any), 'INVALID_CLAIMS'],
])('fails for %s', (_, act, code) => {
  expect(codeOf(act)).toBe(code);
});
