/** Answers by name, each found once: there are few actions to ask for, and many tokens. */
export function remembered<T>(answerOf: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return name => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const answer = answerOf(name);
    known.set(name, answer);
    return answer;
  };
}
