import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnreadable, readPaths, readText } from '../../../src/verify/readers';

/** What reading a text is refused with. */
function refusal(text: string, file = 'x.json'): string {
  return messageOf(() => readText(text, { file }));
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(isUnreadable(error)).toBe(true);
    expect((error as Error).message).not.toMatch(/[\n\r]/);
    return (error as Error).message;
  }
  return 'was read';
}

const role = (trust: string) => `{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":${trust}}}}}`;

test.each<[string, string, string, string]>([
  ['that is empty', '', 'x.json', 'x.json: is empty'],
  ['of white space', ' \n\t', 'x.json', 'x.json: is empty'],
  ['that is cut off', '{\n "Resources": {\n  "a":', 'x.json', 'x.json:3: is not JSON: it ends in the middle of a value'],
  ['with a comma too many', '{\n "Statement": [],\n}', 'x.json', 'x.json:3: is not JSON: a value, a comma or a quote is missing or wrong'],
  ['that is binary', '\u0000\u0001\u0002', 'x.json', 'x.json: is binary: text of a template, plan or policy is expected'],
  ['of another kind', '{"name":"x"}', 'x.json', 'x.json: is of no kind that can be read: neither a template, a Terraform configuration, plan or state, a trust policy, nor the output of a cloud\'s command line'],
  ['that is a number', '5', 'x.json', 'x.json: is of no kind that can be read: neither a template, a Terraform configuration, plan or state, a trust policy, nor the output of a cloud\'s command line'],
  ['in HCL', 'resource "aws_iam_role" "x" {\n  name = "x"\n}\n', 'main.tf', 'main.tf: is HCL, which is not read: give the output of "terraform show -json" for a plan of it'],
  ['in HCL under another name', '# roles\nlocals {\n  a = 1\n}\n', 'x', 'x: is HCL, which is not read: give the output of "terraform show -json" for a plan of it'],
  ['with a tab in YAML', 'Resources:\n\tA: 1\n', 'x.yaml', 'x.yaml:2: is neither JSON nor YAML: Tabs are not allowed as indentation'],
  ['in a file with a line feed in its name', '[', 'a\nb.json', 'a b.json:1: is not JSON: it ends in the middle of a value'],
  ['of lists in lists', '['.repeat(100_000), 'x.json', 'x.json:1: nested deeper than 200 levels'],
  ['of closed lists in lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'x.json', 'x.json:1: nested deeper than 200 levels'],
  ['of objects in objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'x.json', 'x.json:1: nested deeper than 200 levels'],
  ['of YAML in flow style, nested', `Resources: ${'['.repeat(100_000)}`, 'x.yaml', 'x.yaml: nested deeper than 100 levels'],
  ['of YAML in block style, nested', Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}Resources:`).join('\n'), 'x.yaml', 'x.yaml: nested deeper than 100 levels'],
  ['of YAML lists in lists', `Resources:\n${'- '.repeat(100_000)}a`, 'x.yaml', 'x.yaml: nested deeper than 100 levels'],
  ['with an alias to nothing', 'Resources: *nothing\n', 'x.yaml', 'x.yaml: uses the alias "nothing" before or without its anchor'],
])('a text %s is refused in one line', (_name, text, file, expected) => {
  expect(refusal(text, file)).toBe(expected);
});

test('aliases that grow are refused', () => {
  const lines = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(20).fill(`*a${i}`).join(', ')}]`);
  expect(refusal(`a0: &a0 [x]\n${lines.join('\n')}\nResources: *a9\n`, 'bomb.yaml')).toBe('bomb.yaml: holds more than 1,000,000 values, aliases written out');
});

test('a value in a string is not trusted to be small', () => {
  const read = readText(JSON.stringify({ resource: { aws_iam_role: { r: { assume_role_policy: '['.repeat(100_000) } } } }), { file: 'r.tf.json' });
  expect(read.targets).toEqual([]);
  expect(refusal(JSON.stringify({ resource: { aws_iam_role: { r: { assume_role_policy: `{"Statement":${'['.repeat(10_000)}${']'.repeat(10_000)}}` } } } }))).toBe('was read');
});

test('keys of every object are keys like others, and change no prototype', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const evil = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"x","Statement":[{"Effect":"Allow","__proto__":{"polluted":true},"Action":"sts:AssumeRoleWithWebIdentity","Principal":"*"}]}';
  const terraform = `{"locals":{"__proto__":{"polluted":true}},"resource":{"aws_iam_role":{"__proto__":{"assume_role_policy":${JSON.stringify(evil)}}}}}`;

  expect(readText(role(evil), { file: 'x.json' }).targets).toHaveLength(1);
  expect(readText(evil, { file: 'x.json' }).targets).toHaveLength(1);
  expect(readText(terraform, { file: 'x.tf.json' }).targets.map(({ id }) => id)).toEqual(['aws_iam_role.__proto__']);
  expect(readText('AWSTemplateFormatVersion: 2010-09-09\n__proto__: { polluted: true }\nResources:\n  __proto__: { Type: AWS::IAM::Role }\n', { file: 'x.yaml' }).roles.map(({ id }) => id)).toEqual(['x/__proto__']);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect(({} as any).polluted).toBeUndefined();
});

describe('a path', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hostile-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const path = (name: string) => join(directory, name);

  test('that does not exist, or leads back to itself, is refused', () => {
    symlinkSync(path('self'), path('self'));
    expect(messageOf(() => readPaths([path('none')]))).toBe(`${path('none')}: does not exist`);
    expect(messageOf(() => readPaths([path('self')]))).toBe(`${path('self')}: is a symbolic link that leads back to itself`);
  });

  test('to what is not UTF-8 is refused, and one with a byte order mark is read', () => {
    const policy = '{"Statement":[]}';
    writeFileSync(path('latin1.json'), Buffer.from('{"Statement":["\xfc"]}', 'latin1'));
    writeFileSync(path('bom.json'), `\ufeff${policy}`);
    writeFileSync(path('utf16.json'), Buffer.from(`\ufeff${policy}`, 'utf16le'));

    expect(messageOf(() => readPaths([path('latin1.json')]))).toBe(`${path('latin1.json')}: is not UTF-8`);
    expect(readPaths([path('bom.json'), path('utf16.json')]).targets.map(({ id }) => id)).toEqual(['bom.json', 'utf16.json']);
  });

  test('to a file of 100 MB is refused at once', () => {
    writeFileSync(path('large.json'), '');
    truncateSync(path('large.json'), 100 * 1024 * 1024);
    expect(messageOf(() => readPaths([path('large.json')]))).toBe(`${path('large.json')}: is larger than 64 MB: give the part that holds roles and providers`);
  });

  test('to a file that has no end is refused', () => {
    expect(messageOf(() => readPaths(['/dev/zero']))).toBe('/dev/zero: is larger than 64 MB: give the part that holds roles and providers');
  });

  test('to a pipe is refused', () => {
    execFileSync('mkfifo', [path('pipe.json')]);
    expect(messageOf(() => readPaths([path('pipe.json')]))).toBe(`${path('pipe.json')}: is a pipe, not a file`);
  });

  test('in a loop of links with itself is nothing to read in a directory', () => {
    symlinkSync(path('self.json'), path('self.json'));
    expect(messageOf(() => readPaths([directory]))).toBe(`${directory}: holds no file that could be read`);
    writeFileSync(path('trust.json'), '{"Statement":[]}');
    expect(readPaths([directory]).targets.map(({ id }) => id)).toEqual(['trust.json']);
  });

  test('that this user may not read is refused', () => {
    writeFileSync(path('secret.json'), '{}');
    chmodSync(path('secret.json'), 0);
    const message = messageOf(() => readPaths([path('secret.json')]));
    // root reads everything
    expect(message).toBe(process.getuid?.() === 0 ? `${path('secret.json')}: is of no kind that can be read: neither a template, a Terraform configuration, plan or state, a trust policy, nor the output of a cloud's command line` : `${path('secret.json')}: may not be read by this user`);
  });
});

test('more values than a process has memory for are refused', () => {
  expect(refusal(`[${'[],'.repeat(4_000_000)}[]]`)).toBe('x.json: holds 4,000,002 values, which is too many to review');
});
