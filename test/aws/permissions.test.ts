import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubRepository } from '../../src';
import { aStack, refusal } from '../support/stacks';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.environment('production')];
const target = { account: '111111111111', regions: ['eu-west-1'] };
const readOnly = iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess');
const read = () => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::my-bucket/*'] });

/** Each kind of permission, and the call of the framework that says the same. */
const PERMISSIONS: [string, () => aws.Permission, (role: aws.DeployRole) => void][] = [
  ['bootstrap roles', () => aws.Permission.cdkBootstrapRoles(target), role => void aws.CdkBootstrapRoles.of(target).grantAssume(role)],
  ['a managed policy', () => aws.Permission.managedPolicy(readOnly), role => role.addManagedPolicy(readOnly)],
  ['statements', () => aws.Permission.statements(read(), read()), role => { role.addToPrincipalPolicy(read()); role.addToPrincipalPolicy(read()); }],
];

const templateOf = (define: (stack: ReturnType<typeof aStack>) => void): unknown => {
  const stack = aStack();
  define(stack);
  return Template.fromStack(stack).toJSON();
};

describe.each(PERMISSIONS)('the permission by %s', (_name, permission, byHand) => {
  const expected = templateOf(stack => byHand(new aws.DeployRole(stack, 'Role', { workloads })));

  test('is that of the framework, at construction', () => {
    expect(templateOf(stack => new aws.DeployRole(stack, 'Role', { workloads, permissions: [permission()] }))).toEqual(expected);
  });

  test('is that of the framework, added later', () => {
    expect(templateOf(stack => new aws.DeployRole(stack, 'Role', { workloads }).addPermission(permission()))).toEqual(expected);
  });

  test('is known as one', () => {
    expect(aws.Permission.isPermission(permission())).toBe(true);
  });
});

test('roles of a repository have those of all and those of their own', () => {
  const declared = (environment: object, options: object) => templateOf(stack => new aws.RepositoryRoles(stack, 'Roles', { repository: app, environments: [{ name: 'production', ...environment }], ...options }));
  const both = declared({ permissions: [aws.Permission.cdkBootstrapRoles(target)] }, { permissions: [aws.Permission.managedPolicy(readOnly)] });
  expect(both).toEqual(declared({ cdkTargets: [target] }, { managedPolicies: [readOnly] }));
});

test.each<[string, () => unknown, string]>([
  ['a policy that is none', () => aws.Permission.managedPolicy('ReadOnlyAccess' as any), "'policy' must be a managed policy"],
  ['no policy', () => aws.Permission.managedPolicy(undefined as any), "'policy' must be a managed policy"],
  ['no statement', () => aws.Permission.statements(), "'statements[0]' must be a policy statement"],
  ['a statement that is none', () => aws.Permission.statements(read(), {} as any), "'statements[1]' must be a policy statement"],
  ['a permission that is none', () => new aws.DeployRole(aStack(), 'Role', { workloads }).addPermission({} as any), "'permission' must be a permission"],
  ['a permission that is none, at construction', () => new aws.DeployRole(aStack(), 'Role', { workloads, permissions: [readOnly as any] }), "'permissions[0]' must be a permission"],
])('fails for %s', (_name, call, text) => {
  const error = refusal(call);
  expect(error.code).toBe('WRONG_KIND');
  expect(error.text).toContain(text);
});

test.each<[string, (x: any) => boolean, () => unknown]>([
  ['DeployRole', aws.DeployRole.isDeployRole, () => new aws.DeployRole(aStack(), 'Role', { workloads })],
  ['RepositoryRoles', aws.RepositoryRoles.isRepositoryRoles, () => new aws.RepositoryRoles(aStack(), 'Roles', { repository: app, environments: [{ name: 'production' }] })],
  ['CdkBootstrapRoles', aws.CdkBootstrapRoles.isCdkBootstrapRoles, () => aws.CdkBootstrapRoles.of(target)],
  ['WorkloadPrincipal', aws.WorkloadPrincipal.isWorkloadPrincipal, () => new aws.WorkloadPrincipal({ workloads })],
  ['GitHubOidcProvider', aws.GitHubOidcProvider.isGitHubOidcProvider, () => aws.GitHubOidcProvider.inStack(aStack())],
  ['GitLabOidcProvider', aws.GitLabOidcProvider.isGitLabOidcProvider, () => aws.GitLabOidcProvider.inStack(aStack())],
  ['OidcProvider of GitHub', aws.OidcProvider.isOidcProvider, () => aws.GitHubOidcProvider.inStack(aStack())],
  ['OidcProvider that exists', aws.OidcProvider.isOidcProvider, () => aws.GitLabOidcProvider.fromAccount(aStack(), 'Provider')],
  ['RoleNaming', aws.RoleNaming.isRoleNaming, () => aws.RoleNaming.pattern('deploy-{environment}')],
  ['TrustReview', aws.TrustReview.isTrustReview, () => new aws.TrustReview()],
])('a %s is known by its mark, and nothing else is', (_name, is, make) => {
  expect(is(make())).toBe(true);
  expect([undefined, null, 'text', {}, aStack(), readOnly].map(is)).toEqual(Array(6).fill(false));
});
