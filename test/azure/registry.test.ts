import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, DataTerraformRemoteStateLocal, Lazy, LocalBackend, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { complaints, resourcesOf } from './synthesised';
import { azure, GitHubRepository } from '../../src';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const named = (letter: string, length: number) => Array.from({ length }, (_, i) => app.environment(`${letter}${i}`));
const described = { identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' };
const again = (identityId: string) => azure.ManagedIdentity.fromIdentityId(identityId, { credentialCount: 0, resourceGroupName: 'deploy' });

function stackOf(root: App, name: string): TerraformStack {
  const stack = new TerraformStack(root, name);
  new LocalBackend(stack, { path: `state/${name}.tfstate` });
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  new AzureadProvider(stack, 'azuread', {});
  return stack;
}

/** Everything that the app complains of, stack by stack and then as a whole. */
function allComplaints(root: App): string[] {
  return complaints(root as unknown as TerraformStack);
}

/** Ways to name an identity of the same app. */
const IDENTITIES: Record<string, (identity: azure.DeployIdentity) => string> = {
  'its own property': identity => identity.identityId,
  'the attribute of its resource': identity => identity.resource!.id,
  'a token around it': identity => Token.asString(identity.identityId),
  'a value that comes later': identity => Lazy.stringValue({ produce: () => identity.identityId }),
};

describe('twenty credentials of an identity', () => {
  test.each(Object.keys(IDENTITIES))('are counted over two constructs, the second of which names it by %s', way => {
    const stack = stackOf(new App(), 'stack');
    const first = new azure.DeployIdentity(stack, 'First', { ...described, workloads: named('a', 12) });
    new azure.DeployIdentity(stack, 'Second', { workloads: named('b', 12), identity: again(IDENTITIES[way](first)) });

    expect(complaints(stack)).toEqual([expect.stringMatching(/24 federated credentials.*"stack\/First", "stack\/Second".*\[TOO_MANY_CREDENTIALS\]$/)]);
  });

  test.each([
    ['a reference', (first: azure.DeployIdentity) => first.identityId],
    ['an output in the state of its stack', (first: azure.DeployIdentity, other: TerraformStack) => {
      const stack = TerraformStack.of(first);
      new TerraformOutput(stack, 'identity', { value: first.identityId, staticId: true });
      return new DataTerraformRemoteStateLocal(other, 'Remote', { path: '../one/state/one.tfstate' }).getString('identity');
    }],
  ] as const)('are counted over two stacks, the second of which names it by %s', (_name, idOf) => {
    const root = new App();
    const first = new azure.DeployIdentity(stackOf(root, 'one'), 'First', { ...described, workloads: named('a', 12) });
    const two = stackOf(root, 'two');
    new azure.DeployIdentity(two, 'Second', { workloads: named('b', 12), identity: again(idOf(first, two)) });

    expect(allComplaints(root)).toEqual([expect.stringContaining('[TOO_MANY_CREDENTIALS]')]);
  });

  test('are counted apart for outputs of other states, and for other identities', () => {
    const root = new App();
    const one = stackOf(root, 'one');
    const first = new azure.DeployIdentity(one, 'First', { ...described, workloads: named('a', 12) });
    new TerraformOutput(one, 'identity', { value: first.identityId, staticId: true });
    const two = stackOf(root, 'two');
    const remote = new DataTerraformRemoteStateLocal(two, 'Remote', { path: 'state/three.tfstate' });
    new azure.DeployIdentity(two, 'Second', { workloads: named('b', 12), identity: again(remote.getString('identity')) });
    new azure.DeployIdentity(one, 'Third', { ...described, workloads: named('c', 12) });

    expect(allComplaints(root)).toEqual([]);
  });

  test('are not those of a construct that has been removed, or of one above it', () => {
    const stack = stackOf(new App(), 'stack');
    const first = new azure.DeployIdentity(stack, 'First', { ...described, workloads: named('a', 12) });
    new azure.DeployIdentity(stack, 'Second', { workloads: named('b', 12), identity: again(first.identityId) });
    stack.node.tryRemoveChild('Second');

    expect(complaints(stack)).toEqual([]);
  });

  test.each([
    ['its own property', (application: azure.DeployApplication) => application.applicationId],
    ['the object id of its resource', (application: azure.DeployApplication) => `/applications/${application.resource!.objectId}`],
  ])('are counted of an application that is named by %s', (_name, idOf) => {
    const stack = stackOf(new App(), 'stack');
    const first = new azure.DeployApplication(stack, 'First', { displayName: 'deploy', workloads: named('a', 12) });
    const application = azure.DirectoryApplication.fromApplicationId(idOf(first), { credentialCount: 0 });
    new azure.DeployApplication(stack, 'Second', { application, workloads: named('b', 12) });

    expect(complaints(stack)).toEqual([expect.stringContaining('[TOO_MANY_CREDENTIALS]')]);
  });

  test('are one too many where a second construct repeats one of them', () => {
    const stack = stackOf(new App(), 'stack');
    const first = new azure.DeployIdentity(stack, 'First', { ...described, workloads: named('a', 2) });
    new azure.DeployIdentity(stack, 'Second', { workloads: named('a', 1), identity: again(first.identityId) });

    expect(complaints(stack)).toEqual([expect.stringContaining('[SAME_CREDENTIAL]')]);
  });
});

/** Two environments whose credentials get the same name: found by trying, since the hash in it has ten digits. */
const colliding = [190156, 1886950].map(i => app.environment(`${'x'.repeat(100)}${i}`));

describe('two credentials that get the same name', () => {
  const subjects = (stack: TerraformStack, type: string) => Object.values(resourcesOf(stack)[type] ?? {})
    .map(({ name, display_name: displayName, subject }) => [name ?? displayName, subject] as const);

  test('are both emitted, the later one under a longer hash', () => {
    const [stack, alone] = [stackOf(new App(), 'stack'), stackOf(new App(), 'alone')];
    new azure.DeployIdentity(stack, 'Identity', { ...described, workloads: colliding });
    new azure.DeployIdentity(alone, 'Identity', { ...described, workloads: [colliding[0]] });
    const emitted = subjects(stack, 'azurerm_federated_identity_credential');
    const names = emitted.map(([name]) => name);

    expect(new Set(emitted.map(([, subject]) => subject)).size).toBe(2);
    expect(names).toContain(subjects(alone, 'azurerm_federated_identity_credential')[0][0]);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/);
    expect(complaints(stack)).toEqual([]);
  });

  test('are both emitted by two constructs on one identity', () => {
    const stack = stackOf(new App(), 'stack');
    const first = new azure.DeployIdentity(stack, 'First', { ...described, workloads: [colliding[0]] });
    new azure.DeployIdentity(stack, 'Second', { workloads: [colliding[1]], identity: again(first.identityId) });

    expect(new Set(subjects(stack, 'azurerm_federated_identity_credential').map(([name]) => name)).size).toBe(2);
    expect(complaints(stack)).toEqual([]);
  });

  test('are both emitted on an application', () => {
    const stack = stackOf(new App(), 'stack');
    new azure.DeployApplication(stack, 'Application', { displayName: 'deploy', workloads: colliding });

    expect(new Set(subjects(stack, 'azuread_application_federated_identity_credential').map(([name]) => name)).size).toBe(2);
  });
});

describe('the version of azurerm', () => {
  const v5 = { ...described, azurermVersion: azure.AzurermVersion.V5, workloads: named('a', 1) };

  test('is that of the constructs that are left', () => {
    const stack = stackOf(new App(), 'stack');
    new azure.DeployIdentity(stack, 'First', v5);
    stack.node.tryRemoveChild('First');
    new azure.DeployIdentity(stack, 'Second', { ...described, workloads: named('a', 1) });

    expect(JSON.stringify(stack.toTerraform())).not.toContain('>= 5.0.0');
  });
});
