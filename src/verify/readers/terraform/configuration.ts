import { Module, Resource } from './module';
import { blocks } from './policy-document';
import { isObject, Json, JsonObject, textAt } from '../private/values';

/** Blocks that stand at the top of a configuration. */
const TOP = ['resource', 'data', 'provider', 'terraform', 'variable', 'output', 'locals', 'module'];

/** Terraform's JSON configuration: `*.tf.json`, or what `cdktf synth` writes. */
export function isConfiguration(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some(key => TOP.includes(key)) && Object.keys(value).every(key => [...TOP, '//', 'moved', 'import', 'check', 'removed'].includes(key));
}

export function configurationModule(value: Json): Module {
  const top = value as JsonObject;
  return new Module(
    [...resourcesIn(top, 'resource', ''), ...resourcesIn(top, 'data', 'data.')],
    Object.assign(Object.create(null), ...blocks(top.locals)),
    Object.assign(Object.create(null), ...blocks(top.variable)),
  );
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
