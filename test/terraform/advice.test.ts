import { App, TerraformStack } from 'cdktf';
import { warningsIn } from './warnings';
import { azure, GitHubRepository, GitHubSubjectFormat, google, vault, Workload } from '../../src';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const named = GitHubRepository.of('my-org/named').branch('main');
const also = GitHubRepository.of('my-org/also-named').environment('x');
const moving = app.environment('production').viaWorkflow('my-org/workflows/.github/workflows/deploy.yml@refs/heads/main');
const pinned = app.environment('production').viaWorkflow('my-org/workflows/.github/workflows/deploy.yml@7b1f002b00ec25a5facc43e470ef7dfe6d32f300');

function migrating(migrationDeadline?: string): Workload {
  return GitHubRepository.of('my-org/moves', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline }).branch('main');
}

const define: [string, (stack: TerraformStack, id: string, workloads: Workload[]) => unknown][] = [
  ['google.DeployServiceAccount', (stack, id, workloads) => new google.DeployServiceAccount(stack, id, { provider: provider(stack), workloads, accountId: 'deploy-ci' })],
  ['google.DirectAccess', (stack, id, workloads) => new google.DirectAccess(stack, id, { provider: provider(stack), workloads, project: 'p', permissions: [google.Permission.onProject('roles/storage.objectUser')] })],
  ['azure.DeployIdentity', (stack, id, workloads) => new azure.DeployIdentity(stack, id, { workloads, identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' })],
  ['azure.DeployApplication', (stack, id, workloads) => new azure.DeployApplication(stack, id, { workloads, displayName: 'deploy' })],
  ['vault.DeployRole', (stack, id, workloads) => new vault.DeployRole(stack, id, { backend: backend(stack), roleName: id.toLowerCase(), workloads, audience: 'https://vault.example.com' })],
];

function provider(stack: TerraformStack): google.GitHubProvider {
  return stack.node.tryFindChild('GitHub') as google.GitHubProvider | undefined
    ?? new google.GitHubProvider(stack, 'GitHub', { pool: new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github' }) });
}

function backend(stack: TerraformStack): vault.JwtAuthBackend {
  return stack.node.tryFindChild('Backend') as vault.JwtAuthBackend | undefined ?? new vault.JwtAuthBackend(stack, 'Backend', { issuer: app.issuer });
}

/** Without that of Google about the condition of a provider, which has a test of its own. */
function textsIn(stack: TerraformStack): string[] {
  return warningsIn(stack).map(({ text }) => text).filter(text => !text.includes('tenantsByName'));
}

describe.each(define)('%s', (_name, add) => {
  const stackWith = (lists: Workload[][], context?: Record<string, unknown>) => {
    const stack = new TerraformStack(new App({ context }), 'Stack');
    lists.forEach((workloads, i) => add(stack, `Deploy${i}`, workloads));
    return stack;
  };

  test('lists the repositories that are trusted by their names in one warning an app', () => {
    expect(textsIn(stackWith([[named]]))).toEqual([expect.stringMatching(/^repository "my-org\/named" is trusted by name: .*pass ownerId and repositoryId \[cdk-federated-roles:repositoriesByName\]$/)]);
    expect(textsIn(stackWith([[named], [also], [named]]))).toEqual([expect.stringMatching(/^repositories "my-org\/named", "my-org\/also-named" are trusted by name: /)]);
  });

  test('tells a migration that is overdue, with its date, and one without a date', () => {
    expect(textsIn(stackWith([[migrating('2020-01-01')]]))).toEqual([expect.stringMatching(/"my-org\/moves".*was 2020-01-01.*\[cdk-federated-roles:DeployRole\.migrating\]$/)]);
    expect(textsIn(stackWith([[migrating()]]))).toEqual([expect.stringMatching(/"my-org\/moves".*no migrationDeadline/)]);
    expect(textsIn(stackWith([[migrating('2999-01-01')]]))).toEqual([]);
  });

  test('says nothing of what is exact', () => {
    expect(textsIn(stackWith([[app.branch('main')], [app.environment('production')]]))).toEqual([]);
  });

  test('says nothing of what has been acknowledged, by its id', () => {
    const acknowledged = (...list: string[]) => ({ 'cdk-federated-roles:acknowledged': list });

    expect(textsIn(stackWith([[named], [also]], acknowledged('cdk-federated-roles:repositoriesByName')))).toEqual([]);
    expect(textsIn(stackWith([[named]], acknowledged('cdk-federated-roles:DeployRole.migrating')))).toHaveLength(1);
  });
});

test.each(define.filter(([name]) => !name.startsWith('azure')))('%s tells a moving reference of a reusable workflow, and not a pinned one', (_name, add) => {
  const stack = new TerraformStack(new App(), 'Stack');
  add(stack, 'A', [moving]);
  add(stack, 'B', [moving]);
  add(stack, 'C', [pinned]);

  expect(textsIn(stack)).toEqual([expect.stringMatching(/deploy\.yml@refs\/heads\/main" is a moving reference.*\[cdk-federated-roles:DeployRole\.movingWorkflow\]$/)]);
});

test('one list for all clouds of an app', () => {
  const stack = new TerraformStack(new App(), 'Stack');
  define.forEach(([, add], i) => add(stack, `Deploy${i}`, [GitHubRepository.of(`my-org/app-${i}`).branch('main')]));

  expect(textsIn(stack)).toEqual([expect.stringContaining('"my-org/app-0", "my-org/app-1", "my-org/app-2", "my-org/app-3", "my-org/app-4"')]);
});

test('the condition of a Google provider tells the tenants that it can only name, in one warning', () => {
  const stack = new TerraformStack(new App(), 'Stack');
  define[0][1](stack, 'A', [named]);
  define[0][1](stack, 'B', [GitHubRepository.of('other-org/app').branch('main'), app.branch('main')]);

  expect(warningsIn(stack).map(({ text }) => text).filter(text => text.includes('tenantsByName'))).toEqual([expect.stringMatching(/admits "my-org", "other-org" by name: a freed name can be registered/)]);
});
