import { TerraformStack, Testing } from 'cdktf';
import { aProvider, aStack, membersIn, POOL, stackFor } from './support';
import { GitHubRepository, google } from '../../src';
import { evaluate } from '../../src/google/evaluate';
import { readText } from '../../src/verify/readers';
import { Letters, LETTERS } from '../support/letters';

const GITHUB = {
  mapping: { 'attribute.repository_owner_id': 'assertion.repository_owner_id', 'google.subject': 'assertion.sub' },
  condition: 'assertion.repository_owner_id == "123456"',
  issuer: 'https://token.actions.githubusercontent.com',
};
const IDS = 'repo:my-org@123456/my-app@456789';

interface Expected {
  readonly mapping: Record<string, string>;
  readonly condition: string;
  readonly issuer: string;
  /** As they stand in the JSON, after the name of the pool. */
  readonly members: readonly string[];
}

const EXPECTED: Record<Letters, Expected> = {
  'GitHub with ids': { ...GITHUB, members: [`${IDS}:environment:production`] },
  'GitHub without ids': {
    ...GITHUB,
    mapping: { 'attribute.repository_owner': 'assertion.repository_owner', 'google.subject': 'assertion.sub' },
    condition: 'assertion.repository_owner == "my-org"',
    members: ['repo:my-org/my-app:environment:production'],
  },
  'GitLab': {
    mapping: { 'attribute.project_id': 'assertion.project_id', 'google.subject': 'assertion.sub' },
    condition: 'assertion.project_id == "20" && (type(assertion.aud) == string || size(assertion.aud) == 1)',
    issuer: 'https://gitlab.com',
    members: ['project_path:my-group/my-lib:ref_type:branch:ref:main'],
  },
  'an environment': { ...GITHUB, members: [`${IDS}:environment:Prod EU`] },
  'a branch': { ...GITHUB, members: [`${IDS}:ref:refs/heads/main`] },
  'a tag': { ...GITHUB, members: [`${IDS}:ref:refs/tags/v1.2.3`] },
  'two subjects': { ...GITHUB, members: [`${IDS}:environment:staging`, `${IDS}:ref:refs/heads/main`] },
  'every awkward legal character': { ...GITHUB, members: [`${IDS}:ref:refs/heads/a$\${b}%%{c}$$\${d}%%%{e}"f"'g'@h&i,j;k=l<m>n|o(p)q#r!s\`té本🚀`] },
};

/** The whole JSON of the resources, but for the names that cdktf makes up. */
function resourcesOf(stack: TerraformStack): Record<string, unknown[]> {
  const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Record<string, Record<string, unknown>> };
  const text = JSON.stringify(Object.fromEntries(Object.entries(resource).map(([type, bodies]) => [type, Object.values(bodies)])));
  return JSON.parse(text.replace(/\$\{(google_\w+)\.\w+\.(\w+)\}/g, '<$1.$2>'));
}

describe('the JSON for Google Cloud is right to the letter', () => {
  test.each(Object.keys(LETTERS) as Letters[])('%s', cell => {
    const { mapping, condition, issuer, members } = EXPECTED[cell];

    expect(resourcesOf(stackFor(LETTERS[cell]))).toEqual({
      google_iam_workload_identity_pool: [{ workload_identity_pool_id: 'pool', project: 'my-project' }],
      google_iam_workload_identity_pool_provider: [{
        workload_identity_pool_id: '<google_iam_workload_identity_pool.workload_identity_pool_id>',
        workload_identity_pool_provider_id: 'provider',
        project: 'my-project',
        attribute_mapping: mapping,
        attribute_condition: condition,
        oidc: { issuer_uri: issuer },
      }],
      google_service_account: [{ account_id: 'deploy-ci', project: 'my-project' }],
      google_service_account_iam_member: members.map(subject => ({
        service_account_id: '<google_service_account.name>',
        role: 'roles/iam.workloadIdentityUser',
        member: `principal://iam.googleapis.com/<google_iam_workload_identity_pool.name>/subject/${subject}`,
      })),
    });
  });

  test('awkward characters within CEL, where quotes are escaped for CEL and templates for Terraform', () => {
    const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
    const json = resourcesOf(stackFor([app.branchesStartingWith('a"${b}\'%{c}"/', { reason: 'a test' })]));

    expect(json.google_iam_workload_identity_pool_provider).toEqual([expect.objectContaining({
      attribute_mapping: {
        'attribute.repository_owner_id': 'assertion.repository_owner_id',
        'attribute.starts_c081bf3406f7': '(assertion.sub.startsWith("repo:my-org@123456/my-app@456789:ref:refs/heads/a\\"$${b}\'%%{c}\\"/") ? "yes" : "no")',
        'google.subject': 'size(bytes(assertion.sub)) <= 127 ? assertion.sub : "-repository_id:" + assertion.repository_id',
      },
    })]);
    expect(json.google_service_account_iam_member).toEqual([expect.objectContaining({ member: 'principalSet://iam.googleapis.com/<google_iam_workload_identity_pool.name>/attribute.starts_c081bf3406f7/yes' })]);
  });

  test('a backslash, which an environment may hold, within CEL', () => {
    const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
    const workload = app.environmentsStartingWith('a\\"\\', { reason: 'a test' });
    const text = JSON.stringify(resourcesOf(stackFor([workload])).google_iam_workload_identity_pool_provider);

    expect(JSON.parse(text)[0].attribute_mapping).toEqual(expect.objectContaining({ 'attribute.starts_2a54e4e8bdb3': '(assertion.sub.startsWith("repo:my-org@123456/my-app@456789:environment:a\\\\\\"\\\\") ? "yes" : "no")' }));
  });
});

describe('a subject of as many bytes as Google takes', () => {
  const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
  const PREFIX = Buffer.byteLength(`${IDS}:environment:`);
  const name = (bytes: number, letter: string) => letter.repeat(Math.floor((bytes - PREFIX) / Buffer.byteLength(letter))) + 'x'.repeat((bytes - PREFIX) % Buffer.byteLength(letter));

  test.each(['a', 'ü', '本', '🚀'])('is a subject, and one of a byte more an attribute: %s', letter => {
    const at = (bytes: number) => {
      const workload = app.environment(name(bytes, letter));
      expect(Buffer.byteLength(workload.subjects[0])).toBe(bytes);
      return { workload, members: membersIn(stackFor([workload])) };
    };

    expect(at(127).members).toEqual([`principal://iam.googleapis.com/${POOL}/subject/${IDS}:environment:${name(127, letter)}`]);
    expect(at(128).members).toEqual([`principalSet://iam.googleapis.com/${POOL}/attribute.exact_sub/${[...at(128).workload.subjects[0]].length}:${IDS}:environment:${name(128, letter)}`]);
  });
});

test('every cell is read back as what lets its job in, and no other', () => {
  for (const cell of Object.keys(LETTERS) as Letters[]) {
    const stack = aStack();
    const [workload] = LETTERS[cell];
    new google.DeployServiceAccount(stack, 'Account', { provider: aProvider(stack, workload.issuer), workloads: LETTERS[cell], accountId: 'deploy-ci' });
    const targets = readText(Testing.synth(stack), { file: 'cdk.tf.json' }).targets.filter(({ kind }) => kind === 'workload-identity-binding');
    const audience = 'https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/provider';
    const outcomes = LETTERS[cell].map(one => targets.map(target => evaluate((target as any).trust, one.sampleClaims(audience)).outcome));

    expect({ cell, outcomes }).toEqual({ cell, outcomes: LETTERS[cell].map((_one, i) => targets.map((_target, j) => i === j ? 'unknown' : 'reject')) });
  }
});
