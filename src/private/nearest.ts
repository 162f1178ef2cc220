/** The one of several names that a misspelt one most likely stands for, by the pairs of letters that they share; nothing where none is near. */
export function nearest(text: string, among: readonly string[]): string | undefined {
  const [best] = similarTo(text, among);
  return best?.score > 0.5 ? best.word : undefined;
}

/** Words by how many pairs of letters they share with another, the most similar first; words that share as many keep their order. */
export function similarTo(text: string, among: readonly string[]): { readonly word: string; readonly score: number }[] {
  const given = pairsOf(text);
  return among.map(word => ({ word, score: shared(given, pairsOf(word)) })).sort((a, b) => b.score - a.score);
}

function pairsOf(word: string): ReadonlySet<string> {
  return new Set([...word].slice(1).map((letter, i) => word[i] + letter));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return 2 * [...a].filter(pair => b.has(pair)).length / (a.size + b.size || 1);
}
