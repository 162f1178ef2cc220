/** One thing that was put to a third party. */
export interface Check {
  readonly what: string;
  /** What is wrong; nothing where all is well. */
  readonly problems: readonly string[];
}

/** What came of a step: checks, and what could not be checked on this machine. */
export interface StepResult {
  readonly checks: readonly Check[];
  readonly skipped: readonly string[];
}

export function report(name: string, { checks, skipped }: StepResult): { passed: number; failed: number; skipped: number } {
  process.stdout.write(`\n== ${name}\n`);
  for (const { what, problems } of checks) process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n${problems.map(problem => `     ${problem}\n`).join('')}`);
  for (const what of skipped) process.stdout.write(`SKIPPED ${what}\n`);
  const failed = checks.filter(({ problems }) => problems.length > 0).length;
  return { passed: checks.length - failed, failed, skipped: skipped.length };
}
