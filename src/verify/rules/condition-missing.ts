import { outcome, PASS, TargetRule, UNKNOWN } from './rule';
import { grammarOf } from '../issuers';

export const conditionMissing: TargetRule = {
  id: 'condition-missing',
  severity: 'error',
  scope: 'target',
  title: 'a provider of a shared issuer has no attribute condition',
  why: 'Without a condition every job of everybody at the issuer can exchange its token for one of the pool. Then every single member has to be exact, for ever.',
  remedy: 'set an attribute condition that names the tenant, for example assertion.repository_owner_id == "123456"',
  check: ({ target }) => {
    if (target.cloud !== 'google' || target.kind !== 'workload-identity-provider') return PASS;
    const { provider, unresolved = [] } = target.trust;
    if (unresolved.some(name => /issuer/i.test(name))) return UNKNOWN;
    const grammar = grammarOf(provider.issuer);
    if (grammar === undefined || !grammar.shared || grammar.ownInstance || (provider.attributeCondition ?? '').trim() !== '') return PASS;
    return outcome([{ message: `the provider takes every token of ${provider.issuer}: it has no attribute condition` }]);
  },
};
