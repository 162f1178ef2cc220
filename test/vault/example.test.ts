import { TerraformStack } from 'cdktf';
import { resourcesOf } from './synthesised';
import { buildApp } from '../../examples/vault/app';

test('the example has two roles, each for one job on one backend', () => {
  const stack = buildApp().node.findChild('vault') as TerraformStack;
  const roles = resourcesOf(stack, 'vault_jwt_auth_backend_role');

  expect(roles.map(({ role_name, bound_subject, bound_claims }) => ({ role_name, bound_subject, bound_claims }))).toEqual([
    { role_name: 'my-app-production', bound_subject: 'repo:my-org@123456/my-app@456789:environment:production', bound_claims: { ref: 'refs/heads/main' } },
    { role_name: 'my-lib-production', bound_subject: 'project_path:my-group/my-lib:ref_type:branch:ref:main', bound_claims: { environment: 'production', ref_protected: 'true' } },
  ]);
  expect(resourcesOf(stack, 'vault_jwt_auth_backend').map(({ path }) => path)).toEqual(['jwt-github', 'jwt-gitlab']);
});
