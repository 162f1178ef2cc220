import { compileTrust, trustLength } from '../../src/aws/trust';
import { GitHubIssuer, GitHubRepository } from '../../src/identity';
import type { WorkloadParts } from '../../src/identity/private/workload-parts';
import { BareWorkload } from '../support/bare-workload';

const HOST = 'token.actions.githubusercontent.com';
const exactly = (...texts: string[]) => texts.map(text => ({ text, prefix: false }));
const compile = (said: Partial<WorkloadParts>) => compileTrust([new BareWorkload(GitHubIssuer.GITHUB_COM, said)], 'sts.amazonaws.com', 'Stack/Role');

describe('a trust of AWS', () => {
  test('tests its claims in one order', () => {
    const [{ conditions }] = compile({ subjects: exactly('b', 'a'), claims: { repository_id: ['1', '2'], actor: ['a${b}'] } });
    expect(JSON.stringify(conditions)).toBe(JSON.stringify({
      StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: ['b', 'a'], [`${HOST}:actor`]: 'a${$}{b}', [`${HOST}:repository_id`]: ['1', '2'] },
    }));
  });

  test.each<[string, Partial<WorkloadParts>, RegExp]>([
    ['a claim that AWS does not read', { subjects: exactly('a'), claims: { event_name: ['push'] } }, /^AWS cannot test claim "event_name"[^\n]*: leave it out; [^\n]*\[UNSUPPORTED_CLAIM\]\n {2}at Stack\/Role$/],
    ['a claim that stands for the subject', { claims: { event_name: ['push'] }, alternatives: { event_name: 'add a ref' } }, /^AWS cannot test claim "event_name"[^\n]*: add a ref; [^\n]*\[UNSUPPORTED_CLAIM\]\n {2}at Stack\/Role$/],
    ['no subject', { claims: { event_name: ['push'] } }, /^workload "a bare workload" has no subject[^\n]*\[NO_SUBJECT\]\n {2}at Stack\/Role$/],
    ['no subject beside a claim that AWS reads', { claims: { actor: ['a'] } }, /^workload "a bare workload" has no subject[^\n]*\[NO_SUBJECT\]\n/],
    ['an empty subject', { subjects: exactly('') }, /has no subject/],
    ['a beginning without a reason, beside an exact subject', { subjects: [...exactly('a'), { text: 'b', prefix: true }] }, /^workload "a bare workload" is wider than exact subjects and gives no reason[^\n]*\[REASON_MISSING\]/],
    ['an asterisk in the subject', { subjects: exactly('a*') }, /^subject "a\*" holds "\*" or "\?"/],
    ['a question mark in a claim', { subjects: exactly('a'), claims: { actor: ['b?'] } }, /^claim actor "b\?" holds/],
    ['a reference that CloudFormation replaces', { subjects: exactly('{{resolve:ssm:x}}') }, /^subject "\{\{resolve:ssm:x\}\}" holds/],
    ['a character beyond Latin-1', { subjects: exactly('é日') }, /^subject "é日" holds "日" \(U\+65E5\)/],
  ])('is refused for %s', (_name, said, message) => {
    expect(() => compile(said)).toThrow(message);
  });

  test('is refused for every fault of every workload at once', () => {
    const app = GitHubRepository.of('my-org/my-app', { ownerId: '1', repositoryId: '2' });
    expect(() => compileTrust([app.branch('日'), app.environment('p').withClaim('event_name', 'push')], 'sts.amazonaws.com')).toThrow(/NOT_LATIN1\]\n.*UNSUPPORTED_CLAIM\]$/);
    expect(() => compileTrust([], 'sts.amazonaws.com')).toThrow(/NO_WORKLOADS/);
  });
});

describe('the length of a trust policy', () => {
  const length = (document: unknown, arns: [unknown, number][] = [], partition = 'aws') => trustLength(document, new Map(arns.map(([value, known]) => [JSON.stringify(value), known])), partition);

  test.each<[string, unknown, number]>([
    ['a text', 'abc', 5],
    ['characters, not bytes or units', { a: 'é🚀' }, 10],
    ['a list and what is nothing', [1, true, null], 13],
    ['nothing', undefined, 0],
    ['an account', { Ref: 'AWS::AccountId' }, 2 + 12],
    ['a partition', { Ref: 'AWS::Partition' }, 2 + 3],
    ['another reference', { Ref: 'Parameter' }, 2],
    ['a function', { 'Fn::GetAtt': ['Provider', 'Arn'] }, 2],
    ['a text that is joined', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':x', { Ref: 'Parameter' }]] }, 2 + 4 + 3 + 6 + 12 + 2],
    ['a text that is joined with something between', { 'Fn::Join': ['::', ['a', 'bc', 'd']] }, 2 + 4 + 4],
    ['a text that is joined of one part', { 'Fn::Join': ['::', ['a']] }, 2 + 1],
    ['a text that is joined of no part', { 'Fn::Join': ['::', []] }, 2],
    ['a text that is joined within another', { 'Fn::Join': ['', ['a', { 'Fn::Join': ['-', ['b', 'c']] }]] }, 2 + 4],
    ['a list that is only known later', { 'Fn::Join': ['', { 'Fn::Split': [',', 'a,b'] }] }, 2],
    ['an object with another key', { Other: 'AWS::AccountId' }, 26],
    ['an object that has a function beside something else', { Ref: 'a', b: 1 }, 17],
    ['an object whose key ends like a function', { 'xFn::': 1 }, 11],
  ])('counts %s', (_name, document, expected) => {
    expect(length(document)).toBe(expected);
  });

  test('counts a partition by its name', () => {
    expect(length({ Ref: 'AWS::Partition' }, [], 'aws-us-gov')).toBe(2 + 10);
  });

  test('counts the ARN of a provider as long as it is known to be, wherever it stands', () => {
    const provider = { 'Fn::GetAtt': ['Provider', 'Arn'] };
    expect(length([provider, provider], [[provider, 50]])).toBe(7 + 100);
    expect(length([provider], [[{ 'Fn::GetAtt': ['Other', 'Arn'] }, 50]])).toBe(4);
  });
});
