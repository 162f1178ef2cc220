/** What stands for other characters. */
export const ANY = Symbol('any number of characters');
export const ONE = Symbol('one character');
export type Sign = string | typeof ANY | typeof ONE;

/**
 * Whether a text, character by character, is like the signs.
 *
 * After a mismatch the last asterisk takes one character more, which is never slower than the one text times the other. A regular expression tries
 * every way to share a text among asterisks, and takes for ever where a hostile artefact has many of them.
 */
export function isLike(signs: readonly Sign[], text: ArrayLike<string>): boolean {
  let [at, next, star, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    const want = next < signs.length ? signs[next] : undefined;
    if (want === ANY) {
      star = next++;
      taken = at;
    } else if (want === ONE || want === text[at]) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return signs.slice(next).every(sign => sign === ANY);
}

/** A pattern in which `*` stands for any number of characters and `?`, unless it is only that, for one. */
export function signsOf(pattern: string, options: { readonly questionMark: boolean }): readonly Sign[] {
  return [...pattern].map(character => character === '*' ? ANY : character === '?' && options.questionMark ? ONE : character);
}
