import { withTokensAs } from '../../private/tokens';

/** A text with a plain segment in the place of each token. */
export function withSegments(text: string): string {
  return withTokensAs('x', text);
}
