import { matcher } from './matching';
import type { Finding, Source } from './model';
import { parseDocument } from './readers/private/document';
import { isObject, pointer } from './readers/private/values';
import { Unreadable } from './readers/unreadable';
import { nearest } from '../private/nearest';

/** A finding that is accepted for a while, and why. */
export interface Suppression {
  readonly rule: string;
  /** The id of a target, or a pattern of ids with asterisks. */
  readonly target: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly expires: string;
  readonly source: Source;
}

/** Rules that are about the suppressions themselves, and cannot be suppressed. */
const OWN_RULES = { expired: 'suppression-expired', unused: 'suppression-unused' } as const;

const LONGEST = 1024 * 1024;
const FIELDS = ['rule', 'target', 'reason', 'expires'] as const;

/**
 * The suppressions of a checked-in file, YAML or JSON.
 *
 * @param rules the ids of all rules that there are
 * @throws Unreadable for a file that says something else, with the line where it does
 */
export function readSuppressions(text: string, file: string, rules: readonly string[]): Suppression[] {
  if (text.length > LONGEST) throw new Unreadable(file, `is ${text.length} characters, a file of suppressions has at most ${LONGEST}`);
  const document = parseDocument(text, file);
  const lineOf = (...path: (string | number)[]): number | undefined => document.positions(new Set([pointer(...path)])).lines.get(pointer(...path));
  const value: unknown = document.value;
  const [twice] = document.positions(new Set()).twice;
  if (twice !== undefined) throw new Unreadable(file, `has the key ${JSON.stringify(twice.key)} twice`, twice.line);
  if (!isObject(value)) throw new Unreadable(file, 'holds no suppressions: it begins with "version: 1" and has a list "suppressions"');
  if (value.version === undefined) throw new Unreadable(file, 'has no version: it begins with "version: 1"');
  if (value.version !== 1) throw new Unreadable(file, `has version ${JSON.stringify(value.version)}, only 1 is known`, lineOf('version'));
  const stray = Object.keys(value).find(key => key !== 'version' && key !== 'suppressions');
  if (stray !== undefined) throw new Unreadable(file, `has an unknown field ${JSON.stringify(stray)}, beside "version" stands "suppressions" alone`, lineOf(stray));
  if (!Array.isArray(value.suppressions)) throw new Unreadable(file, 'has no list "suppressions"', lineOf('suppressions'));
  return value.suppressions.map((entry: unknown, i): Suppression => {
    const source: Source = { file, pointer: `/suppressions/${i}`, line: lineOf('suppressions', i) };
    const wrong = mistake(entry, rules);
    if (wrong !== undefined) throw new Unreadable(file, `suppression ${i + 1} ${wrong}`, source.line);
    const { rule, target, reason, expires } = entry as Suppression;
    return { rule, target, reason, expires, source };
  });
}

function mistake(entry: unknown, rules: readonly string[]): string | undefined {
  if (!isObject(entry)) return `is no object with ${FIELDS.join(', ')}`;
  const stray = Object.keys(entry).find(key => !FIELDS.includes(key as typeof FIELDS[number]));
  if (stray !== undefined) return `has an unknown field ${JSON.stringify(stray)}, known are ${FIELDS.join(', ')}`;
  const empty = FIELDS.find(field => typeof entry[field] !== 'string' || entry[field].trim() === '');
  if (empty !== undefined) return `has no ${empty}: each needs ${FIELDS.join(', ')} as text`;
  const { rule, expires } = entry as unknown as Suppression; // each is text: seen above
  if (!rules.includes(rule)) {
    const near = nearest(rule, rules);
    return `names rule ${JSON.stringify(rule)}, which does not exist${near === undefined ? '' : `: did you mean ${JSON.stringify(near)}?`}`;
  }
  return isDay(expires) ? undefined : `has expires ${JSON.stringify(expires)}, a day like 2027-01-31 is meant`;
}

/**
 * What is left of findings, and what is to be said of the suppressions themselves.
 *
 * One that has expired suppresses nothing and is a finding; one that matches nothing is a note.
 *
 * @param today `YYYY-MM-DD`
 */
export function suppress(findings: readonly Finding[], suppressions: readonly Suppression[], today: string): { readonly findings: Finding[]; readonly suppressed: number } {
  const [expired, live] = [suppressions.filter(({ expires }) => expires < today), suppressions.filter(({ expires }) => expires >= today)];
  const tests = live.map(suppression => ({ suppression, fits: matcher(suppression.target), used: false }));
  const left = findings.filter(finding => {
    const fitting = tests.filter(({ suppression, fits }) => suppression.rule === finding.rule && fits(finding.target));
    fitting.forEach(test => { test.used = true; });
    return fitting.length === 0;
  });
  const about = [...expired.map(expiredFinding), ...tests.filter(({ used }) => !used).map(({ suppression }) => unusedFinding(suppression))];
  return { findings: [...left, ...about], suppressed: findings.length - left.length };
}

function expiredFinding({ rule, target, expires, source }: Suppression): Finding {
  return {
    rule: OWN_RULES.expired,
    severity: 'warning',
    target,
    message: `the suppression of ${rule} ended on ${expires}, what it hid is reported again`,
    remedy: 'fix what it hid and delete it, or look at the reason once more and set a later day',
    source,
  };
}

function unusedFinding({ rule, target, source }: Suppression): Finding {
  return { rule: OWN_RULES.unused, severity: 'note', target, message: `the suppression of ${rule} matches no finding`, remedy: 'delete it', source };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}
