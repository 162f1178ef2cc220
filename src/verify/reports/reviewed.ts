import type { Finding, Severity, Target } from '../model';

/** What a review has come to, in the order in which it is told. */
export interface Reviewed {
  readonly targets: readonly Target[];
  readonly findings: readonly Finding[];
  /** How many findings a checked-in file suppresses. */
  readonly suppressed: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Whether there is a finding of this severity or a graver one. */
export function reaches(findings: readonly Finding[], level: Severity): boolean {
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level));
}

/** `3 targets, 1 error, 2 warnings, 0 notes`. */
export function summary({ targets, findings, suppressed }: Reviewed): string {
  const counts = SEVERITIES.map(severity => counted(findings.filter(finding => finding.severity === severity).length, severity));
  return [counted(targets.length, 'target'), ...counts, ...suppressed === 0 ? [] : [`${suppressed} suppressed`]].join(', ');
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
