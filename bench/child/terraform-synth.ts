// One measurement in a process of its own: node terraform-synth.js <variant> <repositories> <directory for the stack>
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { azureCredentialsByHand, googleMembersByHand, vaultRolesByHand, vaultRolesFlat } from './terraform-hand-written';
import { azureCredentials, googleMembers, vaultRoles } from './terraform-library';
import { DefineTrust } from './terraform-variant';

const VARIANTS: Record<string, DefineTrust> = { azureCredentials, azureCredentialsByHand, googleMembers, googleMembersByHand, vaultRoles, vaultRolesByHand, vaultRolesFlat };

function build(define: DefineTrust, repositories: number, outdir: string): App {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'trust');
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  new GoogleProvider(stack, 'Google', { project: 'my-project' });
  new VaultProvider(stack, 'Vault', { address: 'https://vault.example.com' });
  define(stack, repositories);
  return app;
}

function main([name, repositories, outdir]: string[]): void {
  const define = VARIANTS[name];
  build(define, 2, `${outdir}-first`).synth(); // the framework loads its modules at their first use
  globalThis.gc?.();

  const processor = process.cpuUsage();
  const begin = performance.now();
  const app = build(define, Number(repositories), outdir);
  const built = performance.now();
  app.synth();
  const end = performance.now();
  const { user, system } = process.cpuUsage(processor);

  process.stdout.write(JSON.stringify({ build: built - begin, synth: end - built, processor: (user + system) / 1000 }));
}

main(process.argv.slice(2));
