import { each, Flaw, isOpen, TargetRule } from './rule';
import type { ClaimTest } from '../admission/admission';
import type { Judged } from '../judged';
import { hasWildcard, shown } from '../pattern';

export const ambiguousName: TargetRule = {
  id: 'ambiguous-name',
  severity: 'warning',
  scope: 'target',
  title: 'two names have this subject',
  why: 'GitHub writes a colon within a name as "%3A" and leaves a "%" as it is. An environment called a%3Ab has the subject of the environment '
    + 'a:b, and none of its protection rules. Whoever can edit a workflow can create it.',
  remedy: 'test the claim that holds the name beside the subject, or choose names without ":" and "%3A"',
  check: one => each(one, admission => isOpen(admission) ? flaws(admission) : undefined),
};

function flaws({ subjects, tests }: Judged): Flaw[] {
  return subjects.filter(({ subject }) => subject.never === undefined).flatMap(({ value, subject }) => (subject.ambiguous ?? [])
    .filter(({ claims }) => !tests.some(test => claims.includes(test.claim) && namesOne(test)))
    .map(({ value: name, claims }): Flaw => {
      const [escaped, raw] = [shown(name), shown(name.replaceAll('%3A', ':'))].map(text => JSON.stringify(text));
      return {
        message: `the subject ${JSON.stringify(shown(value))} is that of the ${claims[0]} ${raw} and of the ${claims[0]} ${escaped}`,
        remedy: `test the claim ${claims[0]} beside it, for ${raw}, or choose a name without ":" and "%3A"`,
      };
    }));
}

/** Whether the test takes no names but those that it lists. */
function namesOne({ values, negative, opaque, mistyped }: ClaimTest): boolean {
  return values.length > 0 && negative !== true && opaque !== true && mistyped !== true && !values.some(hasWildcard);
}
