import { each, isOpen, TargetRule } from './rule';
import { ClaimTest, demands } from '../admission/admission';

/** Claims that the subject does not settle. */
const FREE: readonly string[] = ['ref', 'job_workflow_ref', 'workflow', 'workflow_ref', 'environment', 'actor', 'actor_id', 'ref_path', 'build_branch', 'deploymentEnvironmentUuid', 'branchName'];

export const undeclaredCombinations: TargetRule = {
  id: 'undeclared-combinations',
  severity: 'warning',
  scope: 'target',
  title: 'lists of two claims admit combinations that nobody declared',
  why: 'Any value of one list goes with any of the other: environments A and B with refs X and Y also admit A on Y.',
  remedy: 'write a statement, a role or a credential for each combination that is meant',
  check: one => each(one, admission => {
    if (!isOpen(admission) || admission.grammar === undefined) return undefined;
    const lists = admission.tests.filter(test => demands(test) && test.values.length > 1 && (test.claim === 'sub' || FREE.includes(test.claim)));
    return lists.flatMap((a, index) => lists.slice(index + 1).filter(b => a.claim !== b.claim && !settles(a, b) && !settles(b, a))
      .map(b => ({ message: `any of the ${a.values.length} values of ${a.written} goes with any of the ${b.values.length} of ${b.written}` })));
  }),
};

/** An environment or ref that stands in the subject is the same one. */
function settles(a: ClaimTest, b: ClaimTest): boolean {
  return a.claim === 'sub' && ((b.claim === 'environment' && a.values.every(value => value.includes(':environment:'))) || ((b.claim === 'ref' || b.claim === 'build_branch') && a.values.every(value => value.includes(':ref:'))));
}
