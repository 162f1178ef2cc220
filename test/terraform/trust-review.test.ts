import { App, TerraformStack, Testing } from 'cdktf';
import { GitHubRepository } from '../../src';
import { StackTrust, TrustReview } from '../../src/terraform';
import { DeployRole, JwtAuthBackend } from '../../src/vault';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { JwtAuthBackendRole } from '@cdktf/provider-vault/lib/jwt-auth-backend-role';

const APP = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const AUDIENCE = 'https://vault.example.com';

function stackIn(app: App, id = 'deploy'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new VaultProvider(stack, 'Vault', { address: AUDIENCE });
  return stack;
}
