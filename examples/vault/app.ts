import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import * as cdktf from 'cdktf';
import { GitHubIssuer, GitHubRepository, GitLabIssuer, GitLabProject, vault } from 'cdk-federated-roles';

/** What the jobs ask their tokens for. Only this Vault uses it. */
const AUDIENCE = 'https://vault.example.com';

/**
 * One stack with two auth backends and two roles: a job of GitHub and one of GitLab each read the one password that they need.
 */
export function buildApp(outdir?: string): cdktf.App {
  const app = new cdktf.App({ outdir });
  const stack = new cdktf.TerraformStack(app, 'vault');
  new VaultProvider(stack, 'Vault', { address: AUDIENCE });

  // GitHub: the environment production, on main alone
  const github = new vault.JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM });
  const myApp = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
  new vault.DeployRole(stack, 'MyApp', {
    backend: github,
    roleName: 'my-app-production',
    workloads: [myApp.environment('production').onBranch('main')],
    audience: AUDIENCE,
    permissions: [vault.Permission.policy(vault.Policy.read(stack, 'MyAppDatabase', { policyName: 'my-app-database', mount: 'secret', paths: ['my-app/database'] }))],
  });

  // GitLab: the environment production, which Vault can test as a claim of its own
  const gitlab = new vault.JwtAuthBackend(stack, 'GitLab', { issuer: GitLabIssuer.GITLAB_COM });
  const myLib = GitLabProject.of('my-group/my-lib', { projectId: '20' });
  new vault.DeployRole(stack, 'MyLib', {
    backend: gitlab,
    roleName: 'my-lib-production',
    workloads: [myLib.environment('production').onBranch('main').withProtectedRef()],
    audience: AUDIENCE,
    permissions: [vault.Permission.policy(vault.Policy.read(stack, 'MyLibRegistry', { policyName: 'my-lib-registry', mount: 'secret', paths: ['my-lib/registry'] }))],
  });
  return app;
}

if (require.main === module) buildApp().synth();
