// Loads the files given as arguments in a process in which no framework is installed, and prints what could not be loaded.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const ts = require('typescript');

Module._extensions['.ts'] = function (module, file) {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  module._compile(ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions, fileName: file }).outputText, file);
};

const FRAMEWORK = /^(aws-cdk-lib|constructs|cdktf|cdktn|@cdktf\/.+|@aws-cdk\/.+)(\/|$)/;
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (FRAMEWORK.test(request)) throw new Error(`framework ${request} is hidden`);
  return resolve.call(this, request, ...rest);
};

const failures = {};
const names = {};
for (const file of process.argv.slice(2)) {
  try {
    names[file] = Object.keys(require(file));
  } catch (error) {
    failures[file] = error.message.split('\n')[0];
  }
}
const loaded = Object.keys(require.cache).filter(file => FRAMEWORK.test(file.split('node_modules/')[1] ?? ''));
process.stdout.write(JSON.stringify({ failures, names, loaded }));
