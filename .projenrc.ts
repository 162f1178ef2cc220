import { cdk, javascript, JsonFile, JsonPatch } from 'projen';

const LOWEST_CDK = '2.200.0';
const LOWEST_CONSTRUCTS = '10.4.2';
const NAMESPACES = ['aws', 'azure', 'google', 'terraform', 'vault', 'verify'];
const SUBPATHS = [...NAMESPACES, 'jest']; // the matchers are for TypeScript alone: jsii does not see them

const project = new cdk.JsiiProject({
  name: 'cdk-federated-roles',
  description: 'Deploy roles that trust exactly the declared CI jobs: OIDC federation without a stored key, as typed constructs.',
  author: 'the cdk-federated-roles authors',
  authorAddress: 'https://github.com/cdk-federated-roles',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-federated-roles/cdk-federated-roles.git',
  license: 'Apache-2.0',
  copyrightOwner: 'the cdk-federated-roles authors',
  copyrightPeriod: '2026',
  keywords: ['aws-cdk', 'cdktf', 'oidc', 'github-actions', 'gitlab-ci', 'iam', 'federation', 'workload-identity', 'security'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',
  bumpPackage: 'commit-and-tag-version@^12', // from 13 on it asks for Node 22
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  compressAssembly: false,
  sampleCode: false,
  depsUpgrade: false,
  stale: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  npmAccess: javascript.NpmAccess.PUBLIC,
  npmProvenance: true,

  peerDeps: [
    `aws-cdk-lib@^${LOWEST_CDK}`, // OidcProviderNative is there from 2.200 on
    `constructs@^${LOWEST_CONSTRUCTS}`,
    'cdktf@>=0.21.0 <0.25.0', // CDK Terrain can stand in through an npm alias
    '@cdktf/provider-azuread@^14.3.1',
    '@cdktf/provider-azurerm@^14.23.1',
    '@cdktf/provider-google@^16.12.1',
    '@cdktf/provider-vault@^15.6.1',
  ],
  peerDependencyOptions: { pinnedDevDependency: true },
  devDeps: [
    '@cloud-copilot/iam-policy@^0.1.89', // reads policies for the oracle below
    '@cloud-copilot/iam-simulate@0.1.173', // AGPL: an oracle of the tests, never shipped
    '@marcbachmann/cel-js@8.0.0', // evaluates Google's conditions; bundled into the file that needs it
    're2js@2.10.0', // matches regular expressions as Google does; bundled into the file that needs it
    '@stryker-mutator/core@^9',
    '@stryker-mutator/jest-runner@^9',
    '@types/node@^20', // projen would ask for a tag named after the Node version
    'aws-cdk@2.1148.1', // 3.0.0 was published by accident and cannot read a current assembly
    '@types/sarif@^2.1.7',
    'ajv@^8',
    'ajv-formats@^3',
    'aws-cdk-github-oidc@2.4.1', // a column of the benchmark
    'commander@^14',
    'esbuild@^0.28.2',
    'fast-check@^4',
    'ts-node@^10',
    'tsx@^4',
    'yaml@^2.9.1',
  ],

  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    configFilePath: 'jest.config.json',
    jestConfig: {
      collectCoverage: false,
      testTimeout: 3_600_000, // no load makes a test fail
      maxWorkers: '100%', // jest leaves a core free: on two that is half of them
      moduleNameMapper: { '^cdk-federated-roles$': '<rootDir>/src', [`^cdk-federated-roles/(${SUBPATHS.join('|')})$`]: '<rootDir>/src/$1' }, // examples read like a user's app
      transform: { 'node_modules/@marcbachmann/cel-js/.+\\.js$': new javascript.Transform('<rootDir>/build-tools/esm-transform.js') },
      transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/cel-js/)'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/consumers/'],
      watchPathIgnorePatterns: ['/node_modules/'],
      modulePathIgnorePatterns: ['<rootDir>/.cache/'], // where mutants live for a while
    },
  },
  eslintOptions: { projectService: false, tsconfigPath: './tsconfig.dev.json', dirs: ['src'], devdirs: ['test', 'bench', 'conformance', 'examples', 'build-tools'] },
  tsconfig: { compilerOptions: { types: ['node'], inlineSourceMap: false, inlineSources: false } }, // two thirds of the package would be source maps
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: { rootDir: '.', types: ['node', 'jest'], paths: { 'cdk-federated-roles': ['./src'], ...Object.fromEntries(SUBPATHS.map(name => [`cdk-federated-roles/${name}`, [`./src/${name}`]])) } },
    include: ['.projenrc.ts'],
    exclude: ['lib', 'cdk.out', 'test/consumers/apps'],
  },
  gitignore: ['cdk.out/', 'cdktf.out/', '*.tgz', '/.cache/', '/.jsii.tabl.json', 'test-results.json'],
  npmIgnoreOptions: { ignorePatterns: [] },
});

// ---- package: optional peers, a lazy root and one subpath for each namespace --------------------------------------

project.package.addField('peerDependenciesMeta', {
  'aws-cdk-lib': { optional: true },
  'constructs': { optional: true },
  'cdktf': { optional: true },
  '@cdktf/provider-azuread': { optional: true },
  '@cdktf/provider-azurerm': { optional: true },
  '@cdktf/provider-google': { optional: true },
  '@cdktf/provider-vault': { optional: true },
});
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/lazy-index.js' },
  ...Object.fromEntries(SUBPATHS.map(name => [`./${name}`, { types: `./lib/${name}/index.d.ts`, default: `./lib/${name}/index.js` }])),
  './.jsii': './.jsii',
  './package.json': './package.json',
});
project.package.addField('typesVersions', { '*': Object.fromEntries(SUBPATHS.map(name => [name, [`lib/${name}/index.d.ts`]])) });
project.package.addBin({ 'cdk-federated-roles': 'lib/cli/main.js' });
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.package.addEngine('node', '^20.0.0 || ^22.0.0 || >=24.0.0'); // .ci/run tests the first three
project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false }); // each finds its binary without one
project.package.addPackageResolutions('unrs-resolver@1.12.2'); // 1.13.0 was published without most of its bindings, which `npm ci` misses in the lock file
for (const path of ['/.ci', '/bench', '/build-tools', '/conformance', '/docs/adr', '/docs/mutation.md', '/jest.config.json', '/stryker.config.json', '/CONTRIBUTING.md', '/TESTING.md', '/cdk.out', '/test-results.json', '/.npmrc', '/.cache', '/.jsii.tabl.json']) {
  project.npmignore?.addPatterns(path);
}

// ---- tasks --------------------------------------------------------------------------------------------------------

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION', '1');

project.compileTask.exec('tsx build-tools/shield-optional-types.ts', { name: 'shield-optional-types' });
project.compileTask.exec('tsx build-tools/bundle-libraries.ts', { name: 'bundle-libraries' });

project.testTask.reset('jest', { receiveArgs: true });
project.addTask('lint', { description: 'Lint without changing a file', exec: 'eslint --ext .ts,.tsx --no-error-on-unmatched-pattern --max-warnings 0 src test bench conformance examples build-tools .projenrc.ts', env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' } });
project.addTask('typecheck', { description: 'Type-check everything that is not shipped', exec: 'tsc --noEmit -p tsconfig.dev.json' });

const start = project.addTask('start', { description: 'Synthesise the quickstart and print who may assume what' });
start.spawn(project.compileTask);
start.exec('tsx examples/quickstart/print-roles.ts');

project.addTask('test:newest', { description: 'Run the suite against the newest supported aws-cdk-lib', exec: 'tsx build-tools/test-newest.ts', receiveArgs: true });
project.addTask('test:nightly', { description: 'Run the property tests at full size', exec: 'jest test/properties test/agreement', env: { PROPERTY_RUNS: '100000' }, receiveArgs: true });
project.addTask('test:fuzz', { description: 'Read, review and explain 10,000 broken artefacts', exec: 'tsx test/verify/readers/fuzz.ts', receiveArgs: true });
project.addTask('consumers', { description: 'Install the packed tarball into throw-away apps', exec: 'tsx test/consumers/run.ts', receiveArgs: true });
project.addTask('docs:check', { description: 'Compile every ts block of the README, of docs and of the examples', exec: 'tsx build-tools/check-readme.ts' });
project.addTask('known-properties', { description: 'Write the properties that each room knows, from the public types; --check compares them', exec: 'tsx build-tools/write-known-properties.ts', receiveArgs: true });
project.addTask('one-shape', { description: 'Write docs/one-shape.md from the public types; --check compares it', exec: 'tsx build-tools/write-one-shape.ts', receiveArgs: true });
project.addTask('conformance', { description: 'Put what is emitted to real third parties: Terraform, Checkov, an OpenBao server', exec: 'tsx --tsconfig tsconfig.dev.json conformance/run.ts', receiveArgs: true });
project.addTask('conformance:iam', { description: 'Decide generated policies beside an evaluator of IAM that others wrote', exec: 'tsx conformance/iam-simulate/run.ts', receiveArgs: true });
project.addTask('mutation', { description: 'Change the pure code line by line and see whether a test notices', exec: 'stryker run', receiveArgs: true });
project.addTask('conformance:vectors', { description: 'Compare decisions and findings with the published vectors beside the project', exec: 'tsx --tsconfig tsconfig.dev.json conformance/subvectors/run.ts', receiveArgs: true });
project.addTask('bench', { description: 'Measure beside peers', exec: 'tsx bench/main.ts', receiveArgs: true });

new JsonFile(project, 'stryker.config.json', {
  obj: {
    testRunner: 'in-process', // jest starts anew for every mutant, which would take hours
    plugins: ['./build-tools/mutation-runner.mjs'],
    mutate: ['src/identity/**/*.ts', 'src/{aws,azure,google,vault}/{trust,evaluate}.ts', 'src/*/private/evaluation/**/*.ts', 'src/private/*hints.ts', 'src/private/subjects.ts', '!src/**/index.ts', '!src/**/token-keys.ts', '!src/**/known-properties.ts'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 30_000, // an endless loop is counted in steps: this is for what does not come back at all
    ignorePatterns: ['lib', 'docs', 'bench', 'conformance', 'examples', '*.md', '.jsii', '.cache', 'cdktf.out', 'dist', 'test/consumers', 'test/newest'],
    reporters: ['clear-text', 'progress-append-only', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
    jsonReporter: { fileName: '.cache/mutation.json' },
    tempDirName: '.cache/stryker',
    cleanTempDir: 'always',
    warnings: false, // of tests that take long, all of which are wanted
    thresholds: { high: 95, low: 90, break: 90 },
  },
});

// ---- the line that keeps pure code pure ---------------------------------------------------------------------------

const frameworks = ['aws-cdk-lib', 'aws-cdk-lib/*', 'cdktf', 'cdktf/*', '@cdktf/*', 'constructs'];
project.eslint?.addOverride({
  files: [
    'src/errors.ts', 'src/lazy-index.ts', 'src/identity/**', 'src/private/**', 'src/*/claim-keys.ts', 'src/{aws,azure,google,vault}/{trust,evaluate}.ts', 'src/*/limits.ts', 'src/*/private/errors.ts', 'src/*/private/evaluation/**',
    'src/verify/**', 'src/workflow/**', 'src/cli/**', 'src/jest/**',
  ],
  rules: { 'no-restricted-imports': ['error', { patterns: frameworks }] },
});
project.eslint?.addOverride({
  files: ['src/cli/run.ts', 'src/google/private/cel-library.ts', 'src/google/private/re2*.ts', 'src/verify/readers/private/json.ts', 'src/verify/readers/private/yaml.ts'],
  rules: { 'import/no-extraneous-dependencies': 'off' }, // their libraries are bundled into them when they are compiled
});
project.eslint?.addIgnorePattern('test/consumers/apps');
project.eslint?.addRules({ '@stylistic/max-len': ['error', { code: 200, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }] });

// ---- npm's own default registry is meant: projen would write one into the workflow --------------------------------

project.tryFindObjectFile('.github/workflows/release.yml')?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

project.synth();
