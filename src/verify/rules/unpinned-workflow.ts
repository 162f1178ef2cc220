import { each, Flaw, isOpen, TargetRule } from './rule';
import { demands } from '../admission/admission';
import type { Judged } from '../judged';
import { hasWildcard, isLate, shown } from '../pattern';

export const unpinnedWorkflow: TargetRule = {
  id: 'unpinned-workflow',
  severity: 'warning',
  scope: 'target',
  title: 'a reusable workflow is trusted whatever its ref',
  why: 'The claim says which workflow runs the job, and after the @ at which ref. Without the ref, any branch of that repository may change what runs.',
  remedy: 'end the value with @refs/heads/main, a tag or, best, a commit',
  check: one => each(one, admission => isOpen(admission) ? [
    ...admission.tests.filter(test => (test.claim === 'job_workflow_ref' || test.claim === 'workflow_ref') && test.negative !== true).flatMap(test => test.values.filter(value => !isOfTheJob(test.claim, value, admission) && (!test.exact || value.includes('@')))),
    ...admission.subjects.flatMap(({ value }) => /(?:^|:)job_workflow_ref:(.+)$/.exec(value)?.[1] ?? []),
  ].flatMap(flawsOf) : undefined),
};

function flawsOf(value: string): Flaw[] {
  const at = value.lastIndexOf('@');
  const tail = value.slice(at + 1);
  if (isLate(at < 0 ? tail.slice(tail.lastIndexOf('/')) : tail)) return [];
  const ref = at < 0 ? undefined : shown(tail).replace(/:.*$/s, '');
  if (ref === undefined || /^(refs\/?(heads\/?|tags\/?)?)?[*?]+$/.test(ref)) return [{ message: `the workflow ${JSON.stringify(shown(value))} is trusted at any ref` }];
  if (/^refs\/(heads|tags)\//.test(ref)) return [{ message: `the workflow ${JSON.stringify(shown(value))} is trusted at a ref that moves`, severity: 'note', remedy: 'pin a commit where the workflow is not under your own control' }];
  return [];
}

/** The workflow stands where the job does, at a ref that another test names. */
function isOfTheJob(claim: string, value: string, { tests, subjects }: Judged): boolean {
  const pinned = tests.some(test => test.claim === 'ref' && demands(test) && test.values.every(ref => !hasWildcard(ref))) || (subjects.length > 0 && subjects.every(one => /:ref:refs\/heads\/[^:]+$/.test(one.value) && !hasWildcard(one.value)));
  if (!pinned || claim === 'workflow_ref') return pinned;
  const [repository] = /^[^/]+\/[^/]+(?=\/)/.exec(value) ?? [];
  return repository !== undefined && (tests.some(test => test.claim === 'repository' && test.values.length === 1 && test.values[0] === repository) || subjects.every(one => one.value.startsWith(`repo:${repository}:`)));
}
