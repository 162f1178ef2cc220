import { accountOf, ENVIRONMENTS, subjectOf } from './accounts';
import { runIn } from './run-here';
import { CLAIMS, policy } from './trusts';

const REPOSITORIES = Array.from({ length: 300 }, (_, i) => i);
const account = accountOf(REPOSITORIES);
const tokenFor = (sub: string) => ({ ...CLAIMS, sub });
const explain = (files: Record<string, unknown>, ...args: string[]) => runIn(files, ['explain', ...Object.keys(files).filter(name => name !== 'token.txt'), '--token', 'token.txt', ...args]);
const linesOf = (text: string) => text.split('\n');

describe('explain over an account', () => {
  test.each<[string, string, number]>([
    ['one accepts', subjectOf(17, 'production'), 0],
    ['an environment is missing', subjectOf(17, 'sandbox'), 1],
    ['names are sent for ids', 'repo:my-org/app-17:environment:production', 1],
    ['a stranger asks', 'repo:other@1/other@2:ref:refs/heads/main', 1],
  ])('fits on a screen where %s', async (_name, sub, expected) => {
    const { code, stdout } = await explain({ 'account.json': account, 'token.txt': tokenFor(sub) });

    expect(code).toBe(expected);
    expect(linesOf(stdout).length).toBeLessThanOrEqual(40);
    expect(stdout).toContain('900 targets: ');
    expect(stdout).toMatch(/\d+ more reject; --target names one, --all shows them\.\n/);
  });

  test('begins with who accepts, and goes on with the nearest of those that refuse', async () => {
    const { stdout } = await explain({ 'account.json': account, 'token.txt': tokenFor(subjectOf(17, 'production')) });

    expect(stdout.match(/^(accept|reject) \S+/gm)!.slice(0, 3).map(line => line.replace('arn:aws:iam::111122223333:role/', ''))).toEqual(['accept app-17-production', 'reject app-17-staging', 'reject app-17-test']);
  });

  test.each(['repo:my-org/app-123:environment:production', 'repo:My-Org@123456/App-123@1123:environment:production', subjectOf(123, 'prod')])('begins with the role that was probably meant for %s', async sub => {
    const { stdout } = await explain({ 'account.json': account, 'token.txt': tokenFor(sub) });

    expect(stdout).toMatch(/^reject arn:aws:iam::111122223333:role\/app-123-production/m);
    expect(linesOf(stdout)[2]).toMatch(/app-123-production/);
  });

  test('shows all with --all, and JSON holds all', async () => {
    const files = { 'account.json': account, 'token.txt': tokenFor(subjectOf(17, 'production')) };
    const { stdout } = await explain(files, '--all');

    expect(stdout.match(/^(accept|reject) /gm)).toHaveLength(900);
    expect(JSON.parse((await explain(files, '--format', 'json')).stdout).decisions).toHaveLength(900);
  });

  test.each<[string, Record<string, unknown>]>([
    ['everybody accepts', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`wide-${i}.json`, policy({ StringEquals: { aud: 'sts.amazonaws.com' } })]))],
    ['one trust tests much', { 'much.json': policy({ StringEquals: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`claim${i}`, ['a', 'b', 'c', 'd', 'e', 'f']])) }) }],
    ['one trust names many in several tests', { 'many.json': policy({ StringEquals: Object.fromEntries(['sub', 'repository', 'actor', 'ref'].map(claim => [claim, Array.from({ length: 30 }, (_, i) => `x${i}`)])) }) }],
    ['much is not judged', { 'exact.json': policy({ StringEquals: { sub: 'x' } }), ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`main${i}.tf`, ''])) }],
  ])('fits on a screen where %s', async (_name, files) => {
    const { stdout } = await runIn({ ...files, 'token.txt': CLAIMS }, ['explain', '.', '--token', 'token.txt']);

    expect(linesOf(stdout).length).toBeLessThanOrEqual(40);
    expect(stdout).toMatch(/^(accept|reject) /m);
  });
});

describe('inventory over an account', () => {
  const inventory = async (files: Record<string, unknown>, format = 'markdown') => linesOf((await runIn(files, ['inventory', '.', '--format', format])).stdout);

  test.each(['markdown', 'text'])('has nothing but the lines of a repository that is added: %s', async format => {
    const before = await inventory({ 'account.json': accountOf(REPOSITORIES) }, format);
    const after = await inventory({ 'account.json': accountOf([...REPOSITORIES.slice(0, 7), 9000, ...REPOSITORIES.slice(7)]) }, format);
    const added = after.filter(line => !before.includes(line));
    const removed = before.filter(line => !after.includes(line));

    if (format === 'markdown') {
      expect(added).toHaveLength(ENVIRONMENTS.length);
      expect(removed).toEqual([]);
      expect(after.filter(line => !added.includes(line))).toEqual(before);
    } else {
      expect(removed).toEqual(['900 targets']);
    }
    for (const line of added.filter(one => one !== '903 targets')) expect(line).toContain('9000');
  });

  test('keeps the rows of a template where a file with the same ids is added', async () => {
    const template = (environment: string) => ({ Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { RoleName: `deploy-${environment}`, AssumeRolePolicyDocument: policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: subjectOf(1, environment) } }) } } } });
    const one = { 'a/Deploy.template.json': template('production') };
    const before = await inventory(one);
    const after = await inventory({ ...one, 'b/Deploy.template.json': template('staging'), 'b/main.tf': '' });

    expect(before.filter(line => !after.includes(line))).toEqual([]);
  });

  test.each(['markdown', 'text'])('is the same where only places differ: %s', async format => {
    const template = (more: object) => ({ Resources: { ...more, Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ StringEquals: { sub: 'x' } }) } } } });

    expect(await inventory({ 'x.json': template({}) }, format)).toEqual(await inventory({ 'x.json': template({ Topic: { Type: 'AWS::SNS::Topic' } }) }, format));
  });
});
