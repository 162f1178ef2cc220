import { each, PASS, TargetRule } from './rule';
import type { ClaimTest } from '../admission/admission';
import { widthOf } from '../pattern';

export const conditionAlwaysTrue: TargetRule = {
  id: 'condition-always-true',
  severity: 'error',
  scope: 'target',
  title: 'the attribute condition is true of every token',
  why: 'A condition that compares a claim with itself (attribute.repository == assertion.repository), asks only whether it is there, or has a part that is always true keeps nobody out, though it looks as if it did.',
  remedy: 'compare a claim with the value that it has to have',
  check: one => {
    const { target } = one;
    if (target.cloud !== 'google' || target.kind !== 'workload-identity-provider' || (target.trust.provider.attributeCondition ?? '').trim() === '') return PASS;
    return each(one, ({ tests, grammar }) => {
      const asked = tests.filter(test => test.written !== 'allowed audiences');
      const always = asked.every(test => isAlwaysTrue(test, grammar?.sometimes ?? []));
      return always ? { message: `the attribute condition ${JSON.stringify(target.trust.provider.attributeCondition)} is true of every token${asked.length > 0 ? ` that has ${asked[0].claim}` : ''}` } : undefined;
    });
  },
};

/** Whether every token that carries the claim passes. */
export function isAlwaysTrue(test: ClaimTest, sometimes: readonly string[]): boolean {
  if (test.opaque) return false;
  if (test.negative) return test.mistyped !== true && test.values.every(value => value === '');
  return !test.mistyped && !sometimes.includes(test.claim) && test.values.some(value => widthOf(value) === 'open' && value !== '');
}
