import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './run-here';
import { CLAIMS, EXACT, policy } from './trusts';

const FILES = { 'exact.json': EXACT, 'claims.json': CLAIMS };
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a token or a file of suppressions', () => {
  const [asToken, asSuppressions] = [(file: string) => ['explain', 'exact.json', '--token', file], (file: string) => ['review', 'exact.json', '--suppressions', file]];

  test.each([
    ['a token without an end', asToken('/dev/zero'), /^error: \/dev\/zero: is larger than 1 MB\n$/],
    ['suppressions without an end', asSuppressions('/dev/zero'), /^error: \/dev\/zero: is larger than 1 MB\n$/],
    ['a token that is a directory', asToken('.'), /^error: \.: is a directory\n$/],
    ['a token that is not there', asToken('nope'), /^error: nope: does not exist\n$/],
  ])('that is none is refused at once: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runIn(FILES, args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('that is a pipe which nobody writes into is not waited for', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pipe-'));
    try {
      const pipe = join(directory, 'pipe');
      execFileSync('mkfifo', [pipe]);
      for (const args of [asToken(pipe), asSuppressions(pipe), ['review', pipe]]) {
        const { code, stderr } = await runIn(FILES, args);

        expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${pipe}: is a pipe, not a file\n` });
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('is read as PowerShell writes it', async () => {
    const suppressions = utf16('version: 1\nsuppressions: []\n');
    const { code: token } = await runIn({ ...FILES, token: utf16(JSON.stringify(CLAIMS)) }, asToken('token'));
    const { code: review } = await runIn({ ...FILES, 'known': suppressions, 'exact.json': Buffer.from(utf16(JSON.stringify(EXACT))).swap16() }, asSuppressions('known'));

    expect({ token, review }).toEqual({ token: 0, review: 0 });
  });

  test.each([200, 5_000, 100_000])('of %d levels is refused in one line', async depth => {
    const { code, stdout, stderr } = await runIn({ ...FILES, token: `${'{"a":'.repeat(depth + 1)}1${'}'.repeat(depth + 1)}` }, asToken('token'));

    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: 'error: token:1: nested deeper than 200 levels\n' });
  });
});

test('many statements are judged in one look at each', async () => {
  const [statement] = (policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:my-org/my-app:ref:refs/heads/main' } }) as { Statement: object[] }).Statement;
  const begin = process.cpuUsage();
  const { code } = await runIn({ 'many.json': { Version: '2012-10-17', Statement: Array(20_000).fill(statement) } }, ['review', 'many.json', '--fail-on', 'never']);

  expect(code).toBe(0);
  expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(30); // looking at all others for each takes minutes
});

describe('a pattern that could be tried in more ways than there is time for', () => {
  const stars = `repo:${'*a'.repeat(40)}*b`;
  const sub = `repo:${'a'.repeat(3000)}`;
  const provider = (attributeCondition: string) => [{ name: 'projects/1/locations/global/workloadIdentityPools/p/providers/g', oidc: { issuerUri: CLAIMS.iss, allowedAudiences: ['g'] }, attributeMapping: { 'google.subject': 'assertion.sub' }, attributeCondition }];
  const role = (action: string, trust: object) => ({ Resources: { [sub.slice(5, 60)]: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'a'.repeat(60), AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: `arn:aws:iam::123456789012:role/${'*a'.repeat(25)}b` }] } }] } } } });
  const anyone = { Statement: [{ Effect: 'Allow', Action: `*s*t*s*a*s*s*u*m*e*${'*e*i*t'.repeat(12)}q`, Principal: '*' }] };

  test.each<[string, unknown, object, number]>([
    ['AWS', policy({ StringLike: { sub: stars }, StringEquals: { aud: 'sts.amazonaws.com' } }), { aud: 'sts.amazonaws.com' }, 1],
    ['AWS, a pattern beside a text', policy({ StringLike: { sub: stars }, StringEquals: { aud: 'sts.amazonaws.com', sub } }), { aud: 'sts.amazonaws.com' }, 1],
    ['AWS, actions', role(`${'*e'.repeat(25)}q`, policy({ StringLike: { sub: stars } })), {}, 1],
    ['AWS, actions of a trust', role('s3:*', anyone), {}, 2],
    ['Azure', [{ issuer: CLAIMS.iss, audiences: ['api://AzureADTokenExchange'], name: 'x', claimsMatchingExpression: { languageVersion: 1, value: `claims['sub'] matches '${stars}'` } }], { aud: 'api://AzureADTokenExchange' }, 1],
    ['Vault', { data: { role_type: 'jwt', bound_audiences: ['v'], user_claim: 'sub', bound_claims_type: 'glob', bound_claims: { sub: stars } } }, { aud: 'v' }, 1],
    ['Google, a repetition in a repetition', provider('assertion.ref.matches("^(a|a|a+)+!$")'), { aud: 'g', sub: 'x', ref: 'a'.repeat(100) }, 1],
    ['Google, the same behind what does not hold', provider('assertion.ref == "x" && assertion.ref.matches("^(a|a|a+)+!$")'), { aud: 'g', sub: 'x', ref: 'a'.repeat(100) }, 1],
    ['Google, the same in many places', provider(`assertion.ref == "x" && (${Array(50).fill('assertion.ref.matches("^(a|a|a+)+!$")').join(' || ')})`), { aud: 'g', sub: 'x', ref: 'a'.repeat(100) }, 1],
    ['Google, many alternatives', provider(Array.from({ length: 60 }, (_, i) => `assertion.ref == "refs/heads/${i}"`).join(' || ')), { aud: 'g', sub: 'x', ref: 'refs/heads/x' }, 1],
    ['Google, an audience of many open parts', [{ name: `projects/1/locations/global/workloadIdentityPools/p/providers/${'<a>a'.repeat(25)}b`, oidc: { issuerUri: CLAIMS.iss }, attributeMapping: { 'google.subject': 'assertion.sub' } }], { aud: `//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/${'a'.repeat(100)}`, sub: 'x' }, 1],
    ['Google, groups in groups', provider(`assertion.ref.matches("${'('.repeat(190)}a${')*'.repeat(190)}")`), { aud: 'g', sub: 'x', ref: 'a' }, 0],
    ['Google, more groups in groups than are decided', provider(`assertion.ref.matches("${'('.repeat(1200)}a${')*'.repeat(1200)}")`), { aud: 'g', sub: 'x', ref: 'a' }, 3],
    ['Google, a condition that is too long', provider(`assertion.ref.matches("${'('.repeat(2000)}a${')*'.repeat(2000)}")`), { aud: 'g', sub: 'x', ref: 'a' }, 1],
    ['Google, as many instructions as are decided', provider(`assertion.sub.matches("${'[a-z]{1,1000}'.repeat(30)}!")`), { aud: 'g', ref: 'a' }, 1],
  ])('is answered soon: %s', async (_, artefact, claims, expected) => {
    const files = { 'artefact.json': artefact, 'claims.json': { iss: CLAIMS.iss, sub, ...claims } };
    const begin = process.cpuUsage();
    const { code } = await runIn(files, ['explain', 'artefact.json', '--token', 'claims.json']);
    const review = await runIn(files, ['review', 'artefact.json', '--fail-on', 'never']);
    await runIn(files, ['inventory', 'artefact.json']);

    expect({ code, review: review.code }).toEqual({ code: expected, review: 0 });
    expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(10);
  });

  test('is answered soon: --target', async () => {
    const { code, stderr } = await runIn({ [`${'a'.repeat(100)}.json`]: EXACT, 'claims.json': CLAIMS }, ['explain', `${'a'.repeat(100)}.json`, '--token', 'claims.json', '--target', `${'*a'.repeat(30)}q`]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/no target is named/);
  });
});
