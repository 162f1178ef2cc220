import { isAlwaysTrue } from './condition-always-true';
import { each, PASS, TargetRule } from './rule';
import { isOfNothing } from '../admission/admission';
import { isAnything } from '../judged';

export const conditionWithoutTenant: TargetRule = {
  id: 'condition-without-tenant',
  severity: 'error',
  scope: 'target',
  title: 'the attribute condition does not say whose tokens it takes',
  why: 'A ref, an environment, an actor or the name of a workspace can be had by anybody at a shared issuer. Only a claim that names the owner, the group or the organization keeps strangers out.',
  remedy: 'test the owner, best by its id, in every alternative of the condition',
  check: one => {
    const { target } = one;
    if (target.cloud !== 'google' || (target.trust.provider.attributeCondition ?? '').trim() === '') return PASS;
    return each(one, admission => {
      const { grammar, bounds: { tenant }, tests } = admission;
      if (grammar === undefined || !grammar.shared || grammar.ownInstance) return undefined;
      if (tenant.width === 'late') return 'unknown';
      // a pattern that leaves it open is the matter of wildcard-owner
      if (tenant.test !== undefined && (tenant.width !== 'open' || !isAnything(tenant.test))) return undefined;
      const asked = tests.filter(test => test.written !== 'allowed audiences');
      if (asked.some(test => test.opaque)) return 'unknown';
      // said by number-for-text and by condition-always-true
      if (asked.every(test => isAlwaysTrue(test, grammar.sometimes ?? []))) return undefined;
      if (asked.some(isOfNothing)) return undefined;
      if (asked.some(test => test.mistyped && !test.negative) || asked.length === 0) return undefined;
      return { message: `the attribute condition takes the jobs of every ${grammar.words.tenant} at ${grammar.name} whose ${[...new Set(asked.map(test => test.claim))].join(', ')} ${asked.length === 1 ? 'fits' : 'fit'}` };
    });
  },
};
