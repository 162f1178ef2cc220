import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { blocksBelow, headings, runBlock } from './run-block';
import { aws, GitHubRepository } from '../../src';
import { Trust } from '../../src/verify';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const PAGE = readFileSync('docs/adopt-aws-cdk-github-oidc.md', 'utf8');
const ISSUER = 'https://token.actions.githubusercontent.com';
const NAMES = 'repo:my-org/my-app';
const IDS = 'repo:my-org@123456/my-app@456789';

function template(...blocks: string[]): any {
  const stack = new Stack(new App(), 'Stack');
  for (const block of blocks) runBlock(block, { stack });
  return Template.fromStack(stack).toJSON();
}

const admits = (step: any, prefix: string, context: string) => Trust.fromText(JSON.stringify(step)).admits({
  iss: ISSUER, aud: 'sts.amazonaws.com', sub: `${prefix}:${context}`, repository: 'my-org/my-app', repository_id: '456789', repository_owner_id: '123456',
});

/** Sections of the one role that differ. */
function changed(before: any, after: any): string[] {
  const roleOf = ({ Resources }: any): [string, any] => Object.entries<any>(Resources).find(([, { Type }]) => Type === 'AWS::IAM::Role')!;
  const [[id, old], [sameId, fresh]] = [roleOf(before), roleOf(after)];
  expect(sameId).toBe(id);
  return [...new Set([...Object.keys(old.Properties), ...Object.keys(fresh.Properties)])].filter(name => JSON.stringify(old.Properties[name]) !== JSON.stringify(fresh.Properties[name]));
}

interface Guide {
  readonly page: string;
  /** Jobs that come today and are named. */
  readonly jobs: readonly string[];
  /** Up to which step the repository may send names, and from which ids, counted from 0: before. */
  readonly namesUntil: number;
  readonly idsFrom: number;
}

const GUIDES: Guide[] = [
  { page: 'docs/adopt-a-role.md', jobs: ['environment:production', 'ref:refs/heads/main'], namesUntil: 3, idsFrom: 3 },
  { page: 'docs/adopt-aws-cdk-github-oidc.md', jobs: ['environment:production'], namesUntil: 2, idsFrom: 2 },
];

describe.each(GUIDES)('$page, step by step', ({ page, jobs, namesUntil, idsFrom }) => {
  const names = [blocksBelow(page, 'Before')[0], ...headings(page, 'Step ').map(step => blocksBelow(page, step)[0])];
  const steps = names.map(({ text }) => template(text));

  test('has every step that it announces, in order', () => {
    expect(headings(page, 'Step ').map(step => Number(/^Step (\d)/.exec(step)![1]))).toEqual(steps.slice(1).map((_, i) => i + 1));
    expect(steps.length).toBeGreaterThan(idsFrom + 1);
  });

  test('refuses no job that was let in before, while the repository sends names', () => {
    for (const [step, emitted] of steps.slice(0, namesUntil + 1).entries()) {
      expect({ step, refused: jobs.filter(job => !admits(emitted, NAMES, job)) }).toEqual({ step, refused: [] });
    }
  });

  test('refuses none once the repository sends ids, which it may from the step on that trusts both', () => {
    for (const [step, emitted] of steps.entries()) {
      if (step >= idsFrom) expect({ step, refused: jobs.filter(job => !admits(emitted, IDS, job)) }).toEqual({ step, refused: [] });
    }
    expect(namesUntil).toBe(idsFrom); // the step on which the repository can move
  });

  test('changes the trust of the role at each step and nothing else', () => {
    for (const [step, emitted] of steps.entries()) {
      if (step > 0) expect({ step, changed: changed(steps[step - 1], emitted) }).toEqual({ step, changed: ['AssumeRolePolicyDocument'] });
    }
  });

  test('never lets a stranger in, and ends without a finding', () => {
    for (const emitted of steps) expect(admits(emitted, 'repo:stranger/my-app', jobs[0])).toBe(false);
    expect(Trust.fromText(JSON.stringify(steps[steps.length - 1])).findings()).toEqual([]);
  });
});

test('the first step for a role of every job lets in all that was let in before', () => {
  const [before] = blocksBelow('docs/adopt-a-role.md', 'Before');
  const [same] = blocksBelow('docs/adopt-a-role.md', 'Step 1: the same trust, as a `DeployRole`');
  const subject = (text: string) => (Object.values<any>(template(text).Resources)[0]).Properties.AssumeRolePolicyDocument.Statement[0].Condition;

  expect(subject(same.text)).toEqual(subject(before.text));
});

describe('the table of docs/adopt-aws-cdk-github-oidc.md', () => {
  const { GithubActionsIdentityProvider, GithubActionsRole } = jest.requireActual<any>('aws-cdk-github-oidc');
  const ROWS: readonly (readonly [filter: string | undefined, call: string])[] = [
    [undefined, 'anyJob({ reason: \'r\' })'],
    ['environment:production', 'environment(\'production\')'],
    ['environment:preview-*', 'environmentsStartingWith(\'preview-\', { reason: \'r\' })'],
    ['ref:refs/heads/main', 'branch(\'main\')'],
    ['ref:refs/heads/release/*', 'branchesStartingWith(\'release/\', { reason: \'r\' })'],
    ['ref:refs/tags/v1.2.3', 'tag(\'v1.2.3\')'],
    ['ref:refs/tags/v*', 'tagsStartingWith(\'v\', { reason: \'r\' })'],
    ['pull_request', 'anyPullRequest({ reason: \'r\' })'],
  ];
  const CONTEXTS = ['environment:production', 'environment:preview-7', 'ref:refs/heads/main', 'ref:refs/heads/release/1', 'ref:refs/tags/v1.2.3', 'ref:refs/tags/v2', 'pull_request', 'ref:refs/heads/other'];

  test.each(ROWS)('the filter %s lets in what %s does', (filter, call) => {
    const theirs = new Stack(new App(), 'Stack');
    new GithubActionsRole(theirs, 'Deploy', { provider: GithubActionsIdentityProvider.fromAccount(theirs, 'GitHub'), owner: 'my-org', repo: 'my-app', ...filter === undefined ? {} : { filter } });
    const ours = template(`new aws.DeployRole(stack, 'Deploy', { workloads: [GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789', subjectFormat: GitHubSubjectFormat.NAMES }).${call}] });`);
    const old = Template.fromStack(theirs).toJSON();

    expect(CONTEXTS.filter(context => admits(ours, NAMES, context))).toEqual(CONTEXTS.filter(context => admits(old, NAMES, context)));
    const row = call.replace(', { reason: \'r\' }', ', { reason }').replace('{ reason: \'r\' }', '{ reason }');
    expect(PAGE).toMatch(new RegExp(`\\| .*${filter === undefined ? 'no `filter`' : escaped(`filter: '${filter}'`)}.* \\| .*${escaped(row)}`));
  });
});

test('a statement of others fails synth until it is acknowledged under its own id', () => {
  const [block] = blocksBelow('docs/adopt-a-role.md', 'Other statements in the same trust');
  const synth = (acknowledged: string) => {
    const stack = new Stack(new App(), 'Stack');
    const role = new aws.DeployRole(stack, 'Deploy', { workloads: [GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production')] });
    runBlock(block.text.replace('trust-changed-fc8c61adeed5', acknowledged), { stack, role });
    (stack.node.root as App).synth();
  };
  const named = (): string => {
    try {
      synth('trust-changed-000000000000');
    } catch (error) {
      return /trust-changed-(?!0{12})[0-9a-f]{12}/.exec((error as Error).message)![0];
    }
    throw new Error('nothing was refused');
  };

  expect(() => synth(named())).not.toThrow();
});

describe('docs/adopt-a-provider.md, step by step', () => {
  const page = 'docs/adopt-a-provider.md';
  const [before] = blocksBelow(page, 'From `iam.OpenIdConnectProvider` to `GitHubOidcProvider`');
  const states = [before, ...headings(page, 'Step ').map(step => blocksBelow(page, step)[0])].map(({ text }, step) => [step, template(text)] as const);

  test('has four steps', () => expect(states).toHaveLength(5));

  test.each(states)('step %d lets in the job that was let in before, and no stranger', (_, emitted) => {
    expect(admits(emitted, IDS, 'environment:production')).toBe(true);
    expect(admits(emitted, 'repo:stranger@1/my-app@2', 'environment:production')).toBe(false);
  });

  test.each(states)('step %d leaves a provider in the account', (step, { Resources }) => {
    const types = Object.values<any>(Resources).map(({ Type, DeletionPolicy }) => `${Type} ${DeletionPolicy}`);
    const isDefined = types.some(type => /^(AWS::IAM::OIDCProvider|Custom::AWSCDKOpenIdConnectProvider) (Retain|Delete)/.test(type));
    expect(isDefined || step === 2).toBe(true); // in step 2 the one that step 1 has retained
    if (step === 1) expect(types).toContain('Custom::AWSCDKOpenIdConnectProvider Retain');
  });
});
