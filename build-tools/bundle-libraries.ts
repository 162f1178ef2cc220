import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/**
 * Puts the libraries that the package needs at run time into the compiled files that use them, and their licences beside them: nothing but the
 * optional peers is left to install, and a library of ECMAScript modules loads in every tool that knows CommonJS alone.
 */
const ROOT = join(__dirname, '..');
const FILES = ['lib/google/private/cel-library.js', 'lib/google/private/re2-library.js', 'lib/verify/readers/private/yaml.js'];
const COMMAND = { source: 'src/cli/main.ts', file: 'lib/cli/main.js' };
const NOTICES = 'lib/THIRD-PARTY-LICENSES.txt';

const ours: Plugin = { name: 'ours-stays-apart', setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\// }, ({ importer, path }) => importer.includes('node_modules') ? undefined : { path, external: true }) };

async function main(): Promise<void> {
  const packages = new Set<string>();
  for (const file of FILES) writeFileSync(join(ROOT, file), await bundled(file, packages, { mainFields: ['module', 'main'], minifyWhitespace: true, minifySyntax: true, plugins: [ours] }));
  await bundleCommand(packages);
  writeFileSync(join(ROOT, NOTICES), [...packages].sort().map(notice).join('\n'));
  console.log(`${NOTICES}: ${[...packages].map(folder => folder.split('node_modules/').pop()).join(', ')}`);
}

/** The text of a file with the libraries that it uses, whose folders join the others. */
async function bundled(file: string, packages: Set<string>, options: BuildOptions): Promise<string> {
  const { outputFiles: [{ text }], metafile } = await build({ entryPoints: [join(ROOT, file)], absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20', format: 'cjs', legalComments: 'none', ...options, write: false, metafile: true });
  const inlined = Object.keys(metafile.inputs).flatMap(input => /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  if (inlined.length === 0) throw new Error(`${file} uses no library: take it off the list of ${relative(ROOT, __filename)}`);
  inlined.forEach(name => packages.add(name));
  return text;
}

/** What the command line leaves in files of their own: large, and not needed by most reviews. */
const LATE = ['google/private/cel-library', 'google/private/re2-library', 'verify/readers/private/yaml'];

const lateStaysApart: Plugin = {
  name: 'late-stays-apart',
  setup: ({ onResolve }) => onResolve({ filter: /\/(cel-library|re2-library|yaml)$/ }, ({ resolveDir, path }) => {
    const file = relative(join(ROOT, 'src'), join(resolveDir, path)).split(sep).join('/');
    return LATE.includes(file) ? { path: `../${file}.js`, external: true } : undefined;
  }),
};

/** For commands that are programs of their own, which none of ours is; to load it takes a tenth of the start. */
const nothingIsSpawned: Plugin = {
  name: 'nothing-is-spawned',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) => importer.includes('commander') ? { path, namespace: 'unused' } : undefined);
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: '' }));
  },
};

/**
 * The command line in one file, since opening a hundred takes longer than most reviews. It is made of the source, whose modules can be put into one scope:
 * compiled ones stay functions, which the engine reads twice.
 */
async function bundleCommand(packages: Set<string>): Promise<void> {
  const text = await bundled(COMMAND.source, packages, { minify: true, plugins: [lateStaysApart, nothingIsSpawned] });
  for (const file of LATE) if (!text.includes(`"../${file}.js"`)) throw new Error(`${COMMAND.file} does not load ${file}`);
  const folder = join(ROOT, dirname(COMMAND.file));
  readdirSync(folder).forEach(name => rmSync(join(folder, name)));
  writeFileSync(join(ROOT, COMMAND.file), text, { mode: 0o755 });
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  if (!['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'].includes(license)) throw new Error(`${name} is licensed ${license}, which cannot ship`);
  return `${name} ${version} (${license})\n\n${readFileSync(licenceOf(folder), 'utf8').trim()}\n`;
}

function licenceOf(folder: string): string {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']) {
    try {
      readFileSync(join(ROOT, folder, name));
      return join(ROOT, folder, name);
    } catch { /* the next spelling */ }
  }
  throw new Error(`no licence text in ${dirname(join(ROOT, folder, 'x'))}`);
}

void main();
