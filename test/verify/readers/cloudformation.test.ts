import { artefact, conditionsOf, shown, SUBJECT } from './support';
import { readText } from '../../../src/verify/readers';

const AUD = 'token.actions.githubusercontent.com:aud';
const SUB = 'token.actions.githubusercontent.com:sub';

/** A template in JSON with one role that trusts this subject. */
function templateWith(sub: unknown, further: object = {}, role: object = {}): string {
  return JSON.stringify({
    ...further,
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        ...role,
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com' }, Condition: { StringEquals: { 'gitlab.com:sub': sub } } }],
          },
        },
      },
      Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'other', Path: '/ci/' } },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
  });
}

function subjectOf(sub: unknown, further: object = {}): any {
  const { targets: [target] } = readText(templateWith(sub, further), { file: 'stack.template.json' });
  return shown((target as any).trust.policy).Statement[0].Condition.StringEquals['gitlab.com:sub'];
}

describe('a template in YAML', () => {
  const read = artefact('template.yaml');

  test('gives roles that a token could open, each by file and logical id with its line', () => {
    expect(read.targets.map(({ id, source: { pointer, line } }) => [id, pointer, line])).toEqual([
      ['template/Deploy', '/Resources/Deploy', 20],
      ['template/Staged[IsProduction]', '/Resources/Staged', 35],
      ['template/Staged[not IsProduction]', '/Resources/Staged', 35],
      ['template/Parametrised', '/Resources/Parametrised', 50],
    ]);
  });

  test('has its short forms resolved, and each branch of a condition that only a deployment decides', () => {
    expect(conditionsOf(read)).toEqual({
      'template/Deploy': { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: SUBJECT } },
      'template/Staged[IsProduction]': { StringEquals: { [AUD]: 'sts.amazonaws.com' }, StringLike: { [SUB]: SUBJECT } },
      'template/Staged[not IsProduction]': { StringEquals: { [AUD]: 'sts.amazonaws.com' }, StringLike: { [SUB]: 'repo:my-org/my-app:*' } },
      'template/Parametrised': { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: 'repo:my-org/my-app:environment:<Ref Stage>' } },
    });
  });

  test('names a provider of its own by an ARN whose account is late', () => {
    expect(shown((read.targets[0] as any).trust.policy).Statement[0].Principal).toEqual({ Federated: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:oidc-provider/token.actions.githubusercontent.com' });
    expect(read.providers).toEqual([{ id: 'template/GitHub', url: 'https://token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'], source: { file: 'template.yaml', pointer: '/Resources/GitHub', line: 15 } }]);
  });

  test('leaves out a role that no condition lets be made, and tells of policies and access keys', () => {
    expect(read.roles.map(({ id, permissions }) => [id, permissions.map(({ name }) => name)])).toEqual([
      ['template/Deploy', ['permissions']], ['template/Staged[IsProduction]', []], ['template/Staged[not IsProduction]', []], ['template/Parametrised', []],
    ]);
    expect(read.staticKeys.map(({ id, kind }) => [id, kind])).toEqual([['template/Key', 'AWS::IAM::AccessKey']]);
  });
});

test.each<[string, unknown, unknown]>([
  ['Fn::Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::Region' }, 'b']] }, 'a:<AWS::Region>:b'],
  ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${a}-${!b}-${Bucket.Arn}-${AWS::URLSuffix}', { a: { Ref: 'Stage' } }] }, '<Ref Stage>-${b}-<Fn::GetAtt Bucket.Arn>-<AWS::URLSuffix>'],
  ['Ref to a role, which is its name', { Ref: 'Other' }, 'other'],
  ['the ARN of a role with a path', { 'Fn::GetAtt': ['Other', 'Arn'] }, 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/ci/other'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'c'],
  ['Fn::FindInMap that the template does not decide', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'b'] }, '<Fn::FindInMap M>'],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'x/y/z'] }] }, 'y'],
  ['Fn::If of a condition that is decided', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
  ['AWS::NoValue in a list', [{ Ref: 'AWS::NoValue' }, 'a'], ['a']],
  ['an import from elsewhere', { 'Fn::ImportValue': 'elsewhere' }, '<Fn::ImportValue elsewhere>'],
  ['a function that nobody here knows', { 'Fn::Transform': { Name: 'x' } }, '<Fn::Transform>'],
])('%s is resolved as far as the template decides it', (_name, sub, expected) => {
  expect(subjectOf(sub, { Mappings: { M: { a: { b: 'c' } } }, Conditions: { Yes: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] } } })).toEqual(expected);
});

test('a condition that the role itself depends on is true inside of it', () => {
  const { targets } = readText(templateWith({ 'Fn::If': ['Maybe', 'a', 'b'] }, { Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Stage' }, 'x'] } } }, { Condition: 'Maybe' }), { file: 't.json' });
  expect(targets.map(target => shown((target as any).trust.policy).Statement[0].Condition.StringEquals)).toEqual([{ 'gitlab.com:sub': 'a' }]);
});

test('conditions that are too many leave the value late', () => {
  const names = Array.from({ length: 6 }, (_, i) => `C${i}`);
  expect(subjectOf(names.map(name => ({ 'Fn::If': [name, `${name}a`, `${name}b`] })))).toEqual(names.map(name => `<Fn::If ${name}>`));
});

test('references that lead to two more each come to an end', () => {
  const twice = (next: string) => ({ 'Fn::Join': ['', [{ Ref: next }, { Ref: next }]] });
  const roles = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`R${i}`, { Type: 'AWS::IAM::Role', Properties: { RoleName: twice(`R${i + 1}`) } }]));
  expect(() => readText(JSON.stringify({ Resources: roles }), { file: 'bomb.json' })).toThrow('bomb.json: holds references that come to no end');
});
