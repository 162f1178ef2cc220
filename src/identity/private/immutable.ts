const LOCKED: PropertyDescriptor = { writable: false, configurable: false };

/** Prototypes whose methods cannot be assigned any more: each is looked at once, with those that it inherits from. */
const UNWRITABLE = new WeakSet<object>();

/**
 * Makes an identity immutable: no property of its own and no method of its class can be assigned, and plain data within it is frozen.
 *
 * The object itself is not frozen. A runtime that hands it to another language has to mark it (jsii defines a symbol property).
 * A constructor calls this last; that of a subclass calls it again, for the properties that it has added.
 */
export function makeImmutable(identity: object): void {
  for (const key of Reflect.ownKeys(identity)) {
    deepFreeze((identity as Record<PropertyKey, unknown>)[key]);
    Object.defineProperty(identity, key, LOCKED);
  }
  for (let type = Object.getPrototypeOf(identity); type !== null && type !== Object.prototype && !UNWRITABLE.has(type); type = Object.getPrototypeOf(type)) {
    makeMethodsUnwritable(type);
    UNWRITABLE.add(type);
  }
}

/** Freezes lists and tables, and what stands in them; objects of a class are left as they are. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}

function makeMethodsUnwritable(type: object): void {
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
    if (writable === true && typeof value === 'function' && name !== 'constructor') Object.defineProperty(type, name, { writable: false });
  }
}
