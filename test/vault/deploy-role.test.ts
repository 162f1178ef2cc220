import { App, Lazy, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { AWKWARD, VAULT_BUILDERS } from './builders';
import { AUDIENCE, resourcesOf, roleOf, roleStack, storedRoles } from './synthesised';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitLabIssuer, GitLabProject, vault, Workload } from '../../src';
import { evaluate } from '../../src/vault/evaluate';
import { BareWorkload } from '../support/bare-workload';

const ids = { ownerId: '123456', repositoryId: '456789' };
const app = GitHubRepository.of('my-org/my-app', ids);
const names = GitHubRepository.of('my-org/my-app');
const migrating = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING });
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const wide = { reason: 'asked for by name' };
const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';
const DEPLOY = 'my-org/workflows/.github/workflows/deploy.yml@';

function roleWith(props: Partial<vault.DeployRoleProps>): vault.DeployRole {
  const stack = new TerraformStack(new App(), 'Stack');
  const backend = vault.JwtAuthBackend.fromPath(stack, 'Backend', 'jwt-github', GitHubIssuer.GITHUB_COM);
  return new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', audience: AUDIENCE, workloads: [app.environment('production')], ...props });
}

describe('the role of a deploy role', () => {
  const exact = (sub: string) => ({ bound_subject: sub, bound_claims_type: 'string' });
  const listed = (claims: Record<string, string>, type = 'string') => ({ bound_subject: '', bound_claims: claims, bound_claims_type: type });
  const byIds = 'repo:my-org@123456/my-app@456789';

  test.each<[string, Workload[], Record<string, unknown>]>([
    ['environment by ids', [app.environment('production')], exact(`${byIds}:environment:production`)],
    ['environment by names', [names.environment('production')], exact('repo:my-org/my-app:environment:production')],
    ['branch', [app.branch('main')], exact(`${byIds}:ref:refs/heads/main`)],
    ['tag', [app.tag('v1.2.3')], exact(`${byIds}:ref:refs/tags/v1.2.3`)],
    ['two subjects of a migration', [migrating.environment('production')], listed({ sub: `repo:my-org/my-app:environment:production,${byIds}:environment:production` })],
    ['two environments', [app.environment('staging'), app.environment('production')], listed({ sub: `${byIds}:environment:staging,${byIds}:environment:production` })],
    ['environment on a branch', [app.environment('production').onBranch('main')], { ...exact(`${byIds}:environment:production`), bound_claims: { ref: 'refs/heads/main' } }],
    ['two refs of a workflow', [app.environment('production').viaWorkflow(`${DEPLOY}${COMMIT}`, `${DEPLOY}refs/heads/main`)],
      { ...exact(`${byIds}:environment:production`), bound_claims: { job_workflow_ref: `${DEPLOY}${COMMIT},${DEPLOY}refs/heads/main` } }],
    ['environments by prefix', [app.environmentsStartingWith('preview-', wide).onBranch('main')], listed({ ref: 'refs/heads/main', sub: `${byIds}:environment:preview-*` }, 'glob')],
    ['prefix beside an exact subject', [app.environment('production'), app.branchesStartingWith('release/', wide)],
      listed({ sub: `${byIds}:environment:production,${byIds}:ref:refs/heads/release/*` }, 'glob')],
    ['name with a comma, quotes and templates', [app.environment(AWKWARD)], exact(`${byIds}:environment:${AWKWARD.replace(/([$%])\{/g, '$1$1{')}`)],
    ['branch beyond Latin-1', [app.branch('日本/ünï,a')], exact(`${byIds}:ref:refs/heads/日本/ünï,a`)],
  ])('is right to the letter: %s', (_name, workloads, expected) => {
    expect(roleOf(...workloads)).toEqual({
      backend: expect.stringMatching(/^\$\{vault_jwt_auth_backend\.Backend0_\w+\.path\}$/),
      role_name: 'role-0',
      role_type: 'jwt',
      bound_audiences: [AUDIENCE],
      user_claim: 'repository_id',
      token_ttl: 900,
      token_max_ttl: 900,
      token_type: 'service',
      ...expected,
    });
  });

  test.each<[string, Workload, Record<string, unknown>]>([
    ['branch', lib.branch('main'), exact('project_path:my-org/my-app:ref_type:branch:ref:main')],
    ['environment, which is a claim', lib.environment('production'), listed({ environment: 'production', project_id: '20' })],
    ['environment on a protected branch', lib.environment('review/${x}').onBranch('main').withProtectedRef(),
      { ...exact('project_path:my-org/my-app:ref_type:branch:ref:main'), bound_claims: { environment: 'review/$${x}', ref_protected: 'true' } }],
  ])('is right to the letter on GitLab: %s', (_name, workload, expected) => {
    expect(roleOf(workload)).toEqual(expect.objectContaining({ user_claim: 'project_id', role_type: 'jwt', bound_audiences: [AUDIENCE], ...expected }));
    expect(Object.keys(roleOf(workload)).includes('bound_claims')).toBe('bound_claims' in expected);
  });

  test('carries what is given for its tokens', () => {
    const role = roleWith({ tokenTtlSeconds: 60, tokenType: vault.TokenType.BATCH, tokenBoundCidrs: ['10.0.0.0/8'], withDefaultPolicy: false, userClaim: 'repository' });
    expect(resourcesOf(TerraformStack.of(role), 'vault_jwt_auth_backend_role')).toEqual([expect.objectContaining({
      backend: 'jwt-github', token_ttl: 60, token_max_ttl: 60, token_type: 'batch', token_bound_cidrs: ['10.0.0.0/8'], token_no_default_policy: true, user_claim: 'repository',
    })]);
  });

  test('shows its reviewer the reasons of a wide workload, beside the metadata of cdktf', () => {
    const role = roleWith({ workloads: [app.anyJob({ reason: 'reads ${nothing} "secret"' })] });
    const { resource } = TerraformStack.of(role).toTerraform();
    const [attributes] = Object.values<any>(resource.vault_jwt_auth_backend_role);
    expect(attributes['//']).toEqual({ 'cdk-federated-roles': { reasons: { 'my-org/my-app, any job': ['reads ${nothing} "secret"'] } }, 'metadata': expect.anything() });
  });

  test('is the same for the same input', () => {
    const text = () => Testing.synth(roleStack(Object.values(VAULT_BUILDERS).map(workload => [workload])), false);
    expect(text()).toBe(text());
  });
});

describe('a deploy role fails', () => {
  test.each<[string, Partial<vault.DeployRoleProps>, string, RegExp]>([
    ['without a workload', { workloads: [] }, 'NO_WORKLOADS', /name at least one workload/],
    ['for something else than a workload', { workloads: ['repo:*' as any] }, 'NOT_A_WORKLOAD', /"repo:\*"/],
    ['for a workload of another issuer', { workloads: [lib.branch('main')] }, 'WRONG_ISSUER', /"https:\/\/gitlab\.com".*token\.actions/],
    ['for workloads that would be combined', { workloads: [app.environment('a').onBranch('x'), app.environment('b').onBranch('y')] }, 'NOT_ONE_ROLE', /make one role each/],
    ['for a migrating name with a comma', { workloads: [migrating.environment('a,b')] }, 'VALUE_NOT_IN_CLAIMS', /"repo:my-org\/my-app:environment:a,b".*one role for each exact subject/],
    ['for a prefix with a comma', { workloads: [app.environmentsStartingWith('a,b', wide)] }, 'VALUE_NOT_IN_CLAIMS', /splits a bound claim at ","/],
    ['for a claim with a comma', { workloads: [app.environment('a').onBranch('a,b')] }, 'VALUE_NOT_IN_CLAIMS', /claim "ref".*"refs\/heads\/a,b"/],
    ['for a listed name that ends with a space', { workloads: [migrating.environment('a ')] }, 'VALUE_NOT_IN_CLAIMS', /trims spaces/],
    ['for a listed name that ends with a no-break space', { workloads: [migrating.environment('a\u00a0')] }, 'VALUE_NOT_IN_CLAIMS', /trims spaces/],
    ['for a role name in upper case', { roleName: 'Deploy' }, 'INVALID_ROLE_NAME', /lower-cases role names, write "deploy"/],
    ['for a role name that ends with a dash', { roleName: 'deploy-' }, 'INVALID_ROLE_NAME', /"deploy-"/],
    ['for a token that lives too long', { tokenTtlSeconds: 43_201 }, 'INVALID_TTL', /60 to 43200, got 43201/],
    ['for a token that lives too short', { tokenTtlSeconds: 59 }, 'INVALID_TTL', /got 59/],
    ['for an unknown token type', { tokenType: 'root' as any }, 'INVALID_TOKEN_TYPE', /"service", "batch", got "root"/],
    ['bound to an audience alone', { userClaim: 'sub', workloads: [new BareWorkload(app.issuer, {})] }, 'NO_SUBJECT', /bound to an audience alone lets every job of the issuer in.*environment\(name\)/],
    ['without a claim to know the entity by', { workloads: [new BareWorkload(app.issuer, { subjects: [{ text: 'x', prefix: false }] })] }, 'USER_CLAIM_UNKNOWN', /"a bare workload".*repository_id/],
    ['for an odd user claim', { userClaim: '/a' }, 'INVALID_USER_CLAIM', /"\/a"/],
  ])('%s', (_name, props, code, text) => {
    const make = () => roleWith(props);
    expect(make).toThrow(new RegExp(`\\[${code}\\]\\n  at Stack/Role$`));
    expect(make).toThrow(text);
  });

  test.each(['', ' ', '*', 'https://vault.example.com/*', 'a,b', 'a b', 'a\n'])('for the audience %j', audience => {
    expect(() => roleWith({ audience })).toThrow(/INVALID_AUDIENCE/);
  });

  test.each([
    'sts.amazonaws.com', 'sts.amazonaws.com.cn', 'STS.amazonaws.com', 'api://AzureADTokenExchange', 'api://AzureADTokenExchangeUSGov', 'https://github.com/my-org', 'https://octocorp.ghe.com/my-org',
    '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x', 'https://iam.googleapis.com/projects/1', 'sigstore', 'pypi', 'https://token.actions.githubusercontent.com',
  ])('for the audience of others %s', audience => {
    expect(() => roleWith({ audience })).toThrow(/could be replayed at the other.*AUDIENCE_OF_OTHERS/);
  });

  test('for an audience at the host of the issuer, which it sends by default', () => {
    const stack = new TerraformStack(new App(), 'Stack');
    const issuer = GitLabIssuer.selfManaged('https://gitlab.example.com');
    const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer });
    const workloads = [GitLabProject.of('my-org/my-app', { issuer }).branch('main')];
    expect(() => new vault.DeployRole(stack, 'Role', { backend, roleName: 'deploy', workloads, audience: 'https://gitlab.example.com' })).toThrow(/AUDIENCE_OF_OTHERS/);
  });

  test('for a name that is taken on its backend, and not on another', () => {
    const stack = new TerraformStack(new App(), 'Stack');
    const backend = vault.JwtAuthBackend.fromPath(stack, 'Backend', 'jwt', GitHubIssuer.GITHUB_COM);
    const other = vault.JwtAuthBackend.fromPath(stack, 'Other', 'jwt-2', GitHubIssuer.GITHUB_COM);
    const props = { roleName: 'deploy', workloads: [app.branch('main')], audience: AUDIENCE };
    new vault.DeployRole(stack, 'Role', { ...props, backend });
    new vault.DeployRole(stack, 'OnOther', { ...props, backend: other });
    expect(() => new vault.DeployRole(stack, 'Twice', { ...props, backend })).toThrow(/"deploy" is taken.*"Stack\/Role".*ROLE_NAME_TWICE/);
  });

  test.each<[string, unknown]>([
    ['bound_subject', 'repo:evil/evil:ref:refs/heads/main'], ['bound_audiences', ['x']], ['bound_claims_type', 'glob'], ['bound_claims', { sub: '*' }], ['role_type', 'oidc'],
    ['user_claim', 'sub'], ['disable_bound_claims_parsing', true], ['backend', 'jwt-of-others'],
  ])('at synth when %s was overridden', (attribute, value) => {
    const role = roleWith({});
    role.resource.addOverride(attribute, value);
    expect(role.node.validate()).toEqual([expect.stringMatching(new RegExp(`^${attribute} of the .*TRUST_CHANGED`))]);
    expect(roleWith({}).node.validate()).toEqual([]);
  });
});

test('a deploy role is known by its mark and gives its workloads as a copy', () => {
  const role = roleWith({});
  role.workloads.pop();
  expect(role.workloads).toHaveLength(1);
  expect(vault.DeployRole.isDeployRole(role)).toBe(true);
  expect(vault.DeployRole.isDeployRole({})).toBe(false);
});

test('a token of a matching job is accepted by the role as Vault stores it', () => {
  const [role] = storedRoles(roleStack([[app.environment(AWKWARD)]])).values();
  expect(evaluate(role, app.environment(AWKWARD).sampleClaims(AUDIENCE)).outcome).toBe('accept');
  expect(role.boundSubject).toBe(`repo:my-org@123456/my-app@456789:environment:${AWKWARD}`);
});

describe('the audience of a deploy role', () => {
  test.each<[string, () => string]>([
    ['nothing', () => Lazy.stringValue({ produce: () => undefined })],
    ['an empty text', () => Lazy.stringValue({ produce: () => '' })],
    ['a pattern', () => Lazy.stringValue({ produce: () => 'https://*' })],
    ['two audiences', () => Lazy.stringValue({ produce: () => 'https://a,https://b' })],
    ['a list', () => Token.asString(['https://a', 'https://b'])],
    ['a directive', () => Lazy.stringValue({ produce: () => '%{ if true }x%{ endif }' })],
    ['white space', () => Lazy.stringValue({ produce: () => 'https://a b' })],
    ['the whole of a list, for one of its elements', () => new TerraformVariable(new TerraformStack(new App(), 'Other'), 'list', { type: 'list(string)' }).listValue[0]],
  ])('fails at synth where it comes to %s', (_what, audience) => {
    expect(roleWith({ audience: audience() }).node.validate().join()).toMatch(/AUDIENCE_LOST/);
  });

  test('may be a variable, whose literal parts keep their checks', () => {
    const variable = new TerraformVariable(new TerraformStack(new App(), 'Stack'), 'host', {}).stringValue;
    expect(roleWith({ audience: variable }).node.validate()).toEqual([]);
    expect(() => roleWith({ audience: `*${variable}` })).toThrow(/INVALID_AUDIENCE/);
  });
});

test('a permission may be added later', () => {
  const role = roleWith({});
  role.addPermission(vault.Permission.policy(vault.Policy.fromName(role, 'Policy', 'read-registry')));
  expect(resourcesOf(TerraformStack.of(role), 'vault_jwt_auth_backend_role')[0].token_policies).toEqual(['read-registry']);
  expect(() => role.addPermission('read-registry' as any)).toThrow(/WRONG_KIND/);
});
