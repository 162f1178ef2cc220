/** What a test says of a token: `maybe` where it rests on something that is not known. */
export type Answer = 'yes' | 'no' | 'maybe';

/** Whether one holds; `maybe` if none does for certain. */
export function any<T>(items: readonly T[], test: (item: T, place: number) => Answer): Answer {
  let answer: Answer = 'no';
  for (let i = 0; i < items.length; i++) {
    const found = test(items[i], i);
    if (found === 'yes') return 'yes';
    if (found === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Whether all hold: what fails on what is known decides, whatever is not known beside it. */
export function every<T>(items: readonly T[], test: (item: T, place: number) => Answer): Answer {
  let answer: Answer = 'yes';
  for (let i = 0; i < items.length; i++) {
    const found = test(items[i], i);
    if (found === 'no') return 'no';
    if (found === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Of two tests, both: the same as `every`, without a list. */
export function both(one: Answer, other: Answer): Answer {
  if (other === 'no') return other;
  return one === 'yes' ? other : one;
}

/** Whether something holds that is known to rest on something unknown. */
export function atMostMaybe(answer: Answer): Answer {
  return answer === 'yes' ? 'maybe' : answer;
}

export function not(answer: Answer): Answer {
  if (answer === 'maybe') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}
