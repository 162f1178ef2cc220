import { azapiBody, azapiType } from './azapi';
import { ROLES_BY_ID } from './azure-roles';
import type { Module } from './module';
import type { Assignment } from './powers';
import { namesIn } from './principals';
import { writtenAgain } from './resolved-body';
import type { LateJson } from '../../../private/late';
import { rememberedOf } from '../../../private/remembered';
import { asText } from '../private/texts';
import type { Json } from '../private/values';

/** A role that is assigned to somebody somewhere, as it is written. */
interface Written {
  readonly scope: Json | undefined;
  readonly name?: LateJson;
  readonly id?: LateJson;
  readonly principal: Json | undefined;
}

/** What is assigned on whole subscriptions and management groups, by whichever provider. */
export const azureAssignmentsIn = rememberedOf((module: Module): readonly Assignment[] => {
  return [...ofAzurerm(module), ...ofAzapi(module)].flatMap((one): Assignment[] => {
    const on = scopeOf(one.scope);
    const role = roleOf(one);
    return on === undefined || role === undefined ? [] : [{ names: namesIn(module, one.principal), power: { role, on } }];
  });
});

function ofAzurerm(module: Module): Written[] {
  return module.ofType('azurerm_role_assignment').map(({ body }) => ({
    scope: body.scope, name: module.value(body.role_definition_name), id: module.value(body.role_definition_id), principal: body.principal_id,
  }));
}

function ofAzapi(module: Module): Written[] {
  return module.ofType('azapi_resource').filter(resource => azapiType(module, resource) === ASSIGNMENT).map(resource => {
    const { properties = {} } = azapiBody(module, resource);
    return { scope: resource.body.parent_id, id: properties.roleDefinitionId, principal: writtenAgain(properties.principalId ?? null) };
  });
}

const ASSIGNMENT = 'microsoft.authorization/roleassignments';

function roleOf({ name, id = null }: Written): string | undefined {
  if (typeof name === 'string' && name !== '') return name;
  const [, guid] = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i.exec(String(asText(id) ?? '')) ?? [];
  return guid === undefined ? undefined : ROLES_BY_ID[guid.toLowerCase()];
}

/** A whole subscription or management group; nothing for what lies in one. */
function scopeOf(scope: Json | undefined): string | undefined {
  const text = typeof scope === 'string' ? scope : '';
  if (/^\/subscriptions\/([^/]|\$\{[^}]*\})+$/.test(text) || /azurerm_subscription\.[\w.[\]"]+\}?$/.test(text)) return 'subscription';
  return /^\/providers\/Microsoft\.Management\/managementGroups\/|azurerm_management_group\./i.test(text) ? 'management group' : undefined;
}
