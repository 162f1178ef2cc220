import { namesJson, unjudgedJson } from './review-json';
import type { Claims } from '../decide';
import type { Explanation } from '../explain';

/** The contract of `explain --format json`: `docs/cli.md` and its schema. The claims are what was read of the token, and never the token. */
export function explainJson(claims: Claims, { decisions, unjudged, passedOver, recorded }: Explanation): string {
  const all = decisions.map(({ target, outcome, reasons }) => ({
    target: target.id,
    ...namesJson(target),
    cloud: target.cloud,
    decision: outcome,
    reasons: reasons.map(({ claim, expected, found, ok, hint }) => ({ claim, expected, found: found ?? null, ok, hint: hint ?? null })),
  }));
  return `${JSON.stringify({ version: 1, claims, recorded: recorded ?? null, decisions: all, unjudged: unjudged.map(unjudgedJson), passedOver }, null, 2)}\n`;
}
