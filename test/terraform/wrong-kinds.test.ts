import { App, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { azure, Errors, GitHubIssuer, GitHubRepository, GitLabIssuer, GitLabProject, google, Issuer, vault } from '../../src';
import { expectRefusal } from '../identity/expect-refusal';

interface Made {
  /** Properties that are taken. */
  readonly props: (stack: TerraformStack) => Record<string, any>;
  readonly make: (stack: TerraformStack, props: any) => unknown;
  /** Names of properties that may be given as well. */
  readonly more: readonly string[];
}

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const lib = GitLabProject.of('my-org/my-lib', { projectId: '20' });
const POOL = 'projects/123/locations/global/workloadIdentityPools/github';
const IDENTITY = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
const APPLICATION = '/applications/22222222-2222-2222-2222-222222222222';
const workloads = [app.branch('main')];
const NEW = { workloads, identityName: 'deploy', resourceGroupName: 'g', location: 'westeurope' };
const OF_PROVIDERS = ['providerId', 'idSuffix', 'allowedAudiences', 'jwksJson', 'extraMappings', 'displayName', 'description', 'disabled'];

const pool = (stack: TerraformStack) => new google.WorkloadIdentityPool(stack, 'Pool', { poolId: 'ci-pool', project: 'my-project' });
const provider = (stack: TerraformStack) => new google.GitHubProvider(stack, 'Provider', { pool: pool(stack) });

const CONSTRUCTS: Record<string, Made> = {
  'google.WorkloadIdentityPool': { props: () => ({ poolId: 'ci-pool' }), make: (stack, props) => new google.WorkloadIdentityPool(stack, 'X', props), more: ['idSuffix', 'project', 'displayName', 'description', 'disabled'] },
  'google.WorkloadIdentityPool.fromAttributes': { props: () => ({ poolName: POOL }), make: (stack, props) => google.WorkloadIdentityPool.fromAttributes(stack, 'X', props), more: ['project'] },
  'google.GitHubProvider': { props: stack => ({ pool: pool(stack), repositories: [app] }), make: (stack, props) => new google.GitHubProvider(stack, 'X', props), more: ['issuer', ...OF_PROVIDERS] },
  'google.GitLabProvider': { props: stack => ({ pool: pool(stack), projects: [lib] }), make: (stack, props) => new google.GitLabProvider(stack, 'X', props), more: ['issuer', ...OF_PROVIDERS] },
  'google.OidcProvider': {
    props: stack => ({ pool: pool(stack), providerId: 'oidc', issuer: Issuer.of('https://ci.example.com'), tenantClaims: { org: ['1'] } }), make: (stack, props) => new google.OidcProvider(stack, 'X', props), more: OF_PROVIDERS,
  },
  'google.WorkloadIdentityProvider.fromAttributes': {
    props: stack => ({
      pool: google.WorkloadIdentityPool.fromAttributes(stack, 'Pool', { poolName: POOL }),
      providerId: 'github',
      issuer: GitHubIssuer.GITHUB_COM,
      attributeMapping: { 'google.subject': 'assertion.sub' },
      attributeCondition: 'assertion.repository_owner_id == "123456"',
    }),
    make: (stack, props) => new google.DeployServiceAccount(stack, 'Account', { provider: google.WorkloadIdentityProvider.fromAttributes(stack, 'X', props), workloads, accountId: 'deploy-ci' }),
    more: ['allowedAudiences'],
  },
  'google.DeployServiceAccount': {
    props: stack => ({ provider: provider(stack), workloads, accountId: 'deploy-ci', permissions: [google.Permission.onProject('roles/run.developer')] }),
    make: (stack, props) => new google.DeployServiceAccount(stack, 'X', props),
    more: ['serviceAccount', 'project', 'displayName', 'description'],
  },
  'google.DirectAccess': { props: stack => ({ provider: provider(stack), workloads, permissions: [google.Permission.onProject('roles/storage.objectUser')] }), make: (stack, props) => new google.DirectAccess(stack, 'X', props), more: ['project'] },
  'azure.DeployIdentity': { props: () => NEW, make: (stack, props) => new azure.DeployIdentity(stack, 'X', props), more: ['tags', 'identity', 'cloud', 'azurermVersion'] },
  'azure.DeployApplication': { props: () => ({ workloads, displayName: 'deploy' }), make: (stack, props) => new azure.DeployApplication(stack, 'X', props), more: ['flexibleWorkloads', 'application', 'cloud', 'azurermVersion'] },
  'azure.ManagedIdentity': {
    props: () => ({ id: IDENTITY, credentialCount: 1, principalId: 'p' }), make: (stack, { id, ...props }) => new azure.DeployIdentity(stack, 'X', { workloads, identity: azure.ManagedIdentity.fromIdentityId(id, props) }), more: ['resourceGroupName', 'clientId'],
  },
  'azure.DirectoryApplication': {
    props: () => ({ id: APPLICATION, credentialCount: 1 }),
    make: (stack, { id, ...props }) => new azure.DeployApplication(stack, 'X', { workloads, application: azure.DirectoryApplication.fromApplicationId(id, props) }),
    more: ['servicePrincipalObjectId', 'clientId'],
  },
  'azure.Permission.role': {
    props: () => ({ scope: '/subscriptions/s' }), make: (_stack, props) => azure.Permission.role('Contributor', props), more: ['condition', 'description', 'id'],
  },
  'vault.JwtAuthBackend': { props: () => ({ issuer: GitHubIssuer.GITHUB_COM }), make: (stack, props) => new vault.JwtAuthBackend(stack, 'X', props), more: ['path', 'keys', 'algorithms', 'namespace', 'description'] },
  'vault.JwtAuthBackend.fromPath': { props: () => ({ path: 'jwt', issuer: GitHubIssuer.GITHUB_COM }), make: (stack, { path, issuer }) => vault.JwtAuthBackend.fromPath(stack, 'X', path, issuer), more: [] },
  'vault.DeployRole': {
    props: stack => ({ backend: new vault.JwtAuthBackend(stack, 'Backend', { issuer: GitHubIssuer.GITHUB_COM }), roleName: 'deploy', workloads, audience: 'https://vault.example.com' }),
    make: (stack, props) => new vault.DeployRole(stack, 'X', props),
    more: ['permissions', 'withDefaultPolicy', 'tokenTtlSeconds', 'tokenType', 'tokenBoundCidrs', 'userClaim'],
  },
  'vault.Policy.read': { props: () => ({ policyName: 'read', mount: 'secret', paths: ['a/b'] }), make: (stack, props) => vault.Policy.read(stack, 'X', props), more: ['kvVersion', 'namespace', 'storedBelowData'] },
  'vault.Policy.fromName': { props: () => ({ name: 'read' }), make: (stack, { name }) => vault.Policy.fromName(stack, 'X', name), more: [] },
  'vault.SigningKeys': { props: () => ({ url: 'https://keys.example.com', pems: ['-----BEGIN PUBLIC KEY-----\nx'] }), make: (_stack, { url, pems }) => [vault.SigningKeys.jwksUrl(url), vault.SigningKeys.publicKeys(pems)], more: [] },
};

/** What a caller without types may pass, or one who takes a value of Terraform for another. */
const ODD: Record<string, (stack: TerraformStack) => unknown> = {
  'undefined': () => undefined,
  'null': () => null,
  'an empty text': () => '',
  'a space': () => ' ',
  'zero': () => 0,
  'a negative number': () => -1,
  'a fraction': () => 1.5,
  'true': () => true,
  'an object': () => ({}),
  'an empty list': () => [],
  'a list of a text': () => ['x'],
  'a list of null': () => [null],
  'a list of undefined': () => [undefined],
  'a list of an empty text': () => [''],
  'a long text': () => 'x'.repeat(5000),
  'a function': () => () => 1,
  'an asterisk': () => '*',
  'a template': () => '${x}',
  'two lines': () => 'a\nb',
  'an unknown text': stack => new TerraformVariable(stack, 'Text', { type: 'string' }).stringValue,
  'an unknown list': () => Token.asList('${x}'),
  'an unknown number': stack => new TerraformVariable(stack, 'Number', { type: 'number' }).numberValue,
};

/** What comes of a call that is no refusal and no JSON; nothing else is right. */
function unforeseen(make: Made['make'], props: (stack: TerraformStack) => unknown): string | undefined {
  const stack = new TerraformStack(new App(), 'stack');
  try {
    make(stack, props(stack));
    Testing.synth(stack);
    return undefined;
  } catch (error) {
    return Errors.isTrustError(error) || / \[[A-Z_]+\](\n|$)/.test((error as Error).message) ? undefined : String((error as Error).stack).split('\n').slice(0, 3).join(' ');
  }
}

describe.each(Object.entries(CONSTRUCTS))('%s', (_name, { props, make, more }) => {
  test('takes what is right', () => {
    const stack = new TerraformStack(new App(), 'stack');
    make(stack, props(stack));
    expect(JSON.parse(Testing.synth(stack))).toEqual(expect.any(Object));
  });

  test('takes or refuses whatever a property is, and is never surprised', () => {
    const names = [...Object.keys(props(new TerraformStack(new App(), 'stack'))), ...more];
    const surprises = names.flatMap(name => Object.entries(ODD).map(([what, value]) => ({ name, what, surprise: unforeseen(make, stack => ({ ...props(stack), [name]: value(stack) })) })));

    expect(surprises.length).toBe(names.length * Object.keys(ODD).length);
    expect(surprises.filter(({ surprise }) => surprise !== undefined)).toEqual([]);
  });

  test('refuses to be made of nothing', () => {
    expect(unforeseen(make, () => ({}))).toBeUndefined();
  });
});

describe('a property of another kind', () => {
  const stack = () => new TerraformStack(new App(), 'stack');
  const role = (props: object) => () => CONSTRUCTS['vault.DeployRole'].make(...withProps('vault.DeployRole', props));
  const withProps = (name: string, props: object): [TerraformStack, object] => {
    const made = stack();
    return [made, { ...CONSTRUCTS[name].props(made), ...props }];
  };

  test.each<[string, () => unknown, string]>([
    ['a text for a list', role({ tokenBoundCidrs: '10.0.0.0/8' }), '\'tokenBoundCidrs\' must be a list of texts, got "10.0.0.0/8": write them in quotes, between brackets [WRONG_KIND]'],
    ['a name for a construct', role({ backend: 'jwt' }), '\'backend\' must be an auth backend, got "jwt": define a JwtAuthBackend, or name an existing one with JwtAuthBackend.fromPath [WRONG_KIND]'],
    ['names for constructs', role({ permissions: ['read'] }), '\'permissions\' must be a list, each a permission, got ["read"]: take one from vault.Permission, for example Permission.policy(policy) [WRONG_KIND]'],
    ['null for what may be left out', role({ permissions: null }), '\'permissions\' must be a list, each a permission, got null: leave it out [WRONG_KIND]'],
    ['another object', role({ backend: app }), '\'backend\' must be an auth backend, got "GitHubRepository": define a JwtAuthBackend'],
    ['a text for a choice', () => new google.WorkloadIdentityPool(stack(), 'X', { poolId: 'ci-pool', disabled: 'yes' as any }), '\'disabled\' must be true or false, got "yes": write it without quotes'],
    ['an empty name', () => new azure.DeployIdentity(stack(), 'X', { ...NEW, location: ' ' }), '\'location\' must be a text that is not empty, got " ": write it in quotes'],
    ['the issuer of another', () => new google.GitHubProvider(...providerOf({ issuer: GitLabIssuer.GITLAB_COM })), '\'issuer\' must be an issuer of GitHub, got "GitLabIssuer": take one of GitHubIssuer'],
    ['a name for a repository', () => new google.GitHubProvider(...providerOf({ repositories: ['my-org/my-app'] })), '\'repositories\' must be a list, each a repository, got ["my-org/my-app"]: make one with GitHubRepository.of("my-org/my-app")'],
    ['a URL for an issuer', () => new vault.JwtAuthBackend(stack(), 'X', { issuer: 'https://gitlab.com' as any }), '\'issuer\' must be an issuer, got "https://gitlab.com": take one of GitHubIssuer or GitLabIssuer, or make one with Issuer.of(url)'],
    ['no properties', () => new vault.JwtAuthBackend(stack(), 'X', undefined as any), 'the properties must be an object, got undefined: pass them between braces, with their names [WRONG_KIND]'],
  ])('is refused with what to pass: %s', (_name, act, words) => {
    expectRefusal(act, 'WRONG_KIND', words);
  });

  function providerOf(props: object): [TerraformStack, string, any] {
    const made = stack();
    return [made, 'X', { pool: pool(made), ...props }];
  }

  test('is told beside the others, all at once', () => {
    expectRefusal(role({ permissions: null, withDefaultPolicy: 1, backend: undefined }), 'WRONG_KIND', /'backend' must.*\n'permissions' must.*\n'withDefaultPolicy' must/);
  });
});
