import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './errors';
import { rendersItself } from './rendering';
import { elementsBelow } from './written';
import { checkAt, entriesOf, isInTree, register } from '../../private/registry';

/** Resources that are trusts, by the path of their stack. */
const GUARDED = 'terraform.guarded';

interface GuardedResource {
  readonly resource: TerraformResource;
}

/**
 * Refuses at synth another element that writes into a guarded resource, or stands in its place: the stack merges all that has the same type and id.
 *
 * Looked for once a stack, whose elements may be many.
 *
 * @param owner the construct of this library that the resource belongs to; what replaces the resource does not replace its owner
 */
export function holdAddress(owner: Construct, resource: TerraformResource): void {
  const stack = TerraformStack.of(resource);
  register(GUARDED, stack.node.path, owner, { resource });
  checkAt(GUARDED, stack, () => twinsIn(stack));
}

function twinsIn(stack: TerraformStack): string[] {
  const held = entriesOf<GuardedResource>(GUARDED, stack.node.path, stack).map(({ data }) => data.resource);
  const guarded = new Set<TerraformElement>(held.filter(isInTree));
  const addresses = new Set(held.map(addressOf));
  return elementsBelow(stack)
    .filter(element => !guarded.has(element))
    .flatMap(element => addressesOf(element).filter(address => addresses.has(address)).map(address => errors.addressTaken(address, element.node.path).text));
}

function addressesOf(element: TerraformElement): string[] {
  if (TerraformResource.isTerraformResource(element) && rendersItself(element)) return [addressOf(element)];
  const { resource = {} } = element.toTerraform() as { readonly resource?: Readonly<Record<string, object>> };
  return Object.entries(resource).flatMap(([type, byId]) => Object.keys(byId).map(id => `${type}.${id}`));
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
