import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as errors from './errors';
import { isRenderedAsIs, isStackWrittenAsIs, isWrittenAsIs, resolveIn, trustPolicyOf } from './rendering';
import type { TrustPrincipal } from './trust-principal';
import type { Problem } from '../../private/problem';
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
 * Compared is what will be written. Both sides are resolved at synth: the provider of another stack turns from a reference into an import.
 */
export function trustProblems(role: iam.Role, declared: DeclaredTrust): string[] {
  const { principal, acknowledged, reasons, quota } = declared;
  const resource = roleResource(role);
  if (resource === undefined) return declared.elsewhere ? [] : [errors.resourceRemoved().text];
  if (acknowledged.size === 0 && isUntouched(role, resource, principal) && principal.longest() <= quota && reasons === undefined) return [];
  const stack = cdk.Stack.of(role);
  const written = writtenResource(resource, stack);
  if (written === undefined) return [errors.resourceRemoved().text];
  const expected = resolveIn(stack, principal.json());
  const actual = written.Properties?.AssumeRolePolicyDocument;
  const changes = [...trustChanges(expected, actual), ...macroChanges(stack)];
  return [
    ...shapeProblems(written),
    ...changes.filter(({ id }) => !acknowledged.has(id)).map(({ problem }) => problem.text),
    ...[...acknowledged.keys()].filter(id => !changes.some(change => change.id === id)).map(id => errors.ackUnused(id).text),
    ...reasonsProblems(written, reasons),
    ...lengthProblems(actual, quota, partitionOf(stack)),
  ];
}

/** What stands for the role in the template. Looked up by its id: `defaultChild` can be pointed elsewhere. */
export function roleResource(role: iam.Role): cdk.CfnResource | undefined {
  const child = role.node.tryFindChild('Resource');
  return child !== undefined && cdk.CfnResource.isCfnResource(child) ? child : undefined;
}

/**
 * Whether the framework writes the resource by its own methods, from the very document of the role with the statements that were declared:
 * no need to resolve anything then.
 */
function isUntouched(role: iam.Role, resource: cdk.CfnResource, declared: TrustPrincipal): boolean {
  const document = role.assumeRolePolicy;
  return isWrittenAsIs(resource)
    && document !== undefined && isRenderedAsIs(document)
    && trustPolicyOf(resource) === document
    && Object.keys(rawOverrides(resource)).length === 0
    && macrosOf(cdk.Stack.of(role)).length === 0
    && isDeepStrictEqual(document.toJSON(), declared.json());
}

/** Protected, and the only way to learn of `addPropertyOverride` without rendering the resource. */
function rawOverrides(resource: cdk.CfnResource): Json {
  return (resource as unknown as { readonly rawOverrides: Json }).rawOverrides;
}

/** The resource as the template will hold it: after Aspects, overrides, property injectors and whatever replaces a method on the way. */
function writtenResource(resource: cdk.CfnResource, stack: cdk.Stack): Written | undefined {
  const writer = isStackWrittenAsIs(stack) ? resource : stack;
  // an internal method of the framework, and the only one that renders what will be written
  const template = stack.resolve((writer as unknown as { _toCloudFormation(): object })._toCloudFormation()) as { readonly Resources?: Record<string, Written> };
  return template.Resources?.[String(stack.resolve(resource.logicalId))];
}

interface Written {
  readonly Type?: unknown;
  readonly Properties?: Json;
  readonly Metadata?: Json;
}

/** Whether the template holds a role, and no macro that CloudFormation lets rewrite it. */
function shapeProblems({ Properties: properties = {}, ...rest }: Written): string[] {
  const macro = [rest, properties].some(level => 'Fn::Transform' in level);
  return [
    ...rest.Type === iam.CfnRole.CFN_RESOURCE_TYPE_NAME ? [] : [errors.typeChanged(rest.Type).text],
    ...macro ? [errors.macroInRole().text] : [],
  ];
}

function reasonsProblems({ Metadata: metadata }: Written, reasons: unknown): string[] {
  return reasons === undefined || isDeepStrictEqual(metadata?.[METADATA_KEY], reasons) ? [] : [errors.reasonsRemoved(reasons).text];
}

/** A change that can be acknowledged by its id. */
interface Change {
  readonly id: string;
  readonly problem: Problem;
}

function trustChanges(expected: unknown, actual: unknown): Change[] {
  const [before, after] = [canonical(expected), canonical(actual)];
  if (before === after) return [];
  const id = `trust-changed-${createHash('sha256').update(after).digest('hex').slice(0, 12)}`;
  const [declared, emitted] = [statementsOf(expected), statementsOf(actual)];
  return [{ id, problem: errors.trustChanged(id, emitted.filter(s => !declared.includes(s)), declared.filter(s => !emitted.includes(s))) }];
}

/** CloudFormation hands the whole template to a macro, which may rewrite each role in it. */
function macroChanges(stack: cdk.Stack): Change[] {
  return macrosOf(stack).map(name => ({ id: `macro-${name}`, problem: errors.macroInStack(name, `macro-${name}`) }));
}

/** Macros of others: those of AWS itself leave a role as it is, but for the one that includes a text from elsewhere. */
function macrosOf({ templateOptions }: cdk.Stack): string[] {
  const { transforms: several = [], transform: one } = templateOptions as { readonly transforms?: readonly unknown[]; readonly transform?: unknown };
  const transforms = one === undefined ? several : [...several, one];
  return [...new Set(transforms.map(transform => typeof transform === 'string' ? transform : String((transform as { Name?: unknown } | null)?.Name)))]
    .filter(name => name === 'AWS::Include' || !name.startsWith('AWS::'));
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
