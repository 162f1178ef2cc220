import { EXCEPTIONS } from './exceptions';
import { framed } from './targets';
import type { Vector } from './vector';
import { decide } from '../../src/verify/decide';
import { review } from '../../src/verify/review';

export interface Verdict {
  readonly id: string;
  /** What differs from the published answer; nothing where the answers agree. */
  readonly differences: readonly string[];
  readonly excepted?: string;
}

/**
 * Compares the answers about one vector.
 *
 * `match` is an accepted token and `no-match` a rejected one. `dangerous` is at least one error or warning, `safe` is none. `caution` lies between
 * and asks for neither, unless its patterns say that the condition is always false, which has to be found.
 */
export function judged(vector: Vector): Verdict {
  const { targets, decides, token, ofFrame } = framed(vector);
  const { outcome } = decide(decides, token);
  const wanted = vector.expect === 'match' ? 'accept' : 'reject';
  const findings = review({ targets, roles: [], providers: [], staticKeys: [], duplicateKeys: [], unjudged: [] }).filter(({ rule, severity }) => severity !== 'note' && !ofFrame.includes(rule));
  const said = findings.map(({ rule, severity }) => `${severity} ${rule}`).join(', ');
  const { grade, patterns } = vector.judgment ?? { grade: 'caution', patterns: [] };
  const asksFor = grade === 'dangerous' || patterns.includes('always-false');
  const differences = [
    ...outcome === wanted ? [] : [`${outcome} where ${wanted} is published`],
    ...asksFor && findings.length === 0 ? [`nothing found where ${grade} (${patterns.join(', ')}) is published`] : [],
    ...grade === 'safe' && findings.length > 0 ? [`${said} where safe is published`] : [],
  ];
  return { id: vector.id, differences, excepted: Object.prototype.hasOwnProperty.call(EXCEPTIONS, vector.id) ? EXCEPTIONS[vector.id] : undefined };
}
