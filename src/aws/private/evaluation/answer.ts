/** What a test says of a token: `maybe` where it rests on something that is not known. */
export type Answer = 'yes' | 'no' | 'maybe';

/** Whether one holds; `maybe` if none does for certain. */
export function any<T>(items: readonly T[], test: (item: T) => Answer): Answer {
  let answer: Answer = 'no';
  for (const item of items) {
    const found = test(item);
    if (found === 'yes') return 'yes';
    if (found === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Whether all hold: what fails on what is known decides, whatever is not known beside it. */
export function every<T>(items: readonly T[], test: (item: T) => Answer): Answer {
  let answer: Answer = 'yes';
  for (const item of items) {
    const found = test(item);
    if (found === 'no') return 'no';
    if (found === 'maybe') answer = 'maybe';
  }
  return answer;
}

export function not(answer: Answer): Answer {
  if (answer === 'maybe') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}
