/**
 * Writes docs/mutation.md from the reports of Stryker: the score of each file, and every change that no test notices with the reason why that is accepted.
 *
 * Without an argument it reads the report of a whole run, else those that are named: of parts, the later in the place of the earlier.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCEPTED, reasonFor } from './mutation-accepted';
import { ROOT } from './project';

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'Ignored' | 'RuntimeError' | 'CompileError';
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

type Files = Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;

const PAGE = join(ROOT, 'docs', 'mutation.md');

function main(reports: readonly string[]): void {
  const files: Files = Object.assign({}, ...reports.map(report => JSON.parse(readFileSync(report, 'utf-8')).files));
  // of a report that is older, a file may be gone
  const names = Object.keys(files).filter(name => files[name].mutants.length > 0 && existsSync(join(ROOT, name))).sort();
  const survivors = names.flatMap(name => files[name].mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(mutant => survivor(name, files[name].source, mutant)));
  const page = readFileSync(PAGE, 'utf-8').replace(/(?<=<!-- begin: [^\n]*-->\n)[^]*(?=<!-- end -->)/, [
    table(names.map(name => [name, files[name].mutants])),
    ...ACCEPTED.map(({ why }) => ({ why, of: survivors.filter(({ reason }) => reason === why) })).filter(({ of }) => of.length > 0).map(({ why, of }) => group(why, of)),
    ...survivors.some(({ reason }) => reason === undefined) ? [group('No reason yet: a test is missing.', survivors.filter(({ reason }) => reason === undefined))] : [],
  ].map(part => `\n${part}\n`).join('') + '\n');
  writeFileSync(PAGE, page);
}

interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  readonly reason?: string;
}

function survivor(file: string, source: string, { location: { start, end }, replacement }: Mutant): Survivor {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, i) => line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined));
  const [original, replaced] = [cut.join('\n'), replacement].map(text => text.replace(/\s+/g, ' ').trim());
  return { file, line: start.line, original, replacement: replaced, reason: reasonFor(file, lines[0], original, replaced) };
}

function table(files: readonly (readonly [name: string, mutants: readonly Mutant[]])[]): string {
  const count = (mutants: readonly Mutant[], status: Mutant['status']) => mutants.filter(mutant => mutant.status === status).length;
  const row = (name: string, mutants: readonly Mutant[]) => {
    const [killed, timeout, survived, uncovered] = (['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const).map(status => count(mutants, status));
    const score = 100 * (killed + timeout) / (killed + timeout + survived + uncovered);
    return `| ${name} | ${killed} | ${timeout} | ${survived} | ${uncovered} | ${score.toFixed(1)} % |`;
  };
  const rooms = [...new Set(files.map(([name]) => roomOf(name)))];
  return [
    '| file | killed | ran on and on | survived | reached by no test | score |',
    '|---|---|---|---|---|---|',
    row('**all**', files.flatMap(([, mutants]) => mutants)),
    ...rooms.flatMap(room => {
      const inside = files.filter(([name]) => roomOf(name) === room);
      return [row(`**${room}**`, inside.flatMap(([, mutants]) => mutants)), ...inside.map(([name, mutants]) => row(`\`${name.slice('src/'.length)}\``, mutants))];
    }),
  ].join('\n');
}

function roomOf(name: string): string {
  return name.split('/').slice(0, 2).join('/');
}

function group(why: string, survivors: readonly Survivor[]): string {
  const short = (text: string) => `\`\` ${text.length > 100 ? `${text.slice(0, 99)}…` : text} \`\``.replace(/\|/g, '\\|');
  return [`**${why}**`, '', '| where | what stands there | what it may be as well |', '|---|---|---|',
    ...survivors.map(({ file, line, original, replacement }) => `| ${file.slice('src/'.length)}:${line} | ${short(original)} | ${replacement === '' ? 'nothing' : short(replacement)} |`)].join('\n');
}

main(process.argv.length > 2 ? process.argv.slice(2) : [join(ROOT, '.cache', 'mutation.json')]);
