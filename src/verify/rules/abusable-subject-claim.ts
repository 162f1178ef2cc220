import { each, Flaw, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const abusableSubjectClaim: TargetRule = {
  id: 'abusable-subject-claim',
  severity: 'error',
  scope: 'target',
  title: 'the subject begins with a claim that anybody can choose',
  why: 'With a customised template the subject holds what the template names and nothing else. An environment, ref or workflow of the same name can be made in any repository of the shared issuer.',
  remedy: 'begin the template with repo, repository_id or repository_owner_id, and the subject of the trust with it',
  check: one => each(one, admission => isOpen(admission) ? admission.subjects.filter(({ subject }) => subject.abusable !== undefined && subject.never === undefined)
    .flatMap(({ value, subject, test }): Flaw[] => {
      const { bounds: { tenant }, grammar } = admission;
      const begins = `${JSON.stringify(shown(value))} begins with ${subject.abusable}, which anybody can choose`;
      if (tenant.test === undefined) return [{ message: `${begins}, and names no ${grammar!.words.tenant}` }];
      // what follows is told from what is chosen only because the issuer escapes colons
      return tenant.test === test ? [{ message: `${begins}, before it names the ${grammar!.words.tenant}`, severity: 'warning' }] : [];
    }) : undefined),
};
