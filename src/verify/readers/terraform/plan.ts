import { Module, Resource } from './module';
import { Plan } from './plan-references';
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
  const outputs = outputsIn(objectAt(value, top, 'outputs'));
  if (!planned) return new Module(known, { outputs });
  const plan = new Plan(value);
  const seen = new Set(known.map(({ address }) => address));
  return new Module([...known, ...deferredData(value, seen)].map(resource => plan.opened(resource)), { outputs: { ...plan.outputs(), ...outputs } });
}

/** Outputs whose value is known. */
function outputsIn(outputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(outputs).flatMap(([name, output]) => isObject(output) && output.value !== undefined ? [[name, escaped(output.value)]] : []));
}

/** The resources of a stored state. */
export function stateModule(value: Json): Module {
  return new Module(listAt(value, 'resources').flatMap((resource, i) => {
    const prefix = [textAt(resource, 'module'), textAt(resource, 'mode') === 'data' ? 'data' : undefined].filter(part => part !== undefined).join('.');
    const instances = listAt(resource, 'instances');
    return instances.flatMap((instance, j): Resource[] => {
      if (member(instance, 'deposed') !== undefined) return []; // on its way out, replaced by another
      const key = member(instance, 'index_key');
      return resourceOf({ type: textAt(resource, 'type'), address: `${prefix === '' ? '' : `${prefix}.`}${textAt(resource, 'type')}.${textAt(resource, 'name')}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`, mode: textAt(resource, 'mode') },
        objectAt(instance, 'attributes'), ['resources', i, 'instances', j]);
    });
  }), { outputs: outputsIn(objectAt(value, 'outputs')) });
}

/** What a plan itself says that it could not plan. */
export function notPlanned(value: Json): { id: string; reason: string; keys: Place; type: string }[] {
  if (!isShown(value)) return [];
  const deferred = listAt(value, 'deferred_changes').map((one, i) => ({
    id: textAt(one, 'resource_change', 'address') ?? String(i), type: textAt(one, 'resource_change', 'type') ?? 'resource', reason: 'Terraform puts it off to a later plan', keys: ['deferred_changes', i] as Place,
  }));
  return [...deferred, ...member(value, 'errored') === true ? [{ id: 'plan', type: 'plan', reason: 'it ended in an error and is not whole', keys: ['errored'] as Place }] : []];
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
  return [{ address, type: textAt(resource, 'mode') === 'data' ? `data.${type}` : type, body: { ...escaped(values) as JsonObject, ...redactedIn(resource, values) }, keys }];
}

/** A sensitive value stands in what Terraform prints; some tools take it out, and then it is unknown. */
function redactedIn(resource: unknown, values: JsonObject): JsonObject {
  const sensitive = objectAt(resource, 'sensitive_values');
  return Object.fromEntries(Object.keys(sensitive).filter(name => sensitive[name] === true && REDACTED.includes(values[name] ?? null)).map(name => [name, `\${sensitive: ${name}}`]));
}

const REDACTED: readonly Json[] = [null, '', 'REDACTED', '(sensitive value)'];

function isData({ type }: Resource): boolean {
  return type.startsWith('data.');
}

/** Values are meant as they are: in a configuration their `${` would be escaped. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return terraformLiteral(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, escaped(one)])) : value;
}

/** Data sources that are read while the plan is applied: what is known of them stands among the changes. */
function deferredData(value: Json, seen: ReadonlySet<string>): Resource[] {
  return listAt(value, 'resource_changes').flatMap((change, i) => textAt(change, 'mode') === 'data' && !seen.has(textAt(change, 'address') ?? '')
    ? resourceOf(change, objectAt(change, 'change', 'after'), ['resource_changes', i]) : []);
}
