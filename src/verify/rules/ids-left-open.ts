import { each, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const idsLeftOpen: TargetRule = {
  id: 'ids-left-open',
  severity: 'warning',
  scope: 'target',
  title: 'a wildcard stands where the issuer writes an id',
  why: 'The ids are there so that a name that somebody else registers is not trusted. A wildcard in their place gives that up, and goes on into whatever follows.',
  remedy: 'write the numeric ids: gh api repos/OWNER/REPOSITORY shows .id and .owner.id',
  check: one => each(one, admission => isOpen(admission) ? admission.subjects.filter(({ subject, test }) => subject.openIds && test.negative !== true)
    .map(({ value }) => ({ message: `${JSON.stringify(shown(value))} leaves the ids open` })) : undefined),
};
