import { Testing } from 'cdktf';
import { aTerraformStack } from './synthesised';
import { azure, GitHubRepository, GitLabProject, Workload } from '../../src';
import { evaluate } from '../../src/azure/evaluate';
import { readText } from '../../src/verify/readers';
import { Letters, LETTERS } from '../support/letters';

const GITHUB = 'https://token.actions.githubusercontent.com';
const IDS = 'repo:my-org@123456/my-app@456789';
const AWKWARD = 'a$${b}%%{c}$$${d}%%%{e}"f"\'g\'@h&i,j;k=l<m>n|o(p)q#r!s`té本🚀';

/** Name, issuer and subject of each credential, as they stand in the JSON. */
const EXPECTED: Record<Letters, readonly (readonly [name: string, issuer: string, subject: string])[]> = {
  'GitHub with ids': [['repo-my-org-123456-my-app-456789-environment-production-c1b37c22b1', GITHUB, `${IDS}:environment:production`]],
  'GitHub without ids': [['repo-my-org-my-app-environment-production-d1d560a923', GITHUB, 'repo:my-org/my-app:environment:production']],
  'GitLab': [['project_path-my-group-my-lib-ref_type-branch-ref-main-39f0bfe59f', 'https://gitlab.com', 'project_path:my-group/my-lib:ref_type:branch:ref:main']],
  'an environment': [['repo-my-org-123456-my-app-456789-environment-Prod-EU-f8d0605d76', GITHUB, `${IDS}:environment:Prod EU`]],
  'a branch': [['repo-my-org-123456-my-app-456789-ref-refs-heads-main-0c102afee7', GITHUB, `${IDS}:ref:refs/heads/main`]],
  'a tag': [['repo-my-org-123456-my-app-456789-ref-refs-tags-v1-2-3-c12af3bbd3', GITHUB, `${IDS}:ref:refs/tags/v1.2.3`]],
  'two subjects': [['repo-my-org-123456-my-app-456789-environment-staging-90fa08c4eb', GITHUB, `${IDS}:environment:staging`], ['repo-my-org-123456-my-app-456789-ref-refs-heads-main-0c102afee7', GITHUB, `${IDS}:ref:refs/heads/main`]],
  'every awkward legal character': [['repo-my-org-123456-my-app-456789-ref-refs-heads-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-3d070bd9df', GITHUB, `${IDS}:ref:refs/heads/${AWKWARD}`]],
};

function synthesised(workloads: Workload[], azurermVersion?: azure.AzurermVersion): string {
  const stack = aTerraformStack();
  new azure.DeployIdentity(stack, 'Identity', { workloads, identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope', azurermVersion });
  return Testing.synth(stack);
}

/** The resources of a JSON, but for the names that cdktf makes up. */
function resourcesOf(json: string): Record<string, unknown[]> {
  const { resource } = JSON.parse(json) as { resource: Record<string, Record<string, unknown>> };
  const text = JSON.stringify(Object.fromEntries(Object.entries(resource).map(([type, bodies]) => [type, Object.values(bodies)])));
  return JSON.parse(text.replace(/\$\{(azure\w+)\.\w+\.(\w+)\}/g, '<$1.$2>'));
}

describe('the JSON for Azure is right to the letter', () => {
  test.each(Object.keys(LETTERS) as Letters[])('%s, of azurerm 4', cell => {
    expect(resourcesOf(synthesised(LETTERS[cell]))).toEqual({
      azurerm_user_assigned_identity: [{ name: 'deploy', resource_group_name: 'deploy', location: 'westeurope' }],
      azurerm_federated_identity_credential: EXPECTED[cell].map(([name, issuer, subject]) => ({
        name,
        parent_id: '<azurerm_user_assigned_identity.id>',
        resource_group_name: '<azurerm_user_assigned_identity.resource_group_name>',
        issuer,
        subject,
        audience: ['api://AzureADTokenExchange'],
      })),
    });
  });

  test.each(Object.keys(LETTERS) as Letters[])('%s, of azurerm 5', cell => {
    expect(resourcesOf(synthesised(LETTERS[cell], azure.AzurermVersion.V5)).azurerm_federated_identity_credential).toEqual(EXPECTED[cell].map(([name, issuer, subject]) => ({
      name, user_assigned_identity_id: '<azurerm_user_assigned_identity.id>', issuer, subject, audience: ['api://AzureADTokenExchange'],
    })));
  });

  test.each(Object.keys(LETTERS) as Letters[])('%s, of an application', cell => {
    const stack = aTerraformStack();
    new azure.DeployApplication(stack, 'Application', { workloads: LETTERS[cell], displayName: 'deploy' });

    expect(resourcesOf(Testing.synth(stack))).toEqual({
      azuread_application_registration: [{ display_name: 'deploy' }],
      azuread_service_principal: [{ client_id: '<azuread_application_registration.client_id>' }],
      azuread_application_federated_identity_credential: EXPECTED[cell].map(([name, issuer, subject]) => ({
        application_id: '<azuread_application_registration.id>', display_name: name, issuer, subject, audiences: ['api://AzureADTokenExchange'],
      })),
    });
  });

  test('an expression, with every character that Entra takes in one', () => {
    const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
    const lib = GitLabProject.of('my-group/my-lib', { projectId: '20' });
    const stack = aTerraformStack();
    new azure.DeployApplication(stack, 'Application', {
      flexibleWorkloads: [app.branch('a${b}%{c}"d"@e&f,gé本🚀'), app.tagsStartingWith('v${x}', { reason: 'a test' }), lib.branch('main')], displayName: 'deploy',
    });
    const credentials = resourcesOf(Testing.synth(stack)).azuread_application_flexible_federated_identity_credential as any[];

    expect(credentials.map(({ display_name: _name, ...credential }) => credential)).toEqual([
      { issuer: 'https://gitlab.com', claims_matching_expression: 'claims[\'sub\'] eq \'project_path:my-group/my-lib:ref_type:branch:ref:main\' and claims[\'project_id\'] eq \'20\'' },
      { issuer: GITHUB, claims_matching_expression: `claims['sub'] eq '${IDS}:ref:refs/heads/a$\${b}%%{c}"d"@e&f,gé本🚀' and claims['repository_id'] eq '456789'` },
      { issuer: GITHUB, claims_matching_expression: `claims['sub'] matches '${IDS}:ref:refs/tags/v$\${x}*' and claims['repository_id'] eq '456789'` },
    ].map(credential => ({ application_id: '<azuread_application_registration.id>', audience: 'api://AzureADTokenExchange', ...credential })));
  });
});

test('every cell is read back as what lets its jobs in, each by its own credential', () => {
  for (const cell of Object.keys(LETTERS) as Letters[]) {
    const { targets } = readText(synthesised(LETTERS[cell]), { file: 'cdk.tf.json' });
    const outcomes = LETTERS[cell].map(one => targets.map(target => evaluate([(target as any).credential], one.sampleClaims('api://AzureADTokenExchange')).outcome));

    expect({ cell, outcomes }).toEqual({ cell, outcomes: LETTERS[cell].map((_one, i) => targets.map((_target, j) => i === j ? 'accept' : 'reject')) });
  }
});
