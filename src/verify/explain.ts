import { Claims, decide } from './decide';
import { matcher } from './matching';
import type { Artefacts, Target } from './model';
import { withoutMereExchange } from './private/exchange-only';
import { withNeverSent } from './private/never-sent';
import { Usage } from './usage';
import type { Decision, Outcome, Reason } from '../private/decision';

/** What one target answers, and why: what failed stands first. */
export interface Explained extends Decision {
  readonly target: Target;
}

export interface Explanation {
  /** What any of the targets answers: one that accepts is enough, and one that cannot tell is more than none. */
  readonly outcome: Outcome;
  /** The targets in the order of their ids. */
  readonly decisions: readonly Explained[];
}

/**
 * The decisions of all targets about one token. A provider of Google is passed over where its bindings are there, unless it is asked for.
 *
 * @param narrow an id of a target, or a pattern of ids with asterisks
 */
export function explain(artefacts: Artefacts, claims: Claims, narrow?: string): Explanation {
  const targets = targetsOf(artefacts, narrow);
  const decisions = (narrow === undefined ? withoutMereExchange(targets) : targets).map((target): Explained => {
    const { outcome, reasons } = decide(target, claims);
    return { target, outcome, reasons: inOrder(reasons.map(reason => withNeverSent(reason, claims))) };
  });
  const outcome = (['accept', 'unknown'] as const).find(one => decisions.some(decision => decision.outcome === one));
  return { outcome: outcome ?? 'reject', decisions };
}

/** The targets that are meant, in the order of their ids; none at all is a mistake. */
export function targetsOf({ targets }: Pick<Artefacts, 'targets'>, narrow?: string): Target[] {
  const sorted = [...targets].sort((a, b) => compare(a.id, b.id) || compare(a.source.file, b.source.file) || compare(a.source.pointer, b.source.pointer));
  if (narrow === undefined) return sorted;
  const fits = matcher(narrow);
  const found = sorted.filter(({ id }) => fits(id));
  if (found.length > 0) return found;
  const some = sorted.slice(0, 5).map(({ id }) => JSON.stringify(id));
  throw new Usage(`no target is named ${JSON.stringify(narrow)}${some.length === 0 ? ', none was read' : `, there are ${some.join(', ')}${sorted.length > 5 ? ` and ${sorted.length - 5} more` : ''}`}`);
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
