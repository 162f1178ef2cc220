import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { GitHubRepository, google } from '../../../src';
import { decide } from '../../../src/verify/decide';
import type { Artefacts } from '../../../src/verify/model';
import { readPaths, readTexts } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

// The provider stands in one configuration, the service account in another: together they read as they do in one.

const REPOSITORY = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'states-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

/** What a stack's constructs emit: the provider in its own stack, or in that of the service account. */
function synthesized(providerStack: string): Artefacts {
  const directory = join(outdir, providerStack);
  const app = new App({ outdir: directory, skipValidation: true });
  const stacks = new Map([...new Set([providerStack, 'service'])].map(name => [name, new TerraformStack(app, name)]));
  const pool = new google.WorkloadIdentityPool(stacks.get(providerStack)!, 'Pool', { poolId: 'ci-pool', project: 'my-project' });
  const provider = new google.GitHubProvider(stacks.get(providerStack)!, 'GitHub', { pool });
  new google.DeployServiceAccount(stacks.get('service')!, 'Deploy', { provider, workloads: [REPOSITORY.environment('production')], accountId: 'deploy', permissions: [google.Permission.onProject('roles/run.developer')] });
  app.synth();
  return readPaths([directory]);
}

/** Ids, findings and answers, without the names of stacks and the numbers that depend on them. */
function told(artefacts: Artefacts) {
  const plain = (text: string) => text.replace(/^(shared|service)\//, '').replace(/_[0-9A-F]{8}\b/g, '');
  const claims = REPOSITORY.environment('production').sampleClaims('https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci-pool/providers/github');
  return {
    targets: artefacts.targets.map(target => ({ id: plain(target.id), kind: target.kind, issuer: target.issuer, powers: target.powers })).sort((a, b) => a.id < b.id ? -1 : 1),
    findings: review(artefacts).map(({ rule, target }) => `${rule} ${plain(target)}`).sort(),
    answers: artefacts.targets.flatMap(target => [claims, { ...claims, repository_owner_id: '9', repository: 'other/app', sub: 'repo:other/app:environment:production' }].map(one => `${plain(target.id)} ${decide(target, one).outcome}`)).sort(),
    unjudged: artefacts.unjudged.map(({ id, reason }) => `${plain(id)} ${reason}`),
  };
}

test('an app of two stacks reads the same as the same app in one', () => {
  const apart = told(synthesized('shared'));
  expect(apart).toEqual(told(synthesized('service')));
  expect(apart.targets.map(({ kind, issuer }) => [kind, issuer])).toEqual([
    ['workload-identity-provider', 'https://token.actions.githubusercontent.com'],
    ['workload-identity-binding', 'https://token.actions.githubusercontent.com'],
  ]);
  expect(apart.unjudged).toEqual([]);
});

const POOL = { workload_identity_pool_id: 'ci', project: 'my-project' };
const producer = (backend: object = {}, output = 'pool') => ({
  terraform: backend,
  resource: {
    google_iam_workload_identity_pool: { ci: POOL },
    google_iam_workload_identity_pool_provider: {
      github: {
        ...POOL,
        workload_identity_pool_provider_id: 'github',
        oidc: { issuer_uri: 'https://token.actions.githubusercontent.com' },
        attribute_mapping: { 'google.subject': 'assertion.sub' },
        attribute_condition: "assertion.repository_owner_id == '123456'",
      },
    },
  },
  output: { [output]: { value: '${google_iam_workload_identity_pool.ci.name}' } },
});
const consumer = (config: object = { path: '../pool/terraform.tfstate' }, backend = 'local', output = 'pool') => ({
  data: { terraform_remote_state: { ci: { backend, config } } },
  resource: { google_service_account_iam_member: { deploy: { service_account_id: 'deploy', role: 'roles/iam.workloadIdentityUser', member: `principalSet://iam.googleapis.com/\${data.terraform_remote_state.ci.outputs.${output}}/*` } } },
});
const together = (...all: readonly object[]) => readTexts(all.map((one, i) => ({ text: JSON.stringify(one), file: `${i}.tf.json` })));
const wholePool = (artefacts: Artefacts) => review(artefacts).filter(({ rule }) => rule === 'whole-pool-member').map(({ target }) => target);
const issuerOf = ({ targets }: Artefacts) => targets.find(({ kind }) => kind === 'workload-identity-binding')?.issuer;
const gcs = (prefix: string) => ({ backend: { gcs: { bucket: 'states', prefix } } });

describe('an output of another state', () => {
  test.each<[string, Artefacts]>([
    ['of the only configuration that has it', together(producer(), consumer())],
    ['of the one whose backend it is', together(producer(gcs('a')), { ...producer(gcs('b')), resource: {} }, consumer({ bucket: 'states', prefix: 'a' }, 'gcs'))],
    ['that is read first', together(consumer(), producer())],
    ['of a stored state', together({ version: 4, terraform_version: '1.11.4', resources: [], outputs: { pool: { value: 'projects/1/locations/global/workloadIdentityPools/ci', type: 'string' } } }, { ...producer(), output: {} }, consumer())],
    ['of a plan', together({
      format_version: '1.2',
      planned_values: { outputs: { pool: { sensitive: false } }, root_module: { resources: [{ address: 'google_iam_workload_identity_pool.ci', mode: 'managed', type: 'google_iam_workload_identity_pool', name: 'ci', values: POOL }] } },
      configuration: { root_module: { outputs: { pool: { expression: { references: ['google_iam_workload_identity_pool.ci.name', 'google_iam_workload_identity_pool.ci'] } } } } },
    }, { ...producer(), output: {} }, consumer())],
  ])('%s is followed', (_name, artefacts) => {
    expect(issuerOf(artefacts)).toBe('https://token.actions.githubusercontent.com');
    expect(wholePool(artefacts)).toHaveLength(1);
  });

  test.each<[string, Artefacts]>([
    ['that is not among what is read', together(consumer())],
    ['that no configuration has', together(producer({}, 'other'), consumer())],
    ['that several have', together(producer(), producer(), consumer())],
    ['of another backend', together(producer(gcs('b')), consumer({ bucket: 'states', prefix: 'a' }, 'gcs'))],
    ['in a circle', together({ ...consumer(), output: { pool: { value: '${data.terraform_remote_state.ci.outputs.pool}' } } }, { ...consumer(), output: { pool: { value: '${data.terraform_remote_state.ci.outputs.pool}' } } })],
  ])('%s leaves the pool open, and what is granted to all of it is said all the same', (_name, artefacts) => {
    expect(issuerOf(artefacts)).toBeUndefined();
    expect(wholePool(artefacts).length).toBeGreaterThan(0);
    expect(artefacts.unjudged.map(({ reason }) => reason)).toContain('the providers of its pool are not among what was read');
  });
});

describe('a pool that is only known at deployment', () => {
  const granted = (member: string, further: object = {}) => together({ variable: { pool: {} }, resource: { google_service_account_iam_member: { deploy: { service_account_id: 'deploy', role: 'roles/iam.workloadIdentityUser', member } } }, ...further });

  test.each([
    'principalSet://iam.googleapis.com/${var.pool}/*',
    'principalSet://iam.googleapis.com/${data.external.pool.result.name}/*',
    'principalSet://iam.googleapis.com/${module.ci.pool_name}/*',
    'principalSet://iam.googleapis.com/projects/${var.number}/locations/global/workloadIdentityPools/${var.pool}/*',
    '${var.pool}/*',
    'principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.elsewhere.name}/*',
    '${local.prefix}/*',
  ])('does not hide that all of it is meant: %s', member => {
    expect(wholePool(granted(member, { locals: { prefix: 'principalSet://iam.googleapis.com/${var.pool}' } }))).toHaveLength(1);
  });

  test.each(['principal://iam.googleapis.com/${var.pool}/subject/x', 'principalSet://iam.googleapis.com/${var.pool}/attribute.repository/my-org/my-app', 'principalSet://${var.rest}', '${var.member}'])('is a target: %s', member => {
    const { targets, unjudged } = granted(member);
    expect(targets.map(({ id }) => id)).toEqual(['google_service_account_iam_member.deploy']);
    expect(unjudged.map(({ id }) => id)).toContain('google_service_account_iam_member.deploy');
  });

  test.each(['user:${var.name}@example.com', 'serviceAccount:${var.account}', 'principal://goog/subject/${var.x}', 'principalSet://iam.googleapis.com/locations/global/workforcePools/${var.x}/*', 'all${var.x}', 'user:a@example.com'])('is none of somebody else: %s', member => {
    const { targets, unjudged } = granted(member);
    expect([targets, unjudged]).toEqual([[], []]);
  });
});
