import { DataGoogleIamWorkloadIdentityPool } from '@cdktf/provider-google/lib/data-google-iam-workload-identity-pool';
import { DataGoogleServiceAccount } from '@cdktf/provider-google/lib/data-google-service-account';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { App, DataTerraformRemoteStateLocal, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { aStack, only, POOL, resources } from './support';
import { GitHubIssuer, GitHubRepository, google, Issuer } from '../../src';
import { expectRefusal } from '../identity/expect-refusal';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.branch('main')];
const SUBJECT = 'subject/repo:my-org@123456/my-app@456789:ref:refs/heads/main';
const ACCOUNT = 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com';

function readPool(stack: TerraformStack, id = 'Read') {
  return new DataGoogleIamWorkloadIdentityPool(stack, id, { workloadIdentityPoolId: 'ci-pool', project: 'my-project' });
}

describe('a pool that is only known at deployment', () => {
  test('by a data source gives its name to the members, and its id to a provider', () => {
    const stack = aStack();
    const pool = google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: readPool(stack).name, poolId: 'ci-pool', project: 'my-project' });
    const provider = new google.GitHubProvider(stack, 'GitHub', { pool });
    new google.DeployServiceAccount(stack, 'Account', { provider, workloads, accountId: 'deploy-ci' });

    expect(only(stack, 'google_service_account_iam_member').member).toBe(`principal://iam.googleapis.com/\${data.google_iam_workload_identity_pool.Read.name}/${SUBJECT}`);
    expect(only(stack, 'google_iam_workload_identity_pool_provider')).toMatchObject({ workload_identity_pool_id: 'ci-pool', project: 'my-project' });
  });

  test('has the id that its data source reads', () => {
    const stack = aStack();
    expect(google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: readPool(stack).name }).poolId).toBe('ci-pool');
    expectRefusal(() => google.WorkloadIdentityPool.fromAttributes(stack, 'Other', { poolName: readPool(stack, 'Again').name, poolId: 'pool-of-others' }), 'INVALID_POOL_NAME', 'ci-pool', 'pool-of-others');
  });

  test('by a variable or the state of another stack needs its id', () => {
    const stack = aStack();
    const state = new DataTerraformRemoteStateLocal(stack, 'State', { path: 'platform.tfstate' });
    for (const [id, poolName] of Object.entries({ State1: state.getString('pool'), Variable: new TerraformVariable(stack, 'pool', {}).stringValue })) {
      expectRefusal(() => google.WorkloadIdentityPool.fromAttributes(stack, `${id}Nameless`, { poolName }), 'INVALID_POOL_NAME', 'poolId');
      expect(google.WorkloadIdentityPool.fromAttributes(stack, id, { poolName, poolId: 'ci-pool' })).toMatchObject({ poolId: 'ci-pool', poolName });
    }
  });

  test('has to have the id that is in its name', () => {
    expectRefusal(() => google.WorkloadIdentityPool.fromAttributes(aStack(), 'Pool', { poolName: POOL, poolId: 'pool-of-others' }), 'INVALID_POOL_NAME', 'pool-of-others');
    expect(google.WorkloadIdentityPool.fromAttributes(aStack(), 'Pool', { poolName: POOL, poolId: 'ci-pool' }).poolId).toBe('ci-pool');
  });
});

describe('one issuer has a pool, whatever names it', () => {
  const own = (stack: TerraformStack) => {
    new GoogleProvider(stack, 'Google', { project: 'project-of-terraform' });
    const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: 'my-project' });
    new google.GitHubProvider(stack, 'GitHub', { pool, repositories: [app] });
    return pool;
  };
  const second = (stack: TerraformStack, attrs: google.WorkloadIdentityPoolAttributes) => new google.OidcProvider(stack, 'Second', {
    pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Again', attrs), providerId: 'second', issuer: Issuer.of('https://ci.example.com'), tenantClaims: { org: ['1'] },
  });

  test('its own reference', () => {
    const stack = aStack();
    const pool = own(stack);
    expectRefusal(() => second(stack, { poolName: pool.poolName, poolId: 'ci-pool' }), 'POOL_HAS_ISSUER');
  });

  test('a data source', () => {
    const stack = aStack();
    own(stack);
    expectRefusal(() => second(stack, { poolName: readPool(stack).name }), 'POOL_HAS_ISSUER');
  });

  test('an output that another stack reads', () => {
    const tree = new App();
    const [platform, service] = ['platform', 'service'].map(id => new TerraformStack(tree, id));
    new LocalBackend(platform, { path: 'platform.tfstate' });
    new TerraformOutput(platform, 'pool', { value: own(platform).poolName, staticId: true });
    const state = new DataTerraformRemoteStateLocal(service, 'State', { path: 'platform.tfstate' });
    expectRefusal(() => second(service, { poolName: state.getString('pool') }), 'POOL_HAS_ISSUER');
  });
});

describe('a service account that is there already', () => {
  const bound = (make: (stack: TerraformStack) => google.IServiceAccount) => {
    const stack = aStack();
    const provider = new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: 'my-project' }) });
    const account = new google.DeployServiceAccount(stack, 'Account', { provider, workloads, serviceAccount: make(stack), permissions: [google.Permission.onProject('roles/run.developer')] });
    return { account, trust: only(stack, 'google_service_account_iam_member').service_account_id, member: only(stack, 'google_project_iam_member').member, json: resources(stack) };
  };

  test('is named by its literal name', () => {
    const { account, trust, member, json } = bound(stack => google.ServiceAccount.fromName(stack, 'Existing', ACCOUNT));
    expect([trust, member, account.email, json.google_service_account]).toEqual([ACCOUNT, 'serviceAccount:deploy@my-project.iam.gserviceaccount.com', 'deploy@my-project.iam.gserviceaccount.com', undefined]);
  });

  test('is named by a data source', () => {
    const { trust, member } = bound(stack => {
      const { name, email } = new DataGoogleServiceAccount(stack, 'Read', { accountId: 'deploy' });
      return google.ServiceAccount.fromAttributes(stack, 'Existing', { serviceAccountName: name, email });
    });
    expect([trust, member]).toEqual(['${data.google_service_account.Read.name}', 'serviceAccount:${data.google_service_account.Read.email}']);
  });

  test('has the address that is in a name of another state', () => {
    const { trust, member } = bound(stack => google.ServiceAccount.fromName(stack, 'Existing', new DataTerraformRemoteStateLocal(stack, 'State', { path: 'x' }).getString('account')));
    expect([trust, member]).toEqual([
      '${data.terraform_remote_state.State.outputs.account}', 'serviceAccount:${element(split("/", data.terraform_remote_state.State.outputs.account), 3)}',
    ]);
  });

  test('cannot have another address than its name says', () => {
    expectRefusal(() => google.ServiceAccount.fromAttributes(aStack(), 'S', { serviceAccountName: ACCOUNT, email: 'other@my-project.iam.gserviceaccount.com' }), 'INVALID_SERVICE_ACCOUNT', 'other@');
  });
});

test('what things are is told by their marks', () => {
  const stack = aStack();
  const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: 'my-project' });
  const provider = new google.GitHubProvider(stack, 'GitHub', { pool });
  const imported = google.GitHubProvider.fromAttributes(stack, 'Imported', {
    pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Existing', { poolName: POOL }),
    providerId: 'github',
    issuer: GitHubIssuer.GITHUB_COM,
    attributeMapping: { 'google.subject': 'assertion.sub' },
    attributeCondition: 'assertion.repository_owner_id == "123456"',
  });
  const permission = google.Permission.onBucket('my-assets', 'roles/storage.objectUser');
  const things = {
    pool,
    provider,
    imported,
    permission,
    account: google.ServiceAccount.fromName(stack, 'Account', ACCOUNT),
    deploy: new google.DeployServiceAccount(stack, 'Deploy', { provider, workloads, accountId: 'deploy-ci' }),
    direct: new google.DirectAccess(stack, 'Direct', { provider, workloads, permissions: [permission] }),
    nothing: undefined,
  };
  const said = (is: (x: any) => boolean) => Object.entries(things).filter(([, thing]) => is(thing)).map(([name]) => name);

  expect(said(google.WorkloadIdentityPool.isWorkloadIdentityPool)).toEqual(['pool']);
  expect(said(google.WorkloadIdentityProvider.isWorkloadIdentityProvider)).toEqual(['provider', 'imported']);
  expect(said(google.OidcProvider.isOidcProvider)).toEqual(['provider']);
  expect(said(google.GitHubProvider.isGitHubProvider)).toEqual(['provider']);
  expect(said(google.GitLabProvider.isGitLabProvider)).toEqual([]);
  expect(said(google.Permission.isPermission)).toEqual(['permission']);
  expect(said(google.ServiceAccount.isServiceAccount)).toEqual(['account']);
  expect(said(google.DeployServiceAccount.isDeployServiceAccount)).toEqual(['deploy']);
  expect(said(google.DirectAccess.isDirectAccess)).toEqual(['direct']);
});
