import * as ts from 'typescript';
import { Block, blocksOf, proseOf } from '../../build-tools/markdown';
import * as library from '../../src';
import * as azure from '../../src/azure';
import * as google from '../../src/google';
import * as terraform from '../../src/terraform';
import * as vault from '../../src/vault';

/** What the fixture of the documentation imports, by the names that a block uses. */
function fixture(): Record<string, unknown> {
  return {
    ...library,
    cdk: load('aws-cdk-lib'),
    iam: load('aws-cdk-lib/aws-iam'),
    cdktf: load('cdktf'),
    ...load('cdktf'),
    aws: library.aws,
    azure,
    google,
    terraform,
    vault,
  };
}

function load(name: string): Record<string, unknown> {
  if (name === 'cdk-federated-roles') return { ...library, aws: library.aws, azure, google, terraform, vault };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what a block imports
  return require(name);
}

/**
 * Runs a block of a page as somebody would who has copied it, and gives what it has defined.
 *
 * @param given what the block declares, such as its stack
 * @param wanted names of the block to give back
 */
export function runBlock(text: string, given: Readonly<Record<string, unknown>> = {}, wanted: readonly string[] = []): Record<string, unknown> {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, removeComments: true } });
  const around = { ...fixture(), ...given };
  const names = Object.keys(around).filter(name => /^[A-Za-z_]\w*$/.test(name) && name !== 'default');
  const body = outputText.replace('"use strict";', '').replace('Object.defineProperty(exports, "__esModule", { value: true });', '').replace(/^export \{\};$/m, '');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a page of ours, run as its reader would
  const run = new Function('require', 'exports', ...names, `{ ${body}\nreturn { ${wanted.join(', ')} }; }`);
  return run(load, {}, ...names.map(name => around[name]));
}

/** The blocks of one language between a heading and the next of the same or a higher level. */
export function blocksBelow(page: string, heading: string, language = 'ts'): Block[] {
  const lines = proseOf(page).split('\n');
  const start = lines.findIndex(line => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`${page} has no heading "${heading}"`);
  const level = /^#+/.exec(lines[start])![0].length;
  const next = lines.findIndex((line, at) => at > start && /^#+ /.test(line) && /^#+/.exec(line)![0].length <= level);
  const end = next < 0 ? lines.length : next;
  const found = blocksOf(page).filter(block => block.line - 1 > start && block.line - 1 < end && block.language.split(' ')[0] === language);
  if (found.length === 0) throw new Error(`${page} has no block of ${language} below "${heading}"`);
  return found;
}

/** The headings of a page that begin with a word, in their order. */
export function headings(page: string, beginning: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, text]) => text).filter(text => text.startsWith(beginning));
}
