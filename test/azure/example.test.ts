import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../examples/azure/app';

test('the example synthesises, with what its page says', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  process.env.CDKTF_OUTDIR = outdir;
  const app = buildApp();
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(app.outdir, 'stacks/deploy-identities/cdk.tf.json'), 'utf8'));
  rmSync(app.outdir, { recursive: true });
  delete process.env.CDKTF_OUTDIR;

  expect(Object.values<any>(resource.azurerm_federated_identity_credential).map(body => body.subject)).toEqual([
    'repo:my-org@123456/my-app@456789:environment:production',
    'project_path:my-group/my-lib:ref_type:branch:ref:main',
    'repo:my-org@123456/my-app@456789:environment:staging',
  ]);
  const [flexible] = Object.values<any>(resource.azuread_application_flexible_federated_identity_credential);
  expect(flexible.claims_matching_expression).toBe("claims['sub'] matches 'repo:my-org@123456/my-app@456789:environment:preview-*' and claims['repository_id'] eq '456789'");
  expect(flexible['//']['cdk-federated-roles'].reasons).toEqual({ 'my-org/my-app, environment preview-…': ['one environment for each pull request, in a subscription of its own'] });
  expect(Object.keys(resource.azurerm_role_assignment)).toHaveLength(2);
});
