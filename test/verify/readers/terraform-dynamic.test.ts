import { conditionsOf, shown } from './support';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const AUD = { test: 'StringEquals', variable: `${HOST}:aud`, values: ['sts.amazonaws.com'] };
const sub = (value: string, test = 'StringEquals') => ({ test, variable: `${HOST}:sub`, values: [value] });
const statement = (...condition: object[]) => ({ actions: ['sts:AssumeRoleWithWebIdentity'], principals: [{ type: 'Federated', identifiers: [PROVIDER] }], condition: [AUD, ...condition] });

/** A role whose document is made of this. */
const roleOf = (document: object, further: object = {}) => readText(JSON.stringify({
  data: { aws_iam_policy_document: { trust: document } }, resource: { aws_iam_role: { deploy: { name: 'deploy', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' } } }, ...further,
}), { file: 'main.tf.json' });
const subjectsOf = (document: object, further: object = {}) => roleOf(document, further).targets.flatMap(target => target.cloud !== 'aws' ? [] : shown(target.trust.policy).Statement.map((one: any) => one.Condition?.StringEquals?.[`${HOST}:sub`] ?? one));

describe('dynamic blocks are written out', () => {
  const dynamic = (for_each: unknown, further: object = {}) => ({ statement: [{ ...statement(), dynamic: { condition: { for_each, content: sub('${condition.value}'), ...further } } }] });

  test.each<[string, unknown, unknown, object?]>([
    ['over a list', ['a', 'b'], ['a', 'b']],
    ['over an object, by its values', { x: 'a' }, 'a'],
    ['over a set', '${toset(["a", "b"])}', ['a', 'b']],
    ['over a local', '${local.subjects}', ['a', 'b'], { locals: { subjects: ['a', 'b'] } }],
    ['over a local in which something is unknown', '${local.subjects}', ['a', '<var.b>'], { locals: { subjects: ['a', '${var.b}'] } }],
  ])('%s', (_name, forEach, expected, further = {}) => {
    const document = dynamic(forEach);
    expect(subjectsOf(document, further)).toEqual([expected]);
    expect(review(roleOf(document, further)).filter(({ rule }) => rule === 'no-subject')).toEqual([]);
  });

  test('not at all over an empty list', () => {
    expect(conditionsOf(roleOf(dynamic([])))).toEqual({ 'aws_iam_role.deploy': { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } } });
  });

  test('with parts of an element, and with an iterator of its own', () => {
    const content = sub('repo:${it.value.repository}:ref:${it.value["ref"]}');
    expect(subjectsOf({ statement: [{ ...statement(), dynamic: { condition: { for_each: [{ repository: 'a/$${b}', ref: 'c' }], iterator: 'it', content } } }] })).toEqual(['repo:a/${b}:ref:c']);
  });

  test('a list that stands in an element', () => {
    const content = { ...sub(''), values: '${condition.value.subjects}' };
    expect(subjectsOf({ statement: [{ ...statement(), dynamic: { condition: { for_each: [{ subjects: ['a', 'b'] }], content } } }] })).toEqual([['a', 'b']]);
  });

  test('in each other', () => {
    const inner = { condition: { for_each: '${statement.value.subjects}', content: sub('${statement.key}/${condition.value}') } };
    expect(subjectsOf({ dynamic: [{ statement: { for_each: { x: { subjects: ['a', 'b'] }, y: { subjects: ['c'] } }, content: { ...statement(), dynamic: inner } } }] })).toEqual([['x/a', 'x/b'], 'y/c']);
  });

  test('beside blocks that are written', () => {
    expect(subjectsOf({ statement: statement(sub('a')), dynamic: { statement: { for_each: ['b'], content: statement(sub('${statement.value}')) } } })).toEqual(['a', 'b']);
  });

  test('and a function of an element is unknown', () => {
    expect(subjectsOf(dynamic(['A'], { content: sub('repo:${lower(condition.value)}') }))).toEqual(['repo:<lower(condition.value)>']);
  });

  test('principals too', () => {
    const { targets } = roleOf({ statement: [{ ...statement(sub('a')), principals: undefined, dynamic: { principals: { for_each: [PROVIDER], content: { type: 'Federated', identifiers: ['${principals.value}'] } } } }] });
    expect(targets[0].issuer).toBe(`https://${HOST}`);
  });
});

describe('over what is unknown', () => {
  const over = { for_each: '${var.subjects}' };

  test('a condition may be there, and the role is named', () => {
    const read = roleOf({ statement: [{ ...statement(), dynamic: { condition: { ...over, content: sub('${condition.value}') } } }] });
    expect(read.unjudged.map(({ id }) => id)).toEqual(['aws_iam_role.deploy']);
    expect(conditionsOf(read)['aws_iam_role.deploy']).toMatchObject({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } });
  });

  test('a condition may add a value to one that is written', () => {
    expect(subjectsOf({ statement: [{ ...statement(sub('a')), dynamic: { condition: { ...over, content: sub('${condition.value}') } } }] })).toEqual([['a', '<dynamic condition over var.subjects>']]);
  });

  test('a statement may be there, and what is written is judged all the same', () => {
    const read = roleOf({ statement: statement(sub('repo:*', 'StringLike')), dynamic: { statement: { ...over, content: statement(sub('${statement.value}')) } } });
    expect(read.unjudged.map(({ id }) => id)).toEqual(['aws_iam_role.deploy']);
    expect(review(read).map(({ rule }) => rule)).toContain('wildcard-owner');
  });

  test('principals beside one that is known stand in a statement of their own', () => {
    const read = roleOf({ statement: [{ ...statement(sub('repo:*', 'StringLike')), dynamic: { principals: { ...over, content: { type: 'Federated', identifiers: ['${principals.value}'] } } } }] });
    expect(read.unjudged.map(({ id }) => id)).toEqual(['aws_iam_role.deploy']);
    expect(review(read).map(({ rule }) => rule)).toContain('wildcard-owner');
  });

  test.each([
    ['google_service_account_iam_policy', { google_iam_policy: { p: { dynamic: { binding: { ...over, content: { role: 'roles/iam.workloadIdentityUser', members: ['${binding.value}'] } } } } } }, { service_account_id: 'd', policy_data: '${data.google_iam_policy.p.policy_data}' }],
  ])('a binding of %s is named', (type, data, body) => {
    const { unjudged } = readText(JSON.stringify({ data, resource: { [type]: { deploy: body } } }), { file: 'main.tf.json' });
    expect(unjudged.map(one => [one.id, one.type])).toEqual([[`${type}.deploy`, type]]);
  });

  test('the issuer of a provider is open, and not absent', () => {
    const provider = { workload_identity_pool_id: 'ci', workload_identity_pool_provider_id: 'p', attribute_mapping: { 'google.subject': 'assertion.sub' }, attribute_condition: "assertion.sub == 'x'", dynamic: { oidc: { ...over, content: { issuer_uri: '${oidc.value}' } } } };
    const { targets, unjudged } = readText(JSON.stringify({ resource: { google_iam_workload_identity_pool_provider: { p: provider } } }), { file: 'main.tf.json' });
    expect([targets.length, unjudged.length]).toEqual([1, 1]);
  });
});

test('blocks in blocks in blocks come to an end', () => {
  const list = Array.from({ length: 200 }, (_, i) => String(i));
  const nested = (depth: number): object => depth === 0 ? statement() : { dynamic: { condition: { for_each: list, content: nested(depth - 1) } } };
  expect(() => roleOf({ dynamic: { statement: { for_each: list, content: nested(3) } } })).toThrow('references that come to no end');
});
