import type { Module, Resource } from './module';
import { rememberedOf } from '../../../private/remembered';
import type { Power } from '../../model';
import { asText } from '../private/texts';
import type { Json } from '../private/values';

/** A power with the names of those who have it: resources that they are defined by, or e-mail addresses. */
interface Assignment {
  readonly names: readonly string[];
  readonly power: Power;
}

/** What a service account may do on whole projects, by the bindings of the same configuration. */
export function powersOfAccount(module: Module, account: Json | undefined): Power[] {
  return powersOf(accountsIn(account), googleAssignments(module));
}

/** `project`, where a binding of Google is on a whole one; nothing where it is on something in it. */
export function levelOf({ type }: Resource): string | undefined {
  return /^google_(project|folder|organization)_iam_(?:member|binding)$/.exec(type)?.[1];
}

/** What an identity, or the service principal of an application, is assigned on whole subscriptions. */
export function powersOfPrincipal(module: Module, holder: Json | undefined): Power[] {
  const names = principalsIn(holder);
  const further = servicePrincipals(module).filter(one => one.names.some(name => names.includes(name)));
  return powersOf([...names, ...further.map(({ address }) => address)], azureAssignments(module));
}

/** Paths on which policies of Vault let one write. */
export function powersOfPolicies(module: Module, policies: readonly string[]): Power[] {
  return powersOf(policies, vaultAssignments(module));
}

function powersOf(names: readonly string[], assignments: readonly Assignment[]): Power[] {
  return names.length === 0 ? [] : assignments.filter(one => one.names.some(name => names.includes(name))).map(({ power }) => power);
}

// Each is worked out once for a module, however many identities it has.

const googleAssignments = rememberedOf((module: Module) => module.resources.flatMap((resource): Assignment[] => {
  const on = levelOf(resource);
  const role = on === undefined ? undefined : module.text(resource, 'role');
  return on === undefined || typeof role !== 'string' ? [] : [{ names: accountsIn([resource.body.member ?? [], resource.body.members ?? []]), power: { role, on } }];
}));

const azureAssignments = rememberedOf((module: Module) => {
  return module.ofType('azurerm_role_assignment').flatMap(({ body }): Assignment[] => {
    const role = asText(module.value(body.role_definition_name ?? ''));
    const on = scopeOf(body.scope);
    return on === undefined || typeof role !== 'string' ? [] : [{ names: principalsIn(body.principal_id), power: { role, on } }];
  });
});

const vaultAssignments = rememberedOf((module: Module) => {
  return module.ofType('vault_policy').flatMap((resource): Assignment[] => {
    const [role, text] = [module.text(resource, 'name'), module.text(resource, 'policy')];
    if (typeof role !== 'string' || typeof text !== 'string') return [];
    return [...text.matchAll(/path\s+"([^"]*)"\s*\{([^}]*)\}/g)].filter(([, , body]) => /"(create|update|delete|sudo|patch)"/.test(body)).map(([, on]) => ({ names: [role], power: { role, on } }));
  });
});

const servicePrincipals = rememberedOf((module: Module) =>
  module.ofType('azuread_service_principal').map(({ address, body }) => ({ address, names: principalsIn([body.client_id ?? '', body.application_id ?? '']) })));

/** A whole subscription or management group; nothing for what lies in one. */
function scopeOf(scope: Json | undefined): string | undefined {
  const text = typeof scope === 'string' ? scope : '';
  if (/^\/subscriptions\/([^/]|\$\{[^}]*\})+$/.test(text) || /azurerm_subscription\.[\w.[\]"]+\}?$/.test(text)) return 'subscription';
  return /^\/providers\/Microsoft\.Management\/managementGroups\/|azurerm_management_group\./i.test(text) ? 'management group' : undefined;
}

function accountsIn(value: Json | undefined): string[] {
  return namesIn(value, /(?<![\w.])google_service_account\.[\w-]+|[\w.-]+@[\w.-]+\.gserviceaccount\.com/g);
}

function principalsIn(value: Json | undefined): string[] {
  return namesIn(value, /(?<![\w.])(azurerm_user_assigned_identity|azuread_service_principal|azuread_application(_registration)?)\.[\w-]+/g);
}

function namesIn(value: Json | undefined, pattern: RegExp): string[] {
  return [...JSON.stringify(value ?? null).matchAll(pattern)].map(([name]) => name);
}
