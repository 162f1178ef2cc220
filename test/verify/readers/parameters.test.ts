import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conditionsOf } from './support';
import { ParameterValues, readParameters, readPaths, readTexts } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';

const template = (type: string, subject: unknown = { Ref: 'Subject' }) => JSON.stringify({
  Parameters: { Subject: { Type: type }, Stage: { Type: 'String' } },
  Resources: {
    Deploy: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
            Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${HOST}:sub`]: subject } },
          }],
        },
      },
    },
  },
});

const read = (parameters?: ParameterValues, type = 'String', subject?: unknown) =>
  readTexts([{ text: template(type, subject), file: 'deploy.json' }], { parameters });

const subjectIn = (...given: Parameters<typeof read>) => conditionsOf(read(...given))['deploy/Deploy'].StringLike[`${HOST}:sub`];

describe('values for parameters', () => {
  test.each<[string, string]>([
    ['as the list that the command line takes', '[{"ParameterKey":"Subject","ParameterValue":"repo:a/*"}]'],
    ['as overrides', '["Subject=repo:a/*"]'],
    ['as a template configuration', '{"Parameters":{"Subject":"repo:a/*"},"Tags":{"a":"b"}}'],
    ['by their names', '{"Subject":"repo:a/*"}'],
    ['by their names in YAML', 'Subject: repo:a/*\n'],
    ['as a stack that is described', '{"Stacks":[{"StackName":"s","Parameters":[{"ParameterKey":"Subject","ParameterValue":"repo:a/*"}]}]}'],
  ])('are read %s', (_name, text) => {
    expect([...readParameters(text, 'p.json')]).toEqual([['Subject', 'repo:a/*']]);
  });

  test('are read of a list, and of what the parameter store was asked for', () => {
    expect([...readParameters('{"Subjects":["a",1,true]}', 'p.json')]).toEqual([['Subjects', 'a,1,true']]);
    expect([...readParameters('[{"ParameterKey":"Subject","ParameterValue":"/ci/subject","ResolvedValue":"repo:a/*"}]', 'p.json')]).toEqual([['Subject', 'repo:a/*']]);
  });

  test('that are hidden or kept from before stay unknown', () => {
    expect([...readParameters('[{"ParameterKey":"Subject","ParameterValue":"****"},{"ParameterKey":"Stage","UsePreviousValue":true}]', 'p.json')])
      .toEqual([['Subject', undefined], ['Stage', undefined]]);
  });

  test.each([['a text', '"x"'], ['a list of numbers', '[1]'], ['several stacks', '{"Stacks":[{},{}]}']])('fails for %s', (_name, text) => {
    expect(() => readParameters(text, 'p.json')).toThrow('p.json: holds no parameters');
  });

  test('fails for a template', () => {
    expect(() => readParameters(template('String'), 'p.json')).toThrow('p.json: gives the parameter "Subject" no text');
  });
});

describe('a template with values for its parameters', () => {
  test('is judged by them', () => {
    expect(review(read(new Map([['Subject', 'repo:my-org/*']]))).map(({ rule }) => rule)).toContain('wildcard-repository');
    expect(subjectIn(new Map([['Subject', 'repo:a/b:ref:refs/heads/main']]))).toBe('repo:a/b:ref:refs/heads/main');
  });

  test('keeps what has no value unknown', () => {
    expect(subjectIn()).toBe('<Ref Subject>');
    expect(subjectIn(new Map([['Subject', undefined]]))).toBe('<Ref Subject>');
    expect(subjectIn(new Map([['Stage', 'prod']]), 'String', { 'Fn::Sub': '${Subject}:${Stage}' })).toBe('<Ref Subject>:prod');
  });

  test('has lists where the type says so', () => {
    expect(subjectIn(new Map([['Subject', 'a, b']]), 'CommaDelimitedList')).toEqual(['a', 'b']);
  });

  test('does not take the name of a stored parameter for its value', () => {
    expect(subjectIn(new Map([['Subject', '/ci/subject']]), 'AWS::SSM::Parameter::Value<String>')).toBe('<Ref Subject>');
  });

  test('fails for a name that no template declares', () => {
    expect(() => read(new Map([['Subjekt', 'a']]))).toThrow('parameters: "Subjekt" is a parameter of no template that was read: they declare "Stage", "Subject"');
  });

  test('is read of a path as well', () => {
    const directory = mkdtempSync(join(tmpdir(), 'parameters-'));
    try {
      const file = join(directory, 'deploy.json');
      writeFileSync(file, template('String'));
      expect(conditionsOf(readPaths([file], { parameters: new Map([['Subject', 'x']]) }))['deploy/Deploy'].StringLike[`${HOST}:sub`]).toBe('x');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
