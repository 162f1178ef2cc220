/** The one of several names that a misspelt one most likely stands for, by the pairs of letters that they share; nothing where none is near. */
export function nearest(text: string, among: readonly string[]): string | undefined {
  const pairs = (word: string) => new Set([...word].slice(1).map((letter, i) => word[i] + letter));
  const given = pairs(text);
  const scored = among.map(word => {
    const other = pairs(word);
    return { word, score: 2 * [...given].filter(pair => other.has(pair)).length / (given.size + other.size || 1) };
  }).sort((a, b) => b.score - a.score);
  return scored[0]?.score > 0.5 ? scored[0].word : undefined;
}
