import { each, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const subjectNeverSent: TargetRule = {
  id: 'subject-never-sent',
  severity: 'error',
  scope: 'target',
  title: 'the issuer never sends such a subject',
  why: 'The trust looks right and matches nothing: the mistake shows as a refused token in the pipeline, where the reason is not told.',
  remedy: 'write the subject as the issuer does',
  check: one => each(one, admission => {
    const { grammar } = admission;
    if (!isOpen(admission) || grammar === undefined) return undefined;
    const all = admission.subjects.filter(({ test }) => test.negative !== true);
    return all.filter(({ subject, value }) => subject.never !== undefined && !/[*?]/.test(value)).map(({ value, subject }) => ({
      message: `${grammar.name} never sends the subject ${JSON.stringify(shown(value))}: ${subject.never}`,
      severity: all.every(other => other.subject.never !== undefined) ? undefined : 'warning' as const,
      remedy: `write the subject as ${grammar.name} does, for example ${JSON.stringify(grammar.example)}`,
    }));
  }),
};
