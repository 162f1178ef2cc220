import { TerraformStack } from 'cdktf';

/** The Terraform JSON of a stack, as it will be written. */
export function synthesised(stack: TerraformStack): string {
  stack.prepareStack();
  return JSON.stringify(stack.toTerraform(), null, 2);
}
