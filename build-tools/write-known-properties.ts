/**
 * Writes, from the public types, the properties that each room knows (`src/<room>/private/known-properties.ts`) and the calls that take them
 * (`test/contract/calls-with-options.json`). With `--check` it compares what is there, writes nothing and fails where it differs.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './project';
import { publicStructs, Struct } from './public-structs';

const ROOMS = readdirSync(join(ROOT, 'src')).filter(room => existsSync(join(ROOT, 'src', room, 'index.ts'))).sort();
const CALLS = join(ROOT, 'test', 'contract', 'calls-with-options.json');

function main(check: boolean): void {
  const { rooms, parameters } = publicStructs(ROOMS);
  const files = new Map(ROOMS.map(room => [join(ROOT, 'src', room, 'private', 'known-properties.ts'), tableOf(rooms[room])]));
  files.set(CALLS, `[\n${parameters.map(one => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
  const stale = [...files].filter(([file, text]) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined) !== text);
  for (const [file, text] of check ? [] : stale) {
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
  const names = stale.map(([file]) => relative(ROOT, file));
  console.log(names.length === 0 ? 'the known properties are those of the public types' : `${check ? 'differs from the public types' : 'written'}: ${names.join(', ')}`);
  if (check && stale.length > 0) {
    console.error('run "npm run known-properties" and commit what it writes');
    process.exitCode = 1;
  }
}

/** A room whose calls take no options has no table. */
function tableOf(structs: Readonly<Record<string, Struct>>): string | undefined {
  const entries = Object.entries(structs);
  if (entries.length === 0) return undefined;
  return [
    '// Written by "npm run known-properties" from the public types.',
    '',
    'export const STRUCTS = {',
    ...entries.map(([name, struct]) => `  ${name}: {\n${propertiesOf(struct)}\n  },`),
    '} as const;',
    '',
  ].join('\n');
}

function propertiesOf(struct: Struct): string {
  const quoted = Object.keys(struct).some(key => key.endsWith('?'));
  return Object.entries(struct).map(([key, kind]) => `    ${quoted ? `'${key}'` : key}: '${kind}',`).join('\n');
}

main(process.argv.includes('--check'));
