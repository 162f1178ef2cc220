import { ANY, fits, ONE, overlap } from '../../src/verify/pattern';

describe('whether a text fits a pattern', () => {
  test.each([
    ['every character of ASCII stands for itself', Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32)).join('')],
    ['so does what Unicode adds', 'größe/日本-🚀'],
  ])('%s', (_name, text) => {
    expect(fits(text, text)).toBe(true);
    expect(fits(`${text}${ANY}`, `${text}x`)).toBe(true);
    expect(fits(`${text}${ONE}`, text)).toBe(false);
    expect(fits(text, `${text}x`)).toBe(false);
  });

  test('a hyphen is a character like any other', () => {
    expect(fits('my-org/my-app', 'my-org/my-app')).toBe(true);
    expect(overlap(`repo:my-org/${ANY}`, 'repo:my-org/my-app:environment:prod-eu')).toBe(true);
    expect(overlap('agent-release', 'agent-other')).toBe(false);
  });
});
