import { TerraformStack, Testing } from 'cdktf';
import { buildApp } from '../../examples/google/app';

test('the example defines what its README says', () => {
  const app = buildApp(Testing.app());
  const stack = app.node.findChild('deploy-identities') as TerraformStack;
  const { resource, output } = JSON.parse(Testing.synth(stack, true));
  const providers = Object.values<any>(resource.google_iam_workload_identity_pool_provider);

  expect(Object.values<any>(resource.google_service_account).map(account => account.account_id)).toEqual(['deploy-production', 'deploy-staging']);
  expect(providers.map(provider => provider.attribute_condition)).toEqual([
    'assertion.repository_owner_id == "123456"',
    'assertion.project_id == "20" && (type(assertion.aud) == string || size(assertion.aud) == 1)',
  ]);
  expect(Object.values<any>(resource.google_project_iam_member).map(({ role }) => role).sort()).toEqual(['roles/run.developer', 'roles/run.developer', 'roles/storage.objectUser']);
  expect(Object.keys(output)).toEqual(['github_provider', 'gitlab_audience', 'production_account', 'staging_account']);
});
