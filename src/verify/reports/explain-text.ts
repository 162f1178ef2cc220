import { place } from './place';
import { counted } from './reviewed';
import { LONGEST_CLAIM, PLAIN, readable, Style } from './style';
import type { Reason } from '../../private/decision';
import type { Claims } from '../decide';
import type { Explained, Explanation } from '../explain';

export const UNCHECKED = 'The signature of the token, and the times in it, are not checked.';

/** More refusals by targets of other issuers than this are counted rather than told. */
const FEW = 3;

/** More expected values than this are counted rather than told. */
const MANY = 20;

/** The answer as a person reads it: who accepts first, and the nearest of those that refuse before the others. */
export function explainText(claims: Claims, { decisions }: Explanation, style: Style = PLAIN): string {
  const strangers = decisions.filter(isStranger);
  const told = strangers.length > FEW && strangers.length < decisions.length ? decisions.filter(decision => !isStranger(decision)) : decisions;
  const blocks = [...told].sort((a, b) => rank(a) - rank(b)).map(decision => block(decision, style));
  if (told.length < decisions.length) blocks.push(`${counted(strangers.length, 'target')} of other issuers refuse it as well; --target names one.\n`);
  const counts = (['accept', 'reject', 'unknown'] as const).map(one => `${decisions.filter(({ outcome }) => outcome === one).length} ${one}`);
  return [`token: ${['iss', 'sub', 'aud'].map(name => `${name} ${written(claims[name])}`).join(', ')}\n`, ...blocks, `${counted(decisions.length, 'target')}: ${counts.join(', ')}. ${UNCHECKED}\n`].join('\n');
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

function rank({ outcome, reasons }: Explained): number {
  if (outcome === 'accept') return -2;
  return outcome === 'unknown' ? -1 : reasons.filter(({ ok }) => !ok).length;
}

function block({ target, outcome, reasons }: Explained, style: Style): string {
  const colour = { accept: style.green, reject: style.red, unknown: style.yellow }[outcome];
  return [
    `${colour(style.bold(outcome))} ${style.bold(readable(target.id))} ${style.faint(`(${target.cloud}, ${place(target.source)})`)}`,
    ...reasons.flatMap(reason => lines(reason, style)),
    '',
  ].join('\n');
}

function lines({ claim, expected, found, ok, hint }: Reason, style: Style): string[] {
  if (ok) return [`  ${style.green('ok')}    ${readable(claim)} ${style.faint(written(found))}`];
  return [
    `  ${style.red('fails')} ${readable(claim)}${hint === undefined ? '' : `: ${readable(hint)}`}`,
    ...expected.length === 0 ? [] : [`        expected  ${listed(expected).join('\n                  ')}`],
    `        found     ${written(found)}`,
  ];
}

/** A list may hold what a thousand jobs are. */
function listed(expected: readonly string[]): string[] {
  const some = expected.slice(0, MANY).map(value => readable(value));
  return some.length < expected.length ? [...some, `… and ${expected.length - some.length} more`] : some;
}

function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return readable(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_CLAIM);
}
