import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathOf, ROOT, source, sourceFiles } from './source-files';

interface Loaded {
  readonly failures: Record<string, string>;
  readonly names: Record<string, string[]>;
  /** Files of frameworks that were loaded all the same. */
  readonly loaded: string[];
}

/** What can be loaded in a process of its own, with every framework hidden. */
function loadWithoutFrameworks(files: string[]): Loaded {
  const child = spawnSync(process.execPath, [join(__dirname, 'load-without-frameworks.cjs'), ...files.map(pathOf)], { cwd: ROOT, encoding: 'utf8' });
  expect({ status: child.status, stderr: child.stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(child.stdout);
}

const PURE = /^(errors|private\/.+|identity\/.+|verify\/.+|workflow\/.+|cli\/(?!main).+|jest\/.+|[^/]+\/(trust|evaluate|limits|claim-keys)|[^/]+\/private\/errors)\.ts$/;

describe('a pure file', () => {
  const pure = sourceFiles().filter(file => PURE.test(file));

  test('is what the library is made of, but for its constructs', () => {
    expect(pure).toEqual(expect.arrayContaining([
      'aws/claim-keys.ts', 'aws/limits.ts', 'aws/trust.ts', 'errors.ts', 'identity/github-repository.ts', 'identity/index.ts', 'identity/private/text.ts', 'private/problem.ts',
    ]));
  });

  test('loads where no framework is installed', () => {
    const { failures, loaded } = loadWithoutFrameworks(pure);

    expect(failures).toEqual({});
    expect(loaded).toEqual([]);
  });

  test.each(pure)('imports no framework, not even a type: %s', file => {
    expect(source(file)).not.toMatch(/from '(aws-cdk-lib|constructs|cdktf|@cdktf)/);
  });
});

describe('the entry that Node loads', () => {
  test('loads where no framework is installed, and offers identity', () => {
    const { failures, names, loaded } = loadWithoutFrameworks(['lazy-index.ts']);

    expect(failures).toEqual({});
    expect(loaded).toEqual([]);
    expect(names[pathOf('lazy-index.ts')]).toEqual(expect.arrayContaining(['Errors', 'GitHubRepository', 'GitLabProject', 'Workload', 'aws']));
  });

  test('offers the same names as the entry that jsii reads, to the scanner of ECMAScript modules as well', () => {
    const lines = source('index.ts').trim().split('\n');
    const namespaces = lines.flatMap(line => /^export \* as (\w+) from '\.\/\1';$/.exec(line)?.[1] ?? []);
    const modules = lines.flatMap(line => /^export \* from '\.\/(\w+)';$/.exec(line)?.[1] ?? []);
    const { names } = loadWithoutFrameworks([...modules.map(module => module === 'identity' ? 'identity/index.ts' : `${module}.ts`), 'lazy-index.ts']);
    const { [pathOf('lazy-index.ts')]: offered, ...ofModules } = names;

    expect(modules.length + namespaces.length).toBe(lines.length);
    expect([...offered].sort()).toEqual([...Object.values(ofModules).flat(), ...namespaces].sort());
    expect([...source('lazy-index.ts').matchAll(/^exports\.(\w+) = undefined;/gm)].map(([, name]) => name).sort()).toEqual([...offered].sort());
  });

  test('has a subpath of the package for each namespace', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the package describes itself in JSON
    const { exports: subpaths, typesVersions } = require(join(ROOT, 'package.json')) as { exports: Record<string, unknown>; typesVersions: { '*': Record<string, string[]> } };
    const namespaces = [...source('index.ts').matchAll(/^export \* as (\w+) from/gm)].map(([, name]) => name);

    expect(Object.keys(subpaths).sort()).toEqual(['.', './.jsii', './package.json', './jest', ...namespaces.map(name => `./${name}`)].sort());
    expect(Object.keys(typesVersions['*']).sort()).toEqual([...namespaces, 'jest'].sort());
  });
});

test('a file of constructs does not load where no framework is installed, so that the tests above mean something', () => {
  const { failures } = loadWithoutFrameworks(['aws/deploy-role.ts', 'index.ts']);

  expect(Object.values(failures)).toEqual([expect.stringMatching(/^framework (aws-cdk-lib|constructs).* is hidden/), expect.stringMatching(/is hidden/)]);
});

describe('a source file', () => {
  const LONGEST = 500;

  test.each(sourceFiles())(`has at most ${LONGEST} lines: %s`, file => {
    expect(source(file).split('\n').length - 1).toBeLessThanOrEqual(LONGEST);
  });
});
