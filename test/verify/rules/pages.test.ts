import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimKeysOf } from '../../../src/aws/claim-keys';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';
import { RULES } from '../../../src/verify/rules';
import * as administrators from '../../../src/verify/rules/administrator-permissions';
import { IN_EXPRESSION } from '../../../src/verify/rules/claim-never-sent';
import { ROOT } from '../../contract/source-files';

const FOLDER = join(ROOT, 'docs', 'rules');

const page = (id: string) => readFileSync(join(FOLDER, `${id}.md`), 'utf8');

/** The JSON under a heading. */
function example(id: string, heading: string): string {
  const [, text] = new RegExp(`^## ${heading}\\n\\n\`\`\`json\\n(.*?)^\`\`\`$`, 'ms').exec(page(id)) ?? [];
  if (text === undefined) throw new Error(`${id}: no example under ${heading}`);
  return text;
}

const found = (text: string) => review(readText(text, { file: 'example.json' }));

describe.each(RULES.map(rule => ({ id: rule.id, rule })))('the page of $id', ({ id, rule }) => {
  test('says what the rule says', () => {
    expect(page(id).startsWith(`# ${id}\n\n**${rule.severity}**: ${rule.title}\n\n${rule.why}\n\n**Remedy:** ${rule.remedy}\n`)).toBe(true);
  });

  test('shows what is found, with its severity, its target and what to do', () => {
    const own = found(example(id, 'Found')).filter(finding => finding.rule === id);
    expect(own.map(({ severity }) => severity)).toContain(rule.severity);
    for (const finding of own) {
      expect(finding.message).toMatch(/^\S.*[^.]$/);
      expect(finding.message).not.toContain('\n');
      expect(finding.remedy).not.toBe('');
      expect(finding.target).not.toBe('');
    }
  });

  test('shows what is not found, and nothing else is wrong with it', () => {
    expect(found(example(id, 'Not found')).filter(({ severity, rule: name }) => severity !== 'note' || name === id)).toEqual([]);
  });
});

test('every page is of a rule, and the table lists them all', () => {
  const pages = readdirSync(FOLDER).filter(name => name !== 'README.md').map(name => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const { id, severity, title } of RULES) expect(page('README')).toContain(`| [\`${id}\`](${id}.md) | ${severity} | ${title} |`);
});

test('the page about administrators lists what counts', () => {
  const lists = Object.values(administrators).filter((value): value is readonly string[] => Array.isArray(value));
  expect(lists.length).toBeGreaterThan(6);
  for (const name of lists.flat()) expect(page('administrator-permissions')).toContain(`* \`${name}\``);
});

test('the page about claims that are never sent lists those that are', () => {
  const row = (...names: readonly string[]) => names.map(name => `\`${name}\``).join(', ');
  for (const host of ['token.actions.githubusercontent.com', 'gitlab.com', 'agent.buildkite.com', 'oidc.circleci.com/org/1']) {
    expect(claimKeysOf(host).length).toBeGreaterThan(0);
    expect(page('claim-never-sent')).toContain(` | ${row(...claimKeysOf(host))} |`);
  }
  for (const [issuer, claims] of Object.entries(IN_EXPRESSION)) expect(page('claim-never-sent')).toContain(`| ${issuer} | ${row(...claims)} |`);
});
