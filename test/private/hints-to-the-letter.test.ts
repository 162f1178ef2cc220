import { hintToTheLetter } from '../../src/private/hints';

describe('the hint of a target that compares to the letter', () => {
  const hint = (expected: string[], found: unknown) => hintToTheLetter({ claim: 'workflow', expected, found }, 'write it whole');

  test.each<[string, string[], unknown]>([['an asterisk', ['a*'], 'ab'], ['a question mark', ['a?'], 'ab'], ['one of several that is meant so', ['x', 'a*'], 'ab']])('tells of %s', (_name, expected, found) => {
    expect(hint(expected, found)).toBe('an asterisk or a question mark is taken for that very character: write it whole');
  });

  test.each<[string, string[], unknown]>([['a text that differs', ['ab'], 'cd'], ['a pattern that would not fit', ['a*'], 'b'], ['the text itself', ['ab'], 'ab'], ['a pattern and no text', ['*'], undefined]])('is the one of any target for %s', (_name, expected, found) => {
    expect(hint(expected, found) ?? '').not.toMatch(/very character/);
  });
});
