import { computed } from './computed';
import { encodedValue } from './literals';
import { piecesOf, traversalOf } from './templates';
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

/** The longest chain of references that is followed: a circle is as good as one that never ends. */
const LONGEST_CHAIN = 20;

/** Each reference could lead to two more: without an end to it, a small file takes for ever. */
const MOST_REFERENCES = 3_000_000;

/** What references of a configuration are resolved in. */
export class Module {
  /** Made at the first reference to a resource: a file may hold a million, and none that matters. */
  private byAddress?: ReadonlyMap<string, Resource>;
  /** Defaults of variables that open what they stand in: applied unless somebody thinks of it, while any other default may well be changed. */
  private readonly open: ReadonlyMap<string, Json>;
  /** Variables that are nothing unless they are set. */
  private readonly empty: ReadonlySet<string>;
  private chain = 0;
  private references = 0;

  /** @param variables what is declared of each */
  constructor(public readonly resources: readonly Resource[], private readonly locals: JsonObject, variables: JsonObject = {}) {
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

  public ofType(...types: string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** A value with every reference resolved that the file decides. */
  public value(json: Json | undefined): LateJson {
    if (typeof json === 'string') return this.template(json);
    if (Array.isArray(json)) return (json as readonly Json[]).map(one => this.value(one));
    if (isObject(json)) return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, this.value(one)]));
    return json as LateJson ?? null;
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
      return encodedValue(expression, { template: text => this.template(text), expression: source => this.expression(source) }) ?? late(expression);
    } finally {
      this.chain -= 1;
    }
  }

  private traversed(steps: readonly string[], expression: string): LateJson {
    if (steps[0] === 'local' && steps.length > 1) {
      const json = own(this.locals, steps[1]);
      return json === undefined ? late(expression) : stepInto(this.value(json), steps.slice(2)) ?? late(expression);
    }
    if (steps[0] === 'var' && steps.length > 1) {
      const json = this.open.get(steps[1]);
      return json === undefined ? late(expression) : stepInto(this.value(json), steps.slice(2)) ?? late(expression);
    }
    const module = steps.findIndex((step, i) => i % 2 === 0 && step !== 'module');
    const length = module + (steps[module] === 'data' ? 3 : 2);
    this.byAddress ??= new Map([...this.resources].reverse().flatMap(one => [[withoutKeys(one.address), one], [one.address, one]]));
    const resource = this.byAddress.get(steps.slice(0, length).join('.'));
    const [attribute, ...further] = steps.slice(length).filter((step, i) => i > 0 || !/^\d+$/.test(step));
    if (resource === undefined || attribute === undefined) return late(expression);
    return stepInto(this.attribute(resource, attribute), further) ?? late(expression);
  }
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
  return address.replace(/\[(\d+|"[^"]*")\]/g, '');
}

function stepInto(value: LateJson, steps: readonly string[]): LateJson | undefined {
  let at: LateJson | undefined = value;
  for (const step of steps) {
    if (isLate(at)) return undefined;
    if (Array.isArray(at)) at = (at as readonly LateJson[])[Number(step)];
    else at = typeof at === 'object' && at !== null ? own(at as { readonly [key: string]: LateJson }, step) : undefined;
  }
  return at;
}
