import { computed } from './computed';
import { literalValue } from './literals';
import { piecesOf, Step, traversalOf } from './templates';
import { own } from '../../../identity/private/own';
import { LateJson, LatePart, Text } from '../../../private/late';
import { EndlessReferences } from '../private/endless-references';
import { asText, isLate, late, partsOf, textOf } from '../private/texts';
import { isObject, Json, JsonObject } from '../private/values';

/** A resource or data source, as its configuration writes it. */
export interface Resource {
  /** As Terraform calls it: `aws_iam_role.deploy`, `data.aws_iam_policy_document.trust`, `module.ci.aws_iam_role.deploy[0]`. */
  readonly address: string;
  readonly type: string;
  readonly body: JsonObject;
  /** Where the body stands in the document. */
  readonly keys: readonly (string | number)[];
}

/** What a configuration holds beside resources. */
export interface ModuleParts {
  readonly locals?: JsonObject;
  /** What is declared of each. */
  readonly variables?: JsonObject;
  /** What others may read of it, as references of this module would write it. */
  readonly outputs?: JsonObject;
  /** Names of the modules that it calls, of which it says nothing more. */
  readonly calls?: readonly string[];
  /** An output of another configuration, which this one reads from the state of that. */
  readonly remote?: (state: Resource, output: string) => LateJson | undefined;
}

/** The longest chain of references that is followed: a circle is as good as one that never ends. */
const LONGEST_CHAIN = 20;

/** Each reference could lead to two more: without an end to it, a small file takes for ever. */
const MOST_REFERENCES = 3_000_000;

/** What references of a configuration are resolved in. */
export class Module {
  /** Made at the first reference to a resource: a file may hold a million, and none that matters. */
  private index?: { readonly byAddress: ReadonlyMap<string, Resource>; readonly instances: ReadonlyMap<string, readonly Resource[]> };
  /** Defaults of variables that open what they stand in: applied unless somebody thinks of it, while any other default may well be changed. */
  private readonly open: ReadonlyMap<string, Json>;
  /** Variables that are nothing unless they are set. */
  private readonly empty: ReadonlySet<string>;
  private chain = 0;
  private references = 0;

  constructor(public readonly resources: readonly Resource[], private readonly further: ModuleParts = {}) {
    const { variables = {} } = further;
    const defaults = Object.keys(variables).flatMap((name): [string, Json][] => {
      const value = defaultOf(variables[name]);
      return value === undefined ? [] : [[name, value]];
    });
    this.open = new Map(defaults.filter(([, value]) => JSON.stringify(value).includes('*')));
    this.empty = new Set(defaults.filter(([, value]) => value === null || value === '').map(([name]) => name));
  }

  /** Whether a value is a variable that is nothing unless it is set. */
  public isEmptyByDefault(json: Json | undefined): boolean {
    const [, name] = /^\$\{\s*var\.([\w-]+)\s*\}$/.exec(typeof json === 'string' ? json : '') ?? [];
    return name !== undefined && this.empty.has(name);
  }

  /** Names of modules that stand elsewhere. */
  public get calls(): readonly string[] {
    return this.further.calls ?? [];
  }

  public ofType(...types: string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** A value with every reference resolved that the file decides. */
  public value(json: Json | undefined): LateJson {
    if (typeof json === 'string') return this.template(json);
    if (Array.isArray(json)) return (json as readonly Json[]).map(one => this.value(one));
    if (isObject(json)) return Object.fromEntries(Object.entries(json).map(([key, one]) => [this.key(key), this.value(one)]));
    return json as LateJson ?? null;
  }

  /** A key may hold references as well; one that is unknown stays as it is written. */
  private key(key: string): string {
    const resolved = /[$%]\{/.test(key) ? asText(this.template(key)) : key;
    return typeof resolved === 'string' ? resolved : key;
  }

  /** An attribute of a resource as a text, if it has it. */
  public text(resource: Resource, name: string): Text | undefined {
    const json = own(resource.body, name);
    return json === undefined || json === null ? undefined : asText(this.value(json));
  }

  /** What a reference to an attribute gives: what is written, what the provider is known to compute, or a late value. */
  public attribute(resource: Resource, name: string): LateJson {
    const written = own(resource.body, name);
    if (written !== undefined && written !== null) return asRead(resource, name, this.value(written));
    return computed(this, resource, name) ?? late(`${resource.address}.${name}`);
  }

  private template(template: string): LateJson {
    if (!/[$%]\{/.test(template)) return template;
    const pieces = piecesOf(template);
    const [only] = pieces;
    if (pieces.length === 1 && 'expression' in only) return this.expression(only.expression);
    return textOf(pieces.flatMap((piece): readonly (string | LatePart)[] => {
      if ('text' in piece) return [piece.text];
      return partsOf(this.expression(piece.expression)) ?? [{ late: piece.expression }];
    }));
  }

  private expression(expression: string): LateJson {
    if (this.chain >= LONGEST_CHAIN) return late(expression);
    this.references += 1;
    if (this.references > MOST_REFERENCES) throw new EndlessReferences();
    this.chain += 1;
    try {
      const steps = traversalOf(expression);
      if (steps !== undefined) return this.traversed(steps, expression);
      const [, replaced, url = replaced] = WITHOUT_SCHEME.exec(expression) ?? [];
      const known = url === undefined ? undefined : this.expression(url);
      if (typeof known === 'string') return known.replace(/^https:\/\//, '');
      return literalValue(expression, { template: text => this.template(text), expression: source => this.expression(source) }) ?? late(expression);
    } finally {
      this.chain -= 1;
    }
  }

  private traversed(steps: readonly Step[], expression: string): LateJson {
    const [first, second, ...others] = steps.map(step => 'name' in step ? step.name : undefined);
    if ((first === 'local' || first === 'var') && second !== undefined) {
      const json = first === 'local' ? own(this.further.locals ?? {}, second) : this.open.get(second);
      return json === undefined ? late(expression) : stepInto(this.value(json), steps.slice(2)) ?? late(expression);
    }
    const { address, further: [attribute, ...inner] } = addressIn(steps);
    const resource = attribute === undefined || !('name' in attribute) || others.length === 0 ? undefined : this.at(address);
    if (resource === undefined) return late(expression);
    const [output] = inner;
    if (resource.type === 'data.terraform_remote_state' && this.further.remote !== undefined && own(resource.body, 'outputs') === undefined) {
      const found = output === undefined || !('name' in output) ? undefined : this.further.remote(resource, output.name);
      return found === undefined ? late(expression) : stepInto(found, inner.slice(1)) ?? late(expression);
    }
    return stepInto(this.attribute(resource, (attribute as { name: string }).name), inner) ?? late(expression);
  }

  /** The resource at an address: without a key, the only instance that there is; with one that is computed, the block that all instances are made of. */
  private at(address: string): Resource | undefined {
    this.index ??= indexed(this.resources);
    const known = address.replace(COMPUTED_KEY, '');
    const exact = this.index.byAddress.get(known);
    // what is unknown of an instance is its own, and not that of its siblings
    if (exact !== undefined) return known === address ? exact : { ...exact, address };
    const [only, ...others] = this.index.instances.get(withoutKeys(known)) ?? [];
    if (only === undefined || others.length > 0) return undefined;
    if (known === withoutKeys(known)) return only;
    return only.address === withoutKeys(only.address) ? { ...only, address } : undefined;
  }

  /** What an output of this module gives to whoever reads its state; nothing where there is none of this name. */
  public output(name: string): LateJson | undefined {
    const json = own(this.further.outputs ?? {}, name);
    return json === undefined ? undefined : this.value(json);
  }
}

/** `[each.key]`, `[count.index]`, `[local.name]` */
const COMPUTED_KEY = /\[[A-Za-z_][\w.-]*\]/g;

/** The address of the resource that a traversal begins with, and what is left of it. */
function addressIn(steps: readonly Step[]): { address: string; further: readonly Step[] } {
  let at = 0;
  let address = '';
  const take = () => {
    const step = steps[at++];
    if (step === undefined) return '';
    if ('name' in step) address += `${address === '' ? '' : '.'}${step.name}`;
    else address += `[${step.written}]`;
    return 'name' in step ? step.name : '';
  };
  const takeKey = () => {
    const step = steps[at];
    if (step !== undefined && (!('name' in step) || /^\d+$/.test(step.name))) {
      // `a.b.0.c` is how `a.b[0].c` was written once
      if ('name' in step) address += `[${step.name}]`;
      if ('name' in step) at += 1;
      else take();
    }
  };
  while (nameAt(steps, at) === 'module') {
    take();
    take();
    takeKey();
  }
  if (take() === 'data') take();
  take();
  takeKey();
  return { address, further: steps.slice(at) };
}

function nameAt(steps: readonly Step[], at: number): string | undefined {
  const step = steps[at];
  return step !== undefined && 'name' in step ? step.name : undefined;
}

function indexed(resources: readonly Resource[]): { byAddress: ReadonlyMap<string, Resource>; instances: ReadonlyMap<string, readonly Resource[]> } {
  const instances = new Map<string, Resource[]>();
  for (const resource of resources) {
    const address = withoutKeys(resource.address);
    const same = instances.get(address);
    if (same === undefined) instances.set(address, [resource]);
    else same.push(resource);
  }
  return { byAddress: new Map([...resources].reverse().map(one => [one.address, one])), instances };
}

/** The default of a variable, which is declared in one block or in a list of one. */
function defaultOf(declared: Json | undefined): Json | undefined {
  const [block] = [declared].flat();
  return isObject(block) ? own(block, 'default') : undefined;
}

/** How modules write the issuer of a provider, as the keys of conditions have it. */
const WITHOUT_SCHEME = /^(?:replace\(\s*([\w.[\]"-]+)\s*,\s*"https:\/\/"\s*,\s*""\s*\)|trimprefix\(\s*([\w.[\]"-]+)\s*,\s*"https:\/\/"\s*\))$/;

/** A provider gives its URL back without the scheme, whatever was written. */
function asRead({ type }: Resource, name: string, value: LateJson): LateJson {
  return name === 'url' && /^(data\.)?aws_iam_openid_connect_provider$/.test(type) && typeof value === 'string' ? value.replace(/^https:\/\//, '') : value;
}

/** An address without the keys of `count` and `for_each`. */
export function withoutKeys(address: string): string {
  return address.includes('[') ? address.replace(/\[(\d+|"(?:[^"\\]|\\.)*")\]/g, '') : address;
}

function stepInto(value: LateJson, steps: readonly Step[]): LateJson | undefined {
  let at: LateJson | undefined = value;
  for (const step of steps) {
    if (isLate(at) || at === undefined) return undefined;
    const key = 'name' in step ? step.name : step.key;
    if (key === undefined) return undefined;
    if (Array.isArray(at)) at = (at as readonly LateJson[])[Number(key)];
    else at = typeof at === 'object' && at !== null ? own(at as { readonly [key: string]: LateJson }, String(key)) : undefined;
  }
  return at;
}
