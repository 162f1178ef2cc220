import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import { PROVIDER } from '../limits';

export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** What `aws-actions/configure-aws-credentials` asks for by default: China has an audience of its own. */
export function defaultAudience(scope: IConstruct): string {
  const { region } = cdk.Stack.of(scope);
  return !cdk.Token.isUnresolved(region) && region.startsWith('cn-') ? `${DEFAULT_AUDIENCE}.cn` : DEFAULT_AUDIENCE;
}

export function audienceProblem(audience: string): Problem | undefined {
  if (cdk.Token.isUnresolved(audience)) return undefined;
  // eslint-disable-next-line no-control-regex -- control characters are among what is refused
  const ok = typeof audience === 'string' && audience.length >= 1 && audience.length <= PROVIDER.audience && !/[*?\u0000-\u001f\u007f-\u009f]|[^\u0020-\u00ff]|\$\{|\{\{resolve:/.test(audience);
  return ok ? undefined : errors.audienceInvalid(audience);
}
