// The entry that Node loads. `index.ts` is eager because jsii reads it; this one loads no framework until a cloud is used.
export * from './errors';
export * from './identity';

declare const exports: Record<string, unknown>;

exports.aws = undefined; // seen by the scanner that finds named exports for ECMAScript modules
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at first use
lazy('aws', () => require('./aws'));

/** `name` is a variable on purpose: a literal would show the scanner a getter, which it does not follow. */
function lazy(name: string, load: () => unknown): void {
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = load();
      Object.defineProperty(exports, name, { enumerable: true, configurable: true, value });
      return value;
    },
  });
}
