import { runIn } from './run-here';
import { CLAIMS, EXACT, policy } from './trusts';
import { shortened } from '../../src/private/shortened';

const LONG = `repo:${'x'.repeat(100_000)}`;
const token = (change: object) => JSON.stringify({ ...CLAIMS, ...change });

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc… (4 characters)'],
  ['ab\u{1f600}', 4, 'ab\u{1f600}'],
  ['ab\u{1f600}c', 4, 'ab\u{1f600}… (5 characters)'],
  ['ab\u{1f600}c', 3, 'ab… (5 characters)'],
])('%j is no longer than %d characters as %j', (text, most, short) => {
  expect(shortened(text, most)).toBe(short);
});

test.each([['sub', LONG], ['aud', 'a'.repeat(100_000)], ['iss', `https://${'i'.repeat(100_000)}`], ['aud', Array(5000).fill('sts.example.com')], ['sub', '\u{1f600}'.repeat(50_000)]])('explain tells the beginning of a very long %s, and JSON all of it', async (claim, value) => {
  const files = { 'exact.json': EXACT, 'token.json': token({ [claim]: value }) };
  const text = await runIn(files, ['explain', 'exact.json', '--token', 'token.json']);
  const json = await runIn(files, ['explain', 'exact.json', '--token', 'token.json', '--format', 'json']);

  expect(text.code).toBe(1);
  expect(text.stdout.length).toBeLessThan(15_000);
  expect(text.stdout).toMatch(/… \(\d+ characters\)/);
  expect(text.stdout).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(JSON.parse(json.stdout).claims[claim]).toEqual(value);
});

test.each([400, 1_000, 2_000])('explain shows a subject of %d characters whole, wherever it has to be copied', async length => {
  const sub = `repo:my-org@123456/my-app@456789:environment:${'x'.repeat(length)}`.slice(0, length);
  const files = { 'exact.json': EXACT, 'token.json': token({ sub }) };
  const { stdout } = await runIn(files, ['explain', 'exact.json', '--token', 'token.json']);

  expect(stdout).not.toContain('…');
  expect(stdout).toContain(`found     ${sub}\n`);
});

test('a fix holds what is to be copied whole', async () => {
  const sub = `repo:my-org@123456/my-app@456789:ref:refs/heads/${'release/'.repeat(60)}x`;
  const trusted = policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: sub.replace(/@\d+/g, '') } });
  const { stdout } = await runIn({ 'trust.json': trusted, 'token.json': token({ sub }) }, ['explain', 'trust.json', '--token', 'token.json', '--format', 'json']);

  expect(JSON.parse(stdout).decisions[0].reasons[0].hint).toContain(`trust "${sub}"`);
});

test('explain counts what else would be taken', async () => {
  const subjects = Array.from({ length: 500 }, (_, i) => `repo:my-org@1/app-${i}@2:ref:refs/heads/main`);
  const files = { 'many.json': policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: subjects } }), 'token.json': token({}) };
  const { stdout } = await runIn(files, ['explain', 'many.json', '--token', 'token.json']);

  expect(stdout).toContain('app-19@2');
  expect(stdout).not.toContain('app-20@2');
  expect(stdout).toMatch(/… and 480 more\n/);
});

test.each(['review', 'inventory'].flatMap(command => ['text', 'markdown'].map(format => [command, format])))('%s as %s tells the beginning of what a policy says at length', async (command, format) => {
  const long = `repo:${'x'.repeat(6_000)}`; // within what IAM takes of a policy
  const files = { 'long.json': policy({ StringLike: { aud: 'sts.amazonaws.com', sub: `${long}/*:*` } }) };
  const { stdout } = await runIn(files, [command, 'long.json', '--format', format]);
  const json = await runIn(files, [command, 'long.json', '--format', 'json']);

  expect(stdout.length).toBeLessThan(60_000);
  expect(stdout).toMatch(/… \(\d+ characters\)/);
  expect(json.stdout).toContain(long);
});
