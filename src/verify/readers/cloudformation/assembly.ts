import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, JsonObject, member, objectAt, textAt } from '../private/values';

/** What a cloud assembly of the CDK consists of. */
export interface AssemblyFiles {
  readonly templates: readonly string[];
  /** Templates that others load, those of nested stacks and of products, by the hash that those know them by. */
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
  const assets = named('cdk:asset-manifest', 'file').flatMap(file => loadedIn(directory, textOf(file), textOf));
  const nested = assets.filter(([, file]) => !templates.includes(file));
  return { templates: [...new Set([...templates, ...nested.map(([, file]) => file).sort()])], nested: new Map(nested), directories: named('cdk:cloud-assembly', 'directoryName').sort() };
}

function artifactsOf(text: string): JsonObject | undefined {
  const manifest = parsed(text);
  return textAt(manifest, 'version') !== undefined && isObject(member(manifest, 'artifacts')) ? objectAt(manifest, 'artifacts') : undefined;
}

/** The template of a nested stack, a product or a stack set is an asset of its parent; that of the stack itself is one too. */
function loadedIn(directory: string, assets: string, textOf: (file: string) => string): [string, string][] {
  return Object.entries(objectAt(parsed(assets), 'files')).flatMap(([hash, file]): [string, string][] => {
    const path = textAt(file, 'source', 'path');
    if (path === undefined || textAt(file, 'source', 'packaging') === 'zip') return [];
    const at = join(directory, path);
    return path.endsWith('.template.json') || isTemplateAsset(at, textOf) ? [[hash, at]] : [];
  });
}

/** A file that somebody handed in as the template of a product bears the name of an asset. */
function isTemplateAsset(file: string, textOf: (file: string) => string): boolean {
  if (!/\.(json|ya?ml|template)$/.test(file) || !existsSync(file)) return false;
  const text = textOf(file);
  return /["']?Resources["']?\s*:/.test(text) && /(AWS|Custom)::/.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
