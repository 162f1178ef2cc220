import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import * as errors from './errors';

/** Guarded resources by the stack that they are in. */
const GUARDED = new WeakMap<TerraformStack, Set<TerraformResource>>();

/**
 * Refuses at synth another element that writes into a guarded resource, or stands in its place: the stack merges all that has the same type and id.
 *
 * Looked for once a stack, whose elements may be many.
 */
export function holdAddress(resource: TerraformResource): void {
  const stack = TerraformStack.of(resource);
  const held = GUARDED.get(stack) ?? new Set();
  if (held.size === 0) stack.node.addValidation({ validate: () => twinsOf(stack, held) });
  GUARDED.set(stack, held.add(resource));
}

function twinsOf(stack: TerraformStack, guarded: ReadonlySet<TerraformResource>): string[] {
  const addresses = new Set([...guarded].map(addressOf));
  return elementsBelow(stack)
    .filter(element => !guarded.has(element as TerraformResource))
    .flatMap(element => addressesOf(element).filter(address => addresses.has(address)).map(address => errors.addressTaken(address, element.node.path).text));
}

function elementsBelow(construct: IConstruct): TerraformElement[] {
  return construct.node.children.filter(child => !TerraformStack.isStack(child))
    .flatMap(child => [...TerraformElement.isTerraformElement(child) ? [child] : [], ...elementsBelow(child)]);
}

function addressesOf(element: TerraformElement): string[] {
  if (TerraformResource.isTerraformResource(element)) return [addressOf(element)];
  const { resource = {} } = element.toTerraform() as { readonly resource?: Readonly<Record<string, object>> };
  return Object.entries(resource).flatMap(([type, byId]) => Object.keys(byId).map(id => `${type}.${id}`));
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
