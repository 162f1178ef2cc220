import { Testing } from 'cdktf';
import { aStack, only } from './support';
import { GitHubRepository, google, Workload } from '../../src';
import { expectRefusal } from '../identity/expect-refusal';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });

function stackWith(extraMappings: Record<string, string>, workload: Workload = app.environment('x').onBranch('main')) {
  const stack = aStack();
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool' }), extraMappings });
  new google.DeployServiceAccount(stack, 'Account', { provider, workloads: [workload], accountId: 'deploy-ci' });
  return stack;
}

const written = (stack: ReturnType<typeof aStack>) => only(stack, 'google_iam_workload_identity_pool_provider');

test('are mapped beside what the trust needs, which stays as it is', () => {
  const [without, extended] = [written(stackWith({})), written(stackWith({ repository: 'assertion.repository', environment: 'has(assertion.environment) ? assertion.environment : "-"' }))];

  expect(extended).toEqual({ ...without, attribute_mapping: { ...without.attribute_mapping, 'attribute.repository': 'assertion.repository', 'attribute.environment': 'has(assertion.environment) ? assertion.environment : "-"' } });
});

test('may say again what the trust maps, and nothing else', () => {
  expect(() => Testing.synth(stackWith({ repository_owner_id: 'assertion.repository_owner_id' }), true)).not.toThrow(/INVALID_MAPPING/);
  expect(() => Testing.synth(stackWith({ repository_owner_id: '"123456"' }), true)).toThrow(/INVALID_MAPPING/);
});

test.each<[string, Record<string, string>, string]>([
  ['the subject', { 'google.subject': 'assertion.sub' }, 'INVALID_MAPPING'],
  ['a name that is none', { 'My-Repository': 'assertion.repository' }, 'INVALID_MAPPING'],
  ['a name of the trust', { exact_ref__sub: '"x"' }, 'INVALID_MAPPING'],
  ['the name of a beginning', { starts_1: '"yes"' }, 'INVALID_MAPPING'],
  ['an expression that is none', { repository: 'assertion.(' }, 'INVALID_MAPPING'],
  ['nothing', { repository: ' ' }, 'INVALID_MAPPING'],
  ['a template', { repository: '${var.repository}' }, 'TOKEN_IN_IDENTITY'],
])('refuse %s', (_name, mappings, code) => {
  expectRefusal(() => stackWith(mappings), code);
});

test('refuse what would lock a job out: a claim that its token lacks, a value that is no text', () => {
  for (const expression of ['assertion.environment', 'size(assertion.repository)']) expect(() => Testing.synth(stackWith({ more: expression }, app.branch('main')), true)).toThrow(/comes to no text for a token of workload.*INVALID_MAPPING/);
});

test('count among the attributes that a provider may have', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`more_${i}`, 'assertion.repository']));
  expect(() => Testing.synth(stackWith(many), true)).toThrow(/TOO_MANY_ATTRIBUTES/);
});
