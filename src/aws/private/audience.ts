import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What `aws-actions/configure-aws-credentials` asks for by default: China has an audience of its own. */
export function defaultAudience(scope: IConstruct): string {
  const { region } = cdk.Stack.of(scope);
  return !cdk.Token.isUnresolved(region) && region.startsWith('cn-') ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
}
