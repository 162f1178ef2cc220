import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLAIMS, EXACT, jwt, WIDE } from './trusts';

const ROOT = join(__dirname, '..', '..');
const COMMAND = [require.resolve('tsx/cli', { paths: [ROOT] }), join(ROOT, 'src', 'cli', 'main.ts')];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cli-'));
  writeFileSync(join(directory, 'exact.json'), JSON.stringify(EXACT));
  writeFileSync(join(directory, 'wide.json'), JSON.stringify(WIDE));
  const roles = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`Role${i}`, { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: WIDE } }]));
  writeFileSync(join(directory, 'many.json'), JSON.stringify({ Resources: roles }));
});

afterAll(() => rmSync(directory, { recursive: true }));

const run = (args: readonly string[], input = '') => spawnSync(process.execPath, [...COMMAND, ...args], { cwd: directory, encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined } });

test('the process ends with the code, and a pipe is plain', () => {
  const { status, stdout, stderr } = run(['review', 'wide.json']);

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/^error no-subject wide\.json/);
});

test('the token comes through a pipe', () => {
  expect(run(['explain', 'exact.json', '--token', '-'], jwt(CLAIMS)).status).toBe(0);
});

test('the token may come late, and a stream without an end is none', () => {
  const shell = (text: string) => spawnSync('sh', ['-c', text.replace(/COMMAND/g, `"${process.execPath}" "${COMMAND.join('" "')}"`)], { cwd: directory, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  writeFileSync(join(directory, 'token'), jwt(CLAIMS));

  // as late as a run of the command takes, during which the pipe is empty
  expect(shell('(COMMAND review exact.json > /dev/null; cat token) | COMMAND explain exact.json --token -').status).toBe(0);
  expect(shell('COMMAND explain exact.json --token - < /dev/zero')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^error: the token: is \d+ characters, no token is longer than 1048576\n$/) });
});

test('where nobody takes the output, the code is as true as ever; where it cannot be written, that is told', () => {
  const shell = (text: string) => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${COMMAND.join('" "')}" ${text}`], { cwd: directory, encoding: 'utf8' });
    return { status, stderr };
  };

  // Node puts the null device in the place of what is closed
  expect(shell('review wide.json >&-')).toEqual({ status: 1, stderr: '' });
  expect(shell('review exact.json >&-')).toEqual({ status: 0, stderr: '' });
  expect(shell('review exact.json >&- 2>&-')).toEqual({ status: 0, stderr: '' });
  expect(shell('review wide.json 1</dev/null')).toEqual({ status: 2, stderr: 'error: the output cannot be written (EBADF)\n' });
  expect(shell('explain wide.json --token - < .')).toEqual({ status: 2, stderr: 'error: the token: is a directory\n' });
});

test('a mistake is told on standard error alone', () => {
  const { status, stdout, stderr } = run(['review', 'nope.json']);

  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: 'error: nope.json: does not exist\n' });
});

test.each<[string, string[], number]>([
  ['findings', ['review', 'many.json'], 1],
  ['none that count', ['review', 'many.json', '--fail-on', 'never'], 0],
])('a reader that has seen enough is no error and changes no code: %s', async (_name, args, code) => {
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: directory });
  let stderr = '';
  child.stderr.on('data', text => { stderr += text; });
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise(resolve => child.on('close', resolve));

  expect({ status, stderr }).toEqual({ status: code, stderr: '' });
});

const onLinux = existsSync('/dev/full') ? test : test.skip;

onLinux('an output that cannot be written is told in one line', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [...COMMAND, 'review', 'wide.json'], { cwd: directory, encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
  closeSync(full);

  expect({ status, stderr }).toEqual({ status: 2, stderr: 'error: the output cannot be written (ENOSPC)\n' });
});

test('what is long arrives whole in a pipe', () => {
  const { stdout } = run(['review', 'many.json', '--format', 'json']);

  expect(JSON.parse(stdout).targets).toHaveLength(2000);
});
