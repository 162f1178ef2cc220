import { Claims, decide } from './decide';
import type { Artefacts, Target, Unjudged } from './model';
import { namesOf, targetMatcher } from './names';
import { withoutMereExchange } from './private/exchange-only';
import { withNeverSent } from './private/never-sent';
import { decideRecorded } from './private/unrecorded';
import { Usage } from './usage';
import type { Decision, Outcome, Reason } from '../private/decision';
import { similarTo } from '../private/nearest';

/** What one target answers, and why: what failed stands first. */
export interface Explained extends Decision {
  readonly target: Target;
}

export interface Explanation {
  /** What any of the targets answers: one that accepts is enough, and one that cannot tell is more than none. */
  readonly outcome: Outcome;
  /** The targets in the order of their ids. */
  readonly decisions: readonly Explained[];
  readonly unjudged: readonly Unjudged[];
  readonly passedOver: number;
  /** The only claims that are known of the token; absent where all are. */
  readonly recorded?: readonly string[];
}

/**
 * The decisions of all targets about one token. A provider of Google is passed over where its bindings are there, unless it is asked for.
 *
 * @param narrow an id, a name or an ARN of a target, or a pattern of them with asterisks
 * @param recorded the only claims that are known of the token, where its source does not keep all
 */
export function explain(artefacts: Artefacts, claims: Claims, narrow?: string, recorded?: readonly string[]): Explanation {
  const targets = targetsOf(artefacts, narrow);
  const decisions = (narrow === undefined ? withoutMereExchange(targets) : targets).map((target): Explained => {
    const { outcome, reasons } = recorded === undefined ? decide(target, claims) : decideRecorded(target, claims, recorded);
    return { target, outcome, reasons: inOrder(reasons.map(reason => withNeverSent(reason, claims))) };
  });
  const outcome = (['accept', 'unknown'] as const).find(one => decisions.some(decision => decision.outcome === one));
  return { outcome: outcome ?? 'reject', decisions, unjudged: artefacts.unjudged, passedOver: artefacts.passedOver ?? 0, ...recorded === undefined ? {} : { recorded } };
}

/** The targets that are meant, in the order of their ids; none at all is a mistake. */
export function targetsOf({ targets }: Pick<Artefacts, 'targets'>, narrow?: string): Target[] {
  const sorted = [...targets].sort((a, b) => compare(a.id, b.id) || compare(a.source.file, b.source.file) || compare(a.source.pointer, b.source.pointer));
  if (narrow === undefined) return sorted;
  const found = sorted.filter(targetMatcher(narrow));
  if (found.length > 0) return found;
  throw new Usage(`no target is named ${JSON.stringify(narrow)}${nearestTo(narrow, sorted)}`);
}

/** How many targets are named where the one that was asked for is not there. */
const NAMED = 5;

/** The targets that were probably meant, as part of a message. */
function nearestTo(wanted: string, targets: readonly Target[]): string {
  if (targets.length === 0) return ', none was read';
  const ids = new Map(targets.flatMap(target => [target.id, ...Object.values(namesOf(target))].map(name => [String(name), target.id] as const)));
  const nearest = [...new Set(similarTo(wanted, [...ids.keys()]).map(({ word }) => ids.get(word)!))].slice(0, NAMED).map(id => JSON.stringify(id));
  return targets.length <= NAMED ? `, there are ${nearest.join(', ')}` : `, the nearest of ${targets.length} are ${nearest.join(', ')}`;
}

/** As the evaluator has them, but a failure of which no cause is known behind those that have one. */
function inOrder(reasons: readonly Reason[]): Reason[] {
  const rank = ({ ok, hint }: Reason) => ok ? 2 : hint === undefined ? 1 : 0;
  return [...reasons].sort((a, b) => rank(a) - rank(b));
}

/** By code units: the same on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
