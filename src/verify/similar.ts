/** Of some words those that share most pairs of letters with another, the most similar first; words that share as many keep their order. */
export function similarTo(word: string, among: readonly string[]): { readonly word: string; readonly score: number }[] {
  const given = pairsOf(word);
  return among.map(other => ({ word: other, score: shared(given, pairsOf(other)) })).sort((a, b) => b.score - a.score);
}

function pairsOf(word: string): ReadonlySet<string> {
  const letters = [...word.toLowerCase()];
  return new Set(letters.slice(1).map((letter, i) => letters[i] + letter));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size + b.size === 0 ? 0 : 2 * [...a].filter(pair => b.has(pair)).length / (a.size + b.size);
}
