import * as assert from 'node:assert/strict';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { Errors, GitHubIssuer, GitHubRepository, google } from 'cdk-federated-roles';
import { DeployServiceAccount } from 'cdk-federated-roles/google';
import { App, TerraformStack, Testing } from 'cdktf';

const production = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');
const stack = new TerraformStack(new App(), 'stack');
new GoogleProvider(stack, 'Google', { project: 'my-project' });
const pool = new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'github', project: 'my-project' });
const account = new DeployServiceAccount(stack, 'Production', {
  provider: new google.GitHubProvider(stack, 'GitHub', { pool }),
  workloads: [production],
  accountId: 'deploy-production',
  permissions: [google.Permission.onProject('roles/run.developer')],
});
assert.ok(account instanceof google.DeployServiceAccount);

const { resource } = JSON.parse(Testing.synth(stack));
const [provider] = Object.values<any>(resource.google_iam_workload_identity_pool_provider);
const [trust] = Object.values<any>(resource.google_service_account_iam_member);
assert.equal(provider.attribute_condition, 'assertion.repository_owner_id == "123456"');
assert.match(trust.member, /^principal:\/\/iam\.googleapis\.com\/\$\{google_iam_workload_identity_pool\.\w+\.name\}\/subject\/repo:my-org@123456\/my-app@456789:environment:production$/);
assert.equal(trust.role, 'roles/iam.workloadIdentityUser');

// conditions are evaluated by a library that is part of the package
assert.throws(() => require.resolve('@marcbachmann/cel-js'));
const existing = (id: string, attributeCondition: string) => new DeployServiceAccount(stack, `${id}Account`, {
  provider: google.WorkloadIdentityProvider.fromAttributes(stack, id, {
    pool: google.WorkloadIdentityPool.fromAttributes(stack, `${id}Pool`, { poolName: `projects/123456789/locations/global/workloadIdentityPools/${id.toLowerCase()}-pool` }),
    providerId: 'github',
    issuer: GitHubIssuer.GITHUB_COM,
    attributeMapping: { 'google.subject': 'assertion.sub' },
    attributeCondition,
  }),
  workloads: [production],
  serviceAccount: google.ServiceAccount.fromName(stack, `${id}Existing`, 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com'),
});
const codeOf = (make: () => unknown): string | undefined => {
  try {
    make();
    return undefined;
  } catch (error) {
    return Errors.codeOf(error);
  }
};
assert.equal(codeOf(() => existing('Tenant', 'assertion.repository_owner_id == "123456" && assertion.sub.startsWith("repo:my-org@")')), undefined);
assert.equal(codeOf(() => existing('Other', 'assertion.repository_owner_id == "654321"')), 'CONDITION_REJECTS');
assert.equal(codeOf(() => existing('Anybody', 'size(assertion.sub) > 0')), 'CONDITION_VACUOUS');

// neither the other framework nor the other clouds
for (const other of ['aws-cdk-lib', '@cdktf/provider-azurerm/package.json', '@cdktf/provider-azuread/package.json', '@cdktf/provider-vault/package.json']) assert.throws(() => require.resolve(other));

// with the peer installed its types are real, however they are shielded
// @ts-expect-error workloads are missing
() => new DeployServiceAccount(stack, 'Typed', { provider: account.provider });
// @ts-expect-error no member of the resource of the peer
() => account.resource!.noSuchMember;
