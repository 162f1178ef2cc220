import { decide } from '../../../src/verify/decide';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';
const SUB = 'repo:my-org@123456/my-app@456789:environment:production';
const TOKEN = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: SUB };

/** Each form in which a template leaves something to the deployment. */
const FORMS: readonly (readonly [name: string, form: unknown])[] = [
  ['a parameter', { Ref: 'Anything' }],
  ['an attribute of a custom resource', { 'Fn::GetAtt': ['Maker', 'Result'] }],
  ['an attribute in its short form', { 'Fn::GetAtt': 'Maker.Result' }],
  ['an import', { 'Fn::ImportValue': 'elsewhere' }],
  ['a mapping by account', { 'Fn::FindInMap': ['Accounts', { Ref: 'AWS::AccountId' }, 'value'] }],
  ['a macro', { 'Fn::Transform': { Name: 'Maker', Parameters: {} } }],
  ['a member of a list that is a parameter', { 'Fn::Select': [0, { Ref: 'Anything' }] }],
  ['a function that nobody knows', { 'Fn::Unheard': ['x'] }],
  ['JSON made by a resource', { 'Fn::GetAtt': ['Json', 'Value'] }],
  ['a condition with both branches unknown', { 'Fn::If': ['IsLive', { Ref: 'Anything' }, { 'Fn::GetAtt': ['Maker', 'Result'] }] }],
];
const IN_TEXT: typeof FORMS = [...FORMS, ['a dynamic reference', '{{resolve:ssm:/ci/anything}}'], ['a dynamic reference that is put together', { 'Fn::Join': ['', ['{{resolve:ssm:/', { Ref: 'Anything' }, '}}']] }],
  ['a dynamic reference by substitution', { 'Fn::Sub': '{{resolve:secretsmanager:${Anything}:SecretString:sub}}' }]];
const IN_LIST: typeof FORMS = [...IN_TEXT, ['the pieces of a parameter', { 'Fn::Split': [',', { Ref: 'Anything' }] }]];
const IN_MAP: typeof FORMS = [...FORMS, ['a loop over a parameter', { 'Fn::ForEach::Loop': ['One', { Ref: 'Anything' }, { '${One}': 'x' }] }], ['a macro beside what is known', { 'Fn::Transform': { Name: 'Maker' }, 'known': 'x' }]];

const equals = { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: SUB };
const statement = (further: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
  Condition: { StringEquals: equals },
  ...further,
});
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const subject = (value: unknown) => document(statement({ Condition: { StringEquals: { ...equals, [`${HOST}:sub`]: value } } }));

/** Each place of a role's trust that can be unknown. */
const PLACES: readonly (readonly [place: string, of: (unknown: unknown) => unknown, forms: typeof FORMS])[] = [
  ['the document', unknown => unknown, IN_MAP],
  ['the statements', unknown => ({ Version: '2012-10-17', Statement: unknown }), [...IN_MAP, ...IN_LIST.slice(-1)]],
  ['a statement', unknown => document(unknown), IN_MAP],
  ['a statement beside another', unknown => document(statement(), unknown), IN_MAP],
  ['the effect', Effect => document(statement({ Effect })), IN_TEXT],
  ['the principal', Principal => document(statement({ Principal })), IN_MAP],
  ['the action', Action => document(statement({ Action })), IN_LIST],
  ['one of the actions', unknown => document(statement({ Action: ['sts:TagSession', unknown] })), IN_TEXT],
  ['the condition', Condition => document(statement({ Condition })), IN_MAP],
  ['the keys of an operator', unknown => document(statement({ Condition: { StringEquals: unknown } })), IN_MAP],
  ['the keys of one of two operators', unknown => document(statement({ Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, StringLike: unknown } })), IN_MAP],
  ['the keys of the operator of the audience', unknown => document(statement({ Condition: { StringLike: { [`${HOST}:sub`]: SUB }, StringEquals: unknown } })), IN_MAP],
  ['the condition of a denial', Condition => document(statement({ Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } } }), statement({ Effect: 'Deny', Condition })), IN_MAP],
  ['the keys of a denial', unknown => document(statement({ Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } } }), statement({ Effect: 'Deny', Condition: { StringNotLike: unknown } })), IN_MAP],
  ['the subject', subject, IN_LIST],
  ['one of the subjects', unknown => subject([SUB, unknown]), IN_TEXT],
  ['the owner in a subject', unknown => subject({ 'Fn::Join': ['', ['repo:', unknown, '/my-app@456789:environment:production']] }), IN_TEXT],
  ['the audience', unknown => document(statement({ Condition: { StringEquals: { ...equals, [`${HOST}:aud`]: unknown } } })), IN_TEXT],
  ['the value of a test of presence', unknown => document(statement({ Condition: { StringEquals: equals, Null: { [`${HOST}:sub`]: unknown } } })), IN_TEXT],
  ['a key, in JSON text', unknown => ({ 'Fn::Join': ['', [`${JSON.stringify(document(statement())).slice(0, -3).replace(`"${HOST}:sub"`, '"@"').split('@')[0]}`, unknown, `":"${SUB}"}}}]}`]] }), IN_TEXT],
];

const template = (trust: unknown, further: object = {}) => readText(JSON.stringify({
  Parameters: { Anything: { Type: 'String' }, Stage: { Type: 'String' } },
  Mappings: { Accounts: { 111122223333: { value: 'x' } } },
  Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...further } },
    Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:maker' } },
    Json: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: { 'Fn::GetAtt': ['Maker', 'Result'] } } },
  },
}), { file: 't.json' });

describe.each(PLACES)('where %s is unknown until deployment', (_place, of, forms) => {
  test.each(forms)('by %s, nothing is said to be absent, and the role is not judged', (_form, unknown) => {
    const read = template(of(unknown));
    expect([...new Set(read.targets.map(({ id }) => id.replace(/\[.*/, '')))]).toEqual(['t/Role']);
    expect(review(read).filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(read.unjudged.map(({ id, reason }) => [id.replace(/\[.*/, ''), reason])).toContainEqual(['t/Role', expect.stringContaining('unknown until deployment')]);
    for (const target of read.targets) expect(['accept', 'unknown']).toContain(decide(target, TOKEN).outcome);
  });
});

test('a role that is known whole is judged', () => {
  const read = template(document(statement()));
  expect(read.unjudged).toEqual([]);
  expect(read.targets.map(target => decide(target, TOKEN).outcome)).toEqual(['accept']);
});

test('what is known to be absent is still said', () => {
  const read = template(document(statement({ Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } } }), { Ref: 'Anything' }));
  expect(review(read).map(({ rule }) => rule)).toContain('no-subject');
});

test('what is wide is said, whatever else is unknown beside it', () => {
  const read = template(document(statement({ Action: { Ref: 'Anything' }, Condition: { StringLike: { ...equals, [`${HOST}:sub`]: 'repo:*' } } })));
  expect(review(read).map(({ severity }) => severity)).toContain('error');
  expect(read.unjudged).toHaveLength(1);
});

test('all that is unknown of a role is one sentence', () => {
  const { unjudged } = template(document(statement({ Action: { Ref: 'Anything' } }), statement({ Condition: { Ref: 'Anything' } }), { Ref: 'Anything' }));
  expect(unjudged).toEqual([expect.objectContaining({ id: 't/Role', type: 'iam-role', reason: 'its statement, action and condition are unknown until deployment' })]);
});

describe('a part of a text that is unknown', () => {
  test('leaves the role judged where every value is exact and the repository is known', () => {
    expect(template(subject({ 'Fn::Sub': 'repo:my-org@123456/my-app@456789:environment:${Stage}' })).unjudged).toEqual([]);
  });

  test('may hold an asterisk where the operator takes one', () => {
    const trust = document(statement({ Condition: { StringLike: { ...equals, [`${HOST}:sub`]: { 'Fn::Sub': 'repo:my-org@123456/my-app@456789:environment:${Stage}' } } } }));
    expect(template(trust).unjudged.map(({ reason }) => reason)).toEqual(['its subject is unknown until deployment']);
  });
});
