import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GITHUB, shown } from './support';
import { decide } from '../../../src/verify/decide';
import type { Artefacts } from '../../../src/verify/model';
import { readPaths } from '../../../src/verify/readers';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'across-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(files: Record<string, unknown>): Artefacts {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return readPaths([directory]);
}

describe('a binding of Google', () => {
  const pool = (number: string) => `projects/${number}/locations/global/workloadIdentityPools/ci`;
  const provider = (name: string, further: object = {}) => ({ name: `${pool('123456789')}/providers/${name}`, attributeMapping: { 'google.subject': 'assertion.sub' }, oidc: { issuerUri: GITHUB }, state: 'ACTIVE', ...further });
  const policy = (number = '123456789') => ({ bindings: [{ role: 'roles/iam.workloadIdentityUser', members: [`principal://iam.googleapis.com/${pool(number)}/subject/a`] }] });
  const bindings = ({ targets }: Artefacts) => targets.filter(({ kind }) => kind === 'workload-identity-binding');
  const outcome = (target: any, sub: string, name: string) => decide(target, { iss: GITHUB, aud: `https://iam.googleapis.com/${pool('123456789')}/providers/${name}`, sub }).outcome;

  test('is decided by the provider in another file', () => {
    const [binding, ...others] = bindings(read({ 'providers.json': [provider('github')], 'sa.json': policy() }));
    expect(others).toEqual([]);
    expect(binding).toMatchObject({ id: 'sa/roles/iam.workloadIdentityUser', issuer: GITHUB, source: { pointer: '/bindings/0' } });
    expect([outcome(binding, 'a', 'github'), outcome(binding, 'b', 'github'), outcome(binding, 'a', 'other')]).toEqual(['accept', 'reject', 'reject']);
  });

  test('is decided once for each of several', () => {
    const found = bindings(read({ 'providers.json': [provider('github'), provider('other', { attributeCondition: 'false' })], 'sa.json': policy() }));
    expect(found.map(({ id }) => id)).toEqual(['github', 'other'].map(name => `sa/roles/iam.workloadIdentityUser via ${pool('123456789')}/providers/${name}`));
    expect(found.map(target => outcome(target, 'a', 'github'))).toEqual(['accept', 'reject']);
  });

  test('is not decided by a provider of another pool', () => {
    const [binding] = bindings(read({ 'providers.json': [provider('github')], 'sa.json': policy('5') }));
    expect(outcome(binding, 'a', 'github')).toBe('unknown');
  });
});

test('a template that is not packaged yet names the file of the one nested in it', () => {
  const nested = `Parameters:
  Subject: {Type: String}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Action: 'sts:AssumeRoleWithWebIdentity', Principal: {Federated: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com'}, Condition: {StringEquals: {'gitlab.com:sub': !Ref Subject}}}
`;
  const parent = (url: string) => ({ Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url, Parameters: { Subject: 'a' } } } } });
  const subject = ({ targets: [target] }: Artefacts) => shown((target as any).trust.policy).Statement[0].Condition.StringEquals['gitlab.com:sub'];

  expect(subject(read({ 'parent.json': parent('./nested/role.yaml'), 'nested/role.yaml': nested }))).toBe('a');
  expect(subject(read({ 'parent.json': parent('https://example.com/nested/role.yaml'), 'nested/role.yaml': nested }))).toBe('<Ref Subject>');
});
