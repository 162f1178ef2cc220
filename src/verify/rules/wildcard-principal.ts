import { Flaw, outcome, TargetRule } from './rule';
import { statementsOf, takesWebIdentity } from '../admission/aws';

export const wildcardPrincipal: TargetRule = {
  id: 'wildcard-principal',
  severity: 'error',
  scope: 'target',
  title: 'a statement trusts every principal',
  why: 'With "*" as its principal, or a NotPrincipal beside Allow, a statement is met by whoever meets its conditions, from any account and any provider.',
  remedy: 'name the provider by its ARN',
  check: one => one.target.cloud !== 'aws' ? { kind: 'pass' } : outcome(statementsOf(one.target.trust.policy)
    .filter(({ effect, everyone, actions }) => effect === 'Allow' && everyone && takesWebIdentity(actions))
    .map(({ index, pointer }): Flaw => ({ message: `statement ${index + 1} trusts every principal`, pointer }))),
};
