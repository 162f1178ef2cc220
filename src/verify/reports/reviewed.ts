import type { Finding, Severity, Target, Unjudged } from '../model';

/** What a review has come to, in the order in which it is reported. */
export interface Reviewed {
  readonly targets: readonly Target[];
  readonly findings: readonly Finding[];
  /** How many findings a checked-in file suppresses. */
  readonly suppressed: number;
  /** What was seen and could not be judged. */
  readonly unjudged: readonly Unjudged[];
  /** How many files of directories are no artefacts. */
  readonly passedOver?: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Whether there is a finding of this severity or a graver one. */
export function reaches(findings: readonly Finding[], level: Severity): boolean {
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level));
}

/** How many places of one type and one reason are named before the rest is counted. */
const NAMED = 5;

/** What was not judged, a line for each type and reason: `2 of aws_iam_role (a, b): the policy is unknown until deployment`. */
export function unjudgedLines({ unjudged }: Pick<Reviewed, 'unjudged'>): string[] {
  const groups = new Map<string, Unjudged[]>();
  for (const one of unjudged) {
    const key = JSON.stringify([one.type, one.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map(([first, ...others]) => {
    const ids = [first, ...others].map(({ id }) => id);
    const rest = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
    return `${ids.length} of ${first.type} (${ids.slice(0, NAMED).join(', ')}${rest}): ${first.reason}`;
  });
}

/** What a directory held besides, in one line; nothing where it held nothing else. */
export function passedOverLines(count: number | undefined): string[] {
  if (count === undefined || count === 0) return [];
  return [`passed over ${counted(count, 'file')} that ${count === 1 ? 'is no artefact' : 'are no artefacts'}`];
}

/** `3 targets, 1 error, 2 warnings, 0 notes`. */
export function summary({ targets, findings, suppressed, unjudged }: Reviewed): string {
  const counts = SEVERITIES.map(severity => counted(findings.filter(finding => finding.severity === severity).length, severity));
  return [counted(targets.length, 'target'), ...counts, ...suppressed === 0 ? [] : [`${suppressed} suppressed`], ...unjudged.length === 0 ? [] : [`${unjudged.length} not judged`]].join(', ');
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
