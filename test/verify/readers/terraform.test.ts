import { artefact, conditionsOf, GITHUB, shown, SUBJECT } from './support';
import { readText } from '../../../src/verify/readers';

const AUD = 'token.actions.githubusercontent.com:aud';
const SUB = 'token.actions.githubusercontent.com:sub';
const PROVIDER = 'arn:<aws partition>:iam::<aws account>:oidc-provider/token.actions.githubusercontent.com';

function byId(targets: readonly { readonly id: string }[], id: string): any {
  return shown(targets.find(target => target.id === id));
}

describe('a configuration', () => {
  const read = artefact('configuration.tf.json');

  test('gives the targets of all clouds by their addresses', () => {
    expect(read.targets.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'iam-role aws_iam_role.deploy',
      'iam-role aws_iam_role.staged',
      'workload-identity-provider google_iam_workload_identity_pool_provider.github',
      'workload-identity-binding google_service_account_iam_member.deploy',
      'workload-identity-binding google_project_iam_binding.viewers',
      'federated-credential azurerm_federated_identity_credential.production',
      'jwt-role vault_jwt_auth_backend_role.deploy',
    ]);
  });

  test('has policy documents rendered, locals filled in and variables left late', () => {
    expect(conditionsOf(read)).toEqual({
      'aws_iam_role.deploy': { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: SUBJECT } },
      'aws_iam_role.staged': { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: 'repo:my-org/my-app:environment:<var.stage>' } },
    });
    expect(byId(read.targets, 'aws_iam_role.deploy').trust.policy.Statement[0].Principal).toEqual({ Federated: PROVIDER });
    expect(byId(read.targets, 'aws_iam_role.staged').trust.policy.Statement[0].Principal).toEqual({ Federated: PROVIDER });
  });

  test('knows what is attached to a role, and what stands twice in a policy of it', () => {
    const [deploy] = read.roles;
    expect(deploy.permissions.map(({ name, document }) => [name, shown(document).Statement[0].Action])).toEqual([['deploy', 's3:GetObject']]);
    expect(deploy.managedPolicies).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);
    expect(deploy.maxSessionSeconds).toBe(7200);
    expect(read.duplicateKeys).toEqual([{ key: 'Action', source: { file: 'configuration.tf.json', pointer: '/resource/aws_iam_policy/deploy/policy', line: expect.any(Number) } }]);
  });

  test('joins a pool, its provider and its members, though the project has no number yet', () => {
    const pool = 'projects/<project number of google_iam_workload_identity_pool.ci>/locations/global/workloadIdentityPools/ci-pool';
    const binding = byId(read.targets, 'google_service_account_iam_member.deploy');
    expect(binding.trust).toEqual({
      provider: { name: `${pool}/providers/github`, issuer: GITHUB, allowedAudiences: [], attributeMapping: { 'google.subject': 'assertion.sub' }, attributeCondition: "assertion.repository_owner_id == '123456'" },
      members: [`principal://iam.googleapis.com/${pool}/subject/${SUBJECT}`],
      openMembers: [`principal://iam.googleapis.com/${pool}/subject/${SUBJECT}`],
    });
    expect(binding.grant).toEqual({ role: 'roles/iam.workloadIdentityUser', resource: 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com' });
    expect(byId(read.targets, 'google_iam_workload_identity_pool_provider.github').trust.members).toBeUndefined();
    expect(byId(read.targets, 'google_project_iam_binding.viewers').trust).toMatchObject({
      members: ['principalSet://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/other/*'],
      unresolved: ['the providers of projects/123456789/locations/global/workloadIdentityPools/other'],
    });
  });

  test('gives credentials of Azure and roles of Vault as they would be stored', () => {
    expect(byId(read.targets, 'azurerm_federated_identity_credential.production')).toMatchObject({ issuer: GITHUB, credential: { issuer: GITHUB, audience: 'api://AzureADTokenExchange', subject: SUBJECT, unresolved: [] } });
    expect(byId(read.targets, 'vault_jwt_auth_backend_role.deploy')).toMatchObject({ issuer: GITHUB, policies: ['deploy'], ttlSeconds: 900, role: { boundIssuer: GITHUB, boundSubject: SUBJECT, boundAudiences: ['https://vault.example.com'], unresolved: [] } });
  });

  test('tells of keys that last', () => {
    expect(read.staticKeys.map(({ id, cloud }) => [cloud, id])).toEqual([['aws', 'aws_iam_access_key.old'], ['google', 'google_service_account_key.old'], ['azure', 'azuread_application_password.old']]);
  });
});

describe('a plan', () => {
  const read = artefact('plan.json');

  test('before its first apply has the trust that it will have', () => {
    const role = byId(read.targets, 'module.ci.aws_iam_role.deploy[0]');
    expect(role.trust.policy).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: SUBJECT } } }],
    });
    expect(role.role).toMatchObject({ maxSessionSeconds: 3600, managedPolicies: [], arn: 'arn:<aws partition>:iam::<aws account>:role/deploy' });
    expect(role.source).toEqual({ file: 'plan.json', pointer: '/planned_values/root_module/child_modules/0/resources/1', line: 22 });
  });

  test('means its values as they are', () => {
    expect(conditionsOf(read)['module.ci.aws_iam_role.fixed'].StringEquals[SUB]).toBe('repo:my-org/my-app:environment:${x}');
  });
});

test('a state gives what was applied', () => {
  const { targets, providers } = artefact('state.json');
  expect(byId(targets, 'aws_iam_role.deploy').role).toMatchObject({ arn: 'arn:aws:iam::123456789012:role/deploy', managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
  expect(byId(targets, 'aws_iam_role.deploy').role).not.toHaveProperty('boundary');
  expect(providers.map(({ url, thumbprints }) => [url, thumbprints])).toEqual([[GITHUB, ['6938fd4d98bab03faadb97b34396831e3780aea1']]]);
});

test('a state as it is stored gives the same', () => {
  const { targets } = artefact('terraform.tfstate.json');
  expect(targets.map(({ id, issuer }) => [id, issuer])).toEqual([['module.ci.aws_iam_role.deploy["production"]', GITHUB]]);
});

describe('references', () => {
  const POLICY = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' } } });
  const roleOf = (role: object, further: object) => shown(readText(JSON.stringify({ resource: { aws_iam_role: { r: role } }, ...further }), { file: 'r.tf.json' }).targets[0]).role;
  const named = (name: string, further: object) => roleOf({ name, assume_role_policy: POLICY }, further).name;
  const trustOf = (further: object, policy: string) => roleOf({ assume_role_policy: policy }, further).trustPolicy;

  test.each<[string, string, object, string]>([
    ['an escape is text', 'a$${b}%%{c}', {}, 'a${b}%{c}'],
    ['a local of a local', '${local.a}', { locals: { a: '${local.b}!', b: 'x' } }, 'x!'],
    ['an element of a local', '${local.a[1].b}', { locals: { a: ['x', { b: 'y' }] } }, 'y'],
    ['locals in a circle', '${local.a}', { locals: { a: '${local.b}', b: '${local.a}' } }, '<local.a>'],
    ['a function', 'x-${lower(var.y)}', {}, 'x-<lower(var.y)>'],
    ['braces and quotes inside an expression', '${join("}", [var.a])}-z', {}, '<join("}", [var.a])>-z'],
    ['a directive', '%{ if var.a }x', {}, '<%{if var.a}>x'],
    ['an expression without an end', 'x${var.a', {}, 'x<var.a>'],
  ])('%s', (_name, text, further, expected) => {
    expect(named(text, further)).toBe(expected);
  });

  test('a policy that is late as a whole is a target of which nothing is known', () => {
    expect(trustOf({}, '${data.external.policy.result.json}')).toBe('<data.external.policy.result.json>');
  });

  test('a document that starts from one that is not there is late', () => {
    const document = (base: string) => ({ data: { aws_iam_policy_document: { trust: { source_policy_documents: [base], statement: { sid: 'A', effect: 'Deny' } } } } });
    expect(trustOf(document('${var.base}'), '${data.aws_iam_policy_document.trust.json}')).toBe('<data.aws_iam_policy_document.trust.json>');
  });
});
