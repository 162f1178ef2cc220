import * as cdk from 'aws-cdk-lib';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import type { CdkTarget } from '../cdk-bootstrap-roles';

/** Everything that is wrong with a target; what is only known at deployment is left to IAM. */
export function targetProblems({ account, regions, qualifier }: CdkTarget): Problem[] {
  const unknown = (text: string) => cdk.Token.isUnresolved(text);
  return [
    ...unknown(account) || /^\d{12}$/.test(account) ? [] : [errors.accountInvalid(account)],
    ...regions.length === 0 ? [errors.regionsMissing(account)] : [],
    ...regions.filter(region => !unknown(region) && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)).map(errors.regionInvalid),
    ...qualifier === undefined || unknown(qualifier) || /^[A-Za-z0-9_-]{1,10}$/.test(qualifier) ? [] : [errors.qualifierInvalid(qualifier)],
  ];
}
