import * as cdk from 'aws-cdk-lib';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import { holdsToken, isToken, literalParts, splitTokens } from '../../private/tokens';

/**
 * What AWS CDK would write to the letter although it is meant as a token: a token of CDKTF, the element of a list token, one that was cut.
 *
 * @param what name of the property, for the error
 */
export function strayTokenProblem(what: string, text: unknown): Problem | undefined {
  if (typeof text !== 'string') return undefined;
  const stray = splitTokens(text).find(({ text: part, isToken: whole }) => whole ? !cdk.Token.isUnresolved(part) : holdsToken(part));
  return stray === undefined ? undefined : errors.tokenNotResolved(what, text);
}

/** A text that is one whole token, which is checked at synth by what it comes to. */
export function isWholeToken(text: unknown): boolean {
  return typeof text === 'string' && isToken(text) && cdk.Token.isUnresolved(text);
}

/**
 * Whether what stands in a text to the letter fits: as a whole where all of it is known, each part where a token stands beside it.
 *
 * Of a whole token nothing is known, and it fits.
 */
export function fits(text: unknown, whole: RegExp, part: RegExp, max = Infinity): boolean {
  if (typeof text !== 'string') return false;
  const literals = literalParts(text);
  if (!holdsToken(text)) return whole.test(text) && text.length <= max;
  return literals.every(literal => part.test(literal)) && literals.join('').length <= max;
}

/** A text with a sign in the place of each token: the checks of its literal parts hold, whatever the tokens become. */
export function withSigns(text: string, sign: string): string {
  return splitTokens(text).map(({ text: part, isToken: unresolved }) => unresolved ? sign : part).join('');
}
