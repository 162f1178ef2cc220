import { blocks } from './blocks';
import { hasDynamic, withoutDynamic } from './dynamic-blocks';
import { Module, ModuleParts, Resource } from './module';
import { isObject, Json, JsonObject, textAt } from '../private/values';

/** Blocks that stand at the top of a configuration. */
const TOP = ['resource', 'data', 'provider', 'terraform', 'variable', 'output', 'locals', 'module'];

/** Terraform's JSON configuration: `*.tf.json`, or what `cdktf synth` writes. */
export function isConfiguration(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some(key => TOP.includes(key)) && Object.keys(value).every(key => [...TOP, '//', 'moved', 'import', 'check', 'removed', 'ephemeral'].includes(key)) && !isMetadata(value);
}

/** What `cdktf synth --hcl` writes beside a configuration in HCL: the names of its resources, and nothing of what they are. */
export function isMetadata(value: unknown): boolean {
  if (!isObject(value) || textAt(value, '//', 'metadata', 'stackName') === undefined || 'terraform' in value || 'provider' in value) return false;
  const resources = [...resourcesIn(value, 'resource', ''), ...resourcesIn(value, 'data', '')];
  return resources.every(({ body }) => Object.keys(body).every(key => key === '//'));
}

export function configurationModule(value: Json, remote?: ModuleParts['remote']): Module {
  const top = value as JsonObject;
  const parts: ModuleParts = {
    locals: Object.assign(Object.create(null), ...blocks(top.locals)),
    variables: Object.assign(Object.create(null), ...blocks(top.variable)),
    outputs: Object.fromEntries(blocks(top.output).flatMap(outputs => Object.entries(outputs).flatMap(([name, output]) => blocks(output).map(block => [name, block.value ?? null])))),
    calls: blocks(top.module).flatMap(calls => Object.keys(calls)).filter(name => name !== '//'),
    remote,
  };
  const resources = [...resourcesIn(top, 'resource', ''), ...resourcesIn(top, 'data', 'data.')];
  const module = new Module(resources, parts);
  if (!resources.some(({ body }) => hasDynamic(body))) return module;
  return new Module(resources.map(resource => hasDynamic(resource.body) ? { ...resource, body: withoutDynamic(module, resource.body) } : resource), parts);
}

/** What `cdktf` calls the stack, if it wrote the file. */
export function stackName(value: Json): string | undefined {
  return textAt(value, '//', 'metadata', 'stackName');
}

function resourcesIn(top: JsonObject, key: 'resource' | 'data', prefix: string): Resource[] {
  return nested(top[key], [key]).flatMap(([types, at]) => Object.entries(types).flatMap(([type, named]) =>
    nested(named, [...at, type]).flatMap(([names, below]) => Object.entries(names).flatMap(([name, body]) =>
      nested(body, [...below, name]).map(([one, keys]) => ({ address: `${prefix}${type}.${name}`, type: `${prefix}${type}`, body: one, keys }))))));
}

type Place = readonly (string | number)[];

/** The objects at a place: one, or those of a list. */
function nested(value: Json | undefined, keys: Place): [JsonObject, Place][] {
  if (isObject(value)) return [[value, keys]];
  return Array.isArray(value) ? (value as readonly Json[]).flatMap((one, i): [JsonObject, Place][] => isObject(one) ? [[one, [...keys, i]]] : []) : [];
}
