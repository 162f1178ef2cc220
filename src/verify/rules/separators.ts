import { ANY, hasWildcard } from '../pattern';

/** A name goes on within the same part: `acme*` is also `acme-evil`. */
export function endsWithoutSeparator(text: string): boolean {
  return new RegExp(`^[^${ANY}]*[\\p{L}\\p{N}]${ANY}$`, 'u').test(text) && !hasWildcard(text.slice(0, -1));
}
