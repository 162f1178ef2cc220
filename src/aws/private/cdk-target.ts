import * as cdk from 'aws-cdk-lib';
import * as errors from './errors';
import { fits, strayTokenProblem } from './partly-known';
import { isOneText, judgedAtSynth } from './resolved-text';
import { Problem } from '../../private/problem';
import { isToken } from '../../private/tokens';
import type { CdkTarget } from '../cdk-bootstrap-roles';

/** What a text of a target may be: as a whole, and what stands in it to the letter beside a token. */
interface Form {
  readonly whole: RegExp;
  readonly part: RegExp;
  readonly max: number;
  readonly invalid: (got: unknown) => Problem;
}

/** Nothing fits beside a token: an account is twelve digits or a reference to them. */
const NOTHING = /(?!)/;

export const ACCOUNT: Form = { whole: /^\d{12}$/, part: NOTHING, max: 12, invalid: errors.accountInvalid };
const REGION: Form = { whole: /^[a-z]{2,}(-[a-z]+)+-\d+$/, part: /^[a-z\d-]+$/, max: 40, invalid: errors.regionInvalid };
const QUALIFIER: Form = { whole: /^[A-Za-z0-9_-]{1,10}$/, part: /^[A-Za-z0-9_-]+$/, max: 10, invalid: errors.qualifierInvalid };

/** Everything that is wrong with a target; what a token comes to is judged at synth, and left to IAM where it is unknown until deployment. */
export function targetProblems({ account, regions, qualifier }: CdkTarget): Problem[] {
  return [
    formProblem('account', account, ACCOUNT),
    regions.length === 0 ? errors.regionsMissing(account) : undefined,
    ...isToken(regions) ? [errors.listUnresolved('regions')] : regions.map(region => formProblem('regions', region, REGION)),
    qualifier === undefined ? undefined : formProblem('qualifier', qualifier, QUALIFIER),
  ].filter((problem): problem is Problem => problem !== undefined);
}

export function formProblem(what: string, text: unknown, { whole, part, max, invalid }: Form): Problem | undefined {
  return strayTokenProblem(what, text) ?? (fits(text, whole, part, max) ? undefined : invalid(text));
}

/** The target with its tokens judged at synth, since a token may come to an asterisk or to nothing. */
export function judgedTarget({ account, regions, qualifier }: CdkTarget): CdkTarget {
  return {
    account: judged(account, ACCOUNT),
    regions: regions.map(region => judged(region, REGION)),
    qualifier: qualifier === undefined ? undefined : judged(qualifier, QUALIFIER),
  };
}

/** A text whose tokens are judged at synth. */
export function judged(text: string, { whole, part, invalid }: Form): string {
  const rule = { whole: (known: string) => whole.test(known), part: (known: string) => part.test(known) };
  return judgedAtSynth(text, (written, scope) => isOneText(written, cdk.Stack.of(scope), rule) ? undefined : invalid(written));
}
