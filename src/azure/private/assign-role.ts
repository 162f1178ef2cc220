import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Construct } from 'constructs';
import * as errors from './errors';
import { STRUCTS } from './known-properties';
import { ROLE_ASSIGNMENT } from './shapes';
import { refuse } from '../../private/problem';
import { optionalLiteral } from '../../terraform/literal';
import { shapeProblems } from '../../terraform/shape';
import type { RoleAssignmentOptions } from '../role-assignment-options';

/** Assigns a role to a principal that may be as new as the assignment: its type is said, since the directory may not show it yet. */
export function assignRole(scope: Construct, id: string, principalId: string, options: RoleAssignmentOptions): RoleAssignment {
  refuse(shapeProblems(options, ROLE_ASSIGNMENT, STRUCTS, 'RoleAssignmentOptions'), `${scope.node.path}/${id}`);
  const { roleName, roleDefinitionId, condition } = options;
  if ((roleName === undefined) === (roleDefinitionId === undefined)) refuse(errors.roleNotOne(roleName, roleDefinitionId), `${scope.node.path}/${id}`);
  return new RoleAssignment(scope, id, {
    scope: optionalLiteral(options.scope),
    principalId: optionalLiteral(principalId),
    principalType: 'ServicePrincipal',
    roleDefinitionName: optionalLiteral(roleName),
    roleDefinitionId: optionalLiteral(roleDefinitionId),
    condition: optionalLiteral(condition),
    conditionVersion: condition === undefined ? undefined : '2.0',
    description: optionalLiteral(options.description),
  });
}
