import * as errors from './errors';
import { isObject, Kind, listOf, tableOf, TABLE, TEXTS } from './kinds';
import { nearest } from './nearest';
import type { Problem } from './problem';
import { rememberedOf } from './remembered';
import { own } from '../identity/private/own';

/** The properties of a struct with the names of their kinds; the name of one that may be left out ends with a question mark. */
export type Struct = { readonly [property: string]: string };

/** The structs of a room by their names, as `npm run known-properties` writes them; the kind of a property is the name of a struct or of a type, behind it `[]` for a list of them or `{}` for a table. */
export type Structs = { readonly [name: string]: Struct };

export interface PropertyChecks {
  /** The kinds of what is no struct, by the names of types. A value whose type is not among them is left to whoever takes it. */
  readonly kinds?: { readonly [type: string]: Kind };
  /** By the name of a property that the struct itself does not have: where to ask for it. */
  readonly insteadUse?: { readonly [property: string]: string };
}

/**
 * Properties that their struct does not have, or that are of another kind, in the structs within it as well.
 *
 * A property that is not known would be left out, and with it the restriction that it stands for. The members of an instance of a class are its own
 * business: only plain objects are asked for what they have beside what is known.
 */
export function propertyProblems<S extends Structs>(props: unknown, structs: S, name: keyof S & string, { kinds = {}, insteadUse = {} }: PropertyChecks = {}): Problem[] {
  return isObject(props) ? ofStruct(props, name, '') : [errors.noProps(props)];

  function ofStruct(value: object, struct: string, at: string): Problem[] {
    const { properties, known } = propertiesOf(structs[struct]);
    const values = value as { readonly [property: string]: unknown };
    return [
      ...keysOf(value).filter(key => values[key] !== undefined && !known.includes(key)).map(key => unknown(key, known, at)),
      ...properties.flatMap(({ property, kind, mayLack }) => ofValue(values[property], kind, joined(at, property), mayLack)),
    ];
  }

  function unknown(key: string, known: readonly string[], at: string): Problem {
    const elsewhere = at === '' ? own(insteadUse, key) : undefined;
    return elsewhere === undefined ? errors.unknownProperty(joined(at, key), nearest(key, known), known) : errors.propertyElsewhere(joined(at, key), elsewhere);
  }

  function ofValue(value: unknown, kind: string, at: string, mayLack: boolean): Problem[] {
    const wanted = kindOf(kind);
    if (wanted === undefined || (value === undefined && mayLack)) return [];
    const item = kind.slice(0, -2);
    if (kind.endsWith('[]') && Array.isArray(value)) return value.flatMap((one, i) => ofValue(one, item, `${at}[${i}]`, false));
    if (kind.endsWith('{}') && isObject(value)) return Object.entries(value).flatMap(([key, one]) => ofValue(one, item, joined(at, key), false));
    if (own(structs, kind) !== undefined && isObject(value)) return ofStruct(value, kind, at);
    return wanted.is(value) ? [] : [errors.wrongKind(at, wanted, value, mayLack)];
  }

  function kindOf(kind: string): Kind | undefined {
    const list = kind.endsWith('[]');
    if (list || kind.endsWith('{}')) {
      const item = kindOf(kind.slice(0, -2));
      if (item === undefined) return undefined;
      return kind === 'text[]' ? TEXTS : kind === 'text{}' ? TABLE : list ? listOf(item) : tableOf(item);
    }
    const struct = own(structs, kind);
    return struct === undefined ? own(kinds, kind) : aStruct(struct);
  }
}

interface Properties {
  readonly properties: readonly { readonly property: string; readonly kind: string; readonly mayLack: boolean }[];
  readonly known: readonly string[];
}

/** The entries of a struct, taken apart. */
const propertiesOf = rememberedOf((struct: Struct): Properties => {
  const properties = Object.entries(struct).map(([key, kind]) => ({ property: key.replace('?', ''), kind, mayLack: key.endsWith('?') }));
  return { properties, known: properties.map(({ property }) => property) };
});

function aStruct(struct: Struct): Kind {
  const required = Object.keys(struct).filter(key => !key.endsWith('?'));
  const shown = required.length === 0 ? Object.keys(struct).map(key => key.replace('?', '')) : required;
  return { what: 'an object with its properties by their names', how: `write { ${shown.map(key => `${key}: …`).join(', ')} }`, is: isObject };
}

/** The keys of a plain object, with those that a plain prototype lends it (`Object.create(defaults)`); none of an instance of a class. */
function keysOf(value: object): string[] {
  const keys = Object.keys(value);
  for (let lender = Object.getPrototypeOf(value); lender !== null && Object.getPrototypeOf(lender) !== null; lender = Object.getPrototypeOf(lender)) {
    if (Object.prototype.hasOwnProperty.call(lender, 'constructor')) return [];
    keys.push(...Object.keys(lender));
  }
  return [...new Set(keys)];
}

function joined(at: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${at}[${JSON.stringify(key)}]`;
  return at === '' ? key : `${at}.${key}`;
}

/** The known properties of a struct in a plain object: a spread would leave out what an instance of a class has on its prototype. */
export function plainProps<T>(props: T, struct: Struct): T {
  return Object.fromEntries(Object.keys(struct).map(key => key.replace('?', '')).map(property => [property, props[property as keyof T]])) as T;
}
