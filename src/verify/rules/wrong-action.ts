import { each, Flaw, TargetRule } from './rule';
import { isTable, listOf } from '../../private/late';
import type { Target } from '../model';

export const wrongAction: TargetRule = {
  id: 'wrong-action',
  severity: 'error',
  scope: 'target',
  title: 'a statement allows a federated principal what it cannot ask for',
  why: 'A token of an OIDC provider is exchanged with sts:AssumeRoleWithWebIdentity. A statement that allows another action, or whose tokens another statement denies, never matches. IAM refuses a trust policy that names a resource.',
  remedy: 'allow sts:AssumeRoleWithWebIdentity to the provider as a principal under "Federated"',
  check: one => {
    const resources = resourcesIn(one.target);
    return each(one, admission => [
      ...admission.never === undefined ? [] : [{ message: `${admission.place} never matches: ${admission.never}` }],
      ...resources,
    ]);
  },
};

function resourcesIn(target: Target): Flaw[] {
  if (target.cloud !== 'aws' || !isTable(target.trust.policy)) return [];
  const { Statement: statements } = target.trust.policy;
  return listOf(statements).flatMap((statement, index): Flaw[] => {
    const name = isTable(statement) ? ['Resource', 'NotResource'].find(element => element in statement) : undefined;
    const pointer = Array.isArray(statements) ? `/Statement/${index}` : '/Statement';
    return name === undefined ? [] : [{ message: `IAM refuses the policy: statement ${index + 1} holds ${name}, which a trust policy cannot`, remedy: `take ${name} out`, pointer }];
  });
}
