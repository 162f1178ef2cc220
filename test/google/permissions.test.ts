import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { TerraformStack, Testing } from 'cdktf';
import { aStack, only, resources } from './support';
import { GitHubRepository, google } from '../../src';
import { expectRefusal } from '../identity/expect-refusal';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.branch('main'), app.environment('x').onBranch('main')];
const { Permission } = google;

function holders(stack: TerraformStack, project?: string) {
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project }) });
  return {
    account: (permissions: google.Permission[]) => new google.DeployServiceAccount(stack, 'Account', { provider, workloads, accountId: 'deploy-ci', permissions }),
    direct: (permissions: google.Permission[]) => new google.DirectAccess(stack, 'Direct', { provider, workloads, permissions }),
  };
}

describe.each<'account' | 'direct'>(['account', 'direct'])('a permission of %s', holder => {
  const members = holder === 'account' ? 1 : 2;
  const granted = (type: string, permissions: (stack: TerraformStack) => google.Permission[]) => {
    const stack = aStack();
    holders(stack, 'my-project')[holder](permissions(stack));
    return Object.values(resources(stack)[type] ?? {});
  };

  test('is on the project, on a bucket or on a secret', () => {
    const onProject = granted('google_project_iam_member', () => [Permission.onProject('roles/pubsub.publisher')]);
    const onBucket = granted('google_storage_bucket_iam_member', () => [Permission.onBucket('my-assets', 'roles/storage.objectUser')]);
    const onSecret = granted('google_secret_manager_secret_iam_member', () => [Permission.onSecret('token', 'roles/secretmanager.secretAccessor')]);

    expect([onProject.length, onBucket.length, onSecret.length]).toEqual([members, members, members]);
    expect(onProject[0]).toMatchObject({ project: 'my-project', role: 'roles/pubsub.publisher' });
    expect(onBucket[0]).toMatchObject({ bucket: 'my-assets', role: 'roles/storage.objectUser' });
    expect(onSecret[0]).toMatchObject({ project: 'my-project', secret_id: 'token', role: 'roles/secretmanager.secretAccessor' });
  });

  test('may name another project', () => {
    const roles = granted('google_project_iam_member', () => [Permission.onProject('roles/pubsub.publisher'), Permission.onProject('roles/pubsub.publisher', { project: 'other' })]);
    expect(roles.map(({ project }) => project).sort()).toEqual([...Array<string>(members).fill('my-project'), ...Array<string>(members).fill('other')]);
    const secrets = granted('google_secret_manager_secret_iam_member', () => [Permission.onSecret('token', 'roles/x.y', { project: 'other' }), Permission.onSecret('projects/third/secrets/token', 'roles/x.y')]);
    expect([...new Set(secrets.map(({ project, secret_id: id }) => `${project} ${id}`))].sort()).toEqual(['other token', 'undefined projects/third/secrets/token']);
  });

  test('is granted once, however often and in whatever way it is asked for', () => {
    expect(granted('google_project_iam_member', () => [Permission.onProject('roles/a.b'), Permission.onProject('roles/a.b'), Permission.onProject('roles/a.b', { project: 'my-project' })])).toHaveLength(members);
  });

  test('of a bucket by its reference is called the same, whatever was made before', () => {
    const idsWith = (before: number) => {
      const stack = aStack();
      const others = Array.from({ length: before }, (_, i) => new StorageBucket(stack, `B${i}`, { name: `b-${i}`, location: 'eu' }).name);
      const bucket = new StorageBucket(stack, 'Assets', { name: 'my-assets', location: 'eu' });
      holders(stack, 'my-project')[holder]([...others.map(name => Permission.onBucket(name, 'roles/a.b')), Permission.onBucket(bucket.name, 'roles/storage.objectUser')]);
      return Object.entries(resources(stack).google_storage_bucket_iam_member).filter(([, { bucket: name }]) => name === '${google_storage_bucket.Assets.name}').map(([id]) => id);
    };
    expect(idsWith(0)).toHaveLength(members);
    expect(idsWith(3)).toEqual(idsWith(0));
  });

  test('can be added later', () => {
    const stack = aStack();
    holders(stack)[holder]([Permission.onBucket('my-assets', 'roles/a.b')]).addPermission(Permission.onBucket('my-site', 'roles/a.b'));
    expect([...new Set(Object.values(resources(stack).google_storage_bucket_iam_member).map(({ bucket }) => bucket))]).toEqual(['my-assets', 'my-site']);
  });

  test('needs a project only where it is on one', () => {
    const stack = aStack();
    const made = holders(stack)[holder]([Permission.onBucket('my-assets', 'roles/a.b'), Permission.onSecret('token', 'roles/a.b'), Permission.onProject('roles/a.b', { project: 'other' })]);
    expectRefusal(() => made.addPermission(Permission.onProject('roles/a.b')), 'PROJECT_MISSING', 'roles/a.b');
    expectRefusal(() => made.addPermission({} as any), 'WRONG_KIND', 'google.Permission');
  });
});

test.each([Permission.onProject('roles/run.developer'), Permission.onBucket('my-assets', 'roles/firebase.admin'), Permission.onSecret('token', 'roles/appengine.deployer')])('direct access refuses roles of products that take no federated principal', permission => {
  const { direct, account } = holders(aStack(), 'my-project');
  expect(() => account([permission])).not.toThrow();
  expectRefusal(() => direct([permission]), 'NO_DIRECT_ACCESS');
});

test('what was granted to jobs is guarded on a bucket and a secret as on a project', () => {
  for (const [type, attribute] of [['google_storage_bucket_iam_member', 'bucket'], ['google_secret_manager_secret_iam_member', 'secret_id'], ['google_project_iam_member', 'project']]) {
    const stack = aStack();
    holders(stack, 'my-project').direct([Permission.onBucket('my-assets', 'roles/a.b'), Permission.onSecret('token', 'roles/a.b'), Permission.onProject('roles/a.b')]);
    expect(only(stack, 'google_iam_workload_identity_pool')).toBeDefined();
    const resource: any = stack.node.findAll().find(node => (node as any).terraformResourceType === type);
    resource.addOverride(attribute, 'others');
    expect(() => Testing.synth(stack, true)).toThrow(new RegExp(`${attribute} of the ${type} was changed.*TRUST_CHANGED`));
  }
});

test('direct access whose members are granted something by hand needs no permission', () => {
  const stack = aStack();
  expect(holders(stack, 'my-project').direct([]).members).toHaveLength(2);
  expect(() => Testing.synth(stack, true)).not.toThrow(/NO_ROLES/);
});

test.each<[string, () => unknown, string]>([
  ['a role that is no text', () => Permission.onProject(1 as any), 'INVALID_ROLE'],
  ['options that nobody knows', () => Permission.onProject('roles/a.b', { projectId: 'x' } as any), 'UNKNOWN_PROPERTY'],
  ['a bucket that is no text', () => Permission.onBucket(undefined as any, 'roles/a.b'), 'WRONG_KIND'],
  ['a bucket by its URL', () => Permission.onBucket('gs://my-assets', 'roles/a.b'), 'INVALID_RESOURCE'],
  ['a secret by its version', () => Permission.onSecret('projects/p/secrets/token/versions/1', 'roles/a.b'), 'INVALID_RESOURCE'],
])('fails for %s', (_name, make, code) => {
  expectRefusal(make, code);
});

test.each([['projectRoles', 'DirectAccess', 'permissions'], ['projectRoles', 'DeployServiceAccount', 'permissions'], ['existingServiceAccount', 'DeployServiceAccount', 'ServiceAccount.fromName']] as const)('%s of %s is answered with the name that it has now', (property, construct, now) => {
  const stack = aStack();
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool' }) });
  expectRefusal(() => new google[construct](stack, 'X', { provider, workloads, accountId: 'deploy-ci', [property]: 'x' } as any), 'UNKNOWN_PROPERTY', now);
});
