import { ArtefactRule, of } from './rule';
import type { Case } from '../judged';
import type { Target } from '../model';
import { hasWildcard, isLate, shown } from '../pattern';

export const severalEnvironments: ArtefactRule = {
  id: 'several-environments',
  severity: 'warning',
  scope: 'artefacts',
  title: 'production shares a role with other environments',
  why: 'A job of the least guarded environment that a role trusts has all that the role may do. The reviewers of production then guard nothing.',
  remedy: 'give each environment a role of its own',
  check: (_artefacts, cases) => {
    const identities = new Map<unknown, Case[]>();
    for (const one of cases) {
      const identity = identityOf(one.target);
      identities.set(identity, [...identities.get(identity) ?? [], one]);
    }
    return [...identities.values()].flatMap(together => {
      const environments = [...new Set(together.flatMap(environmentsOf))];
      const production = environments.filter(isProduction);
      const others = environments.filter(name => !isProduction(name));
      return production.length === 0 || others.length === 0 ? [] : [of(together[0].target, { message: `the environments ${environments.map(name => JSON.stringify(shown(name))).join(', ')} share one identity` })];
    });
  },
};

/** What a job becomes: on Azure and Google several targets can lead to one identity. */
function identityOf(target: Target): unknown {
  if (target.cloud === 'azure') return `azure ${target.holder}`;
  return target.cloud === 'google' && target.grant?.role === 'roles/iam.workloadIdentityUser' ? `google ${target.grant.resource}` : target;
}

function environmentsOf({ admissions }: Case): string[] {
  const named = admissions.flatMap(({ subjects, tests, grammar }) => grammar === undefined ? [] : [
    ...subjects.filter(({ test, subject }) => test.negative !== true && subject.never === undefined).flatMap(({ subject }) => subject.environment ?? []),
    ...tests.filter(({ claim, negative }) => claim === 'environment' && negative !== true).flatMap(({ values }) => values),
  ]);
  return named.filter(name => !hasWildcard(name) && !isLate(name));
}

function isProduction(name: string): boolean {
  return /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i.test(name) && !/(pre|non|not)[-_ ]?pr/i.test(name);
}
