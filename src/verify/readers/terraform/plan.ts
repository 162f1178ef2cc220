import { Module, Resource, withoutKeys } from './module';
import { own } from '../../../identity/private/own';
import { terraformLiteral } from '../../../terraform/literal';
import { isObject, Json, JsonObject, listAt, member, objectAt, textAt } from '../private/values';

/** What `terraform show -json` gives of a plan or of a state. */
export function isShown(value: unknown): boolean {
  return textAt(value, 'format_version') !== undefined && (member(value, 'planned_values') !== undefined || member(value, 'values') !== undefined);
}

/** A state as it is stored. */
export function isState(value: unknown): boolean {
  return isObject(value) && typeof value.version === 'number' && typeof value.terraform_version === 'string' && Array.isArray(value.resources);
}

/** The resources of a plan or a state, written as a configuration would write them. */
export function shownModule(value: Json): Module {
  const planned = member(value, 'planned_values') !== undefined;
  const top = planned ? 'planned_values' : 'values';
  const known = [...resourcesOf(objectAt(value, top, 'root_module'), [top, 'root_module']), ...resourcesOf(objectAt(value, 'prior_state', 'values', 'root_module'), ['prior_state', 'values', 'root_module']).filter(isData)];
  if (!planned) return new Module(known, {});
  const unknowns = unknownsOf(value);
  const references = referencesOf(objectAt(value, 'configuration', 'root_module'), '');
  const seen = new Set(known.map(({ address }) => address));
  return new Module([...known, ...deferredData(value, seen)].map(resource => withUnknowns(resource, unknowns.get(resource.address), references)), {});
}

/** The resources of a stored state. */
export function stateModule(value: Json): Module {
  return new Module(listAt(value, 'resources').flatMap((resource, i) => {
    const prefix = [textAt(resource, 'module'), textAt(resource, 'mode') === 'data' ? 'data' : undefined].filter(part => part !== undefined).join('.');
    const instances = listAt(resource, 'instances');
    return instances.flatMap((instance, j): Resource[] => {
      const key = member(instance, 'index_key');
      return resourceOf({ type: textAt(resource, 'type'), address: `${prefix === '' ? '' : `${prefix}.`}${textAt(resource, 'type')}.${textAt(resource, 'name')}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`, mode: textAt(resource, 'mode') },
        objectAt(instance, 'attributes'), ['resources', i, 'instances', j]);
    });
  }), {});
}

type Place = readonly (string | number)[];

function resourcesOf(module: JsonObject, keys: Place): Resource[] {
  return [
    ...listAt(module, 'resources').flatMap((resource, i) => resourceOf(resource, objectAt(resource, 'values'), [...keys, 'resources', i])),
    ...listAt(module, 'child_modules').flatMap((child, i) => isObject(child) ? resourcesOf(child, [...keys, 'child_modules', i]) : []),
  ];
}

function resourceOf(resource: unknown, values: JsonObject, keys: Place): Resource[] {
  const [address, type] = [textAt(resource, 'address'), textAt(resource, 'type')];
  if (address === undefined || type === undefined) return [];
  return [{ address, type: textAt(resource, 'mode') === 'data' ? `data.${type}` : type, body: escaped(values) as JsonObject, keys }];
}

function isData({ type }: Resource): boolean {
  return type.startsWith('data.');
}

/** Values are meant as they are: in a configuration their `${` would be escaped. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return terraformLiteral(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, escaped(one)])) : value;
}

function unknownsOf(value: Json): ReadonlyMap<string, JsonObject> {
  return new Map(listAt(value, 'resource_changes').flatMap(change => {
    const address = textAt(change, 'address');
    return address === undefined ? [] : [[address, objectAt(change, 'change', 'after_unknown')] as const];
  }));
}

/** Data sources that are read while the plan is applied: what is known of them stands among the changes. */
function deferredData(value: Json, seen: ReadonlySet<string>): Resource[] {
  return listAt(value, 'resource_changes').flatMap((change, i) => textAt(change, 'mode') === 'data' && !seen.has(textAt(change, 'address') ?? '')
    ? resourceOf(change, objectAt(change, 'change', 'after'), ['resource_changes', i]) : []);
}

/** What each written attribute refers to, where that is one thing. */
type References = ReadonlyMap<string, string | undefined>;

function referencesOf(module: JsonObject, prefix: string): References {
  const found = new Map<string, string | undefined>();
  for (const resource of listAt(module, 'resources')) {
    for (const [attribute, expression] of Object.entries(objectAt(resource, 'expressions'))) {
      const [reference, ...others] = listAt(expression, 'references').map(String);
      const one = reference !== undefined && others.length > 0 && others.every(other => reference.startsWith(`${other}.`));
      found.set(`${prefix}${textAt(resource, 'address')}.${attribute}`, one ? `${prefix}${reference}` : undefined);
    }
  }
  for (const [name, call] of Object.entries(objectAt(module, 'module_calls'))) {
    referencesOf(objectAt(call, 'module'), `${prefix}module.${name}.`).forEach((reference, attribute) => found.set(attribute, reference));
  }
  return found;
}

/** The body with a reference in every written place that the plan leaves open: to what it is taken from, or to itself. What is not written is computed. */
function withUnknowns(resource: Resource, unknown: JsonObject | undefined, references: References): Resource {
  if (unknown === undefined) return resource;
  const general = withoutKeys(resource.address);
  const filled = Object.entries(unknown).flatMap(([name, inner]): [string, Json][] => {
    const attribute = `${general}.${name}`;
    if (inner === true) return references.has(attribute) ? [[name, `\${${references.get(attribute) ?? attribute}}`]] : [];
    return isStructure(inner) && own(resource.body, name) !== undefined ? [[name, opened(resource.body[name], inner, attribute)]] : [];
  });
  return { ...resource, body: { ...resource.body, ...Object.fromEntries(filled) } };
}

function isStructure(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function opened(value: Json, unknown: Json, name: string): Json {
  if (unknown === true) return `\${${name}}`;
  if (Array.isArray(unknown)) return (unknown as readonly Json[]).map((inner, i) => opened(Array.isArray(value) ? value[i] ?? null : null, inner, name));
  if (!isObject(unknown)) return value;
  const known = isObject(value) ? value : {};
  return { ...known, ...Object.fromEntries(Object.entries(unknown).map(([key, inner]) => [key, opened(known[key] ?? null, inner, `${name}.${key}`)])) };
}
