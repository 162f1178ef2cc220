import { accountOf } from './accounts';
import { runIn } from './run-here';
import { CLAIMS, EXACT, policy, WIDE } from './trusts';

const template = (name: unknown) => ({
  Parameters: { Stage: { Type: 'String' } },
  Resources: Object.fromEntries(['Deploy1A2B', 'Other3C4D'].map((id, i) => [id, { Type: 'AWS::IAM::Role', Properties: { ...i === 0 ? { RoleName: name, Path: '/ci/' } : {}, AssumeRolePolicyDocument: i === 0 ? WIDE : EXACT } }])),
});
const FILES = { 'App.template.json': template('deploy-production'), 'claims.txt': CLAIMS };
const decided = async (target: string, files: Record<string, unknown> = FILES) => {
  const { code, stdout, stderr } = await runIn(files, ['explain', ...Object.keys(files).filter(name => name !== 'claims.txt'), '--token', 'claims.txt', '--format', 'json', '--target', target]);
  return code === 2 ? stderr : JSON.parse(stdout).decisions.map((one: { target: string }) => one.target);
};

describe('the name of a role', () => {
  test.each([
    ['review', 'text', /App\/Deploy1A2B \(deploy-production\)/], ['review', 'markdown', /App\/Deploy1A2B<br>deploy-production/], ['review', 'json', /"name": "deploy-production"/],
    ['explain', 'text', /App\/Deploy1A2B \(aws, deploy-production, /], ['explain', 'json', /"arn": "arn:<AWS::Partition>:iam::<AWS::AccountId>:role\/ci\/deploy-production"/],
    ['inventory', 'text', /App\/Deploy1A2B \(aws iam-role deploy-production, App\.template\.json\)/], ['inventory', 'markdown', /\| App\/Deploy1A2B \| deploy-production \|/], ['inventory', 'json', /"name": "deploy-production"/],
  ])('is shown by %s as %s', async (command, format, expected) => {
    const { stdout } = await runIn(FILES, [command, 'App.template.json', '--format', format, ...command === 'explain' ? ['--token', 'claims.txt'] : []]);

    expect(stdout).toMatch(expected);
  });

  test.each([
    ['its id', 'App/Deploy1A2B'],
    ['its name', 'deploy-production'],
    ['a pattern of its name', 'deploy-*'],
    ['its ARN in some account', 'arn:aws:iam::111122223333:role/ci/deploy-production'],
    ['a pattern of its ARN', '*:role/ci/deploy-production'],
  ])('is found by --target: %s', async (_name, target) => {
    expect(await decided(target)).toEqual(['App/Deploy1A2B']);
  });

  test('is not found by the ARN of another role, nor by what is unknown until deployment', async () => {
    expect(await decided('arn:aws:iam::111122223333:role/deploy-production')).toMatch(/no target is named/);
    expect(await decided('arn:aws:iam::111122223333:role/whatever')).toMatch(/no target is named/);
    expect(await decided('App/Deploy1A2B', { ...FILES, 'App.template.json': template({ Ref: 'Stage' }) })).toEqual(['App/Deploy1A2B']);
  });

  test.each(['app-123-production', 'arn:aws:iam::111122223333:role/app-123-production'])('is found in an account: %s', async target => {
    expect(await decided(target, { 'account.json': accountOf([12, 123, 1234]), 'claims.txt': CLAIMS })).toEqual(['arn:aws:iam::111122223333:role/app-123-production']);
  });

  test('that is mistyped has the nearest named', async () => {
    const files = { 'account.json': accountOf(Array.from({ length: 200 }, (_, i) => i)), 'claims.txt': CLAIMS };

    expect(await decided('app-123-prodction', files)).toMatch(/^error: no target is named "app-123-prodction", the nearest of 600 are "arn:aws:iam::111122223333:role\/app-123-production", "arn:[^\n]+\n$/);
    expect(await decided('deploy-prodution')).toBe('error: no target is named "deploy-prodution", there are "App/Deploy1A2B", "App/Other3C4D"\n');
  });

  test('finds a binding, a credential and an identity of other clouds', async () => {
    const holder = '/subscriptions/1/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy';
    const credentials = [{ id: `${holder}/federatedIdentityCredentials/main`, name: 'main', issuer: CLAIMS.iss, subject: CLAIMS.sub, audiences: ['api://AzureADTokenExchange'] }];

    expect(await decided(holder, { 'az.json': credentials, 'claims.txt': CLAIMS })).toEqual([`${holder}/federatedIdentityCredentials/main`]);
    expect(await decided('*userAssignedIdentities/deploy', { 'az.json': credentials, 'claims.txt': CLAIMS })).toEqual([`${holder}/federatedIdentityCredentials/main`]);
  });
});

describe('standard input', () => {
  const stdin = JSON.stringify(accountOf([1]));

  test.each([['review', []], ['inventory', []], ['explain', ['--token', 'claims.txt']]] as const)('holds an artefact for %s', async (command, args) => {
    const { code, stdout } = await runIn({ 'claims.txt': CLAIMS }, [command, '-', '--format', 'json', ...args], { stdin });

    expect(code).toBe(command === 'explain' ? 1 : 0);
    expect(stdout).toContain('app-1-production');
  });

  test('stands beside files, and is called stdin', async () => {
    const { code, stdout } = await runIn({ 'exact.json': EXACT }, ['review', 'exact.json', '-', '--format', 'json'], { stdin: JSON.stringify(policy({ StringEquals: { aud: 'sts.amazonaws.com' } })) });

    expect(code).toBe(1);
    expect(JSON.parse(stdout).targets.map(({ id }: { id: string }) => id)).toEqual(['exact.json', 'stdin']);
    expect(JSON.parse(stdout).findings[0].source).toEqual({ file: 'stdin', pointer: '/Statement/0' });
  });

  test.each([['', 'stdin: is empty'], ['{"name":"x"}', 'stdin: is of no kind that can be read'], ['{"Statement": [', 'stdin:1: is not JSON']])('that is no artefact is refused: %j', async (text, message) => {
    const { code, stderr } = await runIn({}, ['review', '-'], { stdin: text });

    expect(code).toBe(2);
    expect(stderr).toContain(`error: ${message}`);
  });

  test('is either the token or an artefact', async () => {
    const { code, stderr } = await runIn({}, ['explain', '-', '--token', '-'], { stdin });

    expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: standard input cannot be the token and an artefact at once: give one of them as a file\n' });
  });
});

describe('values for parameters', () => {
  const parametrised = template({ 'Fn::Sub': 'deploy-${Stage}' });

  test.each([['review', []], ['inventory', []], ['explain', ['--token', 'claims.txt']]] as const)('are taken by %s', async (command, args) => {
    const { stdout } = await runIn({ 'App.template.json': parametrised, 'claims.txt': CLAIMS, 'production.json': { Stage: 'production' } },
      [command, 'App.template.json', '--parameters', 'production.json', '--format', 'json', ...args]);

    expect(stdout).toContain('"name": "deploy-production"');
  });

  test.each<[string, unknown, RegExp]>([
    ['of no template', { Stgae: 'x' }, /"Stgae" is a parameter of no template that was read: they declare "Stage"/],
    ['in no form that is known', '[1]', /holds no parameters/],
  ])('are refused: %s', async (_name, content, message) => {
    const { code, stderr } = await runIn({ 'App.template.json': parametrised, 'p.json': content }, ['review', 'App.template.json', '--parameters', 'p.json']);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
