import { decide } from '../../../src/verify/decide';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';
const allow = (sub: unknown) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
  Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${HOST}:sub`]: sub } },
});
const deny = (keys: object) => ({ Effect: 'Deny', Principal: '*', Action: '*', Condition: { StringEquals: keys } });
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const policy = (...Statement: object[]) => readText(JSON.stringify({ Version: '2012-10-17', Statement }), { file: 'trust.json' });

/** A value that stands ten times in each of so many lists around it. */
const grown = (levels: number, first: string, around = (items: string) => `[${items}]`) =>
  ['a0: &a0 ' + first, ...many(levels, i => `a${i + 1}: &a${i + 1} ${around(many(10, () => `*a${i}`).join(','))}`)].map(line => `  ${line}`).join('\n');
const yaml = (shared: string, sub: string) => `Metadata:\n${shared}\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - ${JSON.stringify(allow('@')).replace('"@"', sub)}\n`;
const refusal = (text: string) => {
  try {
    readText(text, { file: 'deploy.yaml' });
    return 'was read';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('what is small as a text and large as a value', () => {
  test.each<[string, string, string]>([
    ['lists of aliases', yaml(grown(8, '[x]'), '*a8'), 'deploy.yaml: holds more than 1,000,000 values, aliases written out'],
    ['lists of aliases that nothing uses', yaml(grown(8, '[x]'), 'x'), 'deploy.yaml: holds more than 1,000,000 values, aliases written out'],
    ['maps of aliases', yaml(grown(8, '{ a: x }', items => `{ ${items.split(',').map((one, i) => `k${i}: ${one}`).join(', ')} }`), 'x'), 'deploy.yaml: holds more than 1,000,000 values, aliases written out'],
    ['functions over aliases', yaml(grown(8, 'x', items => `!Join ['', [${items}]]`), '*a8'), 'deploy.yaml: holds more than 1,000,000 values, aliases written out'],
    ['a long text that is joined again and again', yaml(grown(3, 'x'.repeat(100_000), items => `!Join ['', [${items}]]`), '*a3'), 'deploy.yaml: holds references that come to no end'],
    ['aliases in each other', yaml(many(150, i => `  a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}`}]`).join('\n'), '*a149'), 'deploy.yaml: nested deeper than 100 levels'],
  ])('is refused in one line that names the file: %s', (_name, text, expected) => {
    expect(text.length).toBeLessThan(110_000);
    expect(refusal(text)).toBe(expected);
  });

  test('is read where it is not', () => {
    const shared = `  a: &a ${JSON.stringify('repo:my-org/my-app:ref:refs/heads/main')}`;
    expect(refusal(yaml(shared, `[${many(500, () => '*a').join(', ')}]`))).toBe('was read');
  });

  test('is refused where loops make it', () => {
    const loop = (name: string, fragment: unknown) => ({ [`Fn::ForEach::${name}`]: [name, many(40, i => `v${i}`), fragment] });
    const keys = ['A', 'B', 'C', 'D'].reduce<object>((inner, name) => loop(name, inner), { '${A}${B}${C}${D}': 'x'.repeat(200) });
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ ...allow('x'), Condition: { StringLike: keys } }] } } };
    expect(refusal(JSON.stringify({ Resources: { Role: role } }))).toBe('deploy.yaml: holds references that come to no end');
  });
});

describe('a policy that is too long for rules to compare', () => {
  const read = policy(allow('repo:*'), ...many(3000, i => deny({ [`${HOST}:actor`]: `x${i}`, [`${HOST}:ref`]: 'y' })));

  test('is an error, and is named as not looked into', () => {
    expect(review(read).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['error subject-over-limit']);
    expect(read.unjudged).toEqual([expect.objectContaining({ id: 'trust.json', reason: 'its trust policy is far longer than IAM takes, and is not looked into' })]);
  });

  test('is decided all the same', () => {
    const claims = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: 'repo:a/b:ref:z', actor: 'x7', ref: 'y' };
    expect(read.targets.map(target => [decide(target, { ...claims, actor: 'z' }).outcome, decide(target, { ...claims }).outcome])).toEqual([['accept', 'reject']]);
  });
});

describe('denials of several conditions', () => {
  const errors = (...denials: object[]) => review(policy(allow('*'), ...denials)).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

  test.each([1, 2, 6, 7, 40])('%d of them take nothing away from an open trust', count => {
    expect(errors(...many(count, i => deny({ [`${HOST}:actor`]: `x${i}`, [`${HOST}:ref`]: 'y' })))).toContain('no-subject');
  });

  test('that are too many to combine leave those of one condition in force', () => {
    const narrowing = { ...deny({}), Condition: { StringNotEquals: { [`${HOST}:sub`]: 'repo:my-org@1/my-app@2:environment:production' } } };
    expect(errors(...many(40, i => deny({ [`${HOST}:actor`]: `x${i}`, [`${HOST}:ref`]: 'y' })), narrowing)).not.toContain('no-subject');
  });
});
