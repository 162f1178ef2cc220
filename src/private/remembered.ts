/**
 * Answers by name, each found once: most are asked for again and again.
 *
 * @param most how many are kept, since a stranger could ask for ever new ones
 */
export function remembered<T>(answerOf: (name: string) => T, most = 1000): (name: string) => T {
  const known = new Map<string, T>();
  return name => {
    const found = known.get(name);
    if (found !== undefined || known.has(name)) return found as T;
    const answer = answerOf(name);
    if (known.size >= most) known.clear();
    known.set(name, answer);
    return answer;
  };
}

/** Answers about objects, each found once and kept for as long as its object is. */
export function rememberedOf<K extends object, T>(answerOf: (object: K) => T): (object: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return object => {
    const found = known.get(object);
    if (found !== undefined) return found.answer;
    const answer = answerOf(object);
    known.set(object, { answer });
    return answer;
  };
}
