import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const ARN = 'arn:aws:iam::111122223333:role/ci/deploy';
const TRUST = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
  }],
};
const ROLE = { Path: '/ci/', RoleName: 'deploy', Arn: ARN, AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 3600 };
const ESCAPED = encodeURIComponent(JSON.stringify(TRUST));

const read = (value: unknown, file = 'roles.json') => readText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 1), { file });
const found = (artefacts: Artefacts) => ({ ids: artefacts.targets.map(({ id }) => id), wide: new Set(review(artefacts).filter(({ severity }) => severity === 'error').map(({ target }) => target)).size });

test.each<[string, unknown, string]>([
  ['get-role', { Role: ROLE }, ARN],
  ['get-role --query Role', ROLE, ARN],
  ['list-roles', { Roles: [ROLE] }, ARN],
  ['list-roles --query Roles', [ROLE], ARN],
  ["list-roles --query 'Roles[].[RoleName,AssumeRolePolicyDocument]'", [['deploy', TRUST]], 'deploy'],
  ["list-roles --query 'Roles[].[Arn,AssumeRolePolicyDocument]'", [[ARN, TRUST]], ARN],
  ["list-roles --query 'Roles[].{Name:RoleName,Trust:AssumeRolePolicyDocument}'", [{ Name: 'deploy', Trust: TRUST }], 'deploy'],
  ["list-roles --query 'Roles[].AssumeRolePolicyDocument'", [TRUST], 'role 0'],
  ['get-account-authorization-details --query RoleDetailList', [{ ...ROLE, RolePolicyList: [] }], ARN],
  ['the API, which escapes documents for a URL', { Roles: [{ ...ROLE, AssumeRolePolicyDocument: ESCAPED }] }, ARN],
  ['the API, and one document of it', JSON.stringify(ESCAPED), 'roles.json'],
  ['the API, and one document of it by itself', ESCAPED, 'roles.json'],
  ['the API, and documents of it', [['deploy', ESCAPED]], 'deploy'],
])('the output of %s is read', (_name, value, id) => {
  expect(found(read(value))).toEqual({ ids: [id], wide: 1 });
});

const YAML = ['AssumeRolePolicyDocument:', '  Statement:', '  - Action: sts:AssumeRoleWithWebIdentity', '    Condition:', '      StringLike:', '        token.actions.githubusercontent.com:sub: repo:*', '    Effect: Allow', '    Principal:',
  '      Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', "  Version: '2012-10-17'", `Arn: ${ARN}`, "CreateDate: '2026-01-01T00:00:00+00:00'", 'RoleName: deploy'];
const indented = (first: string) => YAML.map((line, i) => `${i === 0 ? first : '  '}${line}`);

test.each<[string, readonly string[]]>([
  ['get-role', ['Role:', ...indented('  ')]],
  ['get-role --query Role', YAML],
  ['list-roles', ['Roles:', ...indented('- ')]],
  ['list-roles --query Roles', indented('- ')],
  ['get-account-authorization-details', ['GroupDetailList: []', 'RoleDetailList:', ...indented('- ')]],
])('what %s prints as YAML is read', (_name, lines) => {
  expect(found(read(lines.join('\n'), 'roles.yaml'))).toEqual({ ids: [ARN], wide: 1 });
});

test('a role that is picked has its name, its line and the policies that are there', () => {
  const { roles: [role] } = read([{ ...ROLE, RolePolicyList: [{ PolicyName: 'all', PolicyDocument: { Statement: [] } }] }]);
  expect(role).toMatchObject({ name: 'deploy', arn: ARN, complete: false, source: { pointer: '/0', line: 2 }, permissions: [{ name: 'all' }] });
});

test('roles without a trust for tokens are roles, and no targets', () => {
  const read_ = read([{ ...ROLE, AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] } }]);
  expect([read_.roles.length, read_.targets, read_.unjudged]).toEqual([1, [], []]);
});

test('a list of texts is named as the list of names that it is', () => {
  expect(() => read(['a', 'b'])).toThrow('roles.json: is a list of names');
});

test.each<[string, unknown]>([['of objects', [{ a: 1 }]], ['of a role among others', [ROLE, { a: 1 }]], ['of nothing', []]])('a list %s is of no kind that is known', (_name, value) => {
  expect(() => read(value)).toThrow('roles.json: is of no kind that can be read');
});

test.each<[string, object]>([['IsTruncated', { IsTruncated: true, Marker: 'x' }], ['NextToken', { NextToken: 'x' }]])('an output that goes on elsewhere is named: %s', (_name, further) => {
  const reason = 'the output is cut off: print it without --max-items and --no-paginate';
  expect(read({ Roles: [ROLE], ...further }).unjudged).toEqual([expect.objectContaining({ id: 'roles.json', type: 'Roles', reason })]);
  expect(read({ RoleDetailList: [ROLE], Policies: [], ...further }).unjudged).toEqual([expect.objectContaining({ type: 'RoleDetailList', reason })]);
  expect(read({ Roles: [ROLE], IsTruncated: false }).unjudged).toEqual([]);
});

describe('providers', () => {
  test('that are described are read', () => {
    const { providers } = read({ Url: 'gitlab.com', ClientIDList: ['a'], ThumbprintList: ['b'], CreateDate: '2026-01-01T00:00:00Z' });
    expect(providers).toEqual([{ id: 'gitlab.com', url: 'https://gitlab.com', clientIds: ['a'], thumbprints: ['b'], source: { file: 'roles.json', pointer: '', line: 1 } }]);
  });

  test('that are listed are read', () => {
    const { providers } = read({ OpenIDConnectProviderList: [{ Arn: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com/x' }] });
    expect(providers).toMatchObject([{ id: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com/x', url: 'https://gitlab.com/x', source: { pointer: '/OpenIDConnectProviderList/0' } }]);
  });
});
