import type { Module, Resource } from './module';
import { rememberedOf } from '../../../private/remembered';
import { isLate } from '../private/texts';
import { isObject, Json } from '../private/values';

// A permission is given to somebody by a reference, an id or an address; each of them may name the same identity.

/** Attributes whose value names an identity and nothing else. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  azurerm_user_assigned_identity: ['id', 'principal_id', 'client_id'],
  azuread_service_principal: ['id', 'object_id', 'client_id', 'application_id'],
  azuread_application: ['id', 'object_id', 'client_id', 'application_id'],
  azuread_application_registration: ['id', 'object_id', 'client_id'],
  google_service_account: ['id', 'name', 'email', 'unique_id', 'member'],
};

const PRINCIPAL_TYPES = Object.keys(NAMING).flatMap(type => [type, `data.${type}`]);

/** An address of one of these, with the modules and keys that belong to it. */
const NAME = '\\.[\\w-]+(?:\\[[^\\]]*\\])?';
const REFERENCE = new RegExp(`(?<![\\w.])(?:module${NAME}\\.)*(?:data\\.)?(?:${Object.keys(NAMING).join('|')})${NAME}`, 'g');
const EMAIL = /[\w.-]+@[\w.-]+\.gserviceaccount\.com/g;
/** An account may be named by its number, in any project. */
const NUMBERED = /serviceAccounts\/(\d+)$/;

/** All names of whom a value means: it may hold references, ids and addresses. */
export function namesIn(module: Module, value: Json | undefined): ReadonlySet<string> {
  const names = new Set(ownNames(module, value));
  const known = aliases(module);
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const other of known.get(name) ?? []) {
      if (names.has(other)) continue;
      names.add(other);
      open.push(other);
    }
  }
  return names;
}

function ownNames(module: Module, value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  const resolved = module.value(value);
  const whole = typeof resolved === 'string' && resolved !== '' ? [resolved.toLowerCase(), ...NUMBERED.exec(resolved)?.slice(1) ?? []] : [];
  const texts = [...textsIn(value), ...textsIn(resolved)];
  const addresses = texts.flatMap(text => text.match(REFERENCE) ?? []).map(withoutComputedKeys);
  const emails = texts.flatMap(text => text.match(EMAIL) ?? []).map(email => email.toLowerCase());
  return [...whole, ...addresses, ...emails];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (isLate(value)) return [String(value)];
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** A key that is computed says nothing: the block stands for all its instances. */
function withoutComputedKeys(address: string): string {
  return address.replace(/\[(?!\d+\]|")[^\]]*\]/g, '');
}

/** Names that are known to mean the same, by each of them. */
const aliases = rememberedOf((module: Module): ReadonlyMap<string, readonly string[]> => {
  const known = new Map<string, string[]>();
  for (const resource of module.ofType(...PRINCIPAL_TYPES)) {
    const written = NAMING[resource.type.replace(/^data\./, '')].flatMap(attribute => ownNames(module, resource.body[attribute]));
    const names = [...new Set([resource.address, ...written, ...emailOf(module, resource)])];
    for (const name of names) known.set(name, [...known.get(name) ?? [], ...names]);
  }
  return known;
});

/** The address that Google gives to an account. */
function emailOf(module: Module, resource: Resource): string[] {
  const [account, project] = ['account_id', 'project'].map(name => module.text(resource, name));
  return typeof account === 'string' && typeof project === 'string' ? [`${account}@${project}.iam.gserviceaccount.com`.toLowerCase()] : [];
}
