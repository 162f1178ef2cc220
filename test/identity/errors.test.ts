import { caught } from './expect-refusal';
import { Errors } from '../../src/errors';
import { GitHubRepository, GitLabProject } from '../../src/identity';
import { problem, refuse, show, TrustError } from '../../src/private/problem';

describe('an error of this library', () => {
  const error = caught(() => GitHubRepository.of('my-org/*'));

  test('is told from others', () => {
    expect(Errors.isTrustError(error)).toBe(true);
    expect(Errors.codeOf(error)).toBe('WILDCARD');
    expect(error).toBeInstanceOf(Error);
  });

  test.each([undefined, null, 5, 'WILDCARD', {}, [], new Error('WILDCARD'), { code: 'WILDCARD' }, () => undefined, Symbol('x')])('is none of others: %p', other => {
    expect(Errors.isTrustError(other)).toBe(false);
    expect(Errors.codeOf(other)).toBeUndefined();
  });

  test('is recognised when another copy of the library has made it', () => {
    const ofAnotherCopy = Object.defineProperty(new Error('x'), Symbol.for('cdk-federated-roles.TrustError'), { value: true });

    expect(Errors.isTrustError(ofAnotherCopy)).toBe(true);
  });

  test('shows its code in its text, since only the text reaches other languages', () => {
    expect((error as Error).message).toMatch(/^repository name must not contain "\*" or "\?", got "\*": .+ \[WILDCARD\]$/);
  });

  test('lists every problem, and has the code of the first', () => {
    const several = caught(() => GitLabProject.of('p', { projectId: '0' })) as Error;

    expect(several.message.split('\n')).toHaveLength(2);
    expect(Errors.codeOf(several)).toBe('INVALID_PROJECT_PATH');
    expect(several.message).toMatch(/\[INVALID_PROJECT_PATH\]\n.*\[INVALID_ID\]$/);
  });
});

describe('a refusal', () => {
  const first = problem('FIRST', 'one', 'do this');
  const second = problem('SECOND', 'two', 'do that');

  test('is none where there is no problem', () => {
    expect(caught(() => refuse([]))).toBeUndefined();
    expect(caught(() => refuse([undefined, undefined]))).toBeUndefined();
  });

  test('is one error of all problems, with the place at its end', () => {
    const error = caught(() => refuse([undefined, second, first], 'Stack/Role')) as TrustError;

    expect(error.message).toBe('two: do that [SECOND]\none: do this [FIRST]\n  at Stack/Role');
    expect(error.code).toBe('SECOND');
    expect(error.name).toBe('TrustError');
  });

  test('takes one problem as well', () => {
    expect((caught(() => refuse(first)) as TrustError).message).toBe('one: do this [FIRST]');
  });
});

describe('the offending value in a message', () => {
  test.each<[unknown, string]>([
    ['a', '"a"'],
    ['a"b', '"a\\"b"'],
    ['a\nb', '"a\\nb"'],
    ['a\u0000b', '"a\\u0000b"'],
    ['a\u007fb', '"a\\u007fb"'],
    ['a\u0085b', '"a\\u0085b"'],
    ['a\u00adb', '"a\\u00adb"'],
    ['a\u200bb', '"a\\u200bb"'],
    ['a\u202eb', '"a\\u202eb"'],
    ['a\u2028b', '"a\\u2028b"'],
    ['a\ufeffb', '"a\\ufeffb"'],
    ['\ud800', '"\\ud800"'],
    ['größe 🚀', '"größe 🚀"'],
    [5, '5'],
    [undefined, 'undefined'],
    [null, 'null'],
    [['a', 'b'], '["a","b"]'],
    [() => 1, '() => 1'],
    [NaN, 'null'],
  ])('is quoted, with every character visible: %j', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  test('is shown whatever it is', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;

    expect(show(BigInt(5))).toContain('5');
    expect(typeof show(circle)).toBe('string');
    expect(typeof show(Object.create(null))).toBe('string');
    expect(typeof show(Symbol('x'))).toBe('string');
    expect(typeof show({ toJSON: () => { throw new Error('no'); } })).toBe('string');
  });

  test.each([117, 118])('is shown in full with %d characters between its quotes', length => {
    expect(show('x'.repeat(length))).toBe(`"${'x'.repeat(length)}"`);
  });

  test.each([119, 5000])('is cut short, and its length told, with %d characters between its quotes', length => {
    expect(show('x'.repeat(length))).toBe(`"${'x'.repeat(119)}… (${length + 2} characters)`);
  });
});
