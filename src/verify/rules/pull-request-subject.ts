import { each, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const pullRequestSubject: TargetRule = {
  id: 'pull-request-subject',
  severity: 'warning',
  scope: 'target',
  title: 'the jobs of pull requests are trusted',
  why: 'A pull request runs what its author wrote, before anybody has read it. Whoever may open one from a branch of the repository has the credentials.',
  remedy: 'let pull requests use a role that can only read, or an environment with reviewers',
  check: one => each(one, admission => isOpen(admission) ? [
    ...admission.subjects.filter(({ subject, test }) => subject.pullRequest === true && subject.never === undefined && test.negative !== true)
      .map(({ value }) => ({ message: `${JSON.stringify(shown(value))} is the subject of every pull request of the repository` })),
    ...admission.tests.filter(test => !test.negative && ((test.claim === 'event_name' && test.values.some(value => /^pull_request/.test(value))) || (test.claim === 'pipeline_source' && test.values.includes('merge_request_event'))))
      .map(test => ({ message: `${test.written} asks for the event of a pull or merge request` })),
  ] : undefined),
};
