import { App as CdkApp } from 'aws-cdk-lib';
import { blocksBelow, runBlock } from './run-block';
import { blocksOf, proseOf } from '../../build-tools/markdown';
import { GitHubRepository } from '../../src';
import { matchers } from '../../src/jest';
import { Trust } from '../../src/verify';
import { token } from '../data';

const README = 'README.md';
const [ROLE] = blocksBelow(README, '2. Define the role');
const PRINTED = blocksOf(README).find(({ language }) => language === 'text')!.text.trim();

/** The block as somebody types it who has copied what GitHub reports of the repository. */
function typed(prefix: string): string {
  expect(ROLE.text.split(PRINTED)).toHaveLength(2);
  return ROLE.text.replace(PRINTED, prefix);
}

function emitted(prefix: string): { trust: Trust; template: any; output: string | undefined } {
  const { app } = runBlock(typed(prefix), {}, ['app']);
  const { template } = (app as CdkApp).synth().getStackByName('DeployRoles');
  return { trust: Trust.fromText(JSON.stringify(template)), template, output: Object.keys(template.Outputs ?? {})[0] };
}

/** A job of the environment production, with the claims of one that was published, as a repository of this prefix sends them. */
function job(prefix: string, context = 'environment:production'): Record<string, unknown> {
  const [, owner, ownerId = '123456', name, repositoryId = '456789'] = /^repo:([^@/]+)(?:@(\d+))?\/([^@]+)(?:@(\d+))?$/.exec(prefix)!;
  return {
    ...token('github-environment'),
    aud: 'sts.amazonaws.com',
    sub: `${prefix}:${context}`,
    environment: 'production',
    repository: `${owner}/${name}`,
    repository_owner: owner,
    repository_owner_id: ownerId,
    repository_id: repositoryId,
  };
}

const NEW = 'repo:my-org@123456/my-app@456789';
const OLD = 'repo:my-org/my-app';
/** What GitHub has answered of a real repository that is new, whatever its other fields said. */
const OBSERVED = String(token('github-api-repo-sub-customization-observed').sub_claim_prefix);

describe('the first screen of the README, typed as it stands', () => {
  test('begins with what GitHub reports, before any code', () => {
    const blocks = blocksOf(README);
    expect(blocks[0]).toMatchObject({ language: 'sh', text: 'gh api repos/OWNER/REPO/actions/oidc/customization/sub --jq .sub_claim_prefix' });
    expect(blocks.findIndex(({ language }) => language.startsWith('ts'))).toBeGreaterThan(1);
    expect(ROLE.line).toBeLessThan(35);
  });

  test.each([['new', NEW], ['old', OLD], ['observed', OBSERVED]])('leads to a role that the jobs of a repository which is %s can assume: %s', (_, prefix) => {
    const { trust, template } = emitted(prefix);
    expect(trust.targets()).toHaveLength(1);
    expect(trust.admits(job(prefix))).toBe(true);
    expect(trust.decide(job(prefix, 'ref:refs/heads/main')).outcome).toBe('reject');
    expect(trust.decide(job(prefix, 'pull_request')).outcome).toBe('reject');
    expect(Object.values(template.Resources).map(({ Type }: any) => Type).sort()).toEqual(['AWS::IAM::OIDCProvider', 'AWS::IAM::Policy', 'AWS::IAM::Role']);
  });

  test.each([[NEW, OLD], [OLD, NEW]])('with %s would have locked out the jobs of %s, which is why it asks first', (prefix, other) => {
    expect(emitted(prefix).trust.decide(job(other)).outcome).toBe('reject');
  });

  test('leads there as well where the account has a provider, without the line that says so', () => {
    const lines = typed(OLD).split('\n');
    const rest = lines.filter(line => !line.includes('leave this line out'));
    expect(rest).toHaveLength(lines.length - 1);
    const { app } = runBlock(rest.join('\n'), {}, ['app']);
    const { template } = (app as CdkApp).synth().getStackByName('DeployRoles');
    expect(Trust.fromText(JSON.stringify(template)).admits(job(OLD))).toBe(true);
    expect(JSON.stringify(template)).not.toContain('AWS::IAM::OIDCProvider');
  });

  test('emits the statement that stands below it', () => {
    const role: any = Object.values(emitted(NEW).template.Resources).find(({ Type }: any) => Type === 'AWS::IAM::Role');
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([JSON.parse(blocksBelow(README, '2. Define the role', 'json')[0].text)]);
  });

  test('prints the ARN that the workflow takes', () => {
    expect(emitted(NEW).output).toBe('RoleArn');
    expect(blocksBelow(README, '3. Deploy it, and use it in the workflow', 'yaml')[0].text).toMatch(/role-to-assume: \$\{\{ vars\.ROLE_ARN \}\}/);
    expect(blocksBelow(README, '3. Deploy it, and use it in the workflow', 'sh')[0].text).toMatch(/gh variable set ROLE_ARN --env production/);
  });

  test('leaves out what a workflow needs no permission for', () => {
    const { text } = blocksBelow(README, '3. Deploy it, and use it in the workflow', 'yaml')[0];
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text.match(/uses: .*/g)!.filter(line => !/@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
    expect(text).toMatch(/environment: production\b/);
  });
});

describe('the test of the README', () => {
  test.each([NEW, OLD])('passes for %s as far as the README says', prefix => {
    const { app, stack } = runBlock(typed(prefix), {}, ['app', 'stack']) as any;
    const repository = GitHubRepository.fromSubjectPrefix(prefix);
    const failed: string[] = [];
    const outcomes = (received: Trust) => Object.fromEntries(Object.entries(matchers).map(([name, matcher]) => [name, (...args: any[]) => {
      if (!(matcher as any)(received, ...args).pass) failed.push(name);
    }]));
    const ran: string[] = [];
    const { text } = blocksBelow(README, '4. Test who gets in', 'js')[0];
    runBlock(text.replace(/^import .*$/m, ''), { app, stack, repository, expect: outcomes, test: (name: string, body: () => void) => { ran.push(name); body(); } });
    expect(ran).toHaveLength(1);
    expect(failed).toEqual(prefix === OLD ? ['toHaveNoFindings'] : []);
    if (prefix === OLD) expect(Trust.fromText(JSON.stringify(app.synth().stacks[0].template)).findings().map(({ rule }) => rule)).toEqual(['names-without-ids']);
  });
});

test('the README is read in five minutes', () => {
  const words = proseOf(README).split(/\s+/).length + blocksOf(README).flatMap(({ text }) => text.split(/\s+/)).length;
  expect(words).toBeLessThan(1400);
});
