/**
 * Major version of the Terraform provider `azurerm` that a stack is written for.
 */
export enum AzurermVersion {
  /** Credentials name `parent_id` and `resource_group_name`: valid from 3.31 to the last 4.x, and what the prebuilt bindings pin. */
  V4 = '4',
  /** Credentials name `user_assigned_identity_id`; the stack then asks for `>= 5.0.0, < 6.0.0`. */
  V5 = '5',
}
