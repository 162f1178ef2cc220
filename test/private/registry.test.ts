import * as cdk from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import * as library from '../../src';
import { otherCopy } from '../support/other-copy';

type Library = typeof library;

const LIBRARIES: [string, Library][] = [['one copy', library], ['two copies', otherCopy()]];

const named = ({ GitHubRepository }: Library, name: string) => GitHubRepository.of(`my-org/${name}`);
const workload = (copy: Library, name = 'my-app') => copy.GitHubRepository.of(`my-org/${name}`, { ownerId: '123456', repositoryId: '456789' }).environment('production');
const many = (copy: Library, letter: string) => Array.from({ length: 12 }, (_, i) => copy.GitHubRepository.of('my-org/my-app').environment(`${letter}${i}`));
const described = { identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' };
const env = { account: '111111111111', region: 'eu-west-1' };

interface Registered {
  readonly code: string;
  readonly app: () => IConstruct;
  readonly stack: (app: IConstruct, id: string) => IConstruct;
  /** Defines the first thing, below a construct that may be removed. */
  readonly first: (scope: Construct, copy: Library) => unknown;
  /** What cannot stand beside it, in whatever stack. */
  readonly second: (scope: Construct, copy: Library, first: any) => unknown;
  /** Whether another stack is another place. */
  readonly byStack?: true;
}

const AWS = { app: () => new cdk.App(), stack: (app: IConstruct, id: string) => new cdk.Stack(app as Construct, id, { env }) };
const TERRAFORM = { app: () => new App(), stack: (app: IConstruct, id: string) => new TerraformStack(app as Construct, id) };

/** Everything of which there may be one, or a number, in an app or stack. */
const REGISTERED: Record<string, Registered> = {
  'the name of a role of AWS': {
    ...AWS,
    code: 'ROLE_NAME_TWICE',
    first: (scope, copy) => new copy.aws.DeployRole(scope, 'First', { roleName: 'deploy', workloads: [workload(copy)] }),
    second: (scope, copy) => new copy.aws.DeployRole(scope, 'Second', { roleName: 'Deploy', workloads: [workload(copy)] }),
  },
  'the provider of an issuer': {
    ...AWS,
    code: 'PROVIDER_EXISTS',
    first: (scope, copy) => new copy.aws.GitHubOidcProvider(scope, 'First'),
    second: (scope, copy) => new copy.aws.GitHubOidcProvider(scope, 'Second'),
  },
  'the issuer of a pool': {
    ...TERRAFORM,
    code: 'POOL_HAS_ISSUER',
    first: (scope, copy) => new copy.google.GitHubProvider(scope, 'First', { pool: new copy.google.WorkloadIdentityPool(scope, 'Pool1', { poolId: 'ci-pool', project: 'p' }) }),
    second: (scope, copy) => new copy.google.GitLabProvider(scope, 'Second', { pool: new copy.google.WorkloadIdentityPool(scope, 'Pool2', { poolId: 'ci-pool', project: 'p' }) }),
  },
  'the credentials of an identity': {
    ...TERRAFORM,
    code: 'TOO_MANY_CREDENTIALS',
    first: (scope, copy) => new copy.azure.DeployIdentity(scope, 'First', { ...described, workloads: many(copy, 'a') }),
    second: (scope, copy, first) => new copy.azure.DeployIdentity(scope, 'Second', {
      workloads: many(copy, 'b'), identity: copy.azure.ManagedIdentity.fromIdentityId(first.identityId, { credentialCount: 0, resourceGroupName: 'deploy' }),
    }),
  },
  'the version of azurerm': {
    ...TERRAFORM,
    code: 'VERSIONS_DIFFER',
    byStack: true,
    first: (scope, copy) => new copy.azure.DeployIdentity(scope, 'First', { ...described, workloads: [workload(copy)], azurermVersion: copy.azure.AzurermVersion.V5 }),
    second: (scope, copy) => new copy.azure.DeployIdentity(scope, 'Second', { ...described, workloads: [workload(copy)] }),
  },
  'the path of a mount': {
    ...TERRAFORM,
    code: 'PATH_TWICE',
    byStack: true,
    first: (scope, copy) => new copy.vault.JwtAuthBackend(scope, 'First', { issuer: copy.GitHubIssuer.GITHUB_COM }),
    second: (scope, copy) => new copy.vault.JwtAuthBackend(scope, 'Second', { issuer: copy.GitHubIssuer.GITHUB_COM }),
  },
  'the name of a role of Vault': {
    ...TERRAFORM,
    code: 'ROLE_NAME_TWICE',
    byStack: true,
    first: (scope, copy) => vaultRole(scope, copy, 'First'),
    second: (scope, copy) => vaultRole(scope, copy, 'Second'),
  },
  'the address of a trust': {
    ...TERRAFORM,
    code: 'TRUST_CHANGED',
    byStack: true,
    first: (scope, copy) => new copy.vault.JwtAuthBackend(scope, 'First', { issuer: copy.GitHubIssuer.GITHUB_COM }).resource.friendlyUniqueId,
    second: (scope, _copy, id) => new TerraformResource(scope, 'Second', { terraformResourceType: 'vault_jwt_auth_backend' }).overrideLogicalId(id),
  },
};

function vaultRole(scope: Construct, copy: Library, id: string): unknown {
  const backend = copy.vault.JwtAuthBackend.fromPath(scope, `${id}Backend`, 'jwt-github', copy.GitHubIssuer.GITHUB_COM);
  return new copy.vault.DeployRole(scope, id, { backend, roleName: 'deploy', audience: 'https://vault.example.com', workloads: [workload(copy)] });
}

/** The codes of what is refused, by the call or at synth. */
function codesOf(app: IConstruct, define: () => void): string[] {
  try {
    define();
  } catch (error) {
    return [String(/\[([A-Z_]+)\]/.exec(String(error))?.[1])];
  }
  const texts = app.node.findAll().flatMap(({ node }) => node.validate()).filter(text => !text.startsWith('Found resources without a matching provider'));
  return texts.map(text => /\[([A-Z_]+)\]$/.exec(text)![1]).filter(code => code !== 'NO_TENANT');
}

test('two copies are two', () => {
  expect(LIBRARIES[1][1].aws.DeployRole).not.toBe(library.aws.DeployRole);
});

describe.each(LIBRARIES)('%s of the package', (_name, copy) => {
  test.each(Object.keys(REGISTERED))('see that %s is taken', name => {
    const { code, first, second, ...frame } = REGISTERED[name];
    const app = frame.app();
    const stack = frame.stack(app, 'one') as Construct;
    expect(codesOf(app, () => second(stack, copy, first(stack, library)))).toEqual([code]);
  });

  test.each(Object.keys(REGISTERED))('look for %s in the other stacks of the app', name => {
    const { code, first, second, byStack, ...frame } = REGISTERED[name];
    const app = frame.app();
    const [one, two] = ['one', 'two'].map(id => frame.stack(app, id) as Construct);
    expect(codesOf(app, () => second(two, copy, first(one, library)))).toEqual(byStack ? [] : [code]);
  });

  test.each(Object.keys(REGISTERED))('forget %s with a construct that has been removed', name => {
    const { first, second, ...frame } = REGISTERED[name];
    const app = frame.app();
    const stack = frame.stack(app, 'one') as Construct;
    const above = new Construct(stack, 'Above');
    const made = first(new Construct(above, 'Parent'), library);
    stack.node.tryRemoveChild('Above');
    expect(codesOf(app, () => second(stack, copy, made))).toEqual([]);
  });

  test('share the one warning about names, which does not go with the construct that carried it', () => {
    const app = new cdk.App();
    const stack = new cdk.Stack(app, 'Stack');
    const role = (lib: Library, id: string) => new lib.aws.DeployRole(stack, id, { workloads: [named(lib, id.toLowerCase()).branch('main')] });
    role(library, 'A');
    role(copy, 'B');
    role(library, 'C');
    stack.node.tryRemoveChild('A');

    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('trusted by name'));

    expect(warnings.map(({ entry }) => entry.data)).toEqual([expect.stringMatching(/^repositories "my-org\/b", "my-org\/c" are trusted by name/)]);
  });
});

test('an entry is plain data on the root construct, which every version of the package can read', () => {
  const app = new cdk.App();
  new library.aws.DeployRole(new cdk.Stack(app, 'Stack'), 'Role', { roleName: 'Deploy', workloads: [workload(library)] });

  const { entries } = (app as any)[Symbol.for('cdk-federated-roles.registry')];

  expect(entries.get('aws.role-name').get('deploy')[0].data).toEqual({ roleName: 'Deploy' });
});
