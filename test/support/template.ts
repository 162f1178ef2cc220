import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aws, Workload } from '../../src';

export const ACCOUNT = '123456789012';

/** A policy document as IAM would read it. */
export interface PolicyJson {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: unknown;
    readonly Principal: { readonly Federated: string };
    readonly Condition: Record<string, Record<string, string | string[]>>;
  }[];
}

/** The trust policies of all roles of a stack, by logical id, with what CloudFormation would fill in. */
export function trustPolicies(stack: Stack): Record<string, PolicyJson> {
  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
  return Object.fromEntries(Object.entries(roles).map(([id, role]) => [id, deployed(role.Properties.AssumeRolePolicyDocument) as PolicyJson]));
}

/** The one trust policy of a role with these workloads, from the template. */
export function emittedTrust(workloads: Workload[], options: aws.DeployRoleOptions = {}): PolicyJson {
  const stack = new Stack(new App({ autoSynth: false }), 'Stack');
  new aws.DeployRole(stack, 'Role', { trustPolicyQuota: 8192, ...options, workloads });
  const [trust, ...others] = Object.values(trustPolicies(stack));
  expect(others).toEqual([]);
  return trust;
}

function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  if (ref === 'AWS::Partition') return 'aws';
  if (ref === 'AWS::AccountId') return ACCOUNT;
  if (join) return join[1].map(deployed).join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deployed(inner)]));
}
