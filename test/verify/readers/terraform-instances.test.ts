import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

// A plan lists what an expression refers to, and of an instance that is named by a computed key neither the key nor the attribute. The lists are those that Terraform 1.11 writes.

const HOST = 'token.actions.githubusercontent.com';
const GOOD = 'repo:my-org@123456/my-app@456789:environment:production';
const WIDE = 'repo:my-org/*';

interface Planned {
  readonly address: string;
  readonly values?: object;
  readonly unknown?: object;
  readonly actions?: readonly string[];
  readonly deposed?: string;
}

const shapeOf = (address: string) => {
  const path = address.replace(/\[[^\]]*\]/g, '').replace(/^(module\.\w+\.)*/, '').split('.');
  return path[0] === 'data' ? { address, mode: 'data', type: path[1], name: path[2] } : { address, mode: 'managed', type: path[0], name: path[1] };
};

function plan(resources: readonly Planned[], root: object, variables: object = {}): Artefacts {
  return readText(JSON.stringify({
    format_version: '1.2',
    variables,
    planned_values: { root_module: { resources: resources.filter(one => !one.address.includes('data.') && one.actions?.join() !== 'delete' && one.deposed === undefined).map(({ address, values = {} }) => ({ ...shapeOf(address), values })) } },
    resource_changes: resources.map(({ address, values = {}, unknown = {}, actions = ['create'], deposed }) => ({ ...shapeOf(address), ...deposed === undefined ? {} : { deposed }, change: { actions, before: null, after: values, after_unknown: unknown } })),
    configuration: { root_module: root },
  }), { file: 'plan.json' });
}

const written = (address: string, expressions: object, further: object = {}) => ({ ...shapeOf(address), expressions, ...further });
const references = (...names: string[]) => ({ references: names });
const EACH = { for_each_expression: references('var.subjects') };

const statement = (subject: string) => [{
  actions: ['sts:AssumeRoleWithWebIdentity'],
  effect: 'Allow',
  principals: [{ type: 'Federated', identifiers: [null] }],
  condition: [{ test: 'StringEquals', variable: `${HOST}:aud`, values: ['sts.amazonaws.com'] }, { test: 'StringLike', variable: `${HOST}:sub`, values: [subject] }],
}];
const openStatement = { json: true, statement: [{ principals: [{ identifiers: [true] }] }] };
const provider: Planned = { address: 'aws_iam_openid_connect_provider.ci', values: { url: `https://${HOST}`, client_id_list: ['sts.amazonaws.com'] }, unknown: { arn: true } };
const ofProvider = references('aws_iam_openid_connect_provider.ci.arn', 'aws_iam_openid_connect_provider.ci');
const document = (key: string, subject: string): Planned => ({ address: `data.aws_iam_policy_document.trust${key}`, values: { statement: statement(subject) }, unknown: openStatement });
const role = (key: string): Planned => ({ address: `aws_iam_role.deploy${key}`, values: { name: `deploy${key}` }, unknown: { arn: true, assume_role_policy: true } });
const writtenDocument = (further: object) => written('data.aws_iam_policy_document.trust', { statement: [{ principals: [{ identifiers: ofProvider, type: { constant_value: 'Federated' } }] }] }, further);

const errorsOf = (artefacts: Artefacts) => review(artefacts).filter(({ severity }) => severity === 'error').map(({ target }) => target);

describe('a role takes the document of its own key', () => {
  const roles = (policy: object, further: object) => plan([provider, document('["good"]', GOOD), document('["wide"]', WIDE), role('["good"]'), role('["wide"]')],
    { resources: [written('aws_iam_openid_connect_provider.ci', {}), writtenDocument(further), written('aws_iam_role.deploy', { assume_role_policy: policy }, further)] });

  test.each<[string, object, object]>([
    ['by each.key', references('data.aws_iam_policy_document.trust', 'each.key'), EACH],
    ['by each.value of a set', references('data.aws_iam_policy_document.trust', 'each.value'), EACH],
    ['by each.value of all instances', references('each.value.json', 'each.value'), { for_each_expression: references('data.aws_iam_policy_document.trust') }],
  ])('%s', (_name, policy, further) => {
    const read = roles(policy, further);
    expect(read.unjudged).toEqual([]);
    expect(errorsOf(read)).toEqual(['aws_iam_role.deploy["wide"]']);
  });

  test('by count.index', () => {
    const read = plan([provider, document('[0]', GOOD), document('[1]', WIDE), role('[0]'), role('[1]')], {
      resources: [written('aws_iam_openid_connect_provider.ci', {}), writtenDocument({}), written('aws_iam_role.deploy', { assume_role_policy: references('data.aws_iam_policy_document.trust', 'count.index') })],
    });
    expect(errorsOf(read)).toEqual(['aws_iam_role.deploy[1]']);
  });

  test('and not that of another where it is named', () => {
    const read = roles(references('data.aws_iam_policy_document.trust["wide"].json', 'data.aws_iam_policy_document.trust["wide"]', 'data.aws_iam_policy_document.trust'), EACH);
    expect(errorsOf(read)).toEqual(['aws_iam_role.deploy["good"]', 'aws_iam_role.deploy["wide"]']);
  });

  test('and none where the key is computed from something else', () => {
    const read = roles(references('data.aws_iam_policy_document.trust', 'local.which'), EACH);
    expect(errorsOf(read)).toEqual([]);
    expect(read.unjudged.map(({ id }) => id)).toEqual(['aws_iam_role.deploy["good"]', 'aws_iam_role.deploy["wide"]']);
  });
});

describe('an instance of a module', () => {
  const inModule = (key: string, subject: string): Planned[] => [
    { ...document('', subject), address: `module.ci${key}.data.aws_iam_policy_document.trust` },
    { ...role(''), address: `module.ci${key}.aws_iam_role.deploy` },
  ];
  const module = (arn: object, policy: object, further: object = {}) => ({
    expressions: { provider_arn: arn },
    module: {
      resources: [
        written('data.aws_iam_policy_document.trust', { statement: [{ principals: [{ identifiers: references('var.provider_arn') }] }] }),
        written('aws_iam_role.deploy', { assume_role_policy: policy }),
      ],
      ...further,
    },
  });
  const ownDocument = references('data.aws_iam_policy_document.trust.json', 'data.aws_iam_policy_document.trust');

  test('has documents of its own', () => {
    const read = plan([provider, ...inModule('["good"]', GOOD), ...inModule('["wide"]', WIDE)], { resources: [written('aws_iam_openid_connect_provider.ci', {})], module_calls: { ci: module(ofProvider, ownDocument) } });
    expect([read.unjudged, errorsOf(read)]).toEqual([[], ['module.ci["wide"].aws_iam_role.deploy']]);
  });

  test('is given what has its key', () => {
    const providers = ['good', 'wide'].map((key): Planned => ({ ...provider, address: `aws_iam_openid_connect_provider.ci["${key}"]` }));
    const read = plan([...providers, ...inModule('["good"]', GOOD), ...inModule('["wide"]', WIDE)], {
      resources: [written('aws_iam_openid_connect_provider.ci', {}, EACH)], module_calls: { ci: { ...module(references('aws_iam_openid_connect_provider.ci', 'each.key'), ownDocument), ...EACH } },
    });
    expect(read.targets.map(({ issuer }) => issuer)).toEqual([`https://${HOST}`, `https://${HOST}`]);
    expect(errorsOf(read)).toEqual(['module.ci["wide"].aws_iam_role.deploy']);
  });

  test.each<[string, object]>([
    ['by a key that is written', references('module.trusts["wide"].json', 'module.trusts["wide"]')],
    ['by its own key', references('module.trusts', 'each.key')],
  ])('gives an output: %s', (_name, policy) => {
    const documents = ['good', 'wide'].map((key): Planned => ({ ...document('', key === 'wide' ? WIDE : GOOD), address: `module.trusts["${key}"].data.aws_iam_policy_document.trust` }));
    const read = plan([provider, ...documents, role('["wide"]')], {
      resources: [written('aws_iam_openid_connect_provider.ci', {}), written('aws_iam_role.deploy', { assume_role_policy: policy }, EACH)],
      module_calls: { trusts: { expressions: { provider_arn: ofProvider }, module: { resources: [written('data.aws_iam_policy_document.trust', { statement: [{ principals: [{ identifiers: references('var.provider_arn') }] }] })], outputs: { json: { expression: ownDocument } } } } },
    });
    expect(errorsOf(read)).toEqual(['aws_iam_role.deploy["wide"]']);
  });
});

describe('each instance of an identity is one', () => {
  const teams = Array.from({ length: 23 }, (_, i) => `t${i}`);
  const subject = (key: string) => `repo:my-org@123456/${key}@45678:environment:${key === 't0' ? 'production' : 'dev'}`;

  test.each<[string, string, string, object]>([
    ['azuread_application', 'azuread_application_federated_identity_credential', 'application_id', references('azuread_application.team', 'each.key')],
    ['azurerm_user_assigned_identity', 'azurerm_federated_identity_credential', 'parent_id', references('azurerm_user_assigned_identity.team', 'each.value')],
    ['azurerm_user_assigned_identity', 'azurerm_federated_identity_credential', 'user_assigned_identity_id', references('each.value.id', 'each.value')],
  ])('%s', (identity, credential, holder, reference) => {
    const read = plan(teams.flatMap((key): Planned[] => [
      { address: `${identity}.team["${key}"]`, unknown: { id: true, principal_id: true } },
      { address: `${credential}.team["${key}"]`, values: { issuer: `https://${HOST}`, subject: subject(key), audience: ['api://AzureADTokenExchange'] }, unknown: { [holder]: true } },
    ]), { resources: [written(`${identity}.team`, {}), written(`${credential}.team`, { [holder]: reference }, { for_each_expression: references(`${identity}.team`) })] });
    expect(new Set(read.targets.map(target => target.cloud === 'azure' ? target.holder : '')).size).toBe(23);
    expect(review(read).map(({ rule }) => rule).filter(rule => ['too-many-credentials', 'several-environments', 'same-identity'].includes(rule))).toEqual([]);
  });

  test('and what is assigned to one is not assigned to its siblings', () => {
    const of = (key: string): Planned[] => [
      { address: `azurerm_user_assigned_identity.team["${key}"]`, unknown: { id: true, principal_id: true } },
      { address: `azurerm_federated_identity_credential.team["${key}"]`, values: { issuer: `https://${HOST}`, subject: subject(key), audience: ['api://AzureADTokenExchange'] }, unknown: { parent_id: true } },
      { address: `azurerm_role_assignment.team["${key}"]`, values: { scope: '/subscriptions/11111111-1111-1111-1111-111111111111', role_definition_name: key === 'a' ? 'Owner' : 'Reader' }, unknown: { principal_id: true } },
    ];
    const identity = references('azurerm_user_assigned_identity.team', 'each.key');
    const read = plan([...of('a'), ...of('b')], { resources: [written('azurerm_user_assigned_identity.team', {}), written('azurerm_federated_identity_credential.team', { parent_id: identity }), written('azurerm_role_assignment.team', { principal_id: identity })] });
    expect(read.targets.map(({ powers }) => powers)).toEqual([[{ role: 'Owner', on: 'subscription' }], [{ role: 'Reader', on: 'subscription' }]]);
  });
});

describe('what a plan takes away', () => {
  test('is no target', () => {
    const read = plan([{ ...role(''), actions: ['delete'], values: {}, unknown: {} }], { resources: [] });
    expect([read.targets, read.roles]).toEqual([[], []]);
  });

  test('does not stand for what takes its place', () => {
    const policy = { assume_role_policy: references('data.aws_iam_policy_document.trust.json', 'data.aws_iam_policy_document.trust') };
    const read = plan([provider, document('', WIDE), { ...role(''), actions: ['delete', 'create'] }, { ...role(''), actions: ['delete'], unknown: {}, deposed: 'a1b2c3d4' }], {
      resources: [written('aws_iam_openid_connect_provider.ci', {}), writtenDocument({}), written('aws_iam_role.deploy', policy)],
    });
    expect(errorsOf(read)).toEqual(['aws_iam_role.deploy']);
  });

  test('is not read from a stored state, where it waits for its end', () => {
    const instance = { attributes: { name: 'deploy', assume_role_policy: '{}' } };
    const { roles } = readText(JSON.stringify({ version: 4, terraform_version: '1.11.4', resources: [{ mode: 'managed', type: 'aws_iam_role', name: 'deploy', instances: [instance, { ...instance, deposed: 'a1b2c3d4' }] }] }), { file: 'x.tfstate' });
    expect(roles).toHaveLength(1);
  });
});

test('blocks that a plan shows and the configuration does not write are followed nowhere', () => {
  const read = plan([provider, { ...document('', GOOD), values: { statement: [...statement(GOOD), ...statement(GOOD)] }, unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }, { principals: [{ identifiers: [true] }] }] } }, role('')], {
    resources: [
      written('aws_iam_openid_connect_provider.ci', {}),
      writtenDocument({}),
      written('aws_iam_role.deploy', { assume_role_policy: references('data.aws_iam_policy_document.trust.json', 'data.aws_iam_policy_document.trust') }),
    ],
  });
  expect(JSON.stringify(read.targets[0])).not.toContain('oidc-provider/');
  expect(errorsOf(read)).toEqual([]);
});

describe('in a configuration', () => {
  const STATEMENT = { actions: ['sts:AssumeRoleWithWebIdentity'], principals: { type: 'Federated', identifiers: [`arn:aws:iam::111122223333:oidc-provider/${HOST}`] } };
  const read = (subject: string, key: string) => readText(JSON.stringify({
    data: { aws_iam_policy_document: { trust: { for_each: '${var.subjects}', statement: { ...STATEMENT, condition: [{ test: 'StringEquals', variable: `${HOST}:aud`, values: ['sts.amazonaws.com'] }, { test: 'StringLike', variable: `${HOST}:sub`, values: [subject] }] } } } },
    resource: { aws_iam_role: { deploy: { for_each: '${var.subjects}', assume_role_policy: `\${data.aws_iam_policy_document.trust[${key}].json}` } } },
  }), { file: 'main.tf.json' });

  test.each(['each.key', '"a"', 'local.which', '0'])('one block stands for all its instances: %s', key => {
    expect(errorsOf(read('repo:*', key))).toEqual(['aws_iam_role.deploy']);
    expect(read('${each.value}', key).unjudged.map(({ id }) => id)).toEqual(['aws_iam_role.deploy']);
  });
});

test.each([null, 'REDACTED'])('a value that was taken out as sensitive is unknown: %j', value => {
  const { targets, unjudged } = readText(JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [{ ...shapeOf('aws_iam_role.deploy'), values: { name: 'deploy', assume_role_policy: value }, sensitive_values: { assume_role_policy: true } }] } } }), { file: 's.json' });
  expect([targets.length, unjudged.map(({ id }) => id)]).toEqual([1, ['aws_iam_role.deploy']]);
});

test('what a plan could not plan is named', () => {
  const { unjudged } = readText(JSON.stringify({ format_version: '1.2', planned_values: {}, errored: true, deferred_changes: [{ reason: 'instance_count_unknown', resource_change: { address: 'aws_iam_role.deploy', type: 'aws_iam_role' } }] }), { file: 'plan.json' });
  expect(unjudged.map(({ id, type }) => [id, type])).toEqual([['aws_iam_role.deploy', 'aws_iam_role'], ['plan', 'plan']]);
});
