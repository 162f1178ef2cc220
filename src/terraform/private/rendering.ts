import { App, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** The framework's own methods as they were when the library was loaded: one that was replaced later is not trusted to write what it holds. */
const { toTerraform } = TerraformResource.prototype;
const stackToTerraform = TerraformStack.prototype.toTerraform;

/** Whether the framework itself writes a resource, from the attributes that it holds. */
export function rendersItself(resource: TerraformResource): boolean {
  return resource.toTerraform === toTerraform;
}

/** Whether the framework itself merges a stack from its elements and overrides. */
export function mergesItself(stack: TerraformStack): boolean {
  return stack.toTerraform === stackToTerraform;
}

/** Whether the app writes HCL in place of JSON. */
export function writesHcl({ node: { root } }: IConstruct): boolean {
  return App.isApp(root) && root.hclOutput;
}
