import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

type Attributes = Readonly<Record<string, unknown>>;

/** Resources by type and id. */
type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** A resource as its stack will write it. */
export interface WrittenResource {
  readonly attributes: Attributes;
  /** What writes it: an element, or the stack by an override. */
  readonly by: IConstruct;
}

/** The attributes of a resource, not yet resolved. */
export function attributesIn(resource: TerraformResource): Attributes {
  return resourcesIn(resource)[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

function resourcesIn(element: TerraformElement): Resources {
  return (element.toTerraform() as { readonly resource?: Resources }).resource ?? {};
}

/** All resources of a type in a stack, by their id: those of its elements, with what the stack puts over them. */
export function writtenIn(stack: TerraformStack, type: string): Map<string, WrittenResource> {
  const written = new Map<string, WrittenResource>();
  for (const element of elementsBelow(stack)) {
    if (TerraformResource.isTerraformResource(element) && element.terraformResourceType !== type) continue;
    for (const [id, attributes] of Object.entries(resourcesIn(element)[type] ?? {})) written.set(id, { attributes, by: element });
  }
  const { rawOverrides } = stack as unknown as { readonly rawOverrides: { readonly resource?: Resources } };
  for (const [id, override] of Object.entries(rawOverrides.resource?.[type] ?? {})) {
    const { attributes = {}, by = stack } = written.get(id) ?? {};
    written.set(id, { attributes: merged(attributes, override) as Attributes, by });
  }
  return written;
}

/** The elements that a stack writes: not those of a stack within it. */
export function elementsBelow(construct: IConstruct): TerraformElement[] {
  return construct.node.children.filter(child => !TerraformStack.isStack(child))
    .flatMap(child => [...TerraformElement.isTerraformElement(child) ? [child] : [], ...elementsBelow(child)]);
}

function merged(base: unknown, over: unknown): unknown {
  if (!isTable(base) || !isTable(over)) return over;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map(key => [key, key in over ? merged(base[key], over[key]) : base[key]]));
}

function isTable(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
