import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { runIn } from './run-here';
import { CLAIMS, EXACT, policy, WIDE } from './trusts';

const FILES = { 'exact.json': EXACT, 'wide.json': WIDE, 'claims.json': CLAIMS, 'other.json': { ...CLAIMS, sub: 'repo:other/other:ref:refs/heads/main' } };

const late = { Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: JSON.parse(JSON.stringify(EXACT).replace('"repo:my-org@123456/my-app@456789:environment:production"', '{"Ref":"Subject"}')) } } }, Parameters: { Subject: { Type: 'String' } } };

function schema(name: string) {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schemas', `${name}.json`), 'utf8')));
}

function expectValid(name: string, text: string): void {
  const validate = schema(name);
  validate(JSON.parse(text));
  expect(validate.errors).toBeNull();
}

describe('review', () => {
  test.each([
    ['clean', 'exact.json', [], 0],
    ['an error', 'wide.json', [], 1],
    ['an error, whatever it is', 'wide.json', ['--fail-on', 'never'], 0],
    ['a warning is wanted, an error is there', 'wide.json', ['--fail-on', 'warning'], 1],
  ])('%s', async (_, file, options, expected) => {
    expect((await runIn(FILES, ['review', file, ...options])).code).toBe(expected);
  });

  test('tells targets and findings in JSON, as the contract has it', async () => {
    const { stdout } = await runIn(FILES, ['review', 'wide.json', 'exact.json', '--format', 'json']);
    const { version, targets, findings } = JSON.parse(stdout);

    expectValid('review', stdout);
    expect(version).toBe(1);
    expect(targets).toEqual([
      { id: 'exact.json', name: null, arn: null, cloud: 'aws', kind: 'trust-policy', issuer: 'https://token.actions.githubusercontent.com', source: { file: 'exact.json', pointer: '' } },
      { id: 'wide.json', name: null, arn: null, cloud: 'aws', kind: 'trust-policy', issuer: 'https://token.actions.githubusercontent.com', source: { file: 'wide.json', pointer: '' } },
    ]);
    expect(findings).toEqual([expect.objectContaining({ rule: 'no-subject', severity: 'error', target: 'wide.json' })]);
    expect(Object.keys(findings[0])).toEqual(['rule', 'severity', 'target', 'message', 'remedy', 'source']);
  });

  test('tells them in SARIF with all that code scanning asks for', async () => {
    const { stdout } = await runIn(FILES, ['review', 'wide.json', 'exact.json', '--format', 'sarif']);
    const [{ results, tool: { driver: { rules } } }] = JSON.parse(stdout).runs;

    expectValid('sarif-for-code-scanning', stdout);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(['no-subject']);
    expect(results).toEqual([expect.objectContaining({ ruleId: 'no-subject', ruleIndex: 0, level: 'error' })]);
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'wide.json', uriBaseId: '%SRCROOT%' });
  });

  test('is SARIF without results where nothing is found', async () => {
    const { stdout } = await runIn(FILES, ['review', 'exact.json', '--format', 'sarif']);

    expectValid('sarif-for-code-scanning', stdout);
    expect(JSON.parse(stdout).runs[0].results).toEqual([]);
  });

  test('keeps a table of Markdown whole, whatever a name says', async () => {
    const { stdout } = await runIn({ 'a|b<img>.json': WIDE }, ['review', 'a|b<img>.json', '--format', 'markdown']);
    const [row] = stdout.split('\n').filter(line => line.includes('no-subject'));

    expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(6);
    expect(row).not.toContain('<img>');
  });

  test.each(['text', 'json', 'sarif', 'markdown'])('says the same of files in any order: %s', async format => {
    const one = await runIn(FILES, ['review', 'wide.json', 'exact.json', '--format', format]);
    const other = await runIn(FILES, ['review', 'exact.json', 'wide.json', '--format', format]);

    expect(one.stdout).toBe(other.stdout);
  });
});

describe('explain', () => {
  test.each([
    ['some target accepts', ['exact.json', 'wide.json'], 'claims.json', 0],
    ['all reject', ['exact.json'], 'other.json', 1],
    ['none accepts and some are unknown', ['late.json', 'exact.json'], 'other.json', 3],
    ['some accepts beside an unknown one', ['late.json', 'exact.json'], 'claims.json', 0],
  ])('ends with its code where %s', async (_, files, token, expected) => {
    const { code, stdout } = await runIn({ ...FILES, 'late.json': late }, ['explain', ...files, '--token', token, '--format', 'json']);

    expect(code).toBe(expected);
    expectValid('explain', stdout);
  });

  test('tells decisions in JSON, as the contract has it', async () => {
    const { stdout } = await runIn(FILES, ['explain', 'exact.json', '--token', 'other.json', '--format', 'json']);
    const { version, claims, decisions } = JSON.parse(stdout);

    expect({ version, claims }).toEqual({ version: 1, claims: FILES['other.json'] });
    expect(decisions).toEqual([{ target: 'exact.json', name: null, arn: null, cloud: 'aws', decision: 'reject', reasons: expect.any(Array) }]);
    expect(decisions[0].reasons[0]).toEqual({ claim: 'sub', expected: ['repo:my-org@123456/my-app@456789:environment:production'], found: 'repo:other/other:ref:refs/heads/main', ok: false, hint: expect.any(String) });
  });

  test('--target narrows by id and by pattern', async () => {
    for (const [target, ids] of [['exact.json', ['exact.json']], ['*.json', ['exact.json', 'wide.json']], ['w*', ['wide.json']]] as const) {
      const { stdout } = await runIn(FILES, ['explain', 'exact.json', 'wide.json', '--token', 'claims.json', '--format', 'json', '--target', target]);

      expect(JSON.parse(stdout).decisions.map((decision: { target: string }) => decision.target)).toEqual(ids);
    }
  });

  test('says that the signature is not checked', async () => {
    const text = await runIn(FILES, ['explain', 'exact.json', '--token', 'claims.json']);
    const json = await runIn(FILES, ['explain', 'exact.json', '--token', 'claims.json', '--format', 'json']);

    expect(text.stdout).toMatch(/signature of the token.+not checked/);
    expect(json.stderr).toMatch(/signature of the token.+not checked/);
  });

  test('counts the targets of strangers instead of telling them', async () => {
    const strangers = Object.fromEntries([1, 2, 3, 4].map(i => [`gitlab-${i}.json`, policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: `project_path:g/p${i}:ref_type:branch:ref:main` } }, 'gitlab.com')]));
    const { stdout } = await runIn({ ...FILES, ...strangers }, ['explain', 'exact.json', ...Object.keys(strangers), '--token', 'claims.json']);

    expect(stdout).toContain('4 targets of other issuers refuse it as well');
    expect(stdout).not.toContain('gitlab-1.json');
  });
});

describe('inventory', () => {
  test('is JSON as its schema has it, sorted', async () => {
    const { code, stdout } = await runIn(FILES, ['inventory', 'wide.json', 'exact.json', '--format', 'json']);

    expect(code).toBe(0);
    expectValid('inventory', stdout);
    expect(JSON.parse(stdout).entries.map(({ target, subjects, audiences }: Record<string, unknown>) => ({ target, subjects, audiences }))).toEqual([
      { target: 'exact.json', subjects: ['repo:my-org@123456/my-app@456789:environment:production'], audiences: ['sts.amazonaws.com'] },
      { target: 'wide.json', subjects: [], audiences: ['sts.amazonaws.com'] },
    ]);
  });

  test.each(['text', 'markdown'])('tells who can assume what: %s', async format => {
    const { stdout } = await runIn(FILES, ['inventory', 'exact.json', '--format', format]);

    expect(stdout).toContain('environment:production');
    expect(stdout).toContain('sts.amazonaws.com');
  });
});

describe('suppressions', () => {
  const entry = (more: object = {}) => ({ version: 1, suppressions: [{ rule: 'no-subject', target: 'wide*', reason: 'is replaced next month', expires: '2026-12-31', ...more }] });
  const run = (suppressions: unknown, today?: string, args: string[] = []) => runIn({ ...FILES, '.cdk-federated-roles.yaml': suppressions }, ['review', 'wide.json', '--format', 'json', ...args], { today });
  const rules = (stdout: string) => JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule).sort();

  test('hide a finding until the end of their last day', async () => {
    for (const today of ['2026-11-21', '2026-12-31']) {
      const { code, stdout } = await run(entry(), today);

      expect({ code, rules: rules(stdout) }).toEqual({ code: 0, rules: [] });
    }
  });

  test('are a finding once they have expired, beside what they hid', async () => {
    const { code, stdout } = await run(entry(), '2027-01-01');

    expect({ code, rules: rules(stdout) }).toEqual({ code: 1, rules: ['no-subject', 'suppression-expired'] });
  });

  test('are a note where they match nothing', async () => {
    const { stdout } = await run(entry({ target: 'other' }));

    expect(rules(stdout)).toEqual(['no-subject', 'suppression-unused']);
  });

  test('are not looked at with --no-suppressions', async () => {
    expect(rules((await run(entry(), undefined, ['--no-suppressions'])).stdout)).toEqual(['no-subject']);
  });

  test('may be YAML, and are counted', async () => {
    const yaml = 'version: 1\nsuppressions:\n  - rule: no-subject\n    target: wide.json\n    reason: is replaced\n    expires: 2026-12-31\n';
    const { code, stdout } = await runIn({ ...FILES, 'known.yaml': yaml }, ['review', 'wide.json', '--suppressions', 'known.yaml']);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 target, 0 errors, 0 warnings, 0 notes, 1 suppressed\n' });
  });

  test.each([
    ['a rule that does not exist', entry({ rule: 'no-subjects' }), /names rule "no-subjects", which does not exist: did you mean "no-subject"\?/],
    ['no reason', entry({ reason: ' ' }), /has no reason/],
    ['no day', entry({ expires: 'soon' }), /expires "soon", a day like 2027-01-31 is meant/],
    ['a day that is none', entry({ expires: '2026-02-30' }), /expires "2026-02-30"/],
    ['a field too many', entry({ until: '2027' }), /unknown field "until"/],
    ['no version', { suppressions: [] }, /has no version: it begins with "version: 1"/],
    ['a rule about suppressions', entry({ rule: 'suppression-expired' }), /names rule "suppression-expired", which does not exist/],
    ['a key that stands twice', 'version: 1\nversion: 1\nsuppressions: []\n', /:2: has the key "version" twice/],
    ['no file of suppressions', '[]', /holds no suppressions/],
  ])('are refused: %s', async (_, content, message) => {
    const { code, stdout, stderr } = await run(content);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error: \.cdk-federated-roles\.yaml[^\n]+\n$/);
  });
});
