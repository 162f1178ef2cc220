import { DataVaultAuthBackend } from '@cdktf/provider-vault/lib/data-vault-auth-backend';
import { App, DataTerraformRemoteStateLocal, TerraformStack, TerraformVariable } from 'cdktf';
import { resourcesOf } from './synthesised';
import { GitHubIssuer, GitHubRepository, GitLabIssuer, vault } from '../../src';

const PEM = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';

function backendWith(props: Partial<vault.JwtAuthBackendProps> = {}) {
  const stack = new TerraformStack(new App(), 'Stack');
  const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer: GitHubIssuer.GITHUB_COM, ...props });
  return { backend, attributes: () => resourcesOf(stack, 'vault_jwt_auth_backend')[0] };
}

describe('a JWT auth backend', () => {
  const url = GitHubIssuer.GITHUB_COM.url;
  const same = { type: 'jwt', path: 'jwt-github', bound_issuer: url, jwt_supported_algs: ['RS256'] };

  test.each<[string, Partial<vault.JwtAuthBackendProps>, Record<string, unknown>]>([
    ['the issuer alone', {}, { ...same, oidc_discovery_url: url }],
    ['an authority', { keys: vault.SigningKeys.discovery({ caPem: 'CA' }) }, { ...same, oidc_discovery_url: url, oidc_discovery_ca_pem: 'CA' }],
    ['the URL of the keys', { keys: vault.SigningKeys.jwksUrl('https://keys.example.com', { caPem: 'CA' }) }, { ...same, jwks_url: 'https://keys.example.com', jwks_ca_pem: 'CA' }],
    ['the keys', { keys: vault.SigningKeys.publicKeys([PEM]) }, { ...same, jwt_validation_pubkeys: [PEM] }],
    ['all else', { path: 'ci/jwt', namespace: 'team', description: 'a ${b}', algorithms: [vault.SigningAlgorithm.ES256] },
      { ...same, oidc_discovery_url: url, path: 'ci/jwt', namespace: 'team', description: 'a $${b}', jwt_supported_algs: ['ES256'] }],
    ['a server', { issuer: GitHubIssuer.enterpriseServer('github.example.com') },
      { ...same, path: 'jwt-github.example.com-services-token', bound_issuer: 'https://github.example.com/_services/token', oidc_discovery_url: 'https://github.example.com/_services/token' }],
    ['GitLab', { issuer: GitLabIssuer.GITLAB_COM }, { ...same, path: 'jwt-gitlab', bound_issuer: 'https://gitlab.com', oidc_discovery_url: 'https://gitlab.com' }],
  ])('is made of %s', (_name, props, expected) => {
    expect(backendWith(props).attributes()).toEqual(expected);
  });

  test.each(['', '/jwt', 'jwt/', 'a b', 'a//b', 'a${b}'])('fails for the path %j', path => {
    expect(() => backendWith({ path })).toThrow(/INVALID_PATH/);
    expect(() => vault.JwtAuthBackend.fromPath(new TerraformStack(new App(), 'S'), 'B', path, GitHubIssuer.GITHUB_COM)).toThrow(/INVALID_PATH/);
  });

  test('fails for a path with the auth/ that stands before every mount', () => {
    expect(() => vault.JwtAuthBackend.fromPath(new TerraformStack(new App(), 'S'), 'B', 'auth/jwt', GitHubIssuer.GITHUB_COM)).toThrow(/write "jwt".*INVALID_PATH/);
  });

  test.each(['*', '/', 'a b/'])('fails where %j stands beside a variable in its path', text => {
    const variable = new TerraformVariable(new TerraformStack(new App(), 'S'), 'mount', {}).stringValue;
    expect(() => backendWith({ path: `${text}${variable}` })).toThrow(/INVALID_PATH/);
  });

  test('that exists is named by a data source or by the state of another stack', () => {
    const stack = new TerraformStack(new App(), 'Stack');
    const data = new DataVaultAuthBackend(stack, 'Data', { path: 'jwt' });
    const state = new DataTerraformRemoteStateLocal(stack, 'State', { path: 'other.tfstate' });
    for (const [id, path] of [['ByData', data.path], ['ByState', state.getString('mount')]]) {
      const backend = vault.JwtAuthBackend.fromPath(stack, id, path, GitHubIssuer.GITHUB_COM);
      new vault.DeployRole(stack, `${id}Role`, { backend, roleName: id.toLowerCase(), workloads: [GitHubRepository.of('my-org/my-app').branch('main')], audience: 'https://vault.example.com' });
    }
    expect(resourcesOf(stack, 'vault_jwt_auth_backend_role').map(role => role.backend)).toEqual(['${data.vault_auth_backend.Data.path}', '${data.terraform_remote_state.State.outputs.mount}']);
  });

  test('fails for a path that is taken in its stack', () => {
    const { backend } = backendWith();
    expect(() => new vault.JwtAuthBackend(TerraformStack.of(backend), 'Second', { issuer: GitHubIssuer.enterprise('o'), path: 'jwt-github' })).toThrow(/"Stack\/Backend".*PATH_TWICE/);
  });

  test('fails for algorithms that are none, and for keys that cannot be trusted', () => {
    expect(() => backendWith({ algorithms: [] })).toThrow(/INVALID_ALGORITHMS/);
    expect(() => backendWith({ algorithms: ['none' as any] })).toThrow(/got \["none"\]/);
    expect(() => vault.SigningKeys.jwksUrl('http://keys.example.com')).toThrow(/INVALID_KEYS_URL/);
    expect(() => vault.SigningKeys.publicKeys([])).toThrow(/NO_KEYS/);
    expect(() => vault.SigningKeys.publicKeys(['-----BEGIN PRIVATE KEY-----'])).toThrow(/INVALID_PUBLIC_KEY/);
  });

  test('fails at synth when its issuer was overridden', () => {
    const { backend } = backendWith();
    expect(backend.node.validate()).toEqual([]);
    backend.resource.addOverride('bound_issuer', undefined);
    backend.resource.boundIssuer = 'https://evil.example.com';
    expect(backend.node.validate()).toEqual([expect.stringMatching(/bound_issuer of the vault_jwt_auth_backend.*TRUST_CHANGED/)]);
  });
});

function policyWith(props: Partial<vault.ReadPolicyProps>) {
  const stack = new TerraformStack(new App(), 'Stack');
  vault.Policy.read(stack, 'Policy', { policyName: 'my-app', mount: 'secret', paths: ['app/config'], ...props });
  return resourcesOf(stack, 'vault_policy')[0];
}

describe('a policy that reads secrets', () => {
  test('names each by its exact API path', () => {
    const rule = (path: string) => `path "${path}" {\n  capabilities = ["read"]\n}\n`;
    expect(policyWith({})).toEqual({ name: 'my-app', policy: rule('secret/data/app/config') });
    expect(policyWith({ paths: ['a', 'b c/$d', 'a'] }).policy).toBe(`${rule('secret/data/a')}\n${rule('secret/data/b c/$d')}`);
    expect(policyWith({ kvVersion: vault.KvVersion.V1, namespace: 'team' })).toEqual({ name: 'my-app', namespace: 'team', policy: rule('secret/app/config') });
  });

  test('takes the value of a variable for its path', () => {
    const stack = new TerraformStack(new App(), 'Stack');
    const variable = new TerraformVariable(stack, 'path', {});
    vault.Policy.read(stack, 'Policy', { policyName: 'p', mount: 'secret', paths: [variable.stringValue] });
    const [policy] = resourcesOf(stack, 'vault_policy');
    expect(policy.policy).toContain('path "secret/data/${var.path}"');
    expect(policy.lifecycle.precondition).toEqual([{ condition: '${can(regex("^[0-9A-Za-z_./:@=,-]+$", var.path))}', error_message: expect.stringContaining('has to be exact') }]);
  });

  test.each(['*', '+/', '/', '{{', '"'])('fails where %j stands beside a variable in a path', text => {
    const variable = new TerraformVariable(new TerraformStack(new App(), 'Stack'), 'service', {}).stringValue;
    expect(() => policyWith({ paths: [`${text}${variable}`] })).toThrow(/INVALID_SECRET_PATH/);
    expect(() => policyWith({ mount: `${text}${variable}` })).toThrow(/INVALID_PATH/);
  });

  test('takes a secret that truly stands below data/', () => {
    expect(policyWith({ paths: ['data/app'], storedBelowData: true }).policy).toContain('path "secret/data/data/app"');
  });

  test.each(['', '/a', 'a/', 'a//b', '*', 'a/*', 'a/+/b', '../a', 'a/./b', '{{identity.entity.id}}', '${x}', 'a"b', 'a\\b', 'a\nb'])('fails for the path %j', path => {
    expect(() => policyWith({ paths: [path] })).toThrow(/INVALID_SECRET_PATH/);
  });

  test.each(['', 'Root', 'root', 'default', 'a b', '-a'])('fails for the name %j', policyName => {
    expect(() => policyWith({ policyName })).toThrow(/INVALID_POLICY_NAME/);
    expect(() => vault.Policy.fromName(new TerraformStack(new App(), 'S'), 'P', policyName)).toThrow(/INVALID_POLICY_NAME/);
  });

  test('fails without a path, for a data segment and for an unknown version', () => {
    expect(() => policyWith({ paths: [] })).toThrow(/NO_PATHS/);
    expect(() => policyWith({ paths: ['data/app'] })).toThrow(/write "app".*DATA_SEGMENT/);
    expect(() => policyWith({ kvVersion: 2 as any })).toThrow(/INVALID_KV_VERSION/);
    expect(() => policyWith({ mount: '/secret' })).toThrow(/mount must be.*INVALID_PATH/);
  });
});
