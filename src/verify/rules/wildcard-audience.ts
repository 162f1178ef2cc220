import { each, isOpen, PASS, TargetRule } from './rule';
import { hasWildcard, shown } from '../pattern';

export const wildcardAudience: TargetRule = {
  id: 'wildcard-audience',
  severity: 'warning',
  scope: 'target',
  title: 'a wildcard stands in the audience',
  why: 'The audience says for whom a token was made. A pattern takes tokens that were made for others and can be replayed.',
  remedy: 'name the one audience that the jobs ask for',
  // a provider of Google takes its own audiences alone, and what its condition asks of them only narrows that
  check: one => one.target.cloud === 'google' ? PASS : each(one, admission => isOpen(admission) ? admission.tests
    .filter(test => (test.claim === 'aud' || test.claim === 'oaud') && test.negative !== true && !test.presence)
    .flatMap(test => test.values.filter(hasWildcard).map(value => ({ message: `the audience ${JSON.stringify(shown(value))} is a pattern` }))) : undefined),
};
