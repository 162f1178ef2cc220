import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { PERMISSION } from './private/shapes';
import { refuse } from '../private/problem';
import { plainProps, propertyProblems } from '../private/properties';
import { isToken, literalParts } from '../private/tokens';
import { marked } from '../private/type-mark';
import { optionalLiteral } from '../terraform/literal';
import { valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.azure.Permission');

/**
 * Where and how a role is assigned.
 */
export interface PermissionOptions {
  /**
   * Where the identity may act: the id of a management group, subscription, resource group or resource, for example
   * `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/my-app`.
   */
  readonly scope: string;

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

  /**
   * Id of the assignment in the deploy identity; two assignments of one role need two.
   *
   * @default - the name of the role, of a role definition the last part of its id
   */
  readonly id?: string;
}

/**
 * Something that a deploy identity may do: a role, and where it holds.
 *
 * @example
 *
 * azure.Permission.role('Contributor', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/my-app' });
 */
export class Permission {
  /**
   * A role by its name.
   *
   * @param roleName for example `Contributor`
   */
  public static role(roleName: string, options: PermissionOptions): Permission {
    return new Permission('roleName', roleName, options);
  }

  /**
   * A role by the id of its definition, for example a custom role.
   *
   * @param roleDefinitionId `/subscriptions/ID/providers/Microsoft.Authorization/roleDefinitions/ID`
   */
  public static roleDefinition(roleDefinitionId: string, options: PermissionOptions): Permission {
    return new Permission('roleDefinitionId', roleDefinitionId, options);
  }

  /**
   * Whether something is a `Permission` of Azure, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isPermission(x: any): boolean {
    return marked(x, MARK);
  }

  private constructor(private readonly kind: 'roleName' | 'roleDefinitionId', private readonly role: string, private readonly options: PermissionOptions) {
    Object.defineProperty(this, MARK, { value: true });
    refuse(propertyProblems(options, STRUCTS, 'PermissionOptions'));
    refuse(valueProblems({ ...plainProps(options, STRUCTS.PermissionOptions), [kind]: role }, { ...PERMISSION, [kind]: PERMISSION[`${kind}?`] }));
    refuse([
      isToken(options.scope) || literalParts(options.scope)[0] === undefined || /^\/[^\s"'*]*$/.test(literalParts(options.scope).join('')) ? undefined : errors.scopeInvalid(options.scope),
      options.id === undefined && isToken(role) ? errors.permissionWithoutId(kind) : undefined,
    ]);
  }

  /**
   * Assigns the role to a principal that may be as new as the assignment: its type is named, since the directory may not show it yet.
   *
   * @internal
   */
  public _assignTo(identity: Construct, principalId: string): RoleAssignment {
    const { scope, condition, description } = this.options;
    const id = this.options.id ?? (this.kind === 'roleName' ? this.role : this.role.slice(this.role.lastIndexOf('/') + 1));
    if (identity.node.tryFindChild(id) !== undefined) refuse(errors.permissionTwice(id), identity.node.path);
    if (condition !== undefined) guardCondition(identity, condition);
    return new RoleAssignment(identity, id, {
      scope: optionalLiteral(scope),
      principalId: optionalLiteral(principalId),
      principalType: 'ServicePrincipal',
      roleDefinitionName: this.kind === 'roleName' ? optionalLiteral(this.role) : undefined,
      roleDefinitionId: this.kind === 'roleDefinitionId' ? optionalLiteral(this.role) : undefined,
      condition: optionalLiteral(condition),
      conditionVersion: condition === undefined ? undefined : '2.0',
      description: optionalLiteral(description),
    });
  }
}

/** A condition that comes to nothing would leave the role without one. */
function guardCondition(identity: Construct, condition: string): void {
  const written = (): unknown => Tokenization.resolve(condition, { scope: identity, resolver: new DefaultTokenResolver(new StringConcat()) });
  identity.node.addValidation({
    validate: () => {
      const found = written();
      return typeof found === 'string' && found.trim() !== '' ? [] : [errors.conditionLost(found).text];
    },
  });
}
