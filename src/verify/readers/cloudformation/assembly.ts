import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, JsonObject, member, objectAt, textAt } from '../private/values';

/** What a cloud assembly of the CDK consists of. */
export interface AssemblyFiles {
  readonly templates: readonly string[];
  /** Templates of nested stacks by the hash that their parents know them by. */
  readonly nested: ReadonlyMap<string, string>;
  /** Assemblies of its stages. */
  readonly directories: readonly string[];
}

/**
 * The templates that the manifest of an assembly names: `cdk.out` keeps those of earlier runs as well.
 *
 * @returns nothing where the directory is no assembly
 */
export function assemblyFiles(directory: string, textOf: (file: string) => string): AssemblyFiles | undefined {
  const manifest = join(directory, 'manifest.json');
  const artifacts = existsSync(manifest) ? artifactsOf(textOf(manifest)) : undefined;
  if (artifacts === undefined) return undefined;
  const named = (type: string, property: string) => Object.values(artifacts)
    .filter(artifact => textAt(artifact, 'type') === type).flatMap(artifact => textAt(artifact, 'properties', property) ?? []).map(name => join(directory, name));
  const templates = named('aws:cloudformation:stack', 'templateFile').sort();
  const nested = named('cdk:asset-manifest', 'file').flatMap(file => nestedIn(directory, textOf(file)));
  return { templates: [...new Set([...templates, ...nested.map(([, file]) => file).sort()])], nested: new Map(nested), directories: named('cdk:cloud-assembly', 'directoryName').sort() };
}

function artifactsOf(text: string): JsonObject | undefined {
  const manifest = parsed(text);
  return textAt(manifest, 'version') !== undefined && isObject(member(manifest, 'artifacts')) ? objectAt(manifest, 'artifacts') : undefined;
}

/** A nested stack's template is an asset of its parent. */
function nestedIn(directory: string, assets: string): [string, string][] {
  return Object.entries(objectAt(parsed(assets), 'files')).flatMap(([hash, file]): [string, string][] => {
    const path = textAt(file, 'source', 'path');
    return path?.endsWith('.nested.template.json') === true ? [[hash, join(directory, path)]] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
