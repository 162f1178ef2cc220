import { runIn } from './run-here';
import { CLAIMS, EXACT, jwt, WIDE } from './trusts';
import { version } from '../../src/cli/version';

const FILES = { 'exact.json': EXACT, 'wide.json': WIDE, 'claims.json': CLAIMS };

describe('a mistake in the command line', () => {
  test.each([
    ['no command', [], /name a command: review, explain or inventory/],
    ['help of a command that does not exist', ['help', 'nope'], /name a command/],
    ['an empty path', ['review', ''], /^error: "": does not exist/],
    ['a command that does not exist', ['revew'], /unknown command 'revew' \(Did you mean review\?\)/],
    ['an option that does not exist', ['review', 'exact.json', '--fromat', 'json'], /unknown option '--fromat' \(Did you mean --format\?\)/],
    ['a format that does not exist', ['review', 'exact.json', '--format', 'xml'], /Allowed choices are text, json, sarif, markdown/],
    ['a severity that does not exist', ['review', 'exact.json', '--fail-on', 'notes'], /Allowed choices are error, warning, never/],
    ['no path', ['review'], /missing required argument 'path'/],
    ['no token', ['explain', 'exact.json'], /required option '--token <file>' not specified/],
    ['a target that does not exist', ['explain', 'exact.json', '--token', 'claims.json', '--target', 'nope'], /no target is named "nope", there are "exact.json"/],
    ['a file of suppressions that does not exist', ['review', 'exact.json', '--suppressions', 'nope.yaml'], /nope\.yaml: does not exist/],
  ])('ends with 2 and says what is wrong: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runIn(FILES, args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
  });
});

describe('input that cannot be read', () => {
  test.each([
    ['a file that does not exist', 'nope.json', undefined],
    ['an empty file', 'bad.json', ''],
    ['text that ends in the middle', 'bad.json', '{"Version": "2012-10-17", "Statement": ['],
    ['bytes that are no text', 'bad.json', Buffer.from([0x7b, 0xff, 0xfe, 0x00])],
    ['JSON of another kind', 'bad.json', '{"hello": "world"}'],
    ['a hundred thousand brackets', 'bad.json', '['.repeat(100_000)],
  ])('ends with 2 and one line: %s', async (_, name, content) => {
    for (const command of [['review'], ['inventory'], ['explain', '--token', 'claims.json']]) {
      const { code, stdout, stderr } = await runIn({ ...FILES, ...content === undefined ? {} : { [name]: content } }, [...command, name]);

      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
      expect(stderr).toContain(name);
    }
  });

  test.each([
    ['an empty file', ''],
    ['text that is neither', 'hello'],
    ['a list', '[]'],
    ['JSON that ends in the middle', '{"iss":'],
    ['a JWT whose middle part is no JSON', 'eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln'],
    ['a JWT whose middle part is no UTF-8', `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"iss":"\xff"}', 'latin1').toString('base64url')}.c2ln`],
    ['two megabytes', `{"a":"${'x'.repeat(2_000_000)}"}`],
  ])('ends with 2 and one line for a token: %s', async (_, token) => {
    const { code, stdout, stderr } = await runIn({ ...FILES, token }, ['explain', 'exact.json', '--token', 'token']);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: token: [^\n]+\n$/);
    expect(stderr).not.toContain('bm90IGpzb24');
  });
});

describe('a token', () => {
  const token = jwt(CLAIMS, 'dGhlLXNpZ25hdHVyZQ');

  test.each(['text', 'json'])('is told nowhere, but for its claims: %s', async format => {
    const { code, stdout, stderr } = await runIn({ ...FILES, token }, ['explain', 'exact.json', 'wide.json', '--token', 'token', '--format', format]);

    expect(code).toBe(0);
    for (const part of token.split('.')) expect(stdout + stderr).not.toContain(part);
  });

  test.each([
    ['as the file', ['explain', 'exact.json', '--token', token]],
    ['as a path', ['explain', token, '--token', 'claims.json']],
    ['as an argument too many', ['review', token]],
    ['as a command', [token]],
    ['as an option', ['review', 'exact.json', `--${token}`]],
    ['as a format', ['review', 'exact.json', '--format', token]],
    ['with its scheme', ['explain', 'exact.json', '--token', `Bearer ${token}`]],
  ])('that stands in the command line is not repeated: %s', async (_, args) => {
    const { code, stdout, stderr } = await runIn(FILES, args);

    expect(code).toBe(2);
    for (const part of token.split('.')) expect(stdout + stderr).not.toContain(part);
  });

  test.each([
    ['a JWT', token],
    ['a JWT without its signature', token.replace(/[^.]+$/, '')],
    ['a header of HTTP', `Bearer ${token}\n`],
    ['a whole line of HTTP', `authorization: bearer ${token}\r\n`],
    ['lines that a terminal made', token.replace(/.{60}/g, '$&\n')],
    ['lines with a carriage return', token.replace(/.{60}/g, '$&\r\n  ')],
    ['quotes', `"${token}"\n`],
    ['single quotes', `'${token}'`],
    ['claims', JSON.stringify(CLAIMS)],
    ['the answer of Azure DevOps', JSON.stringify({ oidcToken: token })],
    ['the answer of the issuer', JSON.stringify({ count: 1000, value: token })],
  ])('is read from standard input: %s', async (_, stdin) => {
    const { code, stdout } = await runIn(FILES, ['explain', 'exact.json', '--token', '-', '--format', 'json'], { stdin });

    expect(code).toBe(0);
    expect(JSON.parse(stdout).claims).toEqual(CLAIMS);
  });

  test.each([
    ['two tokens', `${token}\n${token}`], ['a token and more', `${token} x.y`], ['one quote', `"${token}`], ['five parts', `${token}.a.b`], ['a list', `["${token}"]`], ['a number', '5'],
  ])('is not made up from %s', async (_, stdin) => {
    const { code, stderr } = await runIn(FILES, ['explain', 'exact.json', '--token', '-'], { stdin });

    expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: the token: is neither a JWT (three parts with "." between them) nor claims as JSON\n' });
  });

  test('within a claim is blanked', async () => {
    const { stdout } = await runIn({ ...FILES, 'claims.json': { ...CLAIMS, job_token: token } }, ['explain', 'exact.json', '--token', 'claims.json', '--format', 'json']);

    expect(JSON.parse(stdout).claims.job_token).toBe('(a token)');
  });
});

describe('help and version', () => {
  test.each([[['--help']], [['help']], [['review', '--help']], [['help', 'explain']]])('are printed with exit code 0: %j', async args => {
    const { code, stdout, stderr } = await runIn({}, args);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: cdk-federated-roles/);
  });

  test('the version is the one of the package', async () => {
    const { code, stdout } = await runIn({}, ['--version']);

    expect(version()).toMatch(/^\d+\.\d+\.\d+/);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version()}\n` });
  });
});

describe('colours', () => {
  test.each([
    ['are there at a terminal', {}, true, true],
    ['are not there in a pipe', {}, false, false],
    ['are not there where NO_COLOR is set', { NO_COLOR: '1' }, true, false],
    ['are there where NO_COLOR is empty', { NO_COLOR: '' }, true, true],
    ['are there in a pipe where FORCE_COLOR is set', { FORCE_COLOR: '1' }, false, true],
    ['are not there where FORCE_COLOR is 0', { FORCE_COLOR: '0' }, true, false],
  ])('%s', async (_, env, terminal, expected) => {
    const { stdout } = await runIn(FILES, ['review', 'wide.json'], { env, terminal });

    expect(stdout.includes('\u001b[')).toBe(expected);
  });

  test('nothing in an artefact can write escape sequences to the terminal', async () => {
    const { stdout } = await runIn({ 'a\u001b[2J.json': WIDE }, ['review', 'a\u001b[2J.json']);

    expect(stdout).not.toContain('\u001b');
  });
});
