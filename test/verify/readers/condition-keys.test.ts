import { conditionsOf } from './support';
import { decide } from '../../../src/verify/decide';
import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';
const SUB = 'repo:my-org@123456/my-app@456789:environment:production';
const TOKEN = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: SUB };
const PROVIDER = { 'Fn::GetAtt': ['Provider', 'Arn'] };
const HOST_OF_PROVIDER = { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', PROVIDER] }] };

const trust = (condition: unknown, provider: unknown = `arn:aws:iam::111122223333:oidc-provider/${HOST}`) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider }, Condition: condition }],
});

const template = (document: unknown, resources: object = {}) => readText(JSON.stringify({
  Parameters: { Host: { Type: 'String' } },
  Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } }, ...resources },
}), { file: 't.json' });

const grave = (read: Artefacts) => review(read).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
const outcomes = ({ targets }: Artefacts, claims: object = TOKEN) => targets.map(target => decide(target, { ...claims }).outcome);

describe('a map that the CDK makes of JSON', () => {
  const json = (value: unknown) => ({
    Json: { Type: 'Custom::AWSCDKCfnJson', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:json', Value: value } },
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${HOST}`, ClientIdList: ['sts.amazonaws.com'] } },
  });
  const VALUE = { 'Fn::GetAtt': ['Json', 'Value'] };
  const keys = (sub: string) => ({ [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: sub });
  const joined = (sub: unknown) => ({ 'Fn::Join': ['', ['{"', HOST_OF_PROVIDER, ':aud":"sts.amazonaws.com","', HOST_OF_PROVIDER, ':sub":"', sub, '"}']] });

  test.each<[string, unknown, unknown]>([
    ['the keys of an operator', { StringLike: VALUE }, JSON.stringify(keys(SUB))],
    ['the condition', VALUE, JSON.stringify({ StringLike: keys(SUB) })],
    ['keys that are put together of what the provider is', { StringLike: VALUE }, joined(SUB)],
    ['a text that is substituted', { StringLike: VALUE }, { 'Fn::Sub': [`{"\${Issuer}:aud":"sts.amazonaws.com","\${Issuer}:sub":"${SUB}"}`, { Issuer: HOST_OF_PROVIDER }] }],
  ])('is read where it stands: %s', (_name, condition, value) => {
    const read = template(trust(condition, PROVIDER), json(value));
    expect(conditionsOf(read)).toEqual({ 't/Role': { StringLike: keys(SUB) } });
    expect([grave(read), read.unjudged, outcomes(read), outcomes(read, { ...TOKEN, sub: 'repo:other/x:ref:refs/heads/main' })]).toEqual([[], [], ['accept'], ['reject']]);
  });

  test('may hold the whole document, a statement or a list of values', () => {
    expect(outcomes(template(VALUE, json(JSON.stringify(trust({ StringEquals: keys(SUB) })))))).toEqual(['accept']);
    expect(outcomes(template({ Version: '2012-10-17', Statement: [VALUE] }, json(JSON.stringify(trust({ StringEquals: keys(SUB) }).Statement[0]))))).toEqual(['accept']);
    expect(outcomes(template(trust({ StringEquals: { ...keys(''), [`${HOST}:sub`]: VALUE } }), json(JSON.stringify([SUB]))))).toEqual(['accept']);
  });

  test.each(['repo:my-org/*', 'repo:*', '*'])('is an error where it is too wide: %s', sub => {
    expect(grave(template(trust({ StringLike: VALUE }, PROVIDER), json(JSON.stringify(keys(sub)))))).not.toEqual([]);
    expect(grave(template(trust({ StringLike: VALUE }, PROVIDER), json(joined(sub))))).not.toEqual([]);
  });

  test('of which a part is unknown has that part unknown', () => {
    const read = template(trust({ StringEquals: VALUE }, PROVIDER), json(joined({ 'Fn::Sub': 'repo:my-org@1/my-app@2:environment:${Host}' })));
    expect(outcomes(read, { ...TOKEN, sub: 'repo:my-org@1/my-app@2:environment:x' })).toEqual(['unknown']);
    expect(outcomes(read)).toEqual(['reject']);
  });

  test('that is no JSON stays unknown, and so does another attribute', () => {
    for (const read of [template(trust({ StringLike: VALUE }), json('{"a')), template(trust({ StringLike: { 'Fn::GetAtt': ['Json', 'Other'] } }), json(JSON.stringify(keys(SUB))))]) {
      expect([grave(read), outcomes(read), read.unjudged.length]).toEqual([[], ['unknown'], 1]);
    }
  });

  test('tells of a key that stands twice in it', () => {
    expect(template(trust({ StringLike: VALUE }), json('{"a":"x","a":"y"}')).duplicateKeys).toEqual([expect.objectContaining({ key: 'a' })]);
  });
});

describe('a function in the place of a key', () => {
  const yaml = (...lines: string[]) => readText(['Parameters: { Host: { Type: String } }', 'Resources:', '  Role:', '    Type: AWS::IAM::Role', '    Properties:', '      AssumeRolePolicyDocument:', '        Version: "2012-10-17"', '        Statement:',
    '          - Effect: Allow', '            Action: sts:AssumeRoleWithWebIdentity', `            Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${HOST}" }`, '            Condition:', ...lines.map(line => `              ${line}`)].join('\n'), { file: 't.yaml' });

  const AUD = `${HOST}:aud: sts.amazonaws.com`;

  test.each<[string, Artefacts]>([
    ['by a tag', yaml('StringEquals:', "  !Sub '${Host}:aud': sts.amazonaws.com", `  !Sub '\${Host}:sub': ${SUB}`)],
    ['by a tag that refers', yaml('StringEquals:', `  ${AUD}`, `  !Ref Host : ${SUB}`)],
    ['by a tag on a list', yaml('StringEquals:', `  ${AUD}`, '  ? !Join [\':\', [!Ref Host, sub]]', `  : ${SUB}`)],
    ['by a tag on an operator', yaml("!Sub '${Host}':", `  ${AUD}`, `  ${HOST}:sub: ${SUB}`)],
    ['by a placeholder', yaml('StringEquals:', `  ${AUD}`, `  "\${Host}:sub": ${SUB}`)],
    ['by a placeholder in a part of it', yaml('StringEquals:', `  ${AUD}`, `  "token.actions.\${Host}.com:sub": ${SUB}`)],
    ['by a dynamic reference', yaml('StringEquals:', `  ${AUD}`, `  "{{resolve:ssm:/host}}:sub": ${SUB}`)],
    ['by a text in place of the map', template(trust({ StringEquals: { 'Fn::Sub': ['${Issuer}:sub', { Issuer: HOST }] } }))],
    ['by a text that is known in part', template(trust({ StringEquals: { 'Fn::Sub': '${Host}:sub' } }))],
    ['by a text in place of the condition', template(trust({ 'Fn::Join': [':', [{ Ref: 'Host' }, 'sub']] }))],
  ])('is an error about the key: %s', (_name, read) => {
    const findings = review(read);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(expect.arrayContaining(['malformed-expression']));
    expect(findings.map(({ rule }) => rule)).not.toContain('no-subject');
    expect(findings.map(({ rule }) => rule)).not.toContain('missing-audience');
    expect(findings.map(({ remedy }) => remedy).join()).not.toContain('leave');
    for (const target of read.targets) {
      const { outcome, reasons: [first] } = decide(target, TOKEN);
      expect(outcome).not.toBe('accept');
      expect(first.hint).toMatch(/key/);
      expect(first.hint).not.toMatch(/leave/);
    }
  });

  test('in a policy by itself is a blank that somebody fills in', () => {
    const read = readText(JSON.stringify(trust({ StringEquals: { '${HOST}:aud': 'sts.amazonaws.com', '${HOST}:sub': SUB } }, 'arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}')), { file: 'trust.json' });
    expect(grave(read)).toEqual([]);
  });
});

describe('a test of presence', () => {
  const read = (condition: object) => template(trust(condition));
  const equals = { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: SUB };

  test.each(['aud', 'sub'])('takes nothing away from an equality beside it: %s', claim => {
    for (const value of ['false', false, ['false']]) expect(review(read({ StringEquals: equals, Null: { [`${HOST}:${claim}`]: value } })).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('is no test of the value', () => {
    expect(review(read({ StringEquals: { [`${HOST}:sub`]: SUB }, Null: { [`${HOST}:aud`]: 'false' } })).map(({ rule }) => rule)).toContain('missing-audience');
    expect(grave(read({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, Null: { [`${HOST}:sub`]: 'false' } }))).toContain('no-subject');
  });
});
