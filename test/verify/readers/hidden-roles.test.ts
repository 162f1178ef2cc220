import { shown } from './support';
import { decide } from '../../../src/verify/decide';
import { Artefacts, Target } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';

const ARN = 'arn:aws:iam::123456789012:oidc-provider/gitlab.com';
const trust = (sub: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: ARN }, Condition: { StringEquals: { 'gitlab.com:sub': sub } } }] });
const role = (document: unknown, further: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ...further } });
const template = (resources: object, further: object = {}) => readText(JSON.stringify({ ...further, Resources: resources }, undefined, 1), { file: 't.json' });

const subject = (target: Target) => shown((target as any).trust.policy).Statement[0].Condition.StringEquals['gitlab.com:sub'];
const subjects = ({ targets }: Artefacts) => Object.fromEntries(targets.map(target => [target.id, subject(target)]));
const outcome = ({ targets: [target] }: Artefacts, sub: string) => decide(target, { iss: 'https://gitlab.com', aud: 'a', sub }).outcome;

describe('a trust policy that stands in a text', () => {
  test('is read as what it says', () => {
    expect(subjects(template({ Role: role(JSON.stringify(trust('a'))) }))).toEqual({ 't/Role': 'a' });
    expect(subjects(template({ Role: role({ 'Fn::ToJsonString': trust('a') }) }))).toEqual({ 't/Role': 'a' });
  });

  test('is read with what is late in it', () => {
    const text = JSON.stringify(trust('a')).replace('123456789012', '${AWS::AccountId}').replace('"a"', '"a-${Stage}"');
    const read = template({ Role: role({ 'Fn::Sub': text }) });
    expect(subjects(read)).toEqual({ 't/Role': 'a-<Ref Stage>' });
    expect([outcome(read, 'a-x'), outcome(read, 'b')]).toEqual(['unknown', 'reject']);
  });

  test('tells of a key that stands twice in it', () => {
    const read = template({ Role: role(JSON.stringify(trust('a')).replace('"Effect"', '"Effect":"Deny","Effect"')) });
    expect(read.duplicateKeys).toEqual([expect.objectContaining({ key: 'Effect', target: 't/Role' })]);
  });

  test('holds permissions as well', () => {
    const { roles } = template({ Role: role(trust('a'), { Policies: [{ PolicyName: 'all', PolicyDocument: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }] }) });
    expect(roles[0].permissions[0]).toMatchObject({ name: 'all', document: { Statement: { Action: '*' } }, source: { pointer: '/Resources/Role/Properties/Policies/0/PolicyDocument' } });
  });
});

describe('a loop of AWS::LanguageExtensions', () => {
  const loop = (collection: unknown, name: string, sub: unknown) => ({ 'Fn::ForEach::Stages': ['Stage', collection, { [name]: role(trust(sub), { RoleName: { Ref: 'Stage' } }) }] });

  test('is written out, each role with the place that makes it', () => {
    const read = template(loop(['dev', 'prod-eu'], 'Role&{Stage}', { 'Fn::Sub': 'env:${Stage}' }));
    expect(subjects(read)).toEqual({ 't/Roledev': 'env:dev', 't/Roleprodeu': 'env:prod-eu' });
    expect(read.roles.map(({ name, source }) => [name, source.pointer, source.line])).toEqual(['dev', 'prod-eu'].map(name => [name, '/Resources/Fn::ForEach::Stages/2/Role&{Stage}', 10]));
  });

  test('over a mapping is written out', () => {
    expect(subjects(template(loop({ 'Fn::FindInMap': ['M', 'a', 'b'] }, 'Role${Stage}', { Ref: 'Stage' }), { Mappings: { M: { a: { b: ['x', 'y'] } } } }))).toEqual({ 't/Rolex': 'x', 't/Roley': 'y' });
  });

  test('in a loop is written out', () => {
    const inner = { 'Fn::ForEach::Teams': ['Team', ['a', 'b'], { 'Role${Stage}${Team}': role(trust({ 'Fn::Join': ['-', [{ Ref: 'Team' }, { Ref: 'Stage' }]] })) }] };
    expect(subjects(template({ 'Fn::ForEach::Stages': ['Stage', ['X', 'Y'], inner] }))).toEqual({ 't/RoleXa': 'a-X', 't/RoleXb': 'b-X', 't/RoleYa': 'a-Y', 't/RoleYb': 'b-Y' });
  });

  test('over a parameter is one role of which the rest is known', () => {
    const read = template(loop({ Ref: 'Stages' }, 'Role${Stage}', { 'Fn::Sub': 'env:${Stage}' }), { Parameters: { Stages: { Type: 'CommaDelimitedList', Default: 'a,b' } } });
    expect(subjects(read)).toEqual({ 't/Role${Stage}': 'env:<Ref Stage>' });
    expect([outcome(read, 'env:a'), outcome(read, 'x')]).toEqual(['unknown', 'reject']);
  });

  test.each([
    ['of many resources', Object.fromEntries(['A', 'B', 'C', 'D'].map(name => [name, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']]))],
  ])('that would not end for its size is refused: %s', (_name, loops) => {
    const nested = Object.entries(loops).reduce<object>((fragment, [name, items]) => ({ [`Fn::ForEach::${name}`]: [name, items, fragment] }), { 'R${A}x${B}x${C}x${D}': role(trust('a')) });
    expect(() => template(nested)).toThrow('t.json: holds references that come to no end');
  });

  test('that is none has no role', () => {
    expect(template({ 'Fn::ForEach::Broken': ['Stage', ['a']], 'Fn::ForEach::Text': 'x', 'Role': role(trust('a')) }).roles).toHaveLength(1);
  });
});

describe('what a macro adds', () => {
  test('to a role may be its trust', () => {
    const read = template({ Role: { Type: 'AWS::IAM::Role', Properties: { 'RoleName': 'a', 'Fn::Transform': { Name: 'AWS::Include' } } } });
    expect(outcome(read, 'a')).toBe('unknown');
  });

  test('beside what is written may change it', () => {
    expect(outcome(template({ Role: role({ ...trust('a'), 'Fn::Transform': { Name: 'AWS::Include' } }) }), 'b')).toBe('unknown');
  });
});

describe('a role is made', () => {
  test('by a stack set, whose template is a text in JSON or YAML', () => {
    const inner = { Resources: { Role: role(trust({ Ref: 'Subject' })), Other: { Type: 'AWS::IAM::AccessKey', Properties: {} } } };
    const set = (text: string) => template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: text } } });
    const read = set(JSON.stringify(inner));
    expect(subjects(read)).toEqual({ 't/Set/Role': '<Ref Subject>' });
    expect(read.targets[0].source.pointer).toBe('/Resources/Set/Properties/TemplateBody');
    expect(read.staticKeys.map(({ id }) => id)).toEqual(['t/Set/Other']);
    expect(subjects(set(`Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: ${JSON.stringify(trust('a'))}\n`))).toEqual({ 't/Set/Role': 'a' });
    expect(set('- a: [').roles).toEqual([]);
  });

  test('by a function of SAM', () => {
    expect(subjects(template({ Function: { Type: 'AWS::Serverless::Function', Properties: { AssumeRolePolicyDocument: trust('a') } }, Plain: { Type: 'AWS::Serverless::Function', Properties: {} } }, { Transform: 'AWS::Serverless-2016-10-31' }))).toEqual({ 't/Function': 'a' });
  });
});

test('Fn::FindInMap with a default gives it where the mapping has nothing', () => {
  const found = (key: unknown) => subjects(template({ Role: role(trust({ 'Fn::FindInMap': ['M', key, 'b', { DefaultValue: 'd' }] })) }, { Mappings: { M: { a: { b: 'c' } } } }))['t/Role'];
  expect([found('a'), found('x'), found({ Ref: 'Stage' })]).toEqual(['c', 'd', '<Fn::FindInMap M>']);
});
