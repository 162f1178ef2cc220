import { STRUCTS } from './known-properties';
import { optionTokens, reasonProblem } from './text';
import { isObject } from '../../private/kinds';
import type { Problem } from '../../private/problem';
import { propertyProblems } from '../../private/properties';
import type { WideTrustOptions } from '../wide';

/** Options that are a token or hold one, or that are not known: the first thing that every call of this room looks at. */
export function optionsProblems(options: unknown, name: keyof typeof STRUCTS): Problem[] {
  const tokens = optionTokens(options);
  return tokens.length > 0 ? tokens : propertyProblems(options, STRUCTS, name);
}

/** What is wrong with the options of a call that trusts more than one exact subject. */
export function wideProblems(options: WideTrustOptions | undefined, api: string): (Problem | undefined)[] {
  return [...isObject(options) ? optionsProblems(options, 'WideTrustOptions') : [], reasonProblem(options, api)];
}
