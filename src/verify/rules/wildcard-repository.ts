import { each, isOpen, TargetRule } from './rule';
import { endsWithoutSeparator } from './separators';
import type { Case, Judged } from '../judged';
import { ANY, shown } from '../pattern';

export const wildcardRepository: TargetRule = {
  id: 'wildcard-repository',
  severity: 'error',
  scope: 'target',
  title: 'every repository, project or workspace of an owner is trusted',
  why: 'Whoever may create a repository in the organization, or write to its least guarded one, has the credentials. In GitLab a group holds its subgroups too.',
  remedy: 'name each repository exactly, with its ref or environment',
  check: one => each(one, admission => {
    const { grammar, bounds: { tenant, project } } = admission;
    if (!isOpen(admission) || grammar === undefined || project.test?.opaque) return undefined;
    if (project.width !== 'open' && project.width !== 'pattern') return undefined;
    if (grammar.shared && tenant.test === undefined && saysWhoStarted(one, admission)) return { message: `${admission.place} takes the jobs of every ${grammar.words.project} that they start`, remedy: `select by the ${grammar.words.project} instead` };
    // wider still, and said by another rule
    if (grammar.shared && (tenant.width === 'open' || (tenant.width === 'pattern' && !tenant.test?.opaque))) return undefined;
    // a provider decides the exchange alone: who may then act is said by the members
    if (one.target.kind === 'workload-identity-provider') return undefined;
    const { words } = grammar;
    if (project.test === undefined) {
      if (!grammar.shared || tenant.test === undefined) return undefined;
      return { message: `${admission.place} takes the jobs of every ${words.project} of the ${words.tenant}: nothing that it tests says which ${words.project}`, remedy: `test the ${words.project} too` };
    }
    // the subject that asks nothing at all
    const culprits = project.culprits.filter(({ value, bound }) => value !== ANY && !(bound.width === 'pattern' && endsWithoutSeparator(bound.text)));
    return culprits.map(({ value, bound }) => ({
      message: `${JSON.stringify(shown(value))} takes ${bound.width === 'open' ? `every ${words.project}` : `every ${words.project} that fits the pattern`}${grammar.shared ? ` of the ${words.tenant}` : ''}`,
      severity: bound.width === 'open' ? undefined : 'warning' as const,
      remedy: `name each ${words.project} exactly, for example ${JSON.stringify(grammar.example)}`,
    }));
  }),
};

/** Members that are told by nothing but the person who started the job. */
function saysWhoStarted({ target }: Case, { tests }: Judged): boolean {
  return target.kind === 'workload-identity-binding' && tests.length > 0 && tests.every(({ claim, negative }) => negative !== true && /^(aud|actor|actor_id)$/.test(claim)) && tests.some(({ claim }) => claim !== 'aud');
}
