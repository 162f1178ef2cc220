import type { Resource } from './module';
import { isComputed, lostAttribute } from './provider-attributes';
import { own } from '../../../identity/private/own';
import { rememberedOf } from '../../../private/remembered';
import { terraformLiteral } from '../../../terraform/literal';
import { isObject, Json, JsonObject, listAt, member, objectAt, textAt } from '../private/values';

/** A module of a plan's configuration: one instance, where its call has a key. */
interface Scope {
  readonly configuration: JsonObject;
  /** What the addresses in it begin with: `module.ci["a"].` */
  readonly prefix: string;
  /** The key of its call, as an address writes it: `["a"]`. */
  readonly key: string;
  /** The call, and the module that it stands in; of the root module neither. */
  readonly call?: JsonObject;
  readonly caller?: Scope;
}

/** Where an expression stands: what `each` and `count` mean in it. */
interface Place {
  readonly scope: Scope;
  /** Of the instance whose expression it is. */
  readonly key: string;
  /** What is gone through by `for_each`. */
  readonly forEach?: Json;
  /** The last name of the attribute that it is written for. */
  readonly attribute: string;
}

/** The longest way through variables and outputs of modules that is followed. */
const LONGEST_WAY = 20;

/** What a plan leaves open before it is applied, followed through its own configuration. */
export class Plan {
  private readonly unknowns: ReadonlyMap<string, JsonObject>;
  private readonly root: Scope;
  private readonly scopes = new Map<string, Scope | undefined>();

  constructor(plan: Json) {
    this.unknowns = new Map(listAt(plan, 'resource_changes').flatMap(change => {
      const address = textAt(change, 'address');
      // what is left over from a replacement has the address of what replaces it
      const isLeft = address === undefined || member(change, 'deposed') !== undefined;
      return isLeft ? [] : [[address, objectAt(change, 'change', 'after_unknown')] as const];
    }));
    this.root = { configuration: objectAt(plan, 'configuration', 'root_module'), prefix: '', key: '' };
  }

  /** Templates of the outputs that are known when the plan is applied. */
  public outputs(): JsonObject {
    return Object.fromEntries(Object.entries(objectAt(this.root.configuration, 'outputs')).flatMap(([name, output]) => {
      const template = this.template(member(output, 'expression'), { scope: this.root, key: '', attribute: name });
      return template === undefined ? [] : [[name, template]];
    }));
  }

  /**
   * The resource with a reference in every written place that the plan leaves open: to what it is taken from, where that is one thing. What is not
   * written and the provider computes is left to that; any other open place counts, since to pass over one would take it for what is not asked for.
   */
  public opened(resource: Resource): Resource {
    const unknown = this.unknowns.get(resource.address);
    if (unknown === undefined) return resource;
    const { path, name, key } = partsOf(resource.address);
    const scope = this.scopeAt(path);
    const written = scope === undefined ? undefined : resourcesIn(scope.configuration).get(name);
    const expressions = written === undefined ? undefined : objectAt(written, 'expressions');
    const filled = Object.entries(unknown).flatMap(([attribute, inner]): [string, Json][] => {
      const expression = expressions === undefined ? undefined : own(expressions, attribute);
      if (expression === undefined && isComputed(attribute)) return [];
      const place = scope === undefined ? undefined : { scope, key, forEach: member(written, 'for_each_expression'), attribute };
      const open = { expression, place, name: `${resource.address}.${attribute}` };
      return [[attribute, this.filled(own(resource.body, attribute) ?? null, inner, open)]];
    });
    return { ...resource, body: { ...resource.body, ...Object.fromEntries(filled) } };
  }

  private filled(value: Json, unknown: Json, { expression, place, name }: Open): Json {
    if (unknown === true) return this.reference(expression, place, name);
    if (Array.isArray(unknown)) {
      const values = Array.isArray(value) ? value as readonly Json[] : [];
      const length = Math.max(unknown.length, values.length);
      // where there are more or fewer than are written, some are made by `dynamic`, and nobody knows which
      const each = Array.isArray(expression) ? expression.length === length ? expression as readonly Json[] : [] : undefined;
      const expressionAt = (i: number) => each === undefined ? expression : each[i];
      return Array.from({ length }, (_, i) => this.filled(values[i] ?? null, unknown[i] ?? false, { expression: expressionAt(i), place, name }));
    }
    if (!isObject(unknown)) return value;
    const inner = (key: string): Open => ({
      expression: isObject(expression) && !('references' in expression) ? own(expression, key) : expression,
      place: place === undefined ? undefined : { ...place, attribute: key },
      name: `${name}.${key}`,
    });
    const filled = Object.entries(unknown).map(([key, one]) => [key, this.filled(member(value, key) ?? null, one, inner(key))] as const);
    return { ...isObject(value) ? value : {}, ...Object.fromEntries(filled) };
  }

  private reference(expression: Json | undefined, place: Place | undefined, name: string): string {
    const open = `\${known after apply: ${name}}`;
    if (place === undefined) return open;
    return /\.members?$/.test(name) ? this.memberOf(expression, place, open) : this.template(expression, place) ?? open;
  }

  /**
   * A member is always more than what it refers to: of one that refers to a pool, the pool is known and nothing else; one of service accounts alone
   * is of no pool.
   */
  private memberOf(expression: Json | undefined, place: Place, open: string): string {
    const things = this.thingsIn(expression, place);
    const pools = things.filter(thing => POOL.test(thing));
    if (pools.length === 1) return `principal${open}://iam.googleapis.com/\${${pools[0].replace(/\.id$/, '.name')}}/${open}`;
    const accounts = things.filter(thing => ACCOUNT.test(thing));
    if (pools.length > 0 || accounts.length === 0 || accounts.length < things.length) return open;
    return `serviceAccount:${accounts.length > 1 ? open : `\${${accounts[0].replace(/\.\w+$/, '.email')}}`}`;
  }

  /** What an expression is, where it is one thing: a reference, or the constant that a variable or an output stands for. */
  private template(expression: Json | undefined, place: Place): string | undefined {
    const constant = member(expression, 'constant_value');
    if (typeof constant === 'string') return terraformLiteral(constant);
    const things = this.thingsIn(expression, place);
    const [only] = things;
    return things.length === 1 && only !== OPEN ? only.startsWith('=') ? only.slice(1) : `\${${only}}` : undefined;
  }

  /** The things that an expression refers to, each once, with variables and outputs of modules followed. A function around them cannot be seen. */
  private thingsIn(expression: Json | undefined, place: Place, way = 0): string[] {
    const references = listAt(expression, 'references').map(String);
    // Terraform lists a reference with every shorter form of it
    const isShorter = (one: string) => references.some(other => other.startsWith(`${one}.`) || other.startsWith(`${one}[`));
    const longest = [...new Set(references)].filter(one => !isShorter(one));
    const isKey = (one: string) => one === 'each.key' || one === 'count.index';
    const things = longest.filter(one => !isKey(one));
    const bare = things.filter(one => isBare(one));
    // of an element of a set, the value is the key
    const byValue = bare.length === 1 && things.length === 2 && things.includes('each.value') && !longest.some(isKey);
    const key = byValue || longest.some(isKey) ? place.key : '';
    return [...new Set((byValue ? bare : things).flatMap(one => this.thing(one, { ...place, key }, place, way)))];
  }

  private thing(reference: string, place: Place, whole: Place, way: number): string[] {
    const { scope, attribute } = place;
    if (way > LONGEST_WAY) return [OPEN];
    const [, variable] = /^var\.([\w-]+)$/.exec(reference) ?? [];
    if (variable !== undefined) {
      if (scope.caller === undefined) return [OPEN];
      const at = { scope: scope.caller, key: scope.key, forEach: member(scope.call, 'for_each_expression'), attribute };
      return this.given(member(scope.call, 'expressions', variable), at, way);
    }
    const [, module, moduleKey, output] = /^module\.([\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/.exec(reference) ?? [];
    if (module !== undefined) {
      // of an instance by a computed key the output is not listed either
      const child = this.child(scope, module, moduleKey ?? (output === undefined ? place.key : ''));
      const outputs = objectAt(child?.configuration, 'outputs');
      const name = output ?? Object.keys(outputs).find((one, _i, all) => all.length === 1 || one === attribute);
      if (child === undefined || name === undefined) return [OPEN];
      return this.given(member(outputs, name, 'expression'), { scope: child, key: '', attribute }, way);
    }
    const [, further] = /^each\.value(?:\.(.+))?$/.exec(reference) ?? [reference];
    if (reference.startsWith('each.value')) {
      const [only, ...others] = listAt(whole.forEach, 'references').map(String);
      if (only === undefined || others.length > 0 || !isResource(only)) return [OPEN];
      return [addressed(scope, `${only}${whole.key}`, further, attribute)];
    }
    if (!isResource(reference)) return [OPEN];
    const [, address, rest] = RESOURCE.exec(reference)!;
    return [addressed(scope, rest === undefined && !address.endsWith(']') ? `${address}${place.key}` : address, rest, attribute)];
  }

  private given(expression: Json | undefined, place: Place, way: number): string[] {
    const constant = member(expression, 'constant_value');
    if (typeof constant === 'string') return [`=${terraformLiteral(constant)}`];
    const things = this.thingsIn(expression, place, way + 1);
    return things.length === 0 ? [OPEN] : things;
  }

  private scopeAt(path: readonly string[]): Scope | undefined {
    const known = path.join('.');
    if (!this.scopes.has(known)) {
      this.scopes.set(known, path.reduce<Scope | undefined>((scope, step) => {
        const [, name, key = ''] = /^module\.([\w-]+)(.*)$/s.exec(step)!;
        return scope === undefined ? undefined : this.child(scope, name, key);
      }, this.root));
    }
    return this.scopes.get(known);
  }

  private child(caller: Scope, name: string, key: string): Scope | undefined {
    const call = objectAt(caller.configuration, 'module_calls', name);
    const configuration = member(call, 'module');
    return isObject(configuration) ? { configuration, prefix: `${caller.prefix}module.${name}${key}.`, key, call, caller } : undefined;
  }
}

interface Open {
  readonly expression: Json | undefined;
  readonly place: Place | undefined;
  readonly name: string;
}

/** Stands for a thing that cannot be followed. */
const OPEN = '?';
const POOL = /(^|\.)google_iam_workload_identity_pool\.[^.]+\.(name|id)$/s;
const ACCOUNT = /(^|\.)google_service_account\.[^.]+\.\w+$/s;

/** An address, and the attribute behind it. */
const RESOURCE = /^((?:data\.)?[\w-]+\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)(?:\.(.+))?$/s;
const NO_RESOURCE = /^(var|local|each|count|module|path|terraform|self)\./;

function isResource(reference: string): boolean {
  return RESOURCE.test(reference) && !NO_RESOURCE.test(reference);
}

/** A resource without an attribute, a module without an output. */
function isBare(reference: string): boolean {
  return /^module\.[\w-]+$/.test(reference) || (isResource(reference) && RESOURCE.exec(reference)![2] === undefined);
}

/** `references` say nothing of the attribute of an instance that is named by a computed key: it is the one that fits where it is used. */
function addressed(scope: Scope, address: string, rest: string | undefined, attribute: string): string {
  const type = /^((?:data\.)?[\w-]+)\./.exec(address)![1];
  return `${scope.prefix}${address}.${rest ?? lostAttribute(type, attribute)}`;
}

const resourcesIn = rememberedOf((configuration: JsonObject): ReadonlyMap<string, Json> => {
  return new Map(listAt(configuration, 'resources').map(resource => [textAt(resource, 'address') ?? '', resource]));
});

/** An address taken apart: the modules with their keys, the resource, its own key. */
function partsOf(address: string): { path: string[]; name: string; key: string } {
  const path: string[] = [];
  let rest = address;
  for (let found = MODULE.exec(rest); found !== null; found = MODULE.exec(rest)) {
    path.push(found[1]);
    rest = rest.slice(found[0].length);
  }
  const [, name, key = ''] = /^([^[]*)(\[.*\])?$/s.exec(rest)!;
  return { path, name, key };
}

const MODULE = /^(module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)\./;
