import { each, isOpen, TargetRule } from './rule';
import { holdsUnknownTest } from '../admission/admission';
import { shown } from '../pattern';

export const namesWithoutIds: TargetRule = {
  id: 'names-without-ids',
  severity: 'note',
  scope: 'target',
  title: 'the repository is known by its name alone',
  why: 'A name that is freed can be registered by somebody else. GitHub sends the ids in the subject of repositories created, renamed or transferred since 2026-07-15, and a trust by name stops matching when that happens.',
  remedy: 'test the id beside the name, or take the form of the subject that carries ids once the repository sends it',
  check: one => each(one, admission => {
    const { grammar, subjects, bounds, tests } = admission;
    if (!isOpen(admission) || grammar?.ids === undefined || bounds.tenant.width !== 'exact' || bounds.project.width !== 'exact') return undefined;
    if (holdsUnknownTest(admission)) return 'unknown';
    if (tests.some(test => Object.values(grammar.ids!).includes(test.claim) && test.negative !== true)) return undefined;
    const named = subjects.filter(({ subject, test }) => subject.nameOnly && subject.never === undefined && test.negative !== true && !(/[*?]/.test(shown(test.values[0]))));
    return named.slice(0, 1).map(({ value }) => ({ message: `${JSON.stringify(shown(value))} knows the ${grammar.words.project} by its name alone` }));
  }),
};
