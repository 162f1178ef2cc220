// The entry that Node loads. `index.ts` is eager because jsii reads it; this one loads nothing until it is used, and no framework until a cloud is.

declare const exports: Record<string, unknown>;
export {};

// Seen by the scanner that finds named exports for ECMAScript modules.
exports.Errors = undefined;
exports.GitHubIssuer = undefined;
exports.GitHubRepository = undefined;
exports.GitHubSubjectFormat = undefined;
exports.GitHubSubjectTemplate = undefined;
exports.GitHubWorkload = undefined;
exports.GitLabDeploymentTier = undefined;
exports.GitLabGroup = undefined;
exports.GitLabIssuer = undefined;
exports.GitLabProject = undefined;
exports.GitLabSubjectComponent = undefined;
exports.GitLabWorkload = undefined;
exports.Issuer = undefined;
exports.Workload = undefined;
exports.aws = undefined;
exports.azure = undefined;
exports.google = undefined;
exports.terraform = undefined;
exports.vault = undefined;
exports.verify = undefined;

/* eslint-disable @typescript-eslint/no-require-imports -- each loaded at its first use */
const NAMESPACES: Record<string, () => unknown> = {
  aws: () => require('./aws'),
  azure: () => require('./azure'),
  google: () => require('./google'),
  terraform: () => require('./terraform'),
  vault: () => require('./vault'),
  verify: () => require('./verify'),
};

for (const name of Object.keys(exports)) {
  if (name in NAMESPACES) lazy(name, () => (require('./private/peers') as typeof import('./private/peers')).unlessPeersMissing(NAMESPACES[name]));
  else lazy(name, () => (name === 'Errors' ? require('./errors') : require('./identity'))[name]);
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** Looked up once: the getter puts the value in its own place. */
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
