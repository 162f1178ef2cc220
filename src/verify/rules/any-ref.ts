import { each, Flaw, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const anyRef: TargetRule = {
  id: 'any-ref',
  severity: 'warning',
  scope: 'target',
  title: 'every ref, environment or run phase of a repository is trusted',
  why: 'Whoever may push a branch to the repository runs their own workflow with the credentials, unreviewed; so do pull requests from it. A trust that names one environment or protected branch leaves that to the rules of the environment.',
  remedy: 'name the environment or the branch exactly',
  check: one => each(one, admission => {
    const { grammar, bounds: { project, context } } = admission;
    if (!isOpen(admission) || grammar === undefined || grammar.contextIsOptional || context.width !== 'open') return undefined;
    if (project.width !== 'exact' && project.width !== 'late' || project.test?.opaque) return undefined;
    if (one.target.kind === 'workload-identity-provider') return undefined;
    const { words } = grammar;
    if (context.test === undefined) return { message: `${admission.place} takes every ${words.context} of its ${words.project}`, severity: 'note' };
    return context.culprits.map(({ value }): Flaw => ({ message: `${JSON.stringify(shown(value))} takes every ${words.context}${/\/$/.test(shown(value).replace(/\*$/, '')) ? ' of its kind' : ''}, pull and merge requests among them` }));
  }),
};
