import { each, Flaw, isOpen, TargetRule } from './rule';
import { own } from '../../identity/private/own';
import type { ClaimTest } from '../admission/admission';
import type { IssuerGrammar } from '../issuers';
import { hasWildcard, isLate, shown } from '../pattern';

export const subjectNeverSent: TargetRule = {
  id: 'subject-never-sent',
  severity: 'error',
  scope: 'target',
  title: 'the issuer never sends such a subject, or such a value of a claim',
  why: 'The trust looks right and matches nothing: the mistake shows as a refused token in the pipeline, which gives no reason.',
  remedy: 'write the subject as the issuer does',
  check: one => each(one, admission => {
    const { grammar } = admission;
    if (!isOpen(admission) || grammar === undefined) return undefined;
    // members of Google are the matter of mapping-mismatch
    const values = one.target.kind === 'workload-identity-binding' ? [] : admission.tests.flatMap(test => ofValues(test, grammar));
    const all = admission.subjects.filter(({ test }) => test.negative !== true);
    return [...values, ...all.filter(({ subject, value }) => subject.never !== undefined && !/[*?]/.test(value)).map(({ value, subject }) => ({
      message: `${grammar.name} never sends the subject ${JSON.stringify(shown(value))}: ${subject.never}`,
      severity: all.every(other => other.subject.never !== undefined) ? undefined : 'warning' as const,
      remedy: `write the subject as ${grammar.name} does, for example ${JSON.stringify(grammar.example)}`,
    }))];
  }),
};

/** What stands for a value that somebody fills in. */
const BLANK = /[<>{}$]|^[A-Z][A-Z_-]*$/;

function ofValues(test: ClaimTest, { name, shapes = {} }: IssuerGrammar): Flaw[] {
  const [shape, told] = own(shapes, test.claim) ?? [];
  if (shape === undefined || test.negative || test.opaque || test.mistyped || test.ignoreCase) return [];
  const never = test.values.filter(value => /^https?:\/\//.test(value) || (!hasWildcard(value) && !isLate(value) && !BLANK.test(value) && !/[*]/.test(value) && !shape.test(value)));
  return never.map(value => ({
    message: `${test.written} is never ${JSON.stringify(shown(value))}: ${name} sends what is ${told}`,
    severity: never.length === test.values.length ? undefined : 'warning',
    remedy: `write the value as ${name} does: ${told}`,
  }));
}

