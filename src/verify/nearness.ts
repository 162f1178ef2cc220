import type { Explained } from './explain';
import type { Reason } from '../private/decision';

/** Decisions in the order in which a person wants them: who accepts, who cannot tell, and of those that refuse the nearest first. Equally near ones keep their order. */
export function nearestFirst(decisions: readonly Explained[]): Explained[] {
  return decisions.map(decision => ({ decision, rank: rankOf(decision) })).sort((a, b) => byRank(a.rank, b.rank)).map(({ decision }) => decision);
}

/** Of each the smaller comes first, and the one before counts more. */
type Rank = readonly number[];

const OUTCOMES = ['accept', 'unknown', 'reject'];

/** By the answer, whether another issuer is trusted, how many claims fail, and how little of those that fail is as it should be. */
function rankOf({ outcome, reasons }: Explained): Rank {
  const failing = reasons.filter(({ ok }) => !ok);
  const foreign = failing.some(({ claim }) => claim === 'iss') ? 1 : 0;
  return [OUTCOMES.indexOf(outcome), foreign, failing.length, -Math.max(0, ...failing.map(inCommon))];
}

function byRank(a: Rank, b: Rank): number {
  const at = a.findIndex((one, i) => one !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** How far what was found is what one of the expected values begins with, leaving aside letter case and the numeric ids that a subject may carry. */
function inCommon({ expected, found }: Reason): number {
  const texts = (Array.isArray(found) ? found : [found]).filter(one => typeof one === 'string').map(plain);
  return Math.max(0, ...expected.flatMap(value => texts.map(text => commonLength(plain(value), text))));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/@\d+(?=[/:]|$)/g, '');
}

function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}
