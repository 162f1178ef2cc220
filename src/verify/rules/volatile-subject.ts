import { each, isOpen, TargetRule } from './rule';

export const volatileSubject: TargetRule = {
  id: 'volatile-subject',
  severity: 'warning',
  scope: 'target',
  title: 'the subject names one run of a job',
  why: 'The subject of some issuers ends with what differs from run to run. An exact one fits a run that is over and never again.',
  remedy: 'leave the last part open, or test a claim that stays the same',
  check: one => each(one, admission => isOpen(admission) ? admission.subjects.filter(({ subject }) => subject.volatile)
    .map(({ value }) => ({ message: `${JSON.stringify(value)} is the subject of one run and matches no other` })) : undefined),
};
