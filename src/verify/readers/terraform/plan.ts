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
  const written = writtenIn(objectAt(value, 'configuration', 'root_module'), { prefix: '', given: {} });
  const seen = new Set(known.map(({ address }) => address));
  return new Module([...known, ...deferredData(value, seen)].map(resource => withUnknowns(resource, unknowns.get(resource.address), written)), {});
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

/** What the configuration writes of each resource, in the module that its references start from. */
type Written = ReadonlyMap<string, { readonly expressions: JsonObject; readonly within: Within }>;

/** A module by the beginning of its addresses, with what its caller gives to its variables. */
interface Within {
  readonly prefix: string;
  readonly given: JsonObject;
  readonly caller?: Within;
}

function writtenIn(module: JsonObject, within: Within): Written {
  return new Map([
    ...listAt(module, 'resources').map(resource => [`${within.prefix}${textAt(resource, 'address')}`, { expressions: objectAt(resource, 'expressions'), within }] as const),
    ...Object.entries(objectAt(module, 'module_calls')).flatMap(([name, call]) =>
      [...writtenIn(objectAt(call, 'module'), { prefix: `${within.prefix}module.${name}.`, given: objectAt(call, 'expressions'), caller: within })]),
  ]);
}

/** What a provider computes wherever it has it, and what nothing is trusted by. */
const COMPUTED = ['arn', 'email', 'id', 'member', 'name', 'state', 'unique_id'];

/**
 * The body with a reference in every written place that the plan leaves open: to what it is taken from, where that is one thing. What is not written is computed;
 * where nothing tells what is written, as in a plan that was cut down, every open place counts, since to pass over one would take it for what is not asked for.
 */
function withUnknowns(resource: Resource, unknown: JsonObject | undefined, written: Written): Resource {
  const address = withoutKeys(resource.address);
  if (unknown === undefined) return resource;
  const { expressions, within } = written.get(address) ?? { expressions: undefined, within: { prefix: '', given: {} } };
  const filled = Object.entries(unknown).flatMap(([name, inner]): [string, Json][] => {
    const expression = expressions === undefined ? undefined : own(expressions, name);
    const isComputed = expressions === undefined ? COMPUTED.includes(name) : expression === undefined;
    return isComputed ? [] : [[name, opened(own(resource.body, name) ?? null, inner, { expression, within, name: `${address}.${name}` })]];
  });
  return { ...resource, body: { ...resource.body, ...Object.fromEntries(filled) } };
}

interface Open {
  readonly expression: Json | undefined;
  readonly within: Within;
  readonly name: string;
}

function opened(value: Json, unknown: Json, { expression, within, name }: Open): Json {
  if (unknown === true) return /\.members?$/.test(name) ? memberIn(expression, within, name) : `\${${referenceIn(expression, within) ?? `known after apply: ${name}`}}`;
  if (Array.isArray(unknown)) {
    const [values, expressions] = [value, expression].map(one => Array.isArray(one) ? one as readonly Json[] : undefined);
    const length = Math.max(unknown.length, values?.length ?? 0);
    return Array.from({ length }, (_, i) => opened(values?.[i] ?? null, unknown[i] ?? false, { expression: expressions === undefined ? expression : expressions[i], within, name }));
  }
  if (!isObject(unknown)) return value;
  const inner = (key: string): Open => ({ expression: isObject(expression) && !('references' in expression) ? own(expression, key) : expression, within, name: `${name}.${key}` });
  return { ...isObject(value) ? value : {}, ...Object.fromEntries(Object.entries(unknown).map(([key, one]) => [key, opened(member(value, key) ?? null, one, inner(key))])) };
}

/** What an expression refers to, where it is one thing: Terraform lists it with every shorter form of it. A variable is what the caller of its module gives. */
function referenceIn(expression: Json | undefined, within: Within): string | undefined {
  const [reference, ...others] = listAt(expression, 'references').map(String);
  const [, variable] = /^var\.([\w-]+)$/.exec(reference ?? '') ?? [];
  if (variable !== undefined && others.length === 0) return within.caller === undefined ? undefined : referenceIn(own(within.given, variable), within.caller);
  return reference !== undefined && others.length > 0 && others.every(other => reference.startsWith(`${other}.`) || reference.startsWith(`${other}[`)) ? `${within.prefix}${reference}` : undefined;
}

const POOL_NAME = /^google_iam_workload_identity_pool\.[\w-]+(\[[^\]]*\])?\.(name|id)$/;

/** A member is always more than what it refers to: of one that refers to a pool, the pool is known and nothing else. */
function memberIn(expression: Json | undefined, within: Within, name: string): string {
  const pools = [...new Set(listAt(expression, 'references').map(String).filter(reference => POOL_NAME.test(reference)))];
  const open = `\${known after apply: ${name}}`;
  return pools.length === 1 ? `principal${open}://iam.googleapis.com/\${${within.prefix}${pools[0].replace(/id$/, 'name')}}/${open}` : open;
}
