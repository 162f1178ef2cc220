import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Construct } from 'constructs';
import * as errors from './errors';
import { literalOf } from './input';
import { refuse } from '../../private/problem';
import type { RoleAssignmentOptions } from '../role-assignment-options';

/** Assigns a role to a principal that may be as new as the assignment: its type is said, since the directory may not show it yet. */
export function assignRole(scope: Construct, id: string, principalId: string, options: RoleAssignmentOptions): RoleAssignment {
  const { roleName, roleDefinitionId, condition } = options;
  if ((roleName === undefined) === (roleDefinitionId === undefined)) refuse(errors.roleNotOne(roleName, roleDefinitionId), `${scope.node.path}/${id}`);
  return new RoleAssignment(scope, id, {
    scope: literalOf(options.scope),
    principalId: literalOf(principalId),
    principalType: 'ServicePrincipal',
    roleDefinitionName: literalOf(roleName),
    roleDefinitionId: literalOf(roleDefinitionId),
    condition: literalOf(condition),
    conditionVersion: condition === undefined ? undefined : '2.0',
    description: literalOf(options.description),
  });
}
