import { resourcesOf, roleOf, roleStack } from './synthesised';
import { GitHubRepository } from '../../src';
import { AWKWARD_BRANCH, Letters, LETTERS } from '../support/letters';

const IDS = 'repo:my-org@123456/my-app@456789';

/** What the role tests, as it stands in the JSON. */
const EXPECTED: Record<Letters, Record<string, unknown>> = {
  'GitHub with ids': { user_claim: 'repository_id', bound_subject: `${IDS}:environment:production`, bound_claims_type: 'string' },
  'GitHub without ids': { user_claim: 'repository_id', bound_subject: 'repo:my-org/my-app:environment:production', bound_claims_type: 'string' },
  'GitLab': { user_claim: 'project_id', bound_subject: 'project_path:my-group/my-lib:ref_type:branch:ref:main', bound_claims_type: 'string' },
  'an environment': { user_claim: 'repository_id', bound_subject: `${IDS}:environment:Prod EU`, bound_claims_type: 'string' },
  'a branch': { user_claim: 'repository_id', bound_subject: `${IDS}:ref:refs/heads/main`, bound_claims_type: 'string' },
  'a tag': { user_claim: 'repository_id', bound_subject: `${IDS}:ref:refs/tags/v1.2.3`, bound_claims_type: 'string' },
  'two subjects': { user_claim: 'repository_id', bound_subject: '', bound_claims: { sub: `${IDS}:environment:staging,${IDS}:ref:refs/heads/main` }, bound_claims_type: 'string' },
  'every awkward legal character': { user_claim: 'repository_id', bound_subject: `${IDS}:ref:refs/heads/a$\${b}%%{c}$$\${d}%%%{e}"f"'g'@h&i,j;k=l<m>n|o(p)q#r!s\`té本🚀`, bound_claims_type: 'string' },
};

describe('the JSON for Vault is right to the letter', () => {
  test.each(Object.keys(LETTERS) as Letters[])('%s', cell => {
    const { backend, ...role } = roleOf(...LETTERS[cell]);

    expect(backend).toMatch(/^\$\{vault_jwt_auth_backend\.Backend0_\w+\.path\}$/);
    expect(role).toEqual({
      role_name: 'role-0',
      role_type: 'jwt',
      bound_audiences: ['https://vault.example.com'],
      token_ttl: 900,
      token_max_ttl: 900,
      token_type: 'service',
      ...EXPECTED[cell],
    });
  });

  test.each<[Letters, Record<string, unknown>]>([
    ['a branch', { path: 'jwt-github', oidc_discovery_url: 'https://token.actions.githubusercontent.com', bound_issuer: 'https://token.actions.githubusercontent.com' }],
    ['GitLab', { path: 'jwt-gitlab', oidc_discovery_url: 'https://gitlab.com', bound_issuer: 'https://gitlab.com' }],
  ])('the backend: %s', (cell, expected) => {
    expect(resourcesOf(roleStack([LETTERS[cell]]), 'vault_jwt_auth_backend')).toEqual([{ type: 'jwt', jwt_supported_algs: ['RS256'], ...expected }]);
  });

  test('among the bound claims as well, but for the comma, at which the provider would split', () => {
    const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
    const without = AWKWARD_BRANCH.replace(',', '');

    expect(roleOf(app.environment('production').onBranch(without))).toMatchObject({ bound_claims: { ref: 'refs/heads/a$${b}%%{c}$$${d}%%%{e}"f"\'g\'@h&ij;k=l<m>n|o(p)q#r!s`té本🚀' } });
    expect(() => roleOf(app.environment('production').onBranch(AWKWARD_BRANCH))).toThrow('VALUE_NOT_IN_CLAIMS');
    expect(() => roleOf(app.branch(AWKWARD_BRANCH), app.branch('main'))).toThrow('make one role for each exact subject');
  });
});
