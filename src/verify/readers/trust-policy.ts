import { basename } from 'node:path';
import { Reading } from './private/reading';
import { bareTarget } from './private/trust-policies';
import { isObject } from './private/values';

/** A policy of IAM by itself, as `aws iam create-role --assume-role-policy-document` takes it. */
export function isTrustPolicy(value: unknown): boolean {
  return isObject(value) && 'Statement' in value && typeof value.Statement === 'object';
}

export function readTrustPolicy(reading: Reading): void {
  const { document: { file, value } } = reading;
  reading.targets.push(bareTarget(basename(file), value, reading.source()));
}
