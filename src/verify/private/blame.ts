import type { Finding } from '../model';

/** Findings that are told as one violation: same rule, same severity, same words. */
export interface Violation {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly remedy: string;
  readonly findings: readonly Finding[];
}

/** Findings by rule, message and remedy, in the order in which they came. */
export function violationsOf(findings: readonly Finding[]): Violation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.severity, finding.message, finding.remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(group => ({ ...group[0], findings: group }));
}

/** The logical id of the resource that a pointer of a template leads into. */
export function logicalIdAt(pointer: string): string | undefined {
  const [, id] = /^\/Resources\/([^/]+)/.exec(pointer) ?? [];
  return id?.replace(/~1/g, '/').replace(/~0/g, '~');
}
