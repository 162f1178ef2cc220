import { outcome, TargetRule } from './rule';
import { hasWildcard, isLate, shown } from '../pattern';

export const severalEnvironments: TargetRule = {
  id: 'several-environments',
  severity: 'warning',
  scope: 'target',
  title: 'production shares a role with other environments',
  why: 'A job of the least guarded environment that a role trusts has all that the role may do. The reviewers of production then guard nothing.',
  remedy: 'give each environment a role of its own',
  check: ({ admissions }) => {
    const named = admissions.flatMap(({ subjects, tests, grammar }) => grammar === undefined ? [] : [
      ...subjects.filter(({ test, subject }) => test.negative !== true && subject.never === undefined).flatMap(({ subject }) => subject.environment ?? []),
      ...tests.filter(({ claim, negative }) => claim === 'environment' && negative !== true).flatMap(({ values }) => values),
    ]);
    const environments = [...new Set(named)].filter(name => !hasWildcard(name) && !isLate(name));
    const production = environments.filter(isProduction);
    const others = environments.filter(name => !isProduction(name));
    return outcome(production.length === 0 || others.length === 0 ? [] : [{ message: `the environments ${environments.map(name => JSON.stringify(shown(name))).join(', ')} share one identity` }]);
  },
};

function isProduction(name: string): boolean {
  return /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i.test(name) && !/(pre|non|not)[-_ ]?pr/i.test(name);
}
