import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILES_OF_OTHERS } from './files-of-others';
import { Ran, runIn } from './run-here';
import { CLAIMS, EXACT, WIDE } from './trusts';

const ARTEFACTS = join(__dirname, '..', 'data', 'artefacts');
const OTHERS = Object.keys(FILES_OF_OTHERS).length;

const found = ({ stdout }: Ran) => {
  const { targets, findings } = JSON.parse(stdout);
  return {
    targets: targets.map(({ id, cloud, kind }: Record<string, unknown>) => ({ id, cloud, kind })),
    findings: findings.map(({ rule, target, message }: Record<string, unknown>) => ({ rule, target, message })),
  };
};

describe('beside files of other kinds an artefact is read as by itself', () => {
  test.each(readdirSync(ARTEFACTS))('%s', async name => {
    const file = readFileSync(join(ARTEFACTS, name), 'utf8');
    const alone = await runIn({ [name]: file }, ['review', name, '--format', 'json']);
    const among = await runIn({ ...FILES_OF_OTHERS, [name]: file }, ['review', '.', '--format', 'json']);

    expect(found(alone).targets.length).toBeGreaterThan(0);
    expect({ code: among.code, stderr: among.stderr, ...found(among) }).toEqual({ code: alone.code, stderr: '', ...found(alone) });
    expect(JSON.parse(among.stdout).passedOver).toBe(OTHERS);
  });

  test.each(Object.keys(FILES_OF_OTHERS))('%s is passed over in a directory, and refused where it is named', async name => {
    const files = { [name]: FILES_OF_OTHERS[name], 'trust.json': EXACT };
    const met = await runIn(files, ['review', '.']);
    const named = await runIn(files, ['review', 'trust.json', name]);

    expect(met).toEqual({ code: 0, stderr: '', stdout: '1 target, 0 errors, 0 warnings, 0 notes\npassed over 1 file that is no artefact\n' });
    expect({ code: named.code, stdout: named.stdout }).toEqual({ code: 2, stdout: '' });
    expect(named.stderr).toMatch(/^error: [^\n]+\n$/);
    expect(named.stderr).toContain(name);
  });
});

describe('what was passed over is counted in one line', () => {
  const files = { ...FILES_OF_OTHERS, 'wide.json': WIDE };
  const line = `passed over ${OTHERS} files that are no artefacts`;

  test.each([
    ['review', 'text', 'stdout', 1], ['review', 'markdown', 'stdout', 1], ['review', 'sarif', 'stdout', 1], ['inventory', 'text', 'stderr', 0], ['inventory', 'markdown', 'stderr', 0], ['explain', 'text', 'stdout', 0],
  ] as const)('%s as %s', async (command, format, stream, code) => {
    const ran = await runIn({ ...files, 'claims.txt': CLAIMS }, [command, '.', '--format', format, ...command === 'explain' ? ['--token', 'claims.txt'] : []]);

    expect(ran.code).toBe(code);
    expect(ran[stream].split(line)).toHaveLength(2);
  });

  test.each(['review', 'inventory', 'explain'])('%s as JSON', async command => {
    const { stdout } = await runIn({ ...files, 'claims.txt': CLAIMS }, [command, '.', '--format', 'json', ...command === 'explain' ? ['--token', 'claims.txt'] : []]);

    expect(JSON.parse(stdout).passedOver).toBe(OTHERS);
  });
});

const BROKEN: Readonly<Record<string, string | Buffer>> = {
  'cut.template.json': '{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": { "Role": { "Type": "AWS::IAM::Role", ',
  'comma.json': '{ "Resources": { "Role": { "Type": "AWS::IAM::Role", }, } }',
  'tab.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n\tRole:\n',
  'brace.yml': 'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties: { RoleName: x\n',
  'several.yaml': 'Resources:\n  Role:\n    Type: AWS::IAM::Role\n---\nResources: {}\n',
  'trust.json': '{ "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", // who\n "Principal": "*" }] }',
  'account.json': '{ "RoleDetailList": [{ "RoleName": "deploy", ',
  'roles.json': '{ "Roles": [{ "RoleName": "deploy", "AssumeRolePolicyDocument": {',
  'plan.json': '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":',
  'stored.tfstate': '{ "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": [',
  'main.tf.json': '{ "resource": { "aws_iam_role": { "deploy": { "name": "deploy", } } } }',
  'providers.json': '[{ "name": "projects/1/locations/global/workloadIdentityPools/p/providers/g", "oidc": {',
  'members.json': '{ "bindings": [{ "role": "roles/owner", "members": ["principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*"',
  'credentials.json': '[{ "issuer": "https://token.actions.githubusercontent.com", "subject": "repo:a/b", "audiences": ["api://AzureADTokenExchange"',
  'vault.json': '{ "data": { "role_type": "jwt", "bound_audiences": ["v"], "bound_claims": {',
  'latin1.json': Buffer.from('{"RoleDetailList": [{"RoleName": "caf\xe9"}]}', 'latin1'),
};

test.each(Object.keys(BROKEN))('an artefact that is broken ends the run, since a trust in it would go unseen: %s', async name => {
  const { code, stdout, stderr } = await runIn({ ...FILES_OF_OTHERS, 'exact.json': EXACT, [name]: BROKEN[name] }, ['review', '.']);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(name);
});

describe('what a directory holds and is not read', () => {
  const files = { 'exact.json': EXACT, 'infra/main.tf': 'resource "aws_iam_role" "x" {}\n', 'infra/roles.tf': 'locals {}\n', 'main.bicep': 'param x string\n', 'README.md': '# roles', 'app.ts': 'export {}' };

  test('is named and counted by its language', async () => {
    const { code, stdout } = await runIn(files, ['review', '.']);

    expect(code).toBe(0);
    expect(stdout).toContain('not judged: 2 of Terraform HCL (infra/main.tf, infra/roles.tf): HCL is not read: give the output of "terraform show -json" for a plan of it\n');
    expect(stdout).toContain('not judged: 1 of Bicep (main.bicep): ');
    expect(stdout).toMatch(/0 notes, 3 not judged\n$/);
  });

  test('stands in every format', async () => {
    const run = async (command: string, format: string) => (await runIn({ ...files, 'claims.txt': CLAIMS }, [command, '.', '--format', format, ...command === 'explain' ? ['--token', 'claims.txt'] : []])).stdout;
    for (const [command, formats] of [['review', ['text', 'json', 'sarif', 'markdown']], ['inventory', ['text', 'json', 'markdown']], ['explain', ['text', 'json']]] as const) {
      for (const format of formats) expect(await run(command, format)).toContain('infra/main.tf');
    }
  });

  test('fails a build with --fail-on unjudged', async () => {
    expect((await runIn(files, ['review', '.', '--fail-on', 'unjudged'])).code).toBe(1);
    expect((await runIn({ 'exact.json': EXACT }, ['review', '.', '--fail-on', 'unjudged'])).code).toBe(0);
    expect((await runIn({ 'wide.json': WIDE }, ['review', '.', '--fail-on', 'unjudged'])).code).toBe(1);
  });

  test('is named where there is nothing else', async () => {
    const { code, stderr } = await runIn({ 'a.tf': '', 'b.tf': '' }, ['review', '.']);

    expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: .: holds no file that could be read; of a.tf and 1 more: HCL is not read: give the output of "terraform show -json" for a plan of it\n' });
  });

  test('may be a trust inside of a file for another tool', async () => {
    const { stdout } = await runIn({ 'exact.json': EXACT, 'serverless.yml': 'resources:\n  Resources:\n    Role:\n      Properties:\n        AssumeRolePolicyDocument: { Statement: [{ Action: "sts:AssumeRoleWithWebIdentity" }] }\n' }, ['review', '.']);

    expect(stdout).toContain('not judged: 1 of file of another kind (serverless.yml): it mentions sts:AssumeRoleWithWebIdentity and is of no kind that is read\n');
  });
});

test('a template that writes HCL to a disk is a template', async () => {
  const template = 'Resources:\n  Instance:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: |\n        resource "x" "y" {\n        }\n';

  expect((await runIn({ 'template.yaml': template }, ['review', 'template.yaml'])).code).toBe(0);
});
