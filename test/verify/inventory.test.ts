import { Entry, inventory } from '../../src/verify/inventory';
import { readTexts } from '../../src/verify/readers';
import { inventoryMarkdown, inventoryText } from '../../src/verify/reports/inventory';

const GITHUB = 'token.actions.githubusercontent.com';
const provider = (host = GITHUB) => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const statement = (condition: unknown, more: object = {}) => ({ Effect: 'Allow', Principal: { Federated: provider() }, Action: 'sts:AssumeRoleWithWebIdentity', ...condition === undefined ? {} : { Condition: condition }, ...more });
const read = (value: unknown, file = 'trust.json') => inventory(readTexts([{ text: JSON.stringify(value), file }]));
const entriesOf = (value: unknown, file?: string) => read(value, file).entries;
const roleWith = (document: unknown, more: object = {}) => ({ Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ...more } } } });
const tested = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:my-org/my-app:ref:refs/heads/main' } };
const terraform = (resource: object) => ({ resource });
const only = (entries: readonly Entry[]) => {
  expect(entries).toHaveLength(1);
  return entries[0];
};

describe('what is not tested is said to be open', () => {
  const audienceAlone = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } };

  test.each<[string, unknown, RegExp]>([
    ['AWS, the subject', { Statement: [statement(audienceAlone)] }, /subject {4}not tested: anyone\n/],
    ['AWS, the audience', { Statement: [statement({ StringEquals: { [`${GITHUB}:sub`]: 'x' } })] }, /audience {3}not tested: any audience\n/],
    ['AWS, all', { Statement: [statement(undefined)] }, /subject {4}not tested: anyone\n {2}audience {3}not tested: any audience\n/],
    ['AWS, the subject beside another claim', { Statement: [statement({ StringEquals: { [`${GITHUB}:aud`]: 'x', [`${GITHUB}:repository_id`]: '1' } })] }, /subject {4}not tested: anyone whom the conditions let in\n/],
    ['Vault', { data: { role_type: 'jwt', user_claim: 'sub', bound_audiences: [], bound_claims_type: 'string', bound_claims: {} } }, /subject {4}not tested: anyone\n {2}audience {3}not tested: any audience\n/],
    ['Google, a provider without a condition', [{ name: 'projects/1/locations/global/workloadIdentityPools/p/providers/g', oidc: { issuerUri: `https://${GITHUB}` }, attributeMapping: { 'google.subject': 'assertion.sub' } }], /subject {4}not tested: anyone\n/],
  ])('%s', (_name, value, expected) => {
    const text = inventoryText(read(value));

    expect(text).toMatch(expected);
    expect(text).not.toMatch(/ none\n/);
    expect(inventoryMarkdown(read(value))).toContain('not tested: any');
  });

  test('and is no list in JSON, but a field', () => {
    expect(only(entriesOf({ Statement: [statement(audienceAlone)] }))).toMatchObject({ subjects: [], notTested: ['subject'] });
    expect(only(entriesOf({ Statement: [statement(tested)] }))).toMatchObject({ notTested: [], unknown: [] });
  });
});

describe('what is unknown until deployment is not called open', () => {
  test.each<[string, unknown]>([
    ['the condition', roleWith({ Statement: [statement({ 'Fn::GetAtt': ['Custom', 'Value'] })] })],
    ['the tests of an operator', roleWith({ Statement: [statement({ StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } })] })],
    ['a statement', roleWith({ Statement: [{ 'Fn::GetAtt': ['Custom', 'Value'] }] })],
    ['the policy', roleWith({ 'Fn::GetAtt': ['Custom', 'Value'] })],
  ])('%s', (_name, template) => {
    const entry = only(entriesOf(template));

    expect(entry).toMatchObject({ target: 'trust/Deploy', notTested: [], unknown: [expect.stringMatching(/unknown until deployment: it hangs on .*Custom/)] });
    expect(inventoryText(read(template))).toMatch(/subject {4}unknown\n/);
  });
});

describe('whom it trusts', () => {
  test.each([
    ['a provider of the account', { Federated: provider() }, `https://${GITHUB}`],
    ['an issuer with a path', { Federated: provider(`${GITHUB}/my-enterprise`) }, `https://${GITHUB}/my-enterprise`],
    ['Google', { Federated: 'accounts.google.com' }, 'https://accounts.google.com'],
    ['Cognito', { Federated: 'cognito-identity.amazonaws.com' }, 'https://cognito-identity.amazonaws.com'],
    ['everybody', '*', 'any'],
  ])('is named: %s', (_name, principal, issuer) => {
    expect(only(entriesOf({ Statement: [statement(tested, { Principal: principal })] })).issuer).toBe(issuer);
  });

  test('may be several', () => {
    const two = { Federated: [provider(), provider('gitlab.com')] };

    expect(only(entriesOf({ Statement: [statement(tested, { Principal: two })] }))).toMatchObject({ issuer: null, issuers: ['https://gitlab.com', `https://${GITHUB}`] });
  });

  test('is that of each statement', () => {
    const entries = entriesOf({ Statement: [statement(tested), statement(tested, { Principal: { Federated: provider('gitlab.com') } })] });

    expect(entries.map(({ issuer }) => issuer)).toEqual([`https://${GITHUB}`, 'https://gitlab.com']);
  });

  test('is nobody where a policy denies alone', () => {
    const denies = statement(undefined, { Effect: 'Deny' });

    expect(only(entriesOf({ Statement: [denies] })).subjects).toEqual(['nobody: no statement lets a token in']);
  });

  test('is narrowed by what is denied', () => {
    const denies = statement({ StringNotEquals: { [`${GITHUB}:ref`]: 'refs/heads/main' } }, { Effect: 'Deny', Principal: '*' });

    expect(only(entriesOf({ Statement: [statement(tested), denies] })).conditions).toEqual([`not where StringNotEquals ${GITHUB}:ref refs/heads/main`]);
  });
});

describe('what an identity may do', () => {
  test('AWS: managed policies, and the actions of inline ones', () => {
    const template = roleWith({ Statement: [statement(tested)] }, {
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      Policies: [
        { PolicyName: 'deploy', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['s3:PutObject', 'cloudformation:*'], Resource: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }] } },
        { PolicyName: 'rest', PolicyDocument: { Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } } },
      ],
    });

    expect(only(entriesOf(template)).grants).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess', 'inline deploy: cloudformation:*, s3:PutObject', 'inline rest: all but iam:*']);
  });

  test('Google: the role that is bound, and those that the account has', () => {
    const pool = 'google_iam_workload_identity_pool.ci';
    const entries = entriesOf(terraform({
      google_service_account: { deploy: { account_id: 'deploy' } },
      google_iam_workload_identity_pool: { ci: { workload_identity_pool_id: 'ci', project: 'p' } },
      google_service_account_iam_member: { use: { service_account_id: '${google_service_account.deploy.name}', role: 'roles/iam.workloadIdentityUser', member: `principal://iam.googleapis.com/\${${pool}.name}/subject/repo:a/b:ref:refs/heads/main` } },
      google_project_iam_member: { admin: { project: 'p', role: 'roles/editor', member: 'serviceAccount:${google_service_account.deploy.email}' } },
    }), 'main.tf.json');

    expect(entries.flatMap(({ grants }) => grants)).toEqual(expect.arrayContaining([expect.stringMatching(/^roles\/iam\.workloadIdentityUser on /), 'roles/editor on the whole project']));
    expect(entries.flatMap(({ unknown }) => unknown)).toEqual([expect.stringMatching(/^the issuer, the audience and the condition: the providers of .* are not among what was read/)]);
  });

  test('Azure: whose credential it is, and its roles', () => {
    const entries = entriesOf(terraform({
      azurerm_user_assigned_identity: { deploy: { name: 'deploy', resource_group_name: 'r', location: 'w' } },
      azurerm_federated_identity_credential: { main: { name: 'main', parent_id: '${azurerm_user_assigned_identity.deploy.id}', issuer: `https://${GITHUB}`, audience: ['api://AzureADTokenExchange'], subject: 'repo:a/b:ref:refs/heads/main' } },
      azurerm_role_assignment: { owner: { scope: '/subscriptions/11111111-1111-1111-1111-111111111111', role_definition_name: 'Owner', principal_id: '${azurerm_user_assigned_identity.deploy.principal_id}' } },
    }), 'main.tf.json');

    expect(only(entries).grants).toContain('Owner on the whole subscription');
  });

  test('Vault: its policies, and the paths that they write', () => {
    const entries = entriesOf(terraform({
      vault_policy: { admin: { name: 'admin', policy: 'path "*" { capabilities = ["sudo", "create", "update"] }' } },
      vault_jwt_auth_backend_role: { deploy: { role_name: 'deploy', role_type: 'jwt', user_claim: 'sub', bound_audiences: ['v'], bound_subject: 'repo:a/b:ref:refs/heads/main', token_policies: ['admin'] } },
    }), 'main.tf.json');

    expect(only(entries).grants).toEqual(expect.arrayContaining(['policy admin']));
  });
});

test('what was not judged is named in the list, in a line of its own', () => {
  const found = { ...read({ Statement: [statement(tested)] }), unjudged: ['b', 'a'].map(id => ({ id, type: 'awscc_iam_role', reason: 'resources of this type are not read', source: { file: 'main.tf.json', pointer: '' } })) };

  expect(inventoryMarkdown(found)).toMatch(/\n\n\* not judged: b \(awscc\\_iam\\_role, main\.tf\.json\): resources of this type are not read\n\* not judged: a /);
  expect(inventoryText(found)).toContain('not judged: 2 of awscc_iam_role (b, a): resources of this type are not read\n');
});
