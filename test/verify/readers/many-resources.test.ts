import { readText } from '../../../src/verify/readers';
import { hasKnownType, idsIn } from '../../../src/verify/readers/cloudformation/resources';

const TRUST = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' } } };

test('the resources of a template of which nothing is read are passed over once for all', () => {
  const types = ['AWS::S3::Bucket', 'AWS::IAM::Role', 'AWS::CloudFormation::StackSet', 'AWS::CloudFormation::WaitCondition', 'AWS::Serverless::Function', 'Custom::AWSCDKOpenIdConnectProvider', 1, undefined];
  const resources = { ...Object.fromEntries(types.map((Type, i) => [`R${i}`, Type === undefined ? {} : { Type }])), 'Fn::ForEach::Loop': [], 'Text': 'AWS::IAM::Role' };

  expect(idsIn(resources)).toEqual(['R1', 'R2', 'R4', 'R5', 'Fn::ForEach::Loop']);
  expect(idsIn(resources)).toBe(idsIn(resources));
});

test.each<[boolean, object]>([[true, { A: { Type: 'AWS::S3::Bucket' } }], [true, { A: 1, B: { Type: 'Custom::Thing' } }], [false, { A: { Type: 'google_project' } }], [false, {}]])('that one is known to AWS is %p of %j', (known, resources) => {
  expect(hasKnownType(resources as Parameters<typeof hasKnownType>[0])).toBe(known);
});

test('a role among many other resources is found, and so is a key that stands twice', () => {
  const others = Array.from({ length: 20_000 }, (_, i) => `"B${i}":{"Type":"AWS::S3::Bucket"}`).join(',');
  const { targets, duplicateKeys } = readText(`{"Resources":{${others},"Role":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":${JSON.stringify(TRUST)}}},"B7":{"Type":"x","Type":"y"}}}`, { file: 'many.json' });

  expect(targets.map(({ id }) => id)).toEqual(['many/Role']);
  expect(duplicateKeys.map(({ key }) => key)).toEqual(['B7', 'Type']);
});
