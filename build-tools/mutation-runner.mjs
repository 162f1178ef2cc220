// A test runner for Stryker that keeps the process: the tests of the mutated file's room are loaded anew for every mutant,
// the frameworks below node_modules once. Jest's own runner starts jest for every mutant, which takes seconds instead of milliseconds.
import { readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { runInThisContext } from 'node:vm';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { transformSync } from 'esbuild';

const require = createRequire(import.meta.url);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', () => new InProcessRunner())];

class InProcessRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    this.root = process.cwd();
    process.env.NODE_ENV = 'test';
    loadTypeScript(this.root);
  }

  async dryRun({ files }) {
    const results = [];
    for (const file of this.testFilesOf(files)) { // each by itself, as later: what one file has remembered is no reason for another not to run it
      const { tests, broken } = this.load([file]);
      if (broken) return { status: 'error', errorMessage: String(broken.error.stack) };
      for (const test of tests) {
        namespace().currentTestId = test.id;
        const start = performance.now();
        const error = await run(test);
        namespace().currentTestId = undefined;
        const result = { id: test.id, name: test.name, fileName: join(this.root, test.file), timeSpentMs: performance.now() - start };
        results.push(error ? { ...result, status: 1, failureMessage: String(error.stack) } : { ...result, status: 0 });
      }
    }
    return { status: 'complete', tests: results, mutantCoverage: namespace().mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit }) {
    const own = nearestFirst(this.testFilesOf([sandboxFileName]), relative(this.root, sandboxFileName));
    const wanted = testFilter && new Set(testFilter.map(placeOf));
    const files = wanted ? own.filter(file => [...wanted].some(place => place.startsWith(`${file}#`))) : own;
    Object.assign(namespace(), { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    try {
      let nrOfTests = 0;
      for (const file of files) { // each by itself: most mutants are noticed in the first
        const { tests, broken } = this.load([file]);
        if (broken) return killed({ id: testFilter?.find(id => id.startsWith(`${file}#`)), error: broken.error, nrOfTests });
        for (const test of covering(tests, wanted)) {
          nrOfTests += 1;
          const error = await run(test);
          if (namespace().hitCount > hitLimit) return { status: 'timeout', reason: 'it runs on and on' };
          if (error) return killed({ id: test.id, error, nrOfTests });
        }
      }
      return { status: 'survived', nrOfTests };
    } finally {
      Object.assign(namespace(), { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    }
  }

  /** Those of the room; of an evaluator those that are named so, and no example, which is a whole app. */
  testFilesOf(sources = []) {
    const files = sources.flatMap(source => {
      const file = relative(this.root, source).split(sep).join('/');
      const wanted = /\/(evaluate\.ts|private\/evaluation\/.+)$/.test(file) ? /^evaluate.*\.test\.ts$/ : /(?<!example)\.test\.ts$/;
      const room = `test/${file.split('/')[1]}`;
      return readdirSync(join(this.root, room)).filter(name => wanted.test(name)).map(name => `${room}/${name}`);
    });
    return [...new Set(files)].sort();
  }

  load(files) {
    for (const name of Object.keys(require.cache)) if (name.startsWith(this.root + sep) && !name.includes(`${sep}node_modules${sep}`)) delete require.cache[name];
    const tests = [];
    for (const file of files) {
      try {
        tests.push(...collect(file, () => require(join(this.root, file))));
      } catch (error) {
        return { tests, broken: { file, error } };
      }
    }
    return { tests };
  }
}

/** The tests that are named like the mutated file, or its folder, are the likeliest to notice. */
function nearestFirst(files, source) {
  const stems = source.split(/[-/.]/).slice(2, -1).map(word => word.slice(0, 6));
  const distance = file => file.endsWith(`/${basename(source, '.ts')}.test.ts`) ? -9 : -stems.filter(stem => basename(file).includes(stem)).length;
  return files.map(file => [distance(file), file]).sort(([a], [b]) => a - b).map(([, file]) => file);
}

/** First the tests that run the changed code; the others of their file may see what those have made it remember. */
function covering(tests, wanted) {
  const covers = test => !wanted || wanted.has(placeOf(test.id));
  return [...tests.filter(covers), ...tests.filter(test => !covers(test))];
}

const namespace = () => globalThis.__stryker__ ??= {};
const placeOf = id => id.slice(0, id.indexOf(' '));
const killed = ({ id, error, nrOfTests }) => ({ status: 'killed', killedBy: id ? [id] : [], failureMessage: String(error.message), nrOfTests });

// ---- what jest gives a test file ------------------------------------------------------------------------------------

const { bind } = require('jest-each');
const mocks = new (require('jest-mock').ModuleMocker)(globalThis);
let group;
let found;

Object.assign(globalThis, { describe, test, it: test, expect: require('@jest/expect').jestExpect, jest: mocks });
for (const hook of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) globalThis[hook] = work => group[hook].push(work);
describe.each = bind(describe, false);
test.each = bind(test);

function collect(file, load) {
  group = groupIn(undefined, '');
  found = { file, tests: [] };
  load();
  return found.tests;
}

function groupIn(parent, name) {
  return { parent, name, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

function describe(name, body) {
  group = groupIn(group, name);
  body();
  group = group.parent;
}

function test(name, body) {
  const groups = [];
  for (let each = group; each; each = each.parent) groups.unshift(each);
  const full = [...groups.map(each => each.name), name].filter(Boolean).join(' ');
  found.tests.push({ file: found.file, id: `${found.file}#${found.tests.length} ${full}`, name: full, groups, body });
}

async function run({ groups, body }) {
  mocks.clearAllMocks();
  try {
    for (const each of groups) for (const hook of each.beforeAll.splice(0)) await hook();
    for (const each of groups) for (const hook of each.beforeEach) await hook();
    await body();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    for (const each of [...groups].reverse()) for (const hook of each.afterEach) await hook();
  }
}

// ---- TypeScript, translated once ------------------------------------------------------------------------------------

function loadTypeScript(root) {
  const compiled = new Map(); // what is loaded anew runs anew, but is neither translated nor compiled again
  const compile = (file, loader) => {
    const { code } = transformSync(readFileSync(file, 'utf8'), { loader, format: 'cjs', target: 'node20', banner: '"use strict";', tsconfigRaw: { compilerOptions: { target: 'ES2022' } } });
    return runInThisContext(Module.wrap(code), { filename: file });
  };
  const load = loader => (module, file) => {
    if (!compiled.has(file)) compiled.set(file, compile(file, loader));
    compiled.get(file).call(module.exports, module.exports, Object.assign(name => module.require(name), { cache: require.cache }), module, file, dirname(file));
  };
  const plain = Module._extensions['.js'];
  const onlyModules = join('node_modules', '@marcbachmann', 'cel-js');
  Module._extensions['.ts'] = load('ts');
  Module._extensions['.js'] = (module, file) => (file.includes(onlyModules) ? load('js') : plain)(module, file);
}
