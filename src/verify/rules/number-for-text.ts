import { each, Flaw, isOpen, TargetRule } from './rule';

export const numberForText: TargetRule = {
  id: 'number-for-text',
  severity: 'error',
  scope: 'target',
  title: 'a claim, which is a text, is compared with a number or a boolean',
  why: 'GitHub and GitLab send ids and flags as texts. A number never equals a text, so that == never matches and != always does.',
  remedy: 'put the value in quotes',
  check: one => each(one, admission => !isOpen(admission) || admission.grammar === undefined ? undefined : admission.tests
    .filter(test => test.mistyped && test.claim !== '' && !['exp', 'iat', 'nbf', ...admission.grammar!.untexted ?? []].includes(test.claim))
    .map((test): Flaw => ({ message: `${test.claim} is a text and is compared with ${test.values.join(', ')}: ${test.negative ? 'it always differs' : 'it never matches'}` }))),
};
