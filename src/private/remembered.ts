/** Of whatever is remembered; a stranger could ask for more. */
const MOST = 1000;

/** Answers by name, each found once: most are asked for again and again. What has none makes no other be forgotten. */
export function remembered<T>(answerOf: (name: string) => T, most = MOST): (name: string) => T {
  const known = new Map<string, T>();
  return name => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const answer = answerOf(name);
    if (answer === undefined) return answer;
    if (known.size >= most) known.clear();
    known.set(name, answer);
    return answer;
  };
}
