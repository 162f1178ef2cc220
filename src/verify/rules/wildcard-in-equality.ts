import { each, isOpen, TargetRule } from './rule';
import { shown } from '../pattern';

export const wildcardInEquality: TargetRule = {
  id: 'wildcard-in-equality',
  severity: 'error',
  scope: 'target',
  title: 'a wildcard stands where it is only a character',
  why: 'StringEquals, an exact credential of Azure, bound claims of type string and == compare character by character. No issuer sends an asterisk, so that the trust never matches.',
  remedy: 'write the whole value; where a pattern is meant, use an operator that takes one, and name as much as possible in it',
  check: one => each(one, admission => {
    if (!isOpen(admission)) return undefined;
    return admission.tests.filter(test => test.exact && !test.opaque && test.negative !== true && (test.claim === 'sub' || test.claim === 'aud' || admission.grammar !== undefined)).flatMap(test => {
      const starred = test.values.filter(value => /[*]/.test(value) || (test.claim === 'sub' && /\?/.test(value) && admission.grammar !== undefined));
      return starred.map(value => ({
        message: `${test.written} has to equal ${JSON.stringify(shown(value))}, in which the wildcard is only a character: ${starred.length === test.values.length ? 'nothing ever matches' : 'this value never matches'}`,
        severity: starred.length === test.values.length ? undefined : 'warning' as const,
      }));
    });
  }),
};
