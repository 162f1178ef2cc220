import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as errors from './errors';
import type { TrustPrincipal } from './trust-principal';
import { METADATA_KEY } from '../../private/reasons';
import { trustLength } from '../trust';

/** What a role was declared to trust, and on which terms. */
export interface DeclaredTrust {
  readonly principal: TrustPrincipal;
  readonly acknowledged: ReadonlyMap<string, string>;
  /** The metadata that has to be in the template; nothing where no reason was asked for. */
  readonly reasons: unknown;
  readonly quota: number;
  /** Whether the role was customised away when it was defined: somebody else makes it. */
  readonly elsewhere: boolean;
}

type Json = { readonly [key: string]: unknown };

/**
 * What `cdk synth` says of the trust policy of a role: whether it still is the declared one, and whether IAM will take it.
 *
 * Both sides are resolved late: the provider of another stack turns from a reference into an import.
 */
export function trustProblems(role: iam.Role, declared: DeclaredTrust): string[] {
  const { principal, acknowledged, reasons, quota } = declared;
  const resource = roleResource(role);
  if (resource === undefined) return declared.elsewhere ? [] : [errors.resourceRemoved().text];
  if (acknowledged.size === 0 && isUntouched(role, resource, principal) && principal.longest() <= quota && reasons === undefined) return [];
  const stack = cdk.Stack.of(role);
  const expected = stack.resolve(principal.document());
  const actual = emittedTrust(resource, stack);
  return [
    ...shapeProblems(resource, stack),
    ...changeProblems(expected, actual, acknowledged),
    ...reasonsProblems(resource, stack, reasons),
    ...lengthProblems(actual, quota, partitionOf(stack)),
  ];
}

/** What stands for the role in the template. Looked up by its id: `defaultChild` can be pointed elsewhere. */
export function roleResource(role: iam.Role): cdk.CfnResource | undefined {
  const child = role.node.tryFindChild('Resource');
  return child !== undefined && cdk.CfnResource.isCfnResource(child) ? child : undefined;
}

/** Whether the resource still holds the very document of the role, with the statements that were declared: no need to resolve anything then. */
function isUntouched(role: iam.Role, resource: cdk.CfnResource, declared: TrustPrincipal): boolean {
  return resource instanceof iam.CfnRole
    && resource.assumeRolePolicyDocument === role.assumeRolePolicy
    && role.assumeRolePolicy instanceof iam.PolicyDocument
    && Object.keys(rawOverrides(resource)).length === 0
    && isDeepStrictEqual(role.assumeRolePolicy.toJSON(), declared.json());
}

/** Protected, and the only way to learn of `addPropertyOverride` without rendering the resource. */
function rawOverrides(resource: cdk.CfnResource): Json {
  return (resource as unknown as { readonly rawOverrides: Json }).rawOverrides;
}

/** The trust policy as the template will hold it: after Aspects, overrides and property injectors. */
function emittedTrust(resource: cdk.CfnResource, stack: cdk.Stack): unknown {
  if (resource instanceof iam.CfnRole && Object.keys(rawOverrides(resource)).length === 0) return stack.resolve(resource.assumeRolePolicyDocument);
  return rendered(resource, stack).Properties?.AssumeRolePolicyDocument;
}

/** The resource as the template will hold it, which only an internal method of the framework tells. */
function rendered(resource: cdk.CfnResource, stack: cdk.Stack): { readonly Type?: unknown; readonly Properties?: Json; readonly Metadata?: Json } {
  const template: { Resources: Record<string, object> } = stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation());
  return Object.values(template.Resources)[0];
}

/** Whether the template holds a role, and no macro that CloudFormation lets rewrite it. */
function shapeProblems(resource: cdk.CfnResource, stack: cdk.Stack): string[] {
  const { Properties: properties = {}, ...rest } = rendered(resource, stack);
  const macro = [rest, properties].some(level => 'Fn::Transform' in level);
  return [
    ...rest.Type === iam.CfnRole.CFN_RESOURCE_TYPE_NAME ? [] : [errors.typeChanged(rest.Type).text],
    ...macro ? [errors.macroInRole().text] : [],
  ];
}

function reasonsProblems(resource: cdk.CfnResource, stack: cdk.Stack, reasons: unknown): string[] {
  if (reasons === undefined || isDeepStrictEqual(rendered(resource, stack).Metadata?.[METADATA_KEY], reasons)) return [];
  return [errors.reasonsRemoved(reasons).text];
}

function changeProblems(expected: unknown, actual: unknown, acknowledged: ReadonlyMap<string, string>): string[] {
  const [before, after] = [canonical(expected), canonical(actual)];
  const id = before === after ? undefined : `trust-changed-${createHash('sha256').update(after).digest('hex').slice(0, 12)}`;
  const unused = [...acknowledged.keys()].filter(other => other !== id).map(other => errors.ackUnused(other).text);
  if (id === undefined || acknowledged.has(id)) return unused;
  const [declared, emitted] = [statementsOf(expected), statementsOf(actual)];
  return [...unused, errors.trustChanged(id, emitted.filter(s => !declared.includes(s)), declared.filter(s => !emitted.includes(s))).text];
}

function lengthProblems(actual: unknown, quota: number, partition: string): string[] {
  const length = trustLength(actual, providerArnLengths(actual, partition), partition);
  return length > quota ? [errors.trustTooLong(length, quota).text] : [];
}

/** Where the region is known, so is its partition. */
function partitionOf({ region }: cdk.Stack): string {
  return (cdk.Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition) ?? 'aws';
}

/** A provider named by reference: its ARN is as long as the key prefix of its own conditions tells. */
function providerArnLengths(document: unknown, partition: string): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const statement of rawStatements(document)) {
    const federated = (statement as { Principal?: { Federated?: unknown } }).Principal?.Federated;
    const equals = (statement as { Condition?: { StringEquals?: Json } }).Condition?.StringEquals;
    const key = equals && Object.keys(equals).find(name => name.endsWith(':aud'));
    if (typeof federated === 'object' && key !== undefined) {
      lengths.set(JSON.stringify(federated), `arn:${partition}:iam::123456789012:oidc-provider/`.length + key.length - ':aud'.length);
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
