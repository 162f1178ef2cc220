import type { Admission } from '../admission/admission';
import type { Case, Judged } from '../judged';
import type { Artefacts, Severity, Source, Target } from '../model';

/** What is wrong, in one line that names the culprit. */
export interface Flaw {
  readonly message: string;
  /** Where it differs from that of the rule. */
  readonly severity?: Severity;
  readonly remedy?: string;
  /** The end of the JSON pointer, after that of the target. */
  readonly pointer?: string;
}

/** `unknown` where the answer hangs on what is only known at deployment. */
export type Outcome = { readonly kind: 'finding'; readonly flaws: readonly Flaw[] } | { readonly kind: 'pass' } | { readonly kind: 'unknown' };

export const PASS: Outcome = { kind: 'pass' };
export const UNKNOWN: Outcome = { kind: 'unknown' };

interface Described {
  /** Public contract. */
  readonly id: string;
  /** The gravest that it reports. */
  readonly severity: Severity;
  /** What it looks for, in one line. */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

/** A rule that looks at one target at a time. */
export interface TargetRule extends Described {
  readonly scope: 'target';
  readonly check: (one: Case) => Outcome;
}

/** A flaw of something that stands among others. */
export interface PlacedFlaw extends Flaw {
  readonly target: string;
  readonly source: Source;
}

/** A rule that looks at everything that was read at once. */
export interface ArtefactRule extends Described {
  readonly scope: 'artefacts';
  readonly check: (artefacts: Artefacts, cases: readonly Case[]) => readonly PlacedFlaw[];
}

export type Rule = TargetRule | ArtefactRule;

/** The outcome of a rule that asks the same of each admission. */
export function each({ admissions }: Case, ask: (admission: Judged) => readonly Flaw[] | Flaw | 'unknown' | undefined): Outcome {
  const flaws: Flaw[] = [];
  let isUnknown = false;
  for (const admission of admissions) {
    const answer = ask(admission);
    if (answer === 'unknown') isUnknown = true;
    else if (answer !== undefined) for (const flaw of Array.isArray(answer) ? answer as readonly Flaw[] : [answer as Flaw]) flaws.push({ pointer: admission.pointer, ...flaw });
  }
  if (flaws.length > 0) return { kind: 'finding', flaws: distinct(flaws) };
  return isUnknown ? UNKNOWN : PASS;
}

/** The outcome of a rule that has its flaws already. */
export function outcome(flaws: readonly Flaw[]): Outcome {
  return flaws.length === 0 ? PASS : { kind: 'finding', flaws: distinct(flaws) };
}

function distinct(flaws: readonly Flaw[]): Flaw[] {
  return [...new Map(flaws.map(flaw => [flaw.message + (flaw.pointer ?? ''), flaw])).values()];
}

/** A flaw of a target as a whole. */
export function of(target: Target, flaw: Flaw): PlacedFlaw {
  return { ...flaw, target: target.id, source: target.source };
}

/** Whether an admission can be met at all. */
export function isOpen(admission: Admission): boolean {
  return admission.never === undefined;
}
