import { evaluateCel } from '../../src/google/private/cel';
import { matchRe2, re2Problem } from '../../src/google/private/re2';

// What RE2 takes and means: https://github.com/google/re2/wiki/Syntax

describe('a regular expression of RE2', () => {
  test.each<[string, string[], string[]]>([
    ['^repo:my-org/', ['repo:my-org/x'], ['xrepo:my-org/x', 'repo:my-org']],
    ['main', ['refs/heads/main-2'], ['Main']],
    ['(?i)^main$', ['MAIN', 'main'], ['main\n', 'xmain']],
    ['(?is)^a.b$', ['A\nB'], ['A\nBc']],
    ['(?m)^b$', ['a\nb\nc'], ['a b c']],
    ['(?s-i:a.)b', ['a\nb'], ['A\nb']],
    ['^(?i:a)b$', ['Ab'], ['AB']],
    ['a(?i)b', ['aB'], ['AB']],
    ['(?U)^a+$', ['aaa'], ['b']],
    ['a.b', ['a\rb', 'a\u2028b', 'a🚀b'], ['a\nb']],
    ['^.$', ['🚀'], ['ab']],
    ['^[\\w-]+$', ['a_b-1'], ['é', 'a b']],
    ['(?i)^\\w$', ['k'], ['é']],
    ['(?i)^[^a]$', ['b'], ['a', 'A']],
    ['^[\\W]$', ['é', '-'], ['a']],
    ['^[^/]+/[^/]+$', ['a/b', 'a\n/b'], ['a/b/c']],
    ['^\\s$', [' ', '\t', '\n'], ['\u00a0', '\v', '\u2003']],
    ['^\\S$', ['\u00a0', '\v'], [' ']],
    ['\\Av\\d{1,3}\\z', ['v1', 'v123'], ['v1234', 'v1\n', 'xv1', 'v１']],
    ['^(?P<tag>v)(?:1|2)$', ['v1', 'v2'], ['v3']],
    ['^(?<tag>v)$', ['v'], ['w']],
    ['^a{,2}$', ['a{,2}'], ['a', 'aa']],
    ['^a{2,}$', ['aa', 'aaaa'], ['a']],
    ['^a{1000}$', ['a'.repeat(1000)], ['a'.repeat(999)]],
    ['^{x}$', ['{x}'], ['x']],
    ['^]}$', [']}'], []],
    ['^[]a]$', [']', 'a'], ['b']],
    ['^[^]a]$', ['b'], [']']],
    ['^[a\\]\\-z]+$', ['a]-z'], ['b']],
    ['^[[:alpha:]][[:^digit:]]$', ['ab'], ['1b', 'a1']],
    ['^\\pN\\pL\\PL$', ['1a-', '½é1'], ['aaa', '1aa']],
    ['^\\p{Greek}+$', ['αβγ'], ['abc']],
    ['^\\p{^Greek}$', ['a'], ['α']],
    ['^\\Qa.b\\E$', ['a.b'], ['axb']],
    ['^\\101\\x41\\x{1F680}\\.\\@\\/$', ['AA🚀.@/'], ['AA🚀x@/']],
    ['x*?y+?', ['y', 'xy'], ['x']],
    ['a|', ['', 'b'], []],
    ['\\bprod\\b', ['a-prod-b', 'éprod'], ['production']],
    ['\\Brod', ['prod'], ['rod']],
  ])('%s is matched', (expression, matching, others) => {
    const answer = (text: string) => matchRe2(expression, text);
    expect(matching.map(answer)).toEqual(matching.map(() => ({ kind: 'value', value: true })));
    expect(others.map(answer)).toEqual(others.map(() => ({ kind: 'value', value: false })));
  });

  test.each([
    '(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1', '\\k<a>', '(?P=a)', '(?>a)', '(?#a)', '(?z)a', '(?P<a>x)(?P<a>y)',
    'a**', 'a*+', 'a++', 'a?+', 'a{2}{3}', 'a{1001}', '(a{100}){11}', 'a{20000}', 'a{2,1}', '*a', '(', ')', 'a)', '[a', '[z-a]', '[+-\\s]', '[\\x01-\\d]', '[\\b]', '[[:foo:]]', '\\p{Foo}',
    '\\', '\\Z', '\\G', '\\X', '\\u0041', '\\cA', '\\x', '\\x{110000}',
  ])('%s is none that RE2 takes', expression => {
    expect(matchRe2(expression, 'a').kind).toBe('error');
    expect(re2Problem(expression)).toMatch(/is no regular expression of RE2: /);
  });

  test.each([
    ['one byte', 'a\\Cb'],
    ['a program of half a million instructions', '(?:\\pL{1000}x)'.repeat(270)],
    ['a group that is repeated whole', `(${'x'.repeat(3900)}){1000}`],
    ['groups within groups', `${'('.repeat(1500)}a${')'.repeat(1500)}`],
    ['groups within groups, each repeated', `${'('.repeat(210)}a${')*'.repeat(210)}`],
  ])('%s is not decided', (_, expression) => {
    expect(matchRe2(expression, 'a').kind).toBe('unknown');
    expect(re2Problem(expression)).toBeUndefined();
  });
});

describe('repetitions within repetitions', () => {
  // an engine that tries every way to divide the text needs more than 2^60 of them
  test.each(['^refs/heads/([a-z0-9]+[-/]?)+$', '^(a+)+$', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$', '^(a|aa)+$', '^(.*,){20}x$', '(a*)*$b', '^(\\w+\\s?)*$'])('%s is decided for texts that almost fit', expression => {
    for (const text of ['refs/heads/feature/', 'a', 'x', 'a,', 'refs/heads/'].map(start => `${start}${'a'.repeat(5000)}_!b`)) expect(matchRe2(expression, text).kind).toBe('value');
  });

  test('the work is counted, not timed: a text too long for a large expression is unknown', () => {
    const large = '[a-z]{1,1000}'.repeat(40);
    expect(matchRe2(large, 'a'.repeat(100)).kind).toBe('value');
    expect(matchRe2(large, 'a'.repeat(10_000))).toEqual({ kind: 'unknown', text: expect.stringContaining('too large') });
  });
});

describe('CEL with a regular expression', () => {
  const decide = (expression: string, sub = 'repo:my-org/app') => evaluateCel(expression, { assertion: { sub }, google: {}, attribute: {} });

  test('is decided as RE2 does', () => {
    expect(decide('assertion.sub.matches("(?i)^REPO:MY-ORG/")')).toEqual({ kind: 'value', value: true });
    expect(decide('assertion.sub.matches("^my-org")')).toEqual({ kind: 'value', value: false });
    expect(decide('[assertion.sub].exists(s, s.matches("app$"))')).toEqual({ kind: 'value', value: true });
    expect(decide('!assertion.sub.matches("(?m)^x")')).toEqual({ kind: 'value', value: true });
  });

  test('is an error where RE2 takes none, as Google refuses the token', () => {
    expect(decide('assertion.sub.matches("repo(?=:)")')).toEqual({ kind: 'error', text: expect.stringContaining('"repo(?=:)" is no regular expression of RE2: ') });
    expect(decide('assertion.sub == "x" && assertion.sub.matches("(")')).toEqual({ kind: 'value', value: false });
  });

  test('is unknown where it is not modelled, unless the rest decides', () => {
    expect(decide('assertion.sub.matches("\\\\C")')).toEqual({ kind: 'unknown', text: 'the regular expression "\\\\C" is not modelled' });
    expect(decide('assertion.sub == "x" && assertion.sub.matches("\\\\C")')).toEqual({ kind: 'value', value: false });
    expect(decide('assertion.sub.matches("app$")')).toEqual({ kind: 'value', value: true });
  });
});
