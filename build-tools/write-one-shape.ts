/**
 * Writes docs/one-shape.md from the public types: the same question on the four clouds. With `--check` it compares what is there, writes nothing
 * and fails where it differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Answer, Cloud, CLOUDS, Question, QUESTIONS } from './one-shape';
import { ROOT } from './project';
import { Face, facesOf } from './public-faces';

const PAGE = join(ROOT, 'docs', 'one-shape.md');

const HEAD = `# One shape for each question

The same question on the four clouds. Every entry is read from the public types (\`npm run one-shape\` writes this page): what has to be given stands first, what may be left out has a question mark, and \`…\` stands for more of it. Where a cloud has no such thing, the table says why.

What differs between the clouds in what they can test is in [one workload, several clouds](several-clouds.md).
`;

function main(check: boolean): void {
  const faces = facesOf([...Object.keys(CLOUDS), 'terraform']);
  const page = HEAD + QUESTIONS.map(question => section(question, faces)).join('');
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : undefined;
  console.log(before === page ? 'docs/one-shape.md is that of the public types' : check ? 'docs/one-shape.md differs from the public types' : 'written: docs/one-shape.md');
  if (!check) return writeFileSync(PAGE, page);
  if (before === page) return;
  console.error('run "npm run one-shape" and commit what it writes');
  process.exitCode = 1;
}

function section({ question, answers }: Question, faces: ReadonlyMap<string, Face>): string {
  const rows = Object.entries(CLOUDS).map(([cloud, name]) => `| ${name} | ${cell(question, name, answers[cloud as Cloud], faces.get(cloud)!, faces.get('terraform')!)} |`);
  return `\n## ${question}\n\n| | |\n|---|---|\n${rows.join('\n')}\n`;
}

function cell(question: string, cloud: string, { members = () => [], why }: Answer, face: Face, terraform: Face): string {
  const found = members(face, terraform).filter(member => member !== undefined);
  if (found.length > 0) return found.map(member => `\`${member.replace(/\|/g, '\\|')}\``).join('<br>');
  if (why === undefined) throw new Error(`${cloud} has no answer to "${question}" in its public types: say why in build-tools/one-shape.ts`);
  return `none: ${why}`;
}

main(process.argv.includes('--check'));
