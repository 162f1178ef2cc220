import { each, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const abusableSubjectClaim: TargetRule = {
  id: 'abusable-subject-claim',
  severity: 'error',
  scope: 'target',
  title: 'the subject begins with a claim that anybody can choose',
  why: 'With a customised template the subject holds what the template names and nothing else. An environment, ref or workflow of the same name can be made in any repository of the shared issuer.',
  remedy: 'begin the template with repo, repository_id or repository_owner_id, and the subject of the trust with it',
  check: one => each(one, admission => isOpen(admission) && admission.bounds.tenant.test === undefined
    ? admission.subjects.filter(({ subject }) => subject.abusable !== undefined && subject.never === undefined)
      .map(({ value, subject }) => ({ message: `${JSON.stringify(shown(value))} begins with ${subject.abusable}, which anybody can choose, and names no ${admission.grammar!.words.tenant}` })) : undefined),
};
