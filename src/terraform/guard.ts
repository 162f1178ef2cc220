import { isDeepStrictEqual } from 'node:util';
import { DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './private/errors';
import { METADATA_KEY, Reasons } from '../private/reasons';

/** Attributes of a resource, as Terraform spells them. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * Refuses at synth what was changed of a trust since it was declared: by an override of the resource or of its stack, by an Aspect, by the
 * escape hatch.
 *
 * Both sides are resolved late: what a provider maps grows with whoever uses it.
 *
 * @param declared what the resource has to say; nothing where it is no trust yet
 */
export function guardTrust(construct: Construct, resource: TerraformResource, declared: () => Attributes | undefined, reasons: Reasons = {}): void {
  construct.node.addValidation({ validate: () => problems(resource, declared(), reasons) });
}

function problems(resource: TerraformResource, declared: Attributes | undefined, reasons: Reasons): string[] {
  if (declared === undefined || isUntouched(resource, declared, reasons)) return [];
  const type = resource.terraformResourceType;
  const emitted = emittedAttributes(resource);
  const changed = Object.entries(declared)
    .filter(([attribute, value]) => !isDeepStrictEqual(emitted[attribute], value)) // the same token is the same value: most need no resolution
    .map(([attribute, value]) => ({ attribute, found: resolved(resource, emitted[attribute]), expected: resolved(resource, value) }))
    .filter(({ found, expected }) => !isDeepStrictEqual(found, expected))
    .map(({ attribute, found, expected }) => errors.trustChanged(type, attribute, found, expected).text);
  const comment = emitted['//'] as { readonly [METADATA_KEY]?: unknown } | undefined;
  const kept = Object.keys(reasons).length === 0 || isDeepStrictEqual(comment?.[METADATA_KEY], { reasons });
  return kept ? changed : [...changed, errors.reasonsRemoved(type, reasons).text];
}

/** The usual case, told without rendering the resource a second time: nothing overrides it, and it holds what was declared to the letter. */
function isUntouched(resource: TerraformResource, declared: Attributes, reasons: Reasons): boolean {
  const { rawOverrides, _hasMoved, synthesizeAttributes } = resource as unknown as Innards;
  if (_hasMoved || Object.keys(rawOverrides).length > 0 || Object.keys(reasons).length > 0 || stackOverrides(resource) !== undefined) return false;
  const attributes = synthesizeAttributes.call(resource);
  return Object.entries(declared).every(([attribute, value]) => isSame(attributes[attribute], value));
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

interface Overrides {
  readonly resource?: { readonly [type: string]: { readonly [id: string]: Attributes | undefined } | undefined };
}

/** What the JSON of the stack will hold: what the stack overrides comes last. */
function emittedAttributes(resource: TerraformResource): Attributes {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  return { ...resource.toTerraform().resource?.[type]?.[id], ...stackOverrides(resource) };
}

/** Of `TerraformStack.addOverride`; private. */
function stackOverrides(resource: TerraformResource): Attributes | undefined {
  const { rawOverrides } = TerraformStack.of(resource) as unknown as { readonly rawOverrides: Overrides };
  return rawOverrides.resource?.[resource.terraformResourceType]?.[resource.friendlyUniqueId];
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

function resolved(resource: TerraformResource, value: unknown): unknown {
  return plain(Tokenization.resolve(value, { scope: resource, resolver: RESOLVER }));
}

/** As JSON has it: what is undefined is absent. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
