import { place } from './place';
import { counted, passedOverLines, unjudgedLines } from './reviewed';
import { LONGEST_CLAIM, PLAIN, readable, Style } from './style';
import type { Reason } from '../../private/decision';
import type { Claims } from '../decide';
import type { Explained, Explanation } from '../explain';
import { furtherNames } from '../names';
import { nearestFirst } from '../nearness';

export const UNCHECKED = 'The signature of the token, and the times in it, are not checked.';

export interface ExplainTextOptions {
  readonly style?: Style;
  /** Every target with every expected value, however long that becomes. */
  readonly all?: boolean;
}

/** What fits on a screen: more is counted. */
const MOST_LINES = 39;

/** More refusals by targets of other issuers than this are counted rather than shown. */
const FEW = 3;

/** More expected values than this are counted rather than shown; fewer where a target would take more than the screen. */
const MANY = [20, 5, 2, 1];

/** The answer as a person reads it: who accepts first, then who cannot tell, then the nearest of those that refuse. */
export function explainText(claims: Claims, explanation: Explanation, { style = PLAIN, all = false }: ExplainTextOptions = {}): string {
  const { decisions } = explanation;
  const head = [`token: ${['iss', 'sub', 'aud'].map(name => `${name} ${written(claims[name])}`).join(', ')}`, ''];
  const foot = footOf(explanation, style);
  const sorted = nearestFirst(decisions);
  const blocks = all ? sorted.map(decision => block(decision, style)) : fitting(sorted, MOST_LINES - head.length - foot.length - 2, style);
  const rest = restOf(sorted.slice(blocks.length));
  return `${[...head, ...blocks.flat(), ...rest, ...foot].join('\n')}\n`;
}

/** The first decisions that fit into so many lines, at least one. Those of strangers are left out where there are many. */
function fitting(sorted: readonly Explained[], most: number, style: Style): string[][] {
  const strangers = sorted.filter(isStranger).length;
  const shown = strangers > FEW && strangers < sorted.length ? sorted.slice(0, sorted.length - strangers) : sorted;
  const blocks: string[][] = [];
  let left = most;
  for (const decision of shown) {
    const lines = blocks.length === 0 ? firstBlock(decision, most, style) : block(decision, style, MANY[0]);
    if (lines.length > left) break;
    blocks.push(lines);
    left -= lines.length;
  }
  return blocks;
}

/** The first is shown whatever it takes: with fewer of the values that it expects, and cut in the end. */
function firstBlock(decision: Explained, most: number, style: Style): string[] {
  const fits = MANY.map(many => block(decision, style, many)).find(lines => lines.length <= most);
  if (fits !== undefined) return fits;
  const lines = block(decision, style, MANY[MANY.length - 1]);
  return [...lines.slice(0, most - 2), `  … and ${lines.length - most + 1} more lines; --all shows them`, ''];
}

/** What is not shown, in one line. */
function restOf(hidden: readonly Explained[]): string[] {
  if (hidden.length === 0) return [];
  const strangers = hidden.filter(isStranger).length;
  if (strangers === hidden.length) return [`${counted(strangers, 'target')} of other issuers refuse it as well; --target names one, --all shows them.`, ''];
  const counts = countsOf(hidden).map(([outcome, count]) => `${count} more ${outcome}`);
  return [`${counts.join(', ')}${strangers === 0 ? '' : `, ${strangers} of them of other issuers`}; --target names one, --all shows them.`, ''];
}

function footOf({ decisions, unjudged, passedOver, recorded }: Explanation, style: Style): string[] {
  const lines = unjudgedLines({ unjudged });
  const shown = lines.slice(0, FEW).map(line => `${style.yellow('not judged:')} ${readable(line)}`);
  if (lines.length > shown.length) shown.push(`${style.yellow('not judged:')} ${lines.length - shown.length} more kinds of things, which review names`);
  if (recorded !== undefined) shown.push(`An event of CloudTrail keeps ${recorded.join(', ')} of a token alone: what hangs on another claim is unknown.`);
  const counts = (['accept', 'reject', 'unknown'] as const).map(one => `${decisions.filter(({ outcome }) => outcome === one).length} ${one}`);
  return [...shown, `${counted(decisions.length, 'target')}: ${counts.join(', ')}. ${UNCHECKED}`, ...passedOverLines(passedOver)];
}

function countsOf(decisions: readonly Explained[]): [string, number][] {
  return (['accept', 'unknown', 'reject'] as const).map((one): [string, number] => [one, decisions.filter(({ outcome }) => outcome === one).length]).filter(([, count]) => count > 0);
}

/** A target that the token was never meant for: its issuer has another host, and is no enterprise of the same product. */
function isStranger({ outcome, reasons }: Explained): boolean {
  const iss = reasons.find(({ claim, ok }) => claim === 'iss' && !ok);
  if (outcome !== 'reject' || iss === undefined) return false;
  const found = hostOf(iss.found);
  return !found.endsWith('.ghe.com') && iss.expected.every(issuer => hostOf(issuer) !== found && !hostOf(issuer).endsWith('.ghe.com'));
}

function hostOf(issuer: unknown): string {
  return /^https:\/\/([^/]+)/.exec(String(issuer))?.[1].toLowerCase() ?? '';
}

/** The lines of one target, with an empty one behind them. */
function block({ target, outcome, reasons }: Explained, style: Style, many = Infinity): string[] {
  const colour = { accept: style.green, reject: style.red, unknown: style.yellow }[outcome];
  const where = [target.cloud, ...furtherNames(target).map(name => readable(name)), place(target.source)].join(', ');
  return [
    `${colour(style.bold(outcome))} ${style.bold(readable(target.id))} ${style.faint(`(${where})`)}`,
    ...reasons.flatMap(reason => reasonLines(reason, style, many)),
    '',
  ];
}

function reasonLines({ claim, expected, found, ok, hint }: Reason, style: Style, many: number): string[] {
  if (ok) return [`  ${style.green('ok')}    ${readable(claim)} ${style.faint(written(found))}`];
  return [
    `  ${style.red('fails')} ${readable(claim)}${hint === undefined ? '' : `: ${readable(hint)}`}`,
    ...expected.length === 0 ? [] : listed(expected, many).map((value, i) => `${i === 0 ? '        expected  ' : '                  '}${value}`),
    `        found     ${written(found)}`,
  ];
}

/** A list may hold what a thousand jobs are. */
function listed(expected: readonly string[], many: number): string[] {
  const some = expected.slice(0, many).map(value => readable(value));
  return some.length < expected.length ? [...some, `… and ${expected.length - some.length} more`] : some;
}

function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return readable(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_CLAIM);
}
