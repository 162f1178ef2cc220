import { each, Flaw, isOpen, TargetRule } from './rule';
import { holdsUnknownTest } from '../admission/admission';
import type { Judged } from '../judged';

export const vacuousCondition: TargetRule = {
  id: 'vacuous-condition',
  severity: 'error',
  scope: 'target',
  title: 'a condition is true of every token that lacks the claim',
  why: 'ForAllValues is true of an empty set and IfExists of a missing key. A token without the claim passes, and IAM does not count such a condition as one on the subject.',
  remedy: 'use the plain operator: a claim of a job has one value',
  check: one => one.target.cloud !== 'aws' ? { kind: 'pass' } : each(one, admission => {
    if (!isOpen(admission) || admission.grammar === undefined && !admission.tests.some(test => test.claim === 'sub' && test.vacuous !== undefined)) return undefined;
    if (holdsUnknownTest(admission)) return 'unknown'; // which may demand the claim
    return admission.tests.filter(test => test.vacuous !== undefined && test.negative !== true && /^[\w.\/-]+$/.test(test.claim) && !/^(amr)$/.test(test.claim))
      // another condition demands the claim
      .filter(test => !admission.tests.some(other => other !== test && other.claim === test.claim && other.vacuous === undefined && other.negative !== true))
      .map((test): Flaw => ({
        message: `${test.vacuous === 'if-exists' ? 'IfExists' : 'ForAllValues'} on ${test.written} is true of every token without ${test.claim}`,
        // beside a subject that says all it only promises too much
        severity: test.claim === 'aud' || (test.claim !== 'sub' && isSaid(admission)) ? 'warning' : undefined,
      }));
  }),
};

function isSaid({ bounds: { project, context } }: Judged): boolean {
  return project.width === 'exact' && context.width === 'exact';
}
