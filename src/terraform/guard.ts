import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Token, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './private/errors';
import { mergesItself, rendersItself, writesHcl } from './private/rendering';
import { holdAddress } from './private/twins';
import { writeReasons } from './reasons';
import { reasonProblem } from '../identity/private/text';
import { refuse } from '../private/problem';
import { METADATA_KEY, Reasons } from '../private/reasons';

/** Attributes of a resource, as Terraform spells them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A resource that is a trust, or a part of one. */
export interface Guarded {
  /** What it has to say; nothing where it is no trust yet. Resolved late: what a provider maps grows with whoever uses it. */
  readonly declared: () => Attributes | undefined;
  /** Attributes that let nobody else in, whatever they say. Any other one that was not declared has to be absent: an attribute that nobody has looked at may widen the trust. */
  readonly free: readonly string[];
  readonly reasons?: Reasons;
}

/** What Terraform takes in every resource. A resource that stands there several times, or not at all, trusts nobody else. */
const FREE = ['//', 'connection', 'count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner', 'timeouts'];

/** What a construct guards, and which changes of it are wanted. */
interface Guards {
  readonly guarded: { readonly resource: TerraformResource; readonly trust: Guarded }[];
  readonly acknowledged: Map<string, string>;
}

const GUARDS = Symbol.for('cdk-federated-roles.terraform.guards');

function guardsOf(construct: Construct & { [GUARDS]?: Guards }): Guards {
  if (construct[GUARDS] === undefined) {
    const guards: Guards = { guarded: [], acknowledged: new Map() };
    Object.defineProperty(construct, GUARDS, { value: guards });
    construct.node.addValidation({ validate: () => problemsOf(guards) });
  }
  return construct[GUARDS]!;
}

/**
 * Refuses at synth what was changed of a trust since it was declared: by an override of the resource or of its stack, by an Aspect, by the
 * escape hatch.
 */
export function guardTrust(construct: Construct, resource: TerraformResource, trust: Guarded): void {
  const guards = guardsOf(construct);
  guards.guarded.push({ resource, trust });
  if (guards.acknowledged.size > 0) writeReasons(resource, reasonsFor(trust, guards.acknowledged));
  holdAddress(construct, resource);
}

/** Lets one change of a trust of this construct through, and writes the reason beside its trusts. */
export function acknowledgeChange(construct: Construct, id: string, reason: string): void {
  refuse(reasonProblem({ reason }, 'acknowledgeTrustChange'), construct.node.path);
  const { guarded, acknowledged } = guardsOf(construct);
  acknowledged.set(id, reason);
  for (const { resource, trust } of guarded) writeReasons(resource, reasonsFor(trust, acknowledged));
}

function reasonsFor({ reasons = {} }: Guarded, acknowledged: Guards['acknowledged']): Reasons {
  return { ...reasons, ...Object.fromEntries([...acknowledged].map(([id, reason]) => [id, [reason]])) };
}

function problemsOf({ guarded, acknowledged }: Guards): string[] {
  const found = guarded.map(({ resource, trust }) => {
    const declared = trust.declared();
    return declared === undefined ? { changes: [], others: [] } : changesOf(resource, declared, new Set([...FREE, ...trust.free]), reasonsFor(trust, acknowledged));
  });
  const changes = found.flatMap(one => one.changes);
  return [
    ...changes.filter(({ id }) => !acknowledged.has(id)).map(({ text }) => text),
    ...found.flatMap(({ others }) => others),
    ...[...acknowledged.keys()].filter(id => !changes.some(change => change.id === id)).map(id => errors.ackUnused(id).text),
  ];
}

/** A change that can be acknowledged by its id. */
interface Change {
  readonly id: string;
  readonly text: string;
}

/** The id of a change stands for what comes of it: any other value has another one. */
function idOf({ terraformResourceType: type, friendlyUniqueId: name }: TerraformResource, ...change: unknown[]): string {
  return `trust-changed-${createHash('sha256').update(JSON.stringify([type, name, ...change])).digest('hex').slice(0, 12)}`;
}

interface Found {
  readonly changes: readonly Change[];
  /** What cannot be acknowledged. */
  readonly others: readonly string[];
}

function changesOf(resource: TerraformResource, declared: Attributes, free: ReadonlySet<string>, reasons: Reasons): Found {
  if (isUntouched(resource, declared, free, reasons)) return { changes: [], others: [] };
  const type = resource.terraformResourceType;
  const [own, over] = [ownAttributes(resource), stackOverrides(resource)];
  const written = [own, over, ...writesHcl(resource) ? [hclAttributes(resource)] : [], ...mergesItself(TerraformStack.of(resource)) ? [] : [stackAttributes(resource)]];
  const changed = (emitted: Attributes, attributes: string[]) => attributes
    .filter(attribute => !isDeepStrictEqual(emitted[attribute], declared[attribute])) // the same token is the same value: most need no resolution
    .map(attribute => ({ attribute, found: resolved(resource, emitted[attribute]), expected: resolved(resource, declared[attribute]) }))
    .filter(({ found, expected }) => !isDeepStrictEqual(found, expected))
    .map(({ attribute, found, expected }): Change => {
      const id = idOf(resource, attribute, found);
      return { id, text: errors.trustChanged(id, type, attribute, found, expected).text };
    });
  const guardedOf = (emitted: Attributes) => Object.keys(emitted).filter(attribute => attribute in declared || !free.has(attribute));
  const ignored = [...new Set(written.flatMap(({ lifecycle }) => ignoredChanges(lifecycle)).filter(attribute => !free.has(attribute)))];
  const ignoredId = idOf(resource, 'lifecycle.ignore_changes', ...ignored);
  const kept = Object.keys(reasons).length === 0 || (holds(own['//'], reasons) && (!('//' in over) || holds({ [METADATA_KEY]: { reasons }, ...over['//'] as object }, reasons)));
  const changes = [
    ...written.flatMap(emitted => changed(emitted, emitted === over
      ? guardedOf(over) // looked at alone: where the resource and the override both say what was declared, so does their merge
      : [...new Set([...Object.keys(declared), ...guardedOf(emitted)])])),
    ...ignored.length === 0 ? [] : [{ id: ignoredId, text: errors.changesIgnored(ignoredId, type, ignored).text }],
  ];
  return { changes: [...new Map(changes.map(change => [change.id, change])).values()], others: kept ? [] : [errors.reasonsRemoved(type, reasons).text] };
}

function holds(comment: unknown, reasons: Reasons): boolean {
  return isDeepStrictEqual((comment as { readonly [METADATA_KEY]?: unknown } | undefined)?.[METADATA_KEY], { reasons });
}

/** Attributes that Terraform leaves as they are: a trust that was narrowed in the code would stay as wide as it was. */
function ignoredChanges(lifecycle: unknown): string[] {
  const { ignore_changes: ignored } = (lifecycle ?? {}) as { readonly ignore_changes?: unknown };
  return [ignored ?? []].flat().map(path => /^\w*/.exec(String(path))![0]);
}

/** The usual case, told without rendering the resource a second time: nothing overrides it, and it holds what was declared to the letter. */
function isUntouched(resource: TerraformResource, declared: Attributes, free: ReadonlySet<string>, reasons: Reasons): boolean {
  const { rawOverrides, _hasMoved, synthesizeAttributes } = resource as unknown as Innards;
  if (!rendersItself(resource) || !mergesItself(TerraformStack.of(resource)) || writesHcl(resource)) return false;
  if (_hasMoved || Object.keys(rawOverrides).length > 0 || Object.keys(reasons).length > 0 || resource.lifecycle !== undefined) return false;
  if (Object.keys(stackOverrides(resource)).length > 0) return false;
  const attributes = synthesizeAttributes.call(resource);
  return Object.entries(declared).every(([attribute, value]) => isSame(attributes[attribute], value))
    && Object.entries(attributes).every(([attribute, value]) => value === undefined || attribute in declared || free.has(attribute));
}

/** Most are texts or lists of a few, for which the thorough comparison is slow. */
function isSame(emitted: unknown, declared: unknown): boolean {
  if (emitted === declared) return true;
  if (!Array.isArray(emitted) || !Array.isArray(declared)) return isDeepStrictEqual(emitted, declared);
  return emitted.length === declared.length && emitted.every((item, i) => isSame(item, declared[i]));
}

/** What `toTerraform` makes its answer of, protected or private. */
interface Innards {
  readonly rawOverrides: object;
  readonly _hasMoved?: boolean;
  readonly synthesizeAttributes: () => Attributes;
}

function ownAttributes(resource: TerraformResource): Attributes {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  return resource.toTerraform().resource?.[type]?.[id] ?? {};
}

/** What a stack writes that does not merge its elements as the framework does. */
function stackAttributes(resource: TerraformResource): Attributes {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  return (TerraformStack.of(resource).toTerraform() as { readonly resource?: Record<string, Record<string, Attributes>> }).resource?.[type]?.[id] ?? {};
}

/** The attributes where the app writes HCL, which resources write by methods of their own. */
function hclAttributes(resource: TerraformResource): Attributes {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  return withoutBlocks((resource.toHclTerraform() as ReturnType<TerraformResource['toTerraform']>).resource?.[type]?.[id] ?? {}) as Attributes;
}

/** HCL says of each attribute what kind it is, beside its value; a block is a list of one. */
function withoutBlocks(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(withoutBlocks);
  if (typeof written !== 'object' || written === null || Token.isUnresolved(written)) return written;
  const { value, isBlock, storageClassType } = written as { readonly value?: unknown; readonly isBlock?: unknown; readonly storageClassType?: unknown };
  if (isBlock === undefined || storageClassType === undefined) return Object.fromEntries(Object.entries(written).map(([key, inner]) => [key, withoutBlocks(inner)]));
  const inner = withoutBlocks(value);
  return isBlock === true && Array.isArray(inner) && inner.length === 1 ? inner[0] : inner;
}

/** What the stack puts over the attributes at the end. */
function stackOverrides(resource: TerraformResource): Attributes {
  const { rawOverrides } = TerraformStack.of(resource) as unknown as { readonly rawOverrides: unknown };
  let found: unknown = rawOverrides;
  for (const key of ['resource', resource.terraformResourceType, resource.friendlyUniqueId]) {
    if (!(key in (found as object))) return {};
    found = (found as Attributes)[key];
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return { resource: found }; // in place of all that is declared
  }
  return found as Attributes;
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

function resolved(resource: TerraformResource, value: unknown): unknown {
  return plain(Tokenization.resolve(value, { scope: resource, resolver: RESOLVER }));
}

/** As Terraform has it: what is undefined or null is absent. */
function plain(value: unknown): unknown {
  return value === undefined || value === null ? undefined : JSON.parse(JSON.stringify(value));
}
