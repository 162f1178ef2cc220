import { isLike, signsOf } from '../private/wildcards';

/** Whether an id is the one that is named, or one that fits where the name has asterisks. */
export function matcher(pattern: string): (id: string) => boolean {
  if (!pattern.includes('*')) return id => id === pattern;
  const signs = signsOf(pattern, { questionMark: false });
  return id => isLike(signs, [...id]);
}
