import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, objectAt, textAt } from '../private/values';

/** What a cloud assembly of the CDK consists of. */
export interface AssemblyFiles {
  readonly templates: readonly string[];
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
  return { templates: withNested(directory, templates, textOf), directories: named('cdk:cloud-assembly', 'directoryName').sort() };
}

function artifactsOf(text: string): object | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof textAt(manifest, 'version') === 'string' && isObject(manifest) && isObject(manifest.artifacts) ? objectAt(manifest, 'artifacts') : undefined;
  } catch {
    return undefined;
  }
}

/** A nested stack names its template in the metadata of the resource that makes it. */
function withNested(directory: string, templates: readonly string[], textOf: (file: string) => string): string[] {
  const all = new Set(templates);
  for (const template of all) {
    for (const [, name] of textOf(template).matchAll(/"aws:asset:path":\s*"([^"\\]+\.nested\.template\.json)"/g)) all.add(join(directory, name));
  }
  return [...all];
}
