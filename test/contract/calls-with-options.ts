import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, TerraformStack } from 'cdktf';
import { aws, azure, GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitLabGroup, GitLabIssuer, GitLabProject, google, Issuer, terraform, vault, verify } from '../../src';

/** A public call that takes options, with options that it takes: each struct within them is given as well. */
export interface OptionsRow {
  /** What the call stands in, new for each. */
  readonly context?: () => any;
  readonly given: (context: any) => any;
  readonly call: (options: any, context: any) => unknown;
}

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const lib = GitLabProject.of('my-org/my-lib', { projectId: '20' });
const workloads = [app.branch('main')];
const POOL = 'projects/123/locations/global/workloadIdentityPools/github';
const IDENTITY = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
const APPLICATION = '/applications/22222222-2222-2222-2222-222222222222';
const POLICY = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }] });

const ofAws = (given: (stack: cdk.Stack) => any, call: (stack: cdk.Stack, options: any) => unknown): OptionsRow => ({
  context: () => new cdk.Stack(new cdk.App(), 'Stack'), given, call: (options, stack) => call(stack, options),
});
const ofTerraform = (given: (stack: TerraformStack) => any, call: (stack: TerraformStack, options: any) => unknown): OptionsRow => ({
  context: () => new TerraformStack(new App(), 'stack'), given, call: (options, stack) => call(stack, options),
});
const wide = (call: (options: any) => unknown): OptionsRow => ({ given: () => ({ reason: 'seen by the platform team' }), call });

const pool = (stack: TerraformStack) => new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: 'my-project' });
const provider = (stack: TerraformStack) => new google.GitHubProvider(stack, 'Provider', { pool: pool(stack) });
const existingProvider = (stack: TerraformStack) => ({
  pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL }),
  providerId: 'github',
  issuer: GitHubIssuer.GITHUB_COM,
  attributeMapping: { 'google.subject': 'assertion.sub' },
  attributeCondition: 'assertion.repository_owner_id == "123456"',
});
const target = { account: '111111111111', regions: ['eu-west-1'] };
const managedPolicies = [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')];
const newIdentity = { workloads, identityName: 'deploy', resourceGroupName: 'g', location: 'westeurope' };
const scoped = () => ({ scope: '/subscriptions/s' });

/** By room and call, as `calls-with-options.json` has them. */
export const ROWS: Record<string, OptionsRow> = {
  'identity GitHubIssuer.gheCom': { given: () => ({ enterpriseSlug: 'octocorp' }), call: options => GitHubIssuer.gheCom('octocorp', options) },
  'identity GitHubIssuer.enterpriseServer': { given: () => ({ escapesColons: true }), call: options => GitHubIssuer.enterpriseServer('github.example.com', options) },
  'identity GitHubRepository.of': { given: () => ({ ownerId: '1', repositoryId: '2' }), call: options => GitHubRepository.of('my-org/my-app', options) },
  'identity GitHubRepository.fromSubjectPrefix': { given: () => ({ issuer: GitHubIssuer.GITHUB_COM }), call: options => GitHubRepository.fromSubjectPrefix('repo:my-org/my-app', options) },
  'identity GitHubRepository#anyPullRequest': wide(options => app.anyPullRequest(options)),
  'identity GitHubRepository#anyJob': wide(options => app.anyJob(options)),
  'identity GitHubRepository#environmentsStartingWith': wide(options => app.environmentsStartingWith('review-', options)),
  'identity GitHubRepository#branchesStartingWith': wide(options => app.branchesStartingWith('release/', options)),
  'identity GitHubRepository#tagsStartingWith': wide(options => app.tagsStartingWith('v', options)),
  'identity GitHubRepository#mergeQueueOf': wide(options => app.mergeQueueOf('main', options)),
  'identity GitHubSubjectTemplate.anyContext': wide(options => GitHubSubjectTemplate.anyContext(['repo'], options)),
  'identity GitHubSubjectTemplate.anyRepositoryOfOwner': wide(options => GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner'], options)),
  'identity GitHubSubjectTemplate.anyRepository': wide(options => GitHubSubjectTemplate.anyRepository(['job_workflow_ref'], options)),
  'identity GitLabGroup.of': { given: () => ({ issuer: GitLabIssuer.GITLAB_COM }), call: options => GitLabGroup.of('my-group', options) },
  'identity GitLabGroup#anyProject': wide(options => GitLabGroup.of('my-group').anyProject(options)),
  'identity GitLabProject.of': { given: () => ({ projectId: '20' }), call: options => GitLabProject.of('my-group/my-app', options) },
  'identity GitLabProject#anyJob': wide(options => lib.anyJob(options)),
  'identity GitLabProject#branchesStartingWith': wide(options => lib.branchesStartingWith('release/', options)),
  'identity GitLabProject#tagsStartingWith': wide(options => lib.tagsStartingWith('v', options)),

  'aws CdkBootstrapRoles.of': { given: () => target, call: options => aws.CdkBootstrapRoles.of(options) },
  'aws DeployRole.constructor': ofAws(() => ({ workloads, permissionsBoundary: managedPolicies[0] }), (stack, options) => new aws.DeployRole(stack, 'X', options)),
  'aws GitHubOidcProvider.constructor': ofAws(() => ({ audiences: ['sts.amazonaws.com'] }), (stack, options) => new aws.GitHubOidcProvider(stack, 'X', options)),
  'aws GitHubOidcProvider.inStack': ofAws(() => ({ audiences: ['sts.amazonaws.com'] }), (stack, options) => aws.GitHubOidcProvider.inStack(stack, options)),
  'aws GitHubOidcProvider.fromAccount': ofAws(() => ({ account: '111111111111' }), (stack, options) => aws.GitHubOidcProvider.fromAccount(stack, 'X', options)),
  'aws GitLabOidcProvider.constructor': ofAws(() => ({ audiences: ['sts.amazonaws.com'] }), (stack, options) => new aws.GitLabOidcProvider(stack, 'X', options)),
  'aws GitLabOidcProvider.inStack': ofAws(() => ({ audiences: ['sts.amazonaws.com'] }), (stack, options) => aws.GitLabOidcProvider.inStack(stack, options)),
  'aws GitLabOidcProvider.fromAccount': ofAws(() => ({ account: '111111111111' }), (stack, options) => aws.GitLabOidcProvider.fromAccount(stack, 'X', options)),
  'aws OidcProvider.constructor': ofAws(() => ({ issuer: Issuer.of('https://ci.example.com') }), (stack, options) => new aws.OidcProvider(stack, 'X', options)),
  'aws OidcProvider.inStack': ofAws(() => ({ issuer: Issuer.of('https://ci.example.com') }), (stack, options) => aws.OidcProvider.inStack(stack, options)),
  'aws OidcProvider.fromAccount': ofAws(() => ({ issuer: Issuer.of('https://ci.example.com') }), (stack, options) => aws.OidcProvider.fromAccount(stack, 'X', options)),
  'aws Permission.cdkBootstrapRoles': { given: () => target, call: options => aws.Permission.cdkBootstrapRoles(options) },
  'aws RepositoryRoles.constructor': ofAws(() => ({
    repository: app,
    environments: [{ name: 'production', branch: 'main', cdkTargets: [target], managedPolicies }],
    services: [{ name: 'api', environments: [{ name: 'api', cdkTargets: [target] }] }],
  }), (stack, options) => new aws.RepositoryRoles(stack, 'X', options)),
  'aws TrustReview.constructor': { given: () => ({ suppressions: 'accepted.yaml' }), call: options => new aws.TrustReview(options) },
  'aws TrustReview.attachTo': ofAws(() => ({ suppressions: 'accepted.yaml' }), (stack, options) => aws.TrustReview.attachTo(stack, options)),
  'aws WorkloadPrincipal.constructor': { given: () => ({ workloads }), call: options => new aws.WorkloadPrincipal(options) },

  'azure DeployApplication.constructor': ofTerraform(() => ({ workloads, displayName: 'deploy' }), (stack, options) => new azure.DeployApplication(stack, 'X', options)),
  'azure DeployIdentity.constructor': ofTerraform(() => newIdentity, (stack, options) => new azure.DeployIdentity(stack, 'X', options)),
  'azure DirectoryApplication.fromAttributes': ofTerraform(
    () => ({ applicationId: APPLICATION, credentialCount: 1 }), (stack, options) => azure.DirectoryApplication.fromAttributes(stack, 'X', options),
  ),
  'azure DirectoryApplication.fromApplicationId': { given: () => ({ credentialCount: 1 }), call: options => azure.DirectoryApplication.fromApplicationId(APPLICATION, options) },
  'azure ManagedIdentity.fromAttributes': ofTerraform(() => ({ identityId: IDENTITY, credentialCount: 1 }), (stack, options) => azure.ManagedIdentity.fromAttributes(stack, 'X', options)),
  'azure ManagedIdentity.fromIdentityId': { given: () => ({ credentialCount: 1 }), call: options => azure.ManagedIdentity.fromIdentityId(IDENTITY, options) },
  'azure Permission.role': { given: scoped, call: options => azure.Permission.role('Contributor', options) },
  'azure Permission.roleDefinition': { given: scoped, call: options => azure.Permission.roleDefinition('/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/d', options) },

  'google DeployServiceAccount.constructor': ofTerraform(stack => ({ provider: provider(stack), workloads, accountId: 'deploy-ci' }), (stack, options) => new google.DeployServiceAccount(stack, 'X', options)),
  'google DirectAccess.constructor': ofTerraform(
    stack => ({ provider: provider(stack), workloads, permissions: [google.Permission.onProject('roles/storage.objectUser')] }), (stack, options) => new google.DirectAccess(stack, 'X', options),
  ),
  'google Permission.onProject': { given: () => ({ project: 'my-project' }), call: options => google.Permission.onProject('roles/run.developer', options) },
  'google Permission.onSecret': { given: () => ({ project: 'my-project' }), call: options => google.Permission.onSecret('token', 'roles/secretmanager.secretAccessor', options) },
  'google ServiceAccount.fromAttributes': ofTerraform(
    () => ({ serviceAccountName: 'projects/p/serviceAccounts/a@p.iam.gserviceaccount.com' }), (stack, options) => google.ServiceAccount.fromAttributes(stack, 'X', options),
  ),
  'google GitHubProvider.constructor': ofTerraform(stack => ({ pool: pool(stack), repositories: [app] }), (stack, options) => new google.GitHubProvider(stack, 'X', options)),
  'google GitHubProvider.fromAttributes': ofTerraform(existingProvider, (stack, options) => google.GitHubProvider.fromAttributes(stack, 'X', options)),
  'google GitLabProvider.constructor': ofTerraform(stack => ({ pool: pool(stack), projects: [lib] }), (stack, options) => new google.GitLabProvider(stack, 'X', options)),
  'google GitLabProvider.fromAttributes': ofTerraform(existingProvider, (stack, options) => google.GitLabProvider.fromAttributes(stack, 'X', options)),
  'google OidcProvider.constructor': ofTerraform(
    stack => ({ pool: pool(stack), providerId: 'oidc', issuer: Issuer.of('https://ci.example.com'), tenantClaims: { org: ['1'] } }), (stack, options) => new google.OidcProvider(stack, 'X', options),
  ),
  'google OidcProvider.fromAttributes': ofTerraform(existingProvider, (stack, options) => google.OidcProvider.fromAttributes(stack, 'X', options)),
  'google WorkloadIdentityPool.constructor': ofTerraform(() => ({ poolId: 'ci-pool' }), (stack, options) => new google.WorkloadIdentityPool(stack, 'X', options)),
  'google WorkloadIdentityPool.fromAttributes': ofTerraform(() => ({ poolName: POOL }), (stack, options) => google.WorkloadIdentityPool.fromAttributes(stack, 'X', options)),
  'google WorkloadIdentityProvider.fromAttributes': ofTerraform(existingProvider, (stack, options) => google.WorkloadIdentityProvider.fromAttributes(stack, 'X', options)),

  'terraform TrustReview.attachTo': ofTerraform(() => ({ suppressions: 'accepted.yaml' }), (stack, options) => terraform.TrustReview.attachTo(stack, options)),

  'vault DeployRole.constructor': ofTerraform(stack => ({
    backend: new vault.JwtAuthBackend(stack, 'Backend', { issuer: GitHubIssuer.GITHUB_COM }), roleName: 'deploy', workloads, audience: 'https://vault.example.com',
  }), (stack, options) => new vault.DeployRole(stack, 'X', options)),
  'vault JwtAuthBackend.constructor': ofTerraform(() => ({ issuer: GitHubIssuer.GITHUB_COM }), (stack, options) => new vault.JwtAuthBackend(stack, 'X', options)),
  'vault JwtAuthBackend.fromPath': ofTerraform(() => ({ namespace: 'team' }), (stack, options) => vault.JwtAuthBackend.fromPath(stack, 'X', 'jwt', GitHubIssuer.GITHUB_COM, options)),
  'vault Policy.read': ofTerraform(() => ({ policyName: 'read', mount: 'secret', paths: ['a/b'] }), (stack, options) => vault.Policy.read(stack, 'X', options)),
  'vault SigningKeys.discovery': { given: () => ({ caPem: '-----BEGIN CERTIFICATE-----\nx' }), call: options => vault.SigningKeys.discovery(options) },
  'vault SigningKeys.jwksUrl': { given: () => ({ caPem: '-----BEGIN CERTIFICATE-----\nx' }), call: options => vault.SigningKeys.jwksUrl('https://keys.example.com', options) },

  'verify Trust.fromText': { given: () => ({ fileName: 'policy.json' }), call: options => verify.Trust.fromText(POLICY, options) },
};
