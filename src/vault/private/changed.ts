import type { TerraformResource } from 'cdktf';
import * as errors from './errors';

/** Which of the attributes were changed since they were declared, by whatever means. */
export function changedProblems(resource: TerraformResource, declared: Readonly<Record<string, unknown>>): string[] {
  const { [resource.friendlyUniqueId]: emitted } = resource.toTerraform().resource[resource.terraformResourceType];
  return Object.entries(declared)
    .filter(([attribute, value]) => JSON.stringify(emitted[attribute]) !== JSON.stringify(value))
    .map(([attribute, value]) => errors.trustChanged(resource.terraformResourceType, attribute, emitted[attribute], value).text);
}
