import { asserted, defined, job, NAMES, Resources, stepsOf, together, trustOf } from './guide';

const PAGE = 'docs/adopt-vault.md';
const AUDIENCE = 'https://vault.example.com';
const ISSUER = 'https://token.actions.githubusercontent.com';

/** What the page shows as HCL. */
const MOUNT: Resources = { vault_jwt_auth_backend: { github: { path: 'jwt', oidc_discovery_url: ISSUER, bound_issuer: ISSUER } } };
const OLD_ROLE: Resources = {
  vault_jwt_auth_backend_role: {
    my_app: {
      backend: 'jwt',
      role_name: 'my-app',
      role_type: 'jwt',
      user_claim: 'actor',
      bound_audiences: [AUDIENCE],
      bound_claims: { repository: 'my-org/my-app' },
      token_policies: ['my-app-database'],
    },
  },
};

const step = (name: string) => defined(PAGE, name);
const [first, second, third, fourth] = stepsOf(PAGE);
const STATES: readonly (readonly [name: string, account: Resources])[] = [
  ['before', together(MOUNT, OLD_ROLE)],
  [first, together(MOUNT, OLD_ROLE, step(first).resource)],
  [second, together(MOUNT, step(first).resource)],
  [third, step(third).resource],
  [fourth, step(fourth).resource],
];

describe(`${PAGE}, step by step`, () => {
  test('has four steps', () => expect(stepsOf(PAGE)).toHaveLength(4));

  asserted({ audience: AUDIENCE, states: STATES, namesUntil: 3, idsFrom: 0 });

  test('the new role takes the job before any changes over to it, with the same policy', () => {
    const [name, role] = Object.entries<any>(step(first).resource.vault_jwt_auth_backend_role)[0];
    expect(role).toMatchObject({ backend: 'jwt', role_name: 'my-app-production', token_policies: ['my-app-database'] });
    expect(trustOf(STATES[1][1]).ofTarget(`vault_jwt_auth_backend_role.${name}`).admits(job(NAMES, AUDIENCE))).toBe(true);
    expect(trustOf(STATES[1][1]).ofTarget('vault_jwt_auth_backend_role.my_app').admits(job(NAMES, AUDIENCE))).toBe(true);
  });

  test('a job that nobody named is let in until the old role goes', () => {
    expect(STATES.map(([, account]) => trustOf(account).admits(job(NAMES, AUDIENCE, 'pull_request')))).toEqual([true, true, false, false, false]);
  });

  test('the mount is imported by its path, and the role stays where it is', () => {
    expect(step(third).imports.map(({ id }) => id)).toEqual(['jwt']);
    expect(Object.values<any>(step(third).resource.vault_jwt_auth_backend)[0]).toMatchObject({ path: 'jwt', bound_issuer: ISSUER });
    expect(Object.keys(step(third).resource.vault_jwt_auth_backend_role)).toEqual(Object.keys(step(first).resource.vault_jwt_auth_backend_role));
  });
});
