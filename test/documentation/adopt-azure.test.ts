import { asserted, defined, IDS, NAMES, Resources, stepsOf, together } from './guide';

const PAGE = 'docs/adopt-azure.md';
const IDENTITY = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/deploy/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-app';
const SUBJECT = `${NAMES}:environment:production`;

/** What the page shows as HCL. */
const HAND_MADE: Resources = { azurerm_user_assigned_identity: { my_app: { name: 'my-app', resource_group_name: 'deploy', location: 'westeurope' } } };
const OLD_CREDENTIAL: Resources = {
  azurerm_federated_identity_credential: {
    production: {
      name: 'github-production',
      resource_group_name: 'deploy',
      parent_id: '${azurerm_user_assigned_identity.my_app.id}',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: SUBJECT,
      audience: ['api://AzureADTokenExchange'],
    },
  },
};

const step = (name: string) => defined(PAGE, name);
const credentials = (name: string) => Object.entries<any>(step(name).resource.azurerm_federated_identity_credential);
const [first, second, third] = stepsOf(PAGE);

describe(`${PAGE}, step by step`, () => {
  test('has three steps', () => expect(stepsOf(PAGE)).toHaveLength(3));

  asserted({
    audience: 'api://AzureADTokenExchange',
    states: [['before', together(HAND_MADE, OLD_CREDENTIAL)], [first, together(HAND_MADE, step(first).resource)], [second, step(second).resource], [third, step(third).resource]],
    namesUntil: 2,
    idsFrom: 1,
  });

  test('the credential is imported under the name that it has, and nothing else is', () => {
    const [address, credential] = credentials(first).find(([, { subject }]) => subject === SUBJECT)!;
    expect(credential).toMatchObject({ name: 'github-production', parent_id: IDENTITY, issuer: 'https://token.actions.githubusercontent.com', audience: ['api://AzureADTokenExchange'] });
    expect(step(first).imports).toEqual([{ to: `azurerm_federated_identity_credential.${address}`, id: `${IDENTITY}/federatedIdentityCredentials/github-production` }]);
    expect(step(first).resource).not.toHaveProperty('azurerm_user_assigned_identity');
  });

  test('a credential keeps its address and its name, so that it is never made anew', () => {
    const named = (name: string) => Object.fromEntries(credentials(name).map(([address, credential]) => [address, [credential.name, credential.subject]]));
    expect(named(second)).toEqual(named(first));
    expect(named(first)).toEqual(expect.objectContaining(named(third)));
    expect(Object.values(named(third)).map(([, subject]) => subject)).toEqual([`${IDS}:environment:production`]);
  });

  test('no subject stands twice on the identity', () => {
    for (const name of [first, second, third]) expect(new Set(credentials(name).map(([, { subject }]) => subject)).size).toBe(credentials(name).length);
  });

  test('the identity is imported by its id', () => expect(step(second).imports.map(({ id }) => id)).toEqual([IDENTITY]));
});
