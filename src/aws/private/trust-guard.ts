import { createHash } from 'node:crypto';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as errors from './errors';
import type { TrustPrincipal } from './trust-principal';
import { trustLength } from '../trust';

type Json = { readonly [key: string]: unknown };

/**
 * What `cdk synth` says of the trust policy of a role: whether it still is the declared one, and whether IAM will take it.
 *
 * Both sides are resolved late: the provider of another stack turns from a reference into an import.
 */
export function trustProblems(role: iam.Role, declared: TrustPrincipal, acknowledged: ReadonlyMap<string, string>, quota: number): string[] {
  const resource = roleResource(role);
  if (resource === undefined) return []; // customised away: somebody else makes this role
  const stack = cdk.Stack.of(role);
  const expected = stack.resolve(declared.document());
  const actual = emittedTrust(resource, stack);
  return [
    ...changeProblems(expected, actual, acknowledged),
    ...lengthProblems(actual, quota),
  ];
}

/** What stands for the role in the template. Looked up by its id: `defaultChild` can be pointed elsewhere. */
export function roleResource(role: iam.Role): cdk.CfnResource | undefined {
  const child = role.node.tryFindChild('Resource');
  return child !== undefined && cdk.CfnResource.isCfnResource(child) ? child : undefined;
}

/** The trust policy as the template will hold it: after Aspects, overrides and property injectors. */
function emittedTrust(resource: cdk.CfnResource, stack: cdk.Stack): unknown {
  const overrides = (resource as unknown as { readonly rawOverrides: Json }).rawOverrides;
  if (resource instanceof iam.CfnRole && Object.keys(overrides).length === 0) return stack.resolve(resource.assumeRolePolicyDocument);
  const template: { Resources: Record<string, { Properties?: Json }> } = stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation());
  return Object.values(template.Resources)[0].Properties?.AssumeRolePolicyDocument;
}

function changeProblems(expected: unknown, actual: unknown, acknowledged: ReadonlyMap<string, string>): string[] {
  const [before, after] = [canonical(expected), canonical(actual)];
  const id = before === after ? undefined : `trust-changed-${createHash('sha256').update(after).digest('hex').slice(0, 12)}`;
  const unused = [...acknowledged.keys()].filter(other => other !== id).map(other => errors.ackUnused(other).text);
  if (id === undefined || acknowledged.has(id)) return unused;
  const [declared, emitted] = [statementsOf(expected), statementsOf(actual)];
  return [...unused, errors.trustChanged(id, emitted.filter(s => !declared.includes(s)), declared.filter(s => !emitted.includes(s))).text];
}

function lengthProblems(actual: unknown, quota: number): string[] {
  const length = trustLength(actual, providerArnLengths(actual));
  return length > quota ? [errors.trustTooLong(length, quota).text] : [];
}

/** A provider named by reference: its ARN is as long as the key prefix of its own conditions tells. */
function providerArnLengths(document: unknown): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const statement of rawStatements(document)) {
    const federated = (statement as { Principal?: { Federated?: unknown } }).Principal?.Federated;
    const equals = (statement as { Condition?: { StringEquals?: Json } }).Condition?.StringEquals;
    const key = equals && Object.keys(equals).find(name => name.endsWith(':aud'));
    if (typeof federated === 'object' && key !== undefined) {
      lengths.set(JSON.stringify(federated), 'arn:aws:iam::123456789012:oidc-provider/'.length + key.length - ':aud'.length);
    }
  }
  return lengths;
}

function rawStatements(document: unknown): unknown[] {
  const statements = (document as { Statement?: unknown } | undefined)?.Statement;
  return Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
}

function statementsOf(document: unknown): string[] {
  return rawStatements(document).map(canonical);
}

/** JSON with sorted keys: an order of keys is no change of trust. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
    : inner) ?? 'nothing';
}
