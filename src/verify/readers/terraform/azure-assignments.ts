import { azapiBody, azapiType } from './azapi';
import { ROLES_BY_ID } from './azure-roles';
import type { Module } from './module';
import type { Assignment } from './powers';
import { namesIn } from './principals';
import { rememberedOf } from '../../../private/remembered';
import type { Json } from '../private/values';

/** What is assigned on whole subscriptions and management groups, by whichever provider. */
export const azureAssignmentsIn = rememberedOf((module: Module): readonly Assignment[] => [
  ...module.ofType('azurerm_role_assignment').map(({ body }) => ({ scope: body.scope, name: body.role_definition_name, id: body.role_definition_id, principal: body.principal_id })),
  ...module.ofType('azapi_resource').filter(resource => azapiType(module, resource) === 'microsoft.authorization/roleassignments').map(resource => {
    const { properties } = azapiBody(module, resource);
    return { scope: resource.body.parent_id, name: undefined, id: properties?.roleDefinitionId, principal: properties?.principalId };
  }),
].flatMap((one): Assignment[] => {
  const on = scopeOf(one.scope);
  const role = roleOf(module, one.name, one.id);
  return on === undefined || role === undefined ? [] : [{ names: namesIn(module, one.principal), power: { role, on } }];
}));

function roleOf(module: Module, name: Json | undefined, id: Json | undefined): string | undefined {
  const named = name === undefined || name === null ? undefined : module.value(name);
  if (typeof named === 'string' && named !== '') return named;
  const text = id === undefined || id === null ? '' : String(module.value(id));
  const [, guid] = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i.exec(text) ?? [];
  return guid === undefined ? undefined : ROLES_BY_ID[guid.toLowerCase()];
}

/** A whole subscription or management group; nothing for what lies in one. */
function scopeOf(scope: Json | undefined): string | undefined {
  const text = typeof scope === 'string' ? scope : '';
  if (/^\/subscriptions\/([^/]|\$\{[^}]*\})+$/.test(text) || /azurerm_subscription\.[\w.[\]"]+\}?$/.test(text)) return 'subscription';
  return /^\/providers\/Microsoft\.Management\/managementGroups\/|azurerm_management_group\./i.test(text) ? 'management group' : undefined;
}
