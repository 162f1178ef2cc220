import { AUDIENCE, emitted, stackFor } from './support';
import { GitHubRepository, GitLabProject, Workload } from '../../src';
import { evaluate, NativeTrust } from '../../src/google/evaluate';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const WORKFLOW = 'my-org/workflows/.github/workflows/deploy.yml@refs/heads/main';

/** One workload whose every claim counts, and one of GitLab. */
const gated = app.environment('production').onBranch('main').viaWorkflow(WORKFLOW).onHostedRunner();
const deploying = lib.environment('production').onBranch('main').withProtectedRef();

const mutations: [string, Workload, Record<string, unknown>][] = [
  ...['ref', 'job_workflow_ref', 'runner_environment', 'sub'].flatMap((claim): [string, Workload, Record<string, unknown>][] => {
    const value = gated.sampleClaims(AUDIENCE)[claim];
    return [`${value}x`, `x${value}`, value.toUpperCase(), '', ` ${value}`, undefined, 5, [value], null].map((other): [string, Workload, Record<string, unknown>] => [claim, gated, { [claim]: other }]);
  }),
  ...['environment', 'ref_protected', 'project_id', 'sub'].flatMap((claim): [string, Workload, Record<string, unknown>][] =>
    ['other', undefined, true].map((other): [string, Workload, Record<string, unknown>] => [claim, deploying, { [claim]: other }])),
  ['iss', gated, { iss: 'https://gitlab.com' }],
  ['aud', gated, { aud: 'sts.amazonaws.com' }],
  ['aud', deploying, { aud: [AUDIENCE, 'https://other.example.com'] }],
  ['repository_owner_id', gated, { repository_owner_id: '1' }],
  ['repository_owner_id', gated, { repository_owner_id: 123456 }],
  ['repository_owner_id', gated, { repository_owner_id: undefined }],
];

describe('a token', () => {
  const trusts = new Map<Workload, NativeTrust>([gated, deploying].map(workload => [workload, emitted(stackFor([workload])).all] as const));

  test.each([gated, deploying])('of the workload is accepted: %s', workload => {
    const claims = workload.sampleClaims(AUDIENCE);

    expect(evaluate(trusts.get(workload)!, claims).outcome).toBe('accept');
    expect(evaluate(trusts.get(workload)!, { ...claims, aud: [AUDIENCE] }).outcome).toBe('accept');
    expect(evaluate(trusts.get(workload)!, { ...claims, aud: AUDIENCE.slice('https:'.length) }).outcome).toBe('accept');
  });

  test(`is rejected with any one of ${mutations.length} changes`, () => {
    expect(mutations.length).toBeGreaterThanOrEqual(20);
    const outcomes = mutations.map(([claim, workload, change]) => {
      const claims: Record<string, unknown> = { ...workload.sampleClaims(AUDIENCE), ...change };
      if (claims[claim] === undefined) delete claims[claim];
      return [claim, JSON.stringify(change), evaluate(trusts.get(workload)!, claims).outcome];
    });
    expect(outcomes.filter(([,, outcome]) => outcome !== 'reject')).toEqual([]);
  });
});

describe('a decision', () => {
  const trust = emitted(stackFor([app.branch('main')])).all;
  const claims = app.branch('main').sampleClaims(AUDIENCE);
  const withProvider = (provider: Partial<NativeTrust['provider']>): NativeTrust => ({ ...trust, provider: { ...trust.provider, ...provider } });

  test.each([
    ['letter case', { sub: claims.sub.toUpperCase() }, 'letter case'],
    ['the other subject form', { sub: 'repo:my-org/my-app:ref:refs/heads/main' }, 'names without ids'],
    ['an environment', { sub: 'repo:my-org@123456/my-app@456789:environment:x', environment: 'x' }, 'environment'],
  ])('hints at %s', (_name, change, hint) => {
    const { outcome, reasons } = evaluate(trust, { ...claims, ...change });

    expect([outcome, reasons[0]]).toEqual(['reject', { claim: 'sub', expected: [claims.sub], found: change.sub, ok: false, hint: expect.stringContaining(hint) }]);
    expect(reasons[1]).toEqual({ claim: 'member', expected: trust.members, found: `${trust.members![0].replace(/subject\/.*$/, 'subject/')}${change.sub}`, ok: false });
  });

  test('is unknown where something is not resolved or not modelled', () => {
    expect(evaluate({ ...trust, unresolved: ['var.condition'] }, claims).outcome).toBe('unknown');
    expect(evaluate(withProvider({ attributeCondition: 'assertion.sub.matches("\\\\C")' }), claims).outcome).toBe('unknown');
    expect(evaluate(withProvider({ attributeMapping: { 'google.subject': 'assertion.(' } }), claims).outcome).toBe('unknown');
  });

  test('is that of the exchange alone where no member is known', () => {
    const { members: _members, ...exchange } = trust;

    expect(evaluate(exchange, claims).outcome).toBe('accept');
    expect(evaluate(exchange, { ...claims, sub: 'repo:my-org@123456/other@1:ref:refs/heads/main' }).outcome).toBe('accept');
    expect(evaluate(exchange, { ...claims, repository_owner_id: '1' }).outcome).toBe('reject');
    expect(evaluate({ ...trust, members: [] }, claims).outcome).toBe('reject');
  });

  test('rejects what Google refuses at exchange', () => {
    expect(evaluate(withProvider({ attributeMapping: { 'google.subject': `assertion.sub + "${'x'.repeat(100)}"` } }), claims).outcome).toBe('reject');
    expect(evaluate(withProvider({ attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.x': `"${'x'.repeat(8200)}"` } }), claims).outcome).toBe('reject');
    expect(evaluate(withProvider({ attributeMapping: { 'google.subject': '1' } }), claims).outcome).toBe('reject');
    expect(evaluate(withProvider({ attributeMapping: {} }), claims).outcome).toBe('reject');
  });

  test('knows whole pools, other audiences and split', () => {
    const pool = trust.members![0].replace(/^principal:(.+)\/subject\/.+$/, 'principalSet:$1/*');

    expect(evaluate({ ...trust, members: [pool] }, { ...claims, sub: 'anything' }).outcome).toBe('accept');
    expect(evaluate(withProvider({ allowedAudiences: ['a'] }), claims).outcome).toBe('reject');
    expect(evaluate(withProvider({ allowedAudiences: ['a'] }), { ...claims, aud: 'a' }).outcome).toBe('accept');
    expect(evaluate(withProvider({ attributeCondition: 'assertion.sub.split(":")[0] == "repo"' }), claims).outcome).toBe('accept');
    expect(evaluate(withProvider({ attributeCondition: undefined }), claims).outcome).toBe('accept');
    expect(evaluate(withProvider({ attributeCondition: 'assertion.sub.extract("repo:{owner}@") == "my-org"' }), claims).outcome).toBe('accept');
    expect(evaluate(withProvider({ attributeCondition: 'assertion.sub.extract("repo:{owner}/") == "my-org"' }), claims).outcome).toBe('reject');
  });
});

describe('a pool in a project whose number only a deployment knows', () => {
  const name = 'projects/<number of my-project>/locations/global/workloadIdentityPools/ci-pool/providers/ci';
  const trust: NativeTrust = { provider: { name, issuer: 'https://gitlab.com', allowedAudiences: [], attributeMapping: { 'google.subject': 'assertion.sub' } } };
  const claims = { iss: 'https://gitlab.com', aud: AUDIENCE, sub: 'project_path:my-org/my-app:ref_type:branch:ref:main' };

  test('cannot tell of a token whose audience could be its own', () => {
    expect(evaluate(trust, claims).outcome).toBe('unknown');
  });

  test.each([
    ['of another provider', { aud: `${AUDIENCE}2` }],
    ['for another target', { aud: 'sts.amazonaws.com' }],
    ['of another issuer', { iss: 'https://token.actions.githubusercontent.com' }],
    ['without a subject', { sub: '' }],
  ])('rejects a token %s all the same', (_name, change) => {
    expect(evaluate(trust, { ...claims, ...change }).outcome).toBe('reject');
  });

  test('knows its members by the same open name', () => {
    const member = (subject: string) => `principal://iam.googleapis.com/${name.replace('/providers/ci', '')}/subject/${subject}`;

    expect(evaluate({ ...trust, members: [member(claims.sub)] }, claims).outcome).toBe('unknown');
    expect(evaluate({ ...trust, members: [member('other')] }, claims).outcome).toBe('reject');
  });
});
