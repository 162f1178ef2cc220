import { hasWildcard } from '../pattern';

/** A name goes on within the same part: `acme*` is also `acme-evil`. */
export function endsWithoutSeparator(text: string): boolean {
  return /[\p{L}\p{N}]\ue000$/u.test(text) && !hasWildcard(text.slice(0, -1));
}
