import { GITHUB, SUBJECT } from './support';
import { decide } from '../../../src/verify/decide';
import type { Artefacts } from '../../../src/verify/model';
import { readText, readTexts } from '../../../src/verify/readers';

const POOL = 'projects/123456789012/locations/global/workloadIdentityPools/ci';
const MEMBER = `principalSet://iam.googleapis.com/${POOL}/attribute.repository_id/456789`;
const claims = {
  iss: GITHUB, sub: SUBJECT, repository_id: '456789', repository_owner_id: '123456', aud: `https://iam.googleapis.com/${POOL}/providers/github`,
};
const outcomes = ({ targets }: Artefacts, change: object = {}) => targets.map(target => decide(target, { ...claims, ...change }).outcome);
const json = (value: unknown, file = 'x.json') => ({ text: JSON.stringify(value), file });

const PROVIDER = {
  name: `${POOL}/providers/github`,
  state: 'ACTIVE',
  oidc: { issuerUri: GITHUB },
  attributeCondition: "assertion.repository_owner_id == '123456'",
  attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository_id': 'assertion.repository_id' },
};
const policy = (condition?: object) => ({ bindings: [{ members: [MEMBER], role: 'roles/iam.workloadIdentityUser', ...condition === undefined ? {} : { condition } }], etag: 'BwY', version: 3 });

// as gcloud prints it where no format is named
const PROVIDER_YAML = `attributeCondition: assertion.repository_owner_id == '123456'
attributeMapping:
  attribute.repository_id: assertion.repository_id
  google.subject: assertion.sub
displayName: GitHub
name: ${POOL}/providers/github
oidc:
  issuerUri: ${GITHUB}
state: ACTIVE
`;
const POLICY_YAML = `bindings:
- members:
  - ${MEMBER}
  - user:admin@example.com
  role: roles/iam.workloadIdentityUser
- condition:
    expression: request.time < timestamp("2020-01-01T00:00:00Z")
    title: until-2020
  members:
  - ${MEMBER}
  role: roles/viewer
etag: BwYabc
version: 3
`;

describe('output of gcloud', () => {
  test.each<[string, string, string]>([
    ['providers list, as JSON', 'providers.json', JSON.stringify([PROVIDER])],
    ['providers describe, as JSON', 'provider.json', JSON.stringify(PROVIDER)],
    ['what the API gives', 'providers.json', JSON.stringify({ workloadIdentityPoolProviders: [PROVIDER] })],
    ['providers describe', 'provider.yaml', PROVIDER_YAML],
    ['providers list, of one', 'providers.yaml', `---\n${PROVIDER_YAML}`],
    ['providers list, indented as a list', 'providers.yml', `- ${PROVIDER_YAML.trimEnd().replace(/\n/g, '\n  ')}\n`],
  ])('is read: %s', (_, file, text) => {
    const artefacts = readText(text, { file });
    expect(artefacts.targets.map(({ id, issuer }) => [id, issuer])).toEqual([[PROVIDER.name, GITHUB]]);
    expect(outcomes(artefacts)).toEqual(['accept']);
    expect(outcomes(artefacts, { repository_owner_id: '2' })).toEqual(['reject']);
  });

  test('of a list is a document for each', () => {
    const text = `---\n${PROVIDER_YAML}---\n${PROVIDER_YAML.replace('providers/github', 'providers/other').replace("'123456'", "'1'")}`;
    const { targets } = readText(text, { file: 'providers.yaml' });
    expect(targets.map(({ id, source: { pointer, line } }) => [id.split('/').pop(), pointer, line])).toEqual([['github', '/0', 2], ['other', '/1', 12]]);
  });

  test('several documents of another kind are refused', () => {
    expect(() => readText('Resources: {}\n---\nResources: {}\n', { file: 'x.yaml' })).toThrow('x.yaml: holds several documents: give each in a file of its own');
  });

  test.each([['JSON', 'policy.json', JSON.stringify(policy())], ['YAML', 'policy.yaml', POLICY_YAML]])('of get-iam-policy is read as %s', (_, file, text) => {
    const { targets } = readTexts([{ text, file }, json(PROVIDER, 'provider.json')]);
    const bindings = targets.filter(({ kind }) => kind === 'workload-identity-binding');
    expect(bindings[0]).toMatchObject({ id: 'policy/roles/iam.workloadIdentityUser', grant: { role: 'roles/iam.workloadIdentityUser', resource: 'policy' } });
    expect(decide(bindings[0], claims).outcome).toBe('accept');
  });

  test('of get-iam-policy names the condition of a binding', () => {
    const { targets } = readTexts([{ text: POLICY_YAML, file: 'policy.yaml' }, json(PROVIDER, 'provider.json')]);
    const { outcome, reasons } = decide(targets.find(({ id }) => id === 'policy/roles/viewer')!, claims);
    expect([outcome, reasons.find(({ ok }) => !ok)]).toMatchObject(['unknown', { claim: 'binding condition', hint: 'the condition "until-2020" of the binding hangs on request.time, which a token does not tell' }]);
  });

  test.each<[string, object | undefined, string]>([
    ['none', undefined, 'accept'],
    ['one that is never true', { title: 'when', expression: 'false' }, 'reject'],
    ['one that is always true', { expression: 'true' }, 'accept'],
    ['one on the request', { title: 'when', expression: 'resource.name == "x"' }, 'unknown'],
    ['one whose expression was not printed', { title: 'when' }, 'unknown'],
  ])('holds the condition of a binding: %s', (_, condition, outcome) => {
    const { targets } = readTexts([json(policy(condition), 'policy.json'), json(PROVIDER, 'provider.json')]);
    expect(targets.filter(({ kind }) => kind === 'workload-identity-binding').map(target => decide(target, claims).outcome)).toEqual([outcome]);
  });

  test('of searched policies names what each is on', () => {
    const resource = '//iam.googleapis.com/projects/p/serviceAccounts/deploy@p.iam.gserviceaccount.com';
    const { targets } = readText(JSON.stringify([{ resource, policy: policy() }, { resource: '//x', policy: { etag: 'x', bindings: [] } }]), { file: 'all.json' });
    expect(targets).toMatchObject([{ id: `${resource}/roles/iam.workloadIdentityUser`, grant: { resource }, source: { pointer: '/0/policy/bindings/0' } }]);
  });

  test('of a policy that grants nothing is read', () => {
    expect(readText('{"etag":"ACAB"}', { file: 'policy.json' })).toMatchObject({ targets: [], unjudged: [] });
  });

  test('of pools switches off what is theirs', () => {
    const [on, off] = ['ACTIVE', 'DELETED'].map(state => json({ name: POOL, state }, 'pools.json'));
    const rest = [json(policy(), 'policy.json'), json([PROVIDER], 'providers.json')];
    expect(outcomes(readTexts([on, ...rest]))).toEqual(['accept', 'accept']);
    expect(outcomes(readTexts([json([{ name: POOL, disabled: true }]), ...rest]))).toEqual(['reject']);
    expect(outcomes(readTexts([off, ...rest]))).toEqual(['reject']);
  });

  test('of a pool without its providers names what is missing', () => {
    const { targets, unjudged } = readText(`---\nname: ${POOL}\nstate: ACTIVE\n---\nname: ${POOL}-2\nstate: ACTIVE\n`, { file: 'pools.yaml' });
    expect(targets).toEqual([]);
    expect(unjudged).toMatchObject([{ id: POOL, type: 'workload identity pool' }, { id: `${POOL}-2` }]);
    expect(readTexts([json([{ name: POOL }]), json([PROVIDER], 'p.json')]).unjudged).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['a provider of nothing', { name: PROVIDER.name }, 'workload identity provider'],
    ['a binding without its members', { bindings: [{ role: 'roles/viewer' }] }, 'IAM binding'],
  ])('of which fields were left out is named: %s', (_, value, type) => {
    expect(readText(JSON.stringify(value), { file: 'x.json' })).toMatchObject({ targets: [], unjudged: [{ type }] });
  });

  test.each<[string, object]>([['its mapping', { attributeMapping: undefined }], ['its issuer', { oidc: {} }]])('of which a field was left out is unknown: %s', (_, change) => {
    expect(outcomes(readText(JSON.stringify({ ...PROVIDER, ...change }), { file: 'x.json' }))).toEqual(['unknown']);
  });

  test('of providers for AWS and SAML holds nothing that takes a token', () => {
    expect(readText(JSON.stringify([{ name: PROVIDER.name, aws: {} }, { name: `${PROVIDER.name}2`, saml: {} }, { name: `${PROVIDER.name}3`, x509: {} }]), { file: 'x.json' })).toMatchObject({ targets: [], unjudged: [] });
  });
});

const FIELDS = { issuer: GITHUB, subject: SUBJECT, audiences: ['api://AzureADTokenExchange'], name: 'production' };
const IDENTITY = '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy';

describe('output of az', () => {
  test.each<[string, string, string, string]>([
    ['identity federated-credential list', 'x.json', JSON.stringify([{ ...FIELDS, id: `${IDENTITY}/federatedIdentityCredentials/production` }]), `${IDENTITY}/federatedIdentityCredentials/production`],
    ['identity federated-credential show', 'x.json', JSON.stringify({ ...FIELDS, id: `${IDENTITY}/federatedIdentityCredentials/production` }), `${IDENTITY}/federatedIdentityCredentials/production`],
    ['rest on the resource manager', 'x.json', JSON.stringify({ value: [{ id: `${IDENTITY}/federatedIdentityCredentials/production`, name: 'production', properties: FIELDS }] }), `${IDENTITY}/federatedIdentityCredentials/production`],
    ['ad app federated-credential list', 'x.json', JSON.stringify([{ ...FIELDS, id: '1' }]), 'x/production'],
    ['ad app federated-credential show', 'x.json', JSON.stringify({ ...FIELDS, '@odata.context': 'c', 'id': '1' }), 'x/production'],
    ['rest on Microsoft Graph', 'x.json', JSON.stringify({ '@odata.context': 'c', 'value': [{ ...FIELDS, id: '1' }] }), 'x/production'],
    ['rest on applications, expanded', 'x.json', JSON.stringify({ value: [{ appId: 'a', displayName: 'deploy', federatedIdentityCredentials: [{ ...FIELDS, id: '1' }] }] }), 'deploy/production'],
    ['list -o yaml', 'x.yaml', `- audiences:\n  - api://AzureADTokenExchange\n  id: '1'\n  issuer: ${GITHUB}\n  name: production\n  subject: ${SUBJECT}\n`, 'x/production'],
    ['show -o yaml', 'x.yaml', `audiences:\n- api://AzureADTokenExchange\nissuer: ${GITHUB}\nname: production\nsubject: ${SUBJECT}\n`, 'x/production'],
  ])('is read: %s', (_, file, text, id) => {
    const artefacts = readText(text, { file });
    expect(artefacts.targets.map(target => target.id)).toEqual([id]);
    expect(outcomes(artefacts, { aud: 'api://AzureADTokenExchange' })).toEqual(['accept']);
    expect(artefacts.unjudged).toEqual([]);
  });

  test.each(['nextLink', '@odata.nextLink'])('that is one page of several names the others: %s', next => {
    expect(readText(JSON.stringify({ value: [FIELDS], [next]: 'https://example.com/2' }), { file: 'x.json' }).unjudged).toMatchObject([{ type: 'page', source: { pointer: `/${next}` } }]);
  });

  test('without a subject is unknown', () => {
    expect(outcomes(readText(JSON.stringify([{ ...FIELDS, subject: null }]), { file: 'x.json' }), { aud: 'api://AzureADTokenExchange' })).toEqual(['unknown']);
  });
});

const ROLE = { role_type: 'jwt', bound_claims_type: 'string', user_claim: 'repository_id', bound_audiences: ['https://vault.example.com'], bound_subject: SUBJECT, bound_claims: null, token_policies: ['deploy'] };
const CONFIG = { bound_issuer: GITHUB, default_role: '', jwks_url: '', jwt_validation_pubkeys: [], oidc_discovery_url: GITHUB };
const secret = (data: object) => ({ request_id: 'r', lease_id: '', lease_duration: 0, renewable: false, data, warnings: null });
const login = { aud: 'https://vault.example.com' };

describe('output of vault', () => {
  test.each<[string, string, string]>([
    ['read -format=json', 'deploy.json', JSON.stringify(secret(ROLE))],
    ['read -format=yaml', 'deploy.yaml', `data:\n  bound_audiences:\n  - https://vault.example.com\n  bound_claims: null\n  bound_claims_type: string\n  bound_subject: ${SUBJECT}\n  role_type: jwt\n  token_policies:\n  - deploy\n  user_claim: repository_id\nlease_duration: 0\n`],
    ['read -field=data', 'deploy.json', JSON.stringify(ROLE)],
  ])('is read: %s', (_, file, text) => {
    const artefacts = readText(text, { file });
    expect(artefacts.targets).toMatchObject([{ id: 'deploy', kind: 'jwt-role', policies: ['deploy'] }]);
    expect(outcomes(artefacts, login)).toEqual(['unknown']);
    expect(artefacts.unjudged).toMatchObject([{ id: 'deploy', type: 'jwt-role', reason: expect.stringContaining('auth/PATH/config') }]);
  });

  test('of several roles is read', () => {
    expect(readText(JSON.stringify([secret(ROLE), secret(ROLE)]), { file: 'roles.json' }).targets.map(({ id, source: { pointer } }) => [id, pointer])).toEqual([['roles/0', '/0/data'], ['roles/1', '/1/data']]);
  });

  test('of a backend binds the roles that are read along with it', () => {
    const artefacts = readTexts([json(secret(ROLE), 'deploy.json'), json(secret(CONFIG), 'config.json')]);
    expect(artefacts.targets).toMatchObject([{ id: 'deploy', issuer: GITHUB }]);
    expect(artefacts.unjudged).toEqual([]);
    expect(outcomes(artefacts, login)).toEqual(['accept']);
    expect(outcomes(artefacts, { ...login, iss: 'https://gitlab.com' })).toEqual(['reject']);
  });

  test('of a backend that is bound to no issuer takes any that it has the keys of', () => {
    const artefacts = readTexts([json(secret(ROLE), 'deploy.json'), json(secret({ ...CONFIG, bound_issuer: '' }), 'config.json')]);
    expect(outcomes(artefacts, login)).toEqual(['accept']);
    expect(artefacts.targets[0].issuer).toBeUndefined();
  });

  test('of several backends binds the roles of their folders, and no others', () => {
    const other = { ...CONFIG, bound_issuer: 'https://gitlab.com' };
    const apart = readTexts([json(secret(ROLE), 'a/deploy.json'), json(secret(CONFIG), 'a/config.json'), json(secret(ROLE), 'b/deploy.json'), json(secret(other), 'b/config.json')]);
    expect(outcomes(apart, login)).toEqual(['accept', 'reject']);
    expect(apart.unjudged).toEqual([]);
    const together = readTexts([json(secret(ROLE), 'deploy.json'), json(secret(CONFIG), 'one.json'), json(secret(other), 'two.json')]);
    expect(outcomes(together, login)).toEqual(['unknown']);
    expect(together.unjudged).toMatchObject([{ id: 'deploy', reason: expect.stringContaining('several backends') }]);
  });

  test('of a backend without roles names what is missing', () => {
    expect(readText(JSON.stringify(secret(CONFIG)), { file: 'config.json' })).toMatchObject({ targets: [], unjudged: [{ id: 'config', type: 'jwt-backend' }] });
  });

  test.each<[string, string, string]>([
    ['a table', 'Key                     Value\n---                     -----\nbound_audiences         [x]\nrole_type               jwt\n', 'is a table of Vault: give the output of the same command with -format=json'],
    ['a table of names', 'Keys\n----\ndeploy\n', 'is a list of names: where they are roles of Vault, give the output of "vault read -format=json auth/PATH/role/NAME" for each'],
    ['a list', '["deploy", "other"]', 'is a list of names: where they are roles of Vault, give the output of "vault read -format=json auth/PATH/role/NAME" for each'],
    ['a list of the API', JSON.stringify(secret({ keys: ['deploy'] })), 'is a list of names: where they are roles of Vault, give the output of "vault read -format=json auth/PATH/role/NAME" for each'],
    ['another answer', JSON.stringify(secret({ name: 'x', policy: 'y' })), 'is an answer of Vault, but neither a role of a JWT auth backend nor the configuration of one'],
    ['a table of az', 'Name        Issuer\n----------  --------------\nproduction  https://x.example\n', 'is a table: give the output of the same command as JSON (az … -o json, gcloud … --format=json)'],
    ['a table of gcloud', 'NAME  STATE\nx     ACTIVE\n', 'is a table: give the output of the same command with --format=json'],
  ])('that is not read says what to give: %s', (_, text, message) => {
    expect(() => readText(text, { file: 'x.txt' })).toThrow(`x.txt: ${message}`);
  });
});
