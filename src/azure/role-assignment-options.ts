/**
 * What a deploy identity may do.
 */
export interface RoleAssignmentOptions {
  /**
   * Where it may do so: the id of a management group, subscription, resource group or resource.
   */
  readonly scope: string;

  /**
   * Name of a role, for example `Contributor`.
   *
   * @default - `roleDefinitionId` names the role
   */
  readonly roleName?: string;

  /**
   * Id of a role definition, for example of a custom role.
   *
   * @default - `roleName` names the role
   */
  readonly roleDefinitionId?: string;

  /**
   * Condition on what is allowed, in the language of version 2.0.
   *
   * @default - no condition
   */
  readonly condition?: string;

  /**
   * Description of the assignment.
   *
   * @default - no description
   */
  readonly description?: string;
}
