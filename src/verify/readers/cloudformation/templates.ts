import { dirname, join, normalize } from 'node:path';
import { expanded } from './for-each';
import { resolve } from './resolve';
import { idsIn, LOADS_TEMPLATE } from './resources';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import type { LateJson } from '../../../private/late';
import type { ParameterValues } from '../parameters';
import { isObject, Json, JsonObject, member, objectAt, textAt } from '../private/values';

/** A template among others. */
export interface TemplateFile {
  readonly file: string;
  readonly name: string;
  readonly value: Json;
}

/** The longest chain of imports and nested stacks that is followed: templates may name each other in a circle. */
const LONGEST_CHAIN = 20;

/** Of one template. */
const MOST_REFERENCES = 500_000;

/** Templates that were read together: what one exports another imports, and a parent gives parameters to the stacks nested in it. */
export class Templates {
  private readonly scopes = new Map<string, Scope>();
  private readonly exports = new Map<string, { readonly file: string; readonly value: Json }>();
  private readonly parents = new Map<string, { readonly file: string; readonly resource: string }>();
  private readonly byFile: ReadonlyMap<string, TemplateFile>;
  private readonly budget: { left: number };
  private chain = 0;

  /**
   * @param nested files of nested stacks' templates, by the hash that the parent's URL has for them
   * @param parameters values for the parameters that no parent stack gives
   */
  constructor(files: readonly TemplateFile[], private readonly nested: ReadonlyMap<string, string>, private readonly parameters: ParameterValues = new Map()) {
    this.budget = { left: files.length * MOST_REFERENCES };
    this.byFile = new Map(files.map(file => [normalize(file.file), file]));
    for (const { file, value } of files) {
      for (const output of Object.values(objectAt(value, 'Outputs'))) {
        const name = textAt(output, 'Export', 'Name');
        if (name !== undefined) this.exports.set(name, { file, value: member(output, 'Value') ?? null });
      }
      const resources = objectAt(value, 'Resources');
      for (const resource of idsIn(resources)) {
        const child = this.nestedFile(file, resources[resource]);
        if (child !== undefined && isStack(resources[resource])) this.parents.set(child, { file, resource });
      }
    }
  }

  /** Names of the parameters that the templates declare. */
  public declared(): ReadonlySet<string> {
    return new Set([...this.byFile.values()].flatMap(({ value }) => Object.keys(objectAt(value, 'Parameters'))));
  }

  /** What the references of a template are resolved in. */
  public scopeOf(file: string): Scope {
    const known = this.scopes.get(file);
    if (known !== undefined) return known;
    const { name, value } = this.byFile.get(normalize(file))!;
    const scope: Scope = {
      name,
      ...placed(objectAt(value, 'Resources')),
      mappings: objectAt(value, 'Mappings'),
      conditions: objectAt(value, 'Conditions'),
      given: parameter => this.given(file, parameter) ?? this.valueOf(value, parameter) ?? openDefault(value, parameter),
      imported: export_ => this.followed(() => this.resolvedIn(this.exports.get(export_))),
      outputOf: (resource, output) => this.followed(() => {
        const nested = this.nestedFile(file, member(value, 'Resources', resource));
        const found = nested === undefined ? undefined : member(this.byFile.get(nested)?.value, 'Outputs', output, 'Value');
        return this.resolvedIn(nested === undefined || found === undefined ? undefined : { file: nested, value: found });
      }),
      isNestedRead: resource => {
        const nested = this.nestedFile(file, own(this.scopes.get(file)?.resources ?? {}, resource));
        return nested !== undefined && this.byFile.has(nested);
      },
      assumed: new Map(),
      budget: this.budget,
    };
    const whole = { ...scope, ...expanded(scope) };
    this.scopes.set(file, whole);
    return whole;
  }

  /** The template of a nested stack or a product, where its file is known. */
  private nestedFile(file: string, resource: unknown): string | undefined {
    if (!isObject(resource) || !LOADS_TEMPLATE.test(textAt(resource, 'Type') ?? '')) return undefined;
    const local = localTemplate(file, resource);
    if (local !== undefined) return local;
    const [, hash] = /([0-9a-f]{64})\.(?:json|ya?ml|template)/.exec(JSON.stringify(urlsOf(resource))) ?? [];
    const asset = this.nested.get(hash ?? '');
    return asset === undefined ? undefined : normalize(asset);
  }

  private given(file: string, parameter: string): LateJson | undefined {
    const parent = this.parents.get(normalize(file));
    if (parent === undefined) return undefined;
    const value = member(this.byFile.get(parent.file)?.value, 'Resources', parent.resource, 'Properties', 'Parameters', parameter);
    return this.followed(() => this.resolvedIn(value === undefined ? undefined : { file: parent.file, value }));
  }

  /** The value that whoever reads the template has for a parameter. */
  private valueOf(template: Json, parameter: string): LateJson | undefined {
    const value = this.parameters.get(parameter);
    return value === undefined ? undefined : typed(value, template, parameter);
  }

  private resolvedIn(place: { readonly file: string; readonly value: Json } | undefined): LateJson | undefined {
    return place === undefined ? undefined : resolve(place.value, this.scopeOf(place.file));
  }

  private followed(action: () => LateJson | undefined): LateJson | undefined {
    if (this.chain >= LONGEST_CHAIN) return undefined;
    this.chain += 1;
    try {
      return action();
    } finally {
      this.chain -= 1;
    }
  }
}

/** Resources that stand where they seem to. */
function placed(resources: JsonObject): Pick<Scope, 'resources' | 'place'> {
  return { resources, place: (resource, ...below) => ['Resources', resource, ...below] };
}

/** What a stack, an application or a product says of where its template is. */
function urlsOf(resource: JsonObject): readonly Json[] {
  const { TemplateURL: url, Location: location, ProvisioningArtifactParameters: versions } = objectAt(resource, 'Properties');
  return [url ?? null, location ?? null, versions ?? null];
}

/** The file of a template that is nested in another: the CDK names it, and so does a template before it is packaged. */
function localTemplate(file: string, resource: JsonObject): string | undefined {
  const path = textAt(resource, 'Metadata', 'aws:asset:path') ?? urlsOf(resource).find((url): url is string => typeof url === 'string' && !/^\w+:\/\//.test(url));
  return path === undefined ? undefined : join(dirname(file), path);
}

/** Files of templates that a template names as nested in it. */
export function localTemplates({ file, value }: Pick<TemplateFile, 'file' | 'value'>): string[] {
  const resources = objectAt(value, 'Resources');
  return idsIn(resources).flatMap(id => {
    const resource = resources[id];
    return isObject(resource) && LOADS_TEMPLATE.test(textAt(resource, 'Type') ?? '') ? localTemplate(file, resource) ?? [] : [];
  });
}

/** One that is given parameters by its parent; those of a product are given by whoever launches it. */
function isStack(resource: Json): boolean {
  return textAt(resource, 'Type') !== 'AWS::ServiceCatalog::CloudFormationProduct';
}

/** A default that opens what it stands in is what is deployed unless somebody thinks of it; any other default may well be changed. */
function openDefault(template: Json, parameter: string): LateJson | undefined {
  const value = textAt(template, 'Parameters', parameter, 'Default');
  return value === undefined || !value.includes('*') ? undefined : typed(value, template, parameter);
}

/** A value as the type of its parameter has it; nothing where it only names the place of the value, or the template has no such parameter. */
function typed(value: string, template: Json, parameter: string): LateJson | undefined {
  if (member(template, 'Parameters', parameter) === undefined) return undefined;
  const type = textAt(template, 'Parameters', parameter, 'Type') ?? '';
  if (type.startsWith('AWS::SSM::Parameter::Value<') && !value.includes('*')) return undefined;
  return /^(CommaDelimitedList|List<.*)$/.test(type) ? value.split(',').map(one => one.trim()) : value;
}
