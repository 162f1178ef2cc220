import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLAIMS, EXACT, jwt, WIDE } from './trusts';

const ROOT = join(__dirname, '..', '..');
const COMMAND = [require.resolve('tsx/cli', { paths: [ROOT] }), join(ROOT, 'src', 'cli', 'main.ts')];

jest.setTimeout(60_000); // each run compiles the source anew

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

test('a mistake is told on standard error alone', () => {
  const { status, stdout, stderr } = run(['review', 'nope.json']);

  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: 'error: nope.json: does not exist\n' });
});

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [...COMMAND, 'review', 'many.json'], { cwd: directory });
  let stderr = '';
  child.stderr.on('data', text => { stderr += text; });
  child.stdout.once('data', () => child.stdout.destroy());
  await new Promise(resolve => child.on('close', resolve));

  expect(stderr).toBe('');
});

test('what is long arrives whole in a pipe', () => {
  const { stdout } = run(['review', 'many.json', '--format', 'json']);

  expect(JSON.parse(stdout).targets).toHaveLength(2000);
});
