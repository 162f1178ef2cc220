import { evaluateCel } from '../../src/google/private/cel';
import { translated } from '../../src/google/private/re2';

describe('a regular expression of RE2', () => {
  test.each<[string, string[], string[]]>([
    ['^repo:my-org/', ['repo:my-org/x'], ['xrepo:my-org/x', 'repo:my-org']],
    ['main', ['refs/heads/main-2'], ['Main']],
    ['(?i)^main$', ['MAIN', 'main'], ['main\n', 'xmain']],
    ['(?is)^a.b$', ['A\nB'], ['A\nBc']],
    ['a.b', ['a\rb', 'a\u2028b', 'a🚀b'], ['a\nb']],
    ['^[\\w-]+$', ['a_b-1'], ['é', 'a b']],
    ['^[^/]+/[^/]+$', ['a/b', 'a\n/b'], ['a/b/c']],
    ['^\\s$', [' ', '\t', '\n'], ['\u00a0', '\v', '\u2003']],
    ['^[\\sx]$', [' ', 'x'], ['\u00a0']],
    ['^\\S$', ['\u00a0', '\v'], [' ']],
    ['\\Av\\d{1,3}\\z', ['v1', 'v123'], ['v1234', 'v1\n', 'xv1', 'v１']],
    ['^(?P<tag>v)(?:1|2)$', ['v1', 'v2'], ['v3']],
    ['^a{,2}$', ['a{,2}'], ['a', 'aa']],
    ['^{x}$', ['{x}'], ['x']],
    ['^]}$', [']}'], []],
    ['^[]a]$', [']', 'a'], ['b']],
    ['^[^]a]$', ['b'], [']']],
    ['^[a\\]\\-z]+$', ['a]-z'], ['b']],
    ['^\\x41\\x{1F680}\\.\\@\\/$', ['A🚀.@/'], ['A🚀x@/']],
    ['^(?i)x', [], []],
    ['x*?y+?', ['y', 'xy'], ['x']],
    ['a|', ['', 'b'], []],
    ['\\bprod\\b', ['a-prod-b', 'éprod'], ['production']],
  ])('%s is evaluated as RE2 does', (expression, matching, others) => {
    const regExp = translated(expression);
    if (matching.length + others.length === 0) return expect(regExp).toBeUndefined();
    expect(matching.filter(text => !regExp!.test(text))).toEqual([]);
    expect(others.filter(text => regExp!.test(text))).toEqual([]);
  });

  test.each([
    '(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1', '\\k<a>', '(?m)^a', '(?U)a', '(?i:a)b', '(?-i)a', 'a(?i)b', '[[:alpha:]]', '\\pL', '\\p{Greek}', '\\Qa.b\\E', '\\C', '(?i)\\w', '(?i)[^a]',
    'a**', 'a*+', 'a++', 'a{2}{3}', 'a{1001}', 'a{20000}', 'a{2,1}', '*a', '(', ')', 'a)', '[a', '[z-a]', '[\\s-z]', '[+-\\s]', '[\\x01-\\d]', '[\\W]', '[\\b]', '\\', '\\Z', '\\u0041', '\\cA', '\\0',
  ])('%s has no answer', expression => {
    expect(translated(expression)).toBeUndefined();
  });
});

describe('CEL with a regular expression', () => {
  const decide = (expression: string, sub = 'repo:my-org/app') => evaluateCel(expression, { assertion: { sub }, google: {}, attribute: {} });

  test('is decided where the expression means the same', () => {
    expect(decide('assertion.sub.matches("(?i)^REPO:MY-ORG/")')).toEqual({ kind: 'value', value: true });
    expect(decide('assertion.sub.matches("^my-org")')).toEqual({ kind: 'value', value: false });
    expect(decide('[assertion.sub].exists(s, s.matches("app$"))')).toEqual({ kind: 'value', value: true });
  });

  test('is unknown where it does not, unless the rest decides', () => {
    expect(decide('assertion.sub.matches("repo(?=:)")')).toEqual({ kind: 'unknown', text: 'the regular expression "repo(?=:)" is not modelled' });
    expect(decide('!assertion.sub.matches("(?m)^x")').kind).toBe('unknown');
    expect(decide('assertion.sub == "x" && assertion.sub.matches("(?m)^x")')).toEqual({ kind: 'value', value: false });
    expect(decide('assertion.sub.matches("app$")')).toEqual({ kind: 'value', value: true });
  });
});
