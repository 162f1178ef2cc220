import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { azure, GitHubIssuer, GitLabIssuer, google, vault, Workload } from '../src';
import { CLASSIC, FLEXIBLE } from '../test/azure/builders';
import { GOOGLE_BUILDERS } from '../test/google/builders';
import { VAULT_BUILDERS } from '../test/vault/builders';

/** What Terraform gets of one stack. */
export interface Artefact {
  readonly name: string;
  readonly json: string;
  /** Of examples alone: the framework writes quotes into HCL as they are, and what it writes of awkward names is none. */
  readonly hcl?: string;
}

export type Attributes = Readonly<Record<string, any>>;

/** The resources of an artefact, by type and by name. */
export function resourcesOf({ json }: Artefact): Readonly<Record<string, Readonly<Record<string, Attributes>>>> {
  return JSON.parse(json).resource;
}

/** Every Terraform stack of the examples, and every builder of each cloud. */
export function artefacts(): Artefact[] {
  return [...examples(), ...BUILT.map(([name, define]) => ({ name: `builders of ${name}`, json: Testing.synth(defined(define)) }))];
}

function examples(): Artefact[] {
  const root = join(__dirname, '..', 'examples');
  const found = readdirSync(root).filter(name => existsSync(join(root, name, 'cdktf.json')));
  return found.flatMap(name => {
    const [file] = ['terraform-app', 'app'].filter(each => existsSync(join(root, name, `${each}.ts`)));
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const [build] = Object.values<() => App>(require(join(root, name, file)));
    const stacks = build().node.findAll().filter(TerraformStack.isStack);
    if (stacks.length === 0) throw new Error(`examples/${name}/${file}.ts defines no Terraform stack`);
    return stacks.map(stack => ({ name: `example ${name}, stack ${stack.node.id}`, json: Testing.synth(stack), hcl: Testing.synthHcl(stack) }));
  });
}

type Define = (stack: TerraformStack) => void;

function defined(define: Define): TerraformStack {
  const stack = new TerraformStack(new App(), 'Stack');
  define(stack);
  return stack;
}

const BUILT: [name: string, define: Define][] = [
  ['Google Cloud', stack => {
    new GoogleProvider(stack, 'Google', { project: 'my-project' });
    const providers = new Map<string, google.WorkloadIdentityProvider>();
    Object.values(GOOGLE_BUILDERS).forEach((workload, i) => {
      const { issuer } = workload;
      const provider = providers.get(issuer.url) ?? googleProvider(stack, `Provider${providers.size}`, issuer as GitHubIssuer | GitLabIssuer);
      providers.set(issuer.url, provider);
      new google.DeployServiceAccount(stack, `Account${i}`, { provider, workloads: [workload], accountId: `deploy-${i}`, permissions: [google.Permission.onProject('roles/run.developer')] });
      new google.DirectAccess(stack, `Direct${i}`, { provider, workloads: [workload], permissions: [google.Permission.onProject('roles/storage.objectUser')] });
    });
  }],
  ['Azure, identities for azurerm 4', stack => identities(stack, azure.AzurermVersion.V4)],
  ['Azure, identities for azurerm 5', stack => identities(stack, azure.AzurermVersion.V5)],
  ['Azure, applications', stack => {
    new AzureadProvider(stack, 'Azuread');
    const add = (id: string, props: Partial<azure.DeployApplicationProps>) => new azure.DeployApplication(stack, id, { displayName: `deploy-${id}`, ...props });
    Object.values(CLASSIC).forEach((workload, i) => add(`Classic${i}`, { workloads: [workload] }));
    Object.values(FLEXIBLE).forEach((workload, i) => add(`Flexible${i}`, { flexibleWorkloads: [workload] }));
  }],
  ['Vault', stack => {
    new VaultProvider(stack, 'Vault', { address: 'https://vault.example.com' });
    const backends = new Map<string, vault.JwtAuthBackend>();
    Object.values(VAULT_BUILDERS).forEach((workload, i) => {
      const { issuer } = workload;
      const backend = backends.get(issuer.url) ?? new vault.JwtAuthBackend(stack, `Backend${backends.size}`, { issuer });
      backends.set(issuer.url, backend);
      const policy = vault.Policy.read(stack, `Policy${i}`, { policyName: `role-${i}`, mount: 'secret', paths: [`role-${i}/config`] });
      new vault.DeployRole(stack, `Role${i}`, { backend, roleName: `role-${i}`, workloads: [workload], audience: 'https://vault.example.com', permissions: [vault.Permission.policy(policy)] });
    });
  }],
];

function googleProvider(stack: TerraformStack, id: string, issuer: GitHubIssuer | GitLabIssuer): google.WorkloadIdentityProvider {
  const pool = new google.WorkloadIdentityPool(stack, `${id}Pool`, { poolId: id.toLowerCase(), project: 'my-project' });
  return issuer instanceof GitHubIssuer ? new google.GitHubProvider(stack, id, { pool, issuer }) : new google.GitLabProvider(stack, id, { pool, issuer });
}

function identities(stack: TerraformStack, azurermVersion: azure.AzurermVersion): void {
  new AzurermProvider(stack, 'Azurerm', { features: [{}] });
  Object.values<Workload>(CLASSIC).forEach((workload, i) => {
    const identity = new azure.DeployIdentity(stack, `Identity${i}`, { workloads: [workload], identityName: `deploy-${i}`, resourceGroupName: 'deploy', location: 'westeurope', azurermVersion });
    identity.addPermission(azure.Permission.role('Reader', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111' }));
  });
}
