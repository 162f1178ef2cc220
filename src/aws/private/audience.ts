import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import * as errors from './errors';
import { strayTokenProblem } from './partly-known';
import { isOneText, judgedAtSynth, TextRule } from './resolved-text';
import { Problem } from '../../private/problem';
import { holdsToken, literalParts } from '../../private/tokens';
import { PROVIDER } from '../limits';

export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** What `aws-actions/configure-aws-credentials` asks for by default: China has an audience of its own. */
export function defaultAudience(scope: IConstruct): string {
  const { region } = cdk.Stack.of(scope);
  return !cdk.Token.isUnresolved(region) && region.startsWith('cn-') ? `${DEFAULT_AUDIENCE}.cn` : DEFAULT_AUDIENCE;
}

// eslint-disable-next-line no-control-regex -- control characters are among what is refused
const NOT_IN_AUDIENCE = /[*?\u0000-\u001f\u007f-\u009f]|[^\u0020-\u00ff]|\$\{|\{\{resolve:/;

const AUDIENCE: TextRule = {
  whole: text => text.length >= 1 && text.length <= PROVIDER.audience && !NOT_IN_AUDIENCE.test(text),
  part: text => text.length <= PROVIDER.audience && !NOT_IN_AUDIENCE.test(text),
};

/** What is wrong with an audience at the call: a token beside literal text leaves the checks of that text in force. */
export function audienceProblem(audience: unknown): Problem | undefined {
  const stray = strayTokenProblem('audience', audience);
  if (stray !== undefined) return stray;
  if (typeof audience !== 'string') return errors.audienceInvalid(audience);
  const ok = holdsToken(audience) ? AUDIENCE.part(literalParts(audience).join('')) : AUDIENCE.whole(audience);
  return ok ? undefined : errors.audienceInvalid(audience);
}

/** The audience as it is written: where it holds tokens, one text that is known to be there, or synth fails. */
export function judgedAudience(audience: string): string {
  return judgedAtSynth(audience, lossProblem);
}

/** What is wrong at synth with the audience of a construct. */
export function audienceLosses(scope: IConstruct, audience: string): string[] {
  const problem = holdsToken(audience) ? lossProblem(cdk.Stack.of(scope).resolve(audience), scope) : undefined;
  return problem === undefined ? [] : [problem.text];
}

function lossProblem(written: unknown, scope: IConstruct): Problem | undefined {
  return isOneText(written, cdk.Stack.of(scope), AUDIENCE) ? undefined : errors.audienceLost(written);
}
