import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { canonical } from '../../terraform/private/references';
import { outputBehind } from '../../terraform/private/remote-outputs';

/**
 * What credentials stand on, spelled the same by whatever names it: the resource by its address, its id by reference, an output of its
 * stack that another one reads. An id that is written out is only itself: what a resource of the app will be called in its subscription is
 * not known before deployment.
 */
export function targetOf(target: TerraformResource | string, scope: Construct): string {
  if (typeof target !== 'string') return addressOf(target);
  const spelling = outputBehind(canonical(target, scope) ?? target, scope);
  const own = /^(?:\/applications\/)?\$\{([^{}]+#(?:azurerm_user_assigned_identity|azuread_application_registration|azuread_application)\.[\w-]+)\.(?:id|object_id)\}$/.exec(spelling);
  return own === null ? spelling.toLowerCase() : own[1];
}

function addressOf(resource: TerraformResource & TerraformElement): string {
  return `${TerraformStack.of(resource).node.path}#${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
