import { GITHUB, SUBJECT } from './support';
import { decide } from '../../../src/verify/decide';
import type { Artefacts, AzureTarget } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const ON_SUBSCRIPTION = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';
const TYPE = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
const FIELDS = { issuer: GITHUB, subject: SUBJECT, audiences: ['api://AzureADTokenExchange'] };
const OWNER = "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')]";

const template = (resources: unknown, more: object = {}) => ({ $schema: SCHEMA, contentVersion: '1.0.0.0', ...more, resources });
const read = (value: unknown): Artefacts => readText(JSON.stringify(value), { file: 'main.json' });
const credential = (properties: unknown, more: object = {}) => ({ type: TYPE, apiVersion: '2023-01-31', name: 'deploy/production', properties, ...more });
const one = (properties: unknown, more: object = {}): AzureTarget => {
  const { targets } = read(template([credential(properties)], more));
  expect(targets).toHaveLength(1);
  return targets[0] as AzureTarget;
};
/** Texts with what is unknown in angle brackets. */
const subjectOf = (target: AzureTarget) => target.credential.subject ?? String(target.credential.late?.subject ?? '<subject>');
const claims = { iss: GITHUB, sub: SUBJECT, aud: 'api://AzureADTokenExchange' };

describe('a template of Azure', () => {
  test.each<[string, unknown]>([
    ['in a list', template([credential(FIELDS)])],
    ['by a symbolic name', template({ cred: credential(FIELDS), identity: { existing: true, type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'deploy' } }, { languageVersion: '2.0' })],
    ['within its identity', template([{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'deploy', resources: [{ type: 'federatedIdentityCredentials', name: 'production', properties: FIELDS }] }])],
    ['within its identity, with its whole type', template([{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'deploy', resources: [{ type: TYPE, name: 'deploy/production', properties: FIELDS }] }])],
    ['in a deployment', template([{ type: 'Microsoft.Resources/deployments', name: 'x', properties: { template: template([credential(FIELDS)]) } }])],
    ['in a deployment of a deployment', template([{ type: 'Microsoft.Resources/deployments', name: 'x', properties: { template: template([{ type: 'Microsoft.Resources/deployments', name: 'y', properties: { template: template([credential(FIELDS)]) } }]) } }])],
    ['in the other case', template([credential(FIELDS, { type: TYPE.toUpperCase() })])],
    ['under a condition that holds', template([credential(FIELDS, { condition: "[equals(variables('stage'), 'prod')]" })], { variables: { stage: 'prod' } })],
    ['under a condition that is only known at deployment', template([credential(FIELDS, { condition: "[parameters('deploy')]" })], { parameters: { deploy: { type: 'bool' } } })],
  ])('holds a credential %s', (_, value) => {
    const { targets, unjudged } = read(value);
    expect(targets).toMatchObject([{ cloud: 'azure', kind: 'federated-credential', id: 'main/deploy/production', holder: 'deploy', issuer: GITHUB, credential: { issuer: GITHUB, subject: SUBJECT, audience: FIELDS.audiences[0], unresolved: [] } }]);
    expect(unjudged).toEqual([]);
    expect(targets.map(target => decide(target, claims).outcome)).toEqual(['accept']);
  });

  test('holds none that is not deployed', () => {
    expect(read(template([credential(FIELDS, { condition: false }), credential(FIELDS, { condition: '[equals(1, 2)]' }), credential(FIELDS, { existing: true })])).targets).toEqual([]);
  });

  test('holds those of applications, as Microsoft Graph makes them', () => {
    const resources = {
      app: { import: 'microsoftGraphV1', type: 'Microsoft.Graph/applications@v1.0', properties: { uniqueName: 'deploy', displayName: 'Deploy' } },
      cred: { import: 'microsoftGraphV1', type: 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0', properties: { name: 'deploy/production', ...FIELDS } },
    };
    expect(read(template(resources, { languageVersion: '2.0' })).targets).toMatchObject([{ id: 'main/deploy/production', holder: 'deploy', credential: { subject: SUBJECT, unresolved: [] } }]);
  });

  test('has the pointer and line of each', () => {
    const { targets: [target] } = readText(JSON.stringify(template([credential(FIELDS)]), null, 1), { file: 'main.json' });
    expect(target.source).toEqual({ file: 'main.json', pointer: '/resources/0', line: 5 });
  });
});

describe('an expression of a template', () => {
  const more = {
    parameters: { repository: { type: 'string', defaultValue: 'my-app' }, owners: { type: 'array', defaultValue: ['a', 'b'] }, wide: { type: 'string', defaultValue: 'repo:my-org/*' } },
    variables: { owner: 'my-org', subject: "[concat('repo:', variables('owner'), '/my-app:environment:production')]", table: { prod: { name: 'production' } }, list: ['x', 'production'] },
  };

  test.each<[string, string]>([
    ["[concat('repo:', 'my-org', '/my-app:environment:', 'production')]", SUBJECT],
    ["[variables('subject')]", SUBJECT],
    ["[VARIABLES('Subject')]", SUBJECT],
    ["[format('repo:{0}/my-app:environment:{1}', variables('owner'), 'production')]", SUBJECT],
    ["[format('repo:{0}/my-app:environment:{1}', variables('owner'), variables('table').prod.name)]", SUBJECT],
    ["[format('repo:my-org/my-app:environment:{0}', variables('list')[1])]", SUBJECT],
    ["[format('repo:my-org/my-app:environment:{0}', last(split('a/production', '/')))]", SUBJECT],
    ["[join(createArray('repo', 'my-org/my-app', 'environment', 'production'), ':')]", SUBJECT],
    ["[if(equals('a', 'a'), variables('subject'), parameters('repository'))]", SUBJECT],
    ["[toLower('REPO:My-Org/My-App:Environment:Production')]", SUBJECT],
    ["[replace('repo:my-org/my-app:environment:stage', 'stage', 'production')]", SUBJECT],
    ["[parameters('wide')]", 'repo:my-org/*'],
    ['[[not an expression]', '[not an expression]'],
    ["[concat('it''s {', '}')]", "it's {}"],
    ["[format('{{{0}}}', 'a')]", '{a}'],
    // unknown until deployment, with what is known around it
    ["[concat('repo:my-org/', parameters('repository'), ':environment:production')]", "repo:my-org/<parameters('repository')>:environment:production"],
    ["[format('repo:{0}/{1}:environment:production', variables('owner'), parameters('repository'))]", "repo:my-org/<parameters('repository')>:environment:production"],
    ["[parameters('repository')]", "<parameters('repository')>"],
    ["[parameters('missing')]", "<parameters('missing')>"],
    ["[concat('repo:', resourceGroup().name)]", 'repo:<resourceGroup().name>'],
    ["[uniqueString('a')]", "<uniqueString('a')>"],
    ["[my.function('a')]", "<my.function('a')>"],
    ["[if(parameters('repository'), 'a', 'b')]", '<if>'],
    ["[if(parameters('repository'), 'same', 'same')]", 'same'],
    ["[reference('identity').x]", '<reference(identity).x>'],
    ['[no expression', '[no expression'],
    ["[concat('a',]", "<[concat('a',]>"],
    ['[]', '<[]>'],
  ])('%s is %s', (subject, expected) => {
    expect(subjectOf(one({ ...FIELDS, subject }, more))).toBe(expected);
  });

  test('that is unknown decides what it can', () => {
    const target = one({ ...FIELDS, subject: "[concat('repo:my-org/', parameters('repository'), ':environment:production')]" }, more);
    expect(target.credential.unresolved).toEqual(['subject']);
    expect(decide(target, claims).outcome).toBe('unknown');
    expect(decide(target, { ...claims, sub: 'repo:other/app:environment:production' }).outcome).toBe('reject');
  });

  test.each<[string, unknown, string[]]>([
    ['the whole of it', "[parameters('properties')]", ['issuer', 'audience', 'subject']],
    ['a key of it', { ...FIELDS, "[parameters('key')]": 'x' }, ['issuer', 'audience', 'subject']],
    ['its audiences', { ...FIELDS, audiences: "[parameters('audiences')]" }, ['audience']],
    ['one audience', { ...FIELDS, audiences: ["[parameters('audience')]"] }, ['audience']],
    ['its issuer', { ...FIELDS, issuer: "[parameters('issuer')]" }, ['issuer']],
    ['its expression', { issuer: GITHUB, audiences: FIELDS.audiences, claimsMatchingExpression: { value: "[parameters('x')]", languageVersion: 1 } }, ['expression']],
    ['its expression as a whole', { issuer: GITHUB, audiences: FIELDS.audiences, claimsMatchingExpression: "[parameters('x')]" }, ['expression']],
  ])('stays unknown where it is %s', (_, properties, unresolved) => {
    const target = one(properties);
    expect(target.credential.unresolved).toEqual(unresolved);
    expect(decide(target, claims).outcome).toBe('unknown');
  });

  test.each([
    ['names itself', { a: "[variables('a')]" }],
    ['names another that names it', { a: "[variables('b')]", b: "[concat(variables('a'))]" }],
    ['doubles with each of many', Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i === 59 ? 'a' : `v${i}`, i === 0 ? 'xx' : `[concat(variables('v${i - 1}'), variables('v${i - 1}'))]`]))],
    ['holds ever more lists', Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i === 59 ? 'a' : `v${i}`, i === 0 ? ['xx'] : [`[variables('v${i - 1}')]`, `[variables('v${i - 1}')]`]]))],
    ['goes very deep', { a: `[${'concat('.repeat(5000)}'a'${')'.repeat(5000)}]` }],
    ['loops within loops', { copy: [{ name: 'a', count: 800, input: { copy: [{ name: 'b', count: 800, input: { copy: [{ name: 'c', count: 800, input: 'x' }] } }] } }] }],
  ])('that comes to no end is refused or unknown: a variable that %s', (_, variables) => {
    const value = template([credential({ ...FIELDS, subject: "[variables('a')]" })], { variables });
    let outcome = 'refused';
    try {
      outcome = decide(read(value).targets[0], claims).outcome;
    } catch (error) {
      expect((error as Error).message).toBe('main.json: holds references that come to no end');
    }
    expect(['refused', 'unknown']).toContain(outcome);
  });
});

describe('a loop of a template', () => {
  const names = (value: unknown) => read(value).targets.map(target => [target.id, subjectOf(target as AzureTarget)]);
  const looped = (count: unknown) => credential({ ...FIELDS, subject: "[format('repo:my-org/{0}', variables('apps')[copyIndex()])]" }, { name: "[format('deploy/{0}', variables('apps')[copyIndex('each')])]", copy: { name: 'each', count } });
  const variables = { apps: ['a', 'b', 'c'] };

  test('is written out', () => {
    expect(names(template([looped("[length(variables('apps'))]")], { variables }))).toEqual([['main/deploy/a', 'repo:my-org/a'], ['main/deploy/b', 'repo:my-org/b'], ['main/deploy/c', 'repo:my-org/c']]);
    expect(names(template([looped(0)], { variables }))).toEqual([]);
  });

  test('over a parameter is one credential of which the number is unknown', () => {
    expect(names(template([looped("[length(parameters('apps'))]")], { variables, parameters: { apps: { type: 'array' } } }))).toEqual([['main/deploy/<copyIndex()>', 'repo:my-org/<copyIndex()>']]);
  });

  test('of a property and of a variable is written out', () => {
    const { audiences: _, ...fields } = FIELDS;
    expect(one({ ...fields, copy: [{ name: 'audiences', count: 1, input: "[format('api://{0}', copyIndex('audiences', 5))]" }] }).credential.audience).toBe('api://5');
    expect(subjectOf(one({ ...FIELDS, subject: "[variables('all')[1]]" }, { variables: { copy: [{ name: 'all', count: 2, input: "[concat('repo:', string(copyIndex('all')))]" }] } }))).toBe('repo:1');
  });

  test('within a loop is written out for each', () => {
    const child = { type: 'federatedIdentityCredentials', name: "[format('c{0}', copyIndex('inner'))]", copy: { name: 'inner', count: 2 }, properties: FIELDS };
    expect(names(template([{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: "[format('i{0}', copyIndex('outer'))]", copy: { name: 'outer', count: 2 }, resources: [child] }])).map(([id]) => id))
      .toEqual(['main/i0/c0', 'main/i0/c1', 'main/i1/c0', 'main/i1/c1']);
  });
});

describe('a deployment within a template', () => {
  const deployment = (scope: string | undefined, parameters: object = {}) => template([{
    type: 'Microsoft.Resources/deployments',
    name: 'identity',
    properties: {
      ...scope === undefined ? {} : { expressionEvaluationOptions: { scope } },
      parameters,
      template: template([credential({ ...FIELDS, subject: "[concat('repo:', parameters('owner'), variables('rest'))]" })], { parameters: { owner: { type: 'string', defaultValue: 'inner' } }, variables: { rest: '/inner' } }),
    },
  }], { parameters: { owner: { type: 'string' } }, variables: { rest: '/outer' } });
  const subject = (value: unknown) => subjectOf(read(value).targets[0] as AzureTarget);

  test('has expressions of its own where it says so', () => {
    expect(subject(deployment('inner', { owner: { value: 'my-org' } }))).toBe('repo:my-org/inner');
    expect(subject(deployment('Inner', { owner: { value: "[concat('my', variables('rest'))]" } }))).toBe('repo:my/outer/inner');
    expect(subject(deployment('inner'))).toBe('repo:inner/inner');
    expect(subject(deployment('inner', { owner: { value: "[parameters('owner')]" } }))).toBe("repo:<parameters('owner')>/inner");
  });

  test('has those of the template around it otherwise', () => {
    expect(subject(deployment(undefined))).toBe("repo:<parameters('owner')>/outer");
  });

  test.each<[string, string, object]>([
    ['a template elsewhere', 'Microsoft.Resources/deployments', { properties: { templateLink: { uri: 'https://example.com/x.json' } } }],
    ['a script', 'Microsoft.Resources/deploymentScripts', { properties: { scriptContent: 'az identity federated-credential create --name x' } }],
    ['a template for later', 'Microsoft.Resources/templateSpecs/versions', { properties: { mainTemplate: template([credential(FIELDS)]) } }],
  ])('that is not read is named: %s', (_, type, more) => {
    const { targets, unjudged } = read(template([{ type, name: 'x', ...more }]));
    expect(targets).toEqual([]);
    expect(unjudged).toMatchObject([{ id: 'main/x', type, source: { pointer: '/resources/0' } }]);
  });
});

describe('a role assignment of a template', () => {
  const assignment = (principalId: string, more: object = {}) => ({ type: 'Microsoft.Authorization/roleAssignments', name: 'a', properties: { roleDefinitionId: OWNER, principalId, ...more } });
  const powers = (value: unknown) => read(value).targets.map(target => target.powers);
  const onSubscription = (resources: unknown) => ({ ...template(resources), $schema: ON_SUBSCRIPTION });

  test('on a whole subscription is what its identity may do', () => {
    const byId = "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'deploy'), '2023-01-31').principalId]";
    expect(powers(onSubscription([credential(FIELDS), assignment(byId)]))).toEqual([[{ role: 'Owner', on: 'subscription' }]]);
    expect(powers(onSubscription([credential(FIELDS), assignment(byId.replace("'deploy'", "'other'"))]))).toEqual([undefined]);
  });

  test('names its identity by a symbol as well', () => {
    const identity = { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: "[format('dep{0}', 'loy')]" };
    expect(powers({ ...onSubscription({ id: identity, cred: credential(FIELDS), a: assignment("[reference('id').principalId]") }), languageVersion: '2.0' })).toEqual([[{ role: 'Owner', on: 'subscription' }]]);
  });

  test('on a resource group is no more than that', () => {
    expect(powers(template([credential(FIELDS), assignment("[reference('deploy').principalId]")]))).toEqual([undefined]);
  });

  test('of which it is unknown whose it is is named', () => {
    expect(read(onSubscription([credential(FIELDS), assignment("[parameters('principal')]")])).unjudged).toMatchObject([{ id: 'main/a', type: 'Microsoft.Authorization/roleAssignments' }]);
  });
});

test('a file of parameters is refused with what is meant', () => {
  expect(() => read({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', parameters: {} })).toThrow('main.json: holds parameters: give the template that they are for');
});
