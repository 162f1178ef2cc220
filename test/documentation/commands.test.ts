import { blocksOf, pages, proseOf } from '../../build-tools/markdown';
import { runIn } from '../cli/run-here';
import { CLAIMS, EXACT } from '../cli/trusts';

const NAME = 'npx cdk-federated-roles';
const RESOURCES = { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: EXACT } } };
/** What a reader of the pages would have beside the command. */
const FILES = {
  'cdk.out/Deploy.template.json': { Resources: RESOURCES },
  'cdktf.out/stacks/deploy/cdk.tf.json': { resource: { aws_iam_role: { deploy: { assume_role_policy: JSON.stringify(EXACT) } } } },
  'infrastructure/deploy.tf.json': { resource: { aws_iam_role: { deploy: { assume_role_policy: JSON.stringify(EXACT) } } } },
  'role.json': { data: { role_type: 'jwt', user_claim: 'actor', bound_audiences: ['sts.amazonaws.com'], bound_claims: { repository: 'my-org/my-app' } } },
  'trust-policy.json': EXACT,
  'claims.json': CLAIMS,
};

/** Every call of the command that a page shows, in a block or within a sentence. */
const CALLS = pages().filter(page => page !== 'CHANGELOG.md').flatMap(page => {
  const lines = [...blocksOf(page).flatMap(({ text }) => text.split('\n')), ...[...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)];
  return lines.filter(line => line.includes(`${NAME} `)).map(line => ({ page, call: line.slice(line.indexOf(NAME) + NAME.length + 1).replace(/ *[>|].*$/, '') }));
});

test('the pages show the command', () => expect(CALLS.length).toBeGreaterThan(15));

test.each([...new Set(CALLS.map(({ call }) => call))])(`${NAME} %s runs as it is shown`, async call => {
  const { code, stdout, stderr } = await runIn(FILES, call.split(' '), { stdin: JSON.stringify({ Resources: RESOURCES }) });

  expect({ call, code, stderr }).toEqual({ call, code: call.startsWith('explain role.json') ? 1 : 0, stderr: expect.not.stringContaining('error') });
  expect(stdout).not.toBe('');
});

test('every option that a page names is one of the command', async () => {
  const known = new Set<string>();
  for (const command of ['review', 'explain', 'inventory']) {
    const { stdout } = await runIn({}, [command, '--help']);
    for (const [option] of stdout.matchAll(/--[a-z-]+/g)) known.add(option);
  }
  const named = ['cli', 'explain', 'suppressions', 'review-at-synth', 'before-production'].flatMap(page => [...proseOf(`docs/${page}.md`).matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(option => !known.has(option) && !OF_OTHERS.includes(option))).toEqual([]);
});

/** Options of the commands whose output is read. */
const OF_OTHERS = ['--query', '--filter', '--parameter-overrides'];
