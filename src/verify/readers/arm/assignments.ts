import { resolve } from './resolve';
import type { Scope } from './scope';
import type { Power } from '../../model';
import { asText } from '../private/texts';
import { JsonObject, member } from '../private/values';

/** On what a template is deployed, where that is more than a resource group. */
export type Level = 'subscription' | 'management group' | 'tenant';

const LEVELS: Readonly<Record<string, Level>> = { subscription: 'subscription', managementgroup: 'management group', tenant: 'tenant' };

export function levelOf(schema: string): Level | undefined {
  const [, level = ''] = /\/(\w*)deploymentTemplate\.json#?$/i.exec(schema) ?? [];
  return LEVELS[level.toLowerCase()];
}

/** A role on more than a resource group, and whose it is: an identity by its name, where that is known. */
export interface Assignment {
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly power: Power;
  readonly principal?: string;
}

/** Built-in roles by their ids, which are the same everywhere. */
const ROLES: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': 'Reader',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
};

export function assignmentOf(resource: JsonObject, scope: Scope, level: Level | undefined): Pick<Assignment, 'power' | 'principal'> | undefined {
  const on = levelIn(String(asText(resolve(member(resource, 'scope') ?? '', scope)) ?? '')) ?? (resource.scope === undefined ? level : undefined);
  if (on === undefined) return undefined;
  const textOf = (property: string) => String(asText(resolve(member(resource, 'properties', property) ?? '', scope)) ?? '');
  const definition = textOf('roleDefinitionId');
  const id = definition.slice(definition.lastIndexOf('/') + 1).toLowerCase();
  const [, principal] = /^<reference\((?:.*\/userAssignedIdentities\/)?(.+)\)(?:\.properties)?\.principalId>$/is.exec(textOf('principalId')) ?? [];
  return { power: { role: ROLES[id] ?? definition, on }, ...principal === undefined ? {} : { principal } };
}

/** Of a whole subscription or management group; nothing for what lies in one. */
function levelIn(scope: string): Level | undefined {
  if (/^\/subscriptions\/[^/]+$/i.test(scope) || scope === '<subscription().id>') return 'subscription';
  return /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+$/i.test(scope) ? 'management group' : undefined;
}

export function assignmentsFor(holder: string, assignments: readonly Assignment[]): Power[] {
  return assignments.filter(({ principal }) => principal === holder).map(({ power }) => power);
}
