import { each, isOpen, TargetRule } from './rule';
import { endsWithoutSeparator } from './separators';
import { isAnything } from '../judged';
import { shown } from '../pattern';

export const wildcardOwner: TargetRule = {
  id: 'wildcard-owner',
  severity: 'error',
  scope: 'target',
  title: 'a wildcard stands where the owner, the group or the organization is named',
  why: 'Anybody can register an owner or a group that fits, and their jobs are then trusted like your own.',
  remedy: 'name the owner exactly',
  check: one => each(one, admission => {
    const { grammar, bounds: { tenant }, tests } = admission;
    if (!isOpen(admission) || grammar === undefined || !grammar.shared || tenant.test === undefined || tenant.test.opaque) return undefined;
    if (tenant.width !== 'open' && tenant.width !== 'pattern') return undefined;
    // a subject of which nothing is asked is the matter of no-subject
    if (tests.every(test => test !== tenant.test || (test.claim === 'sub' && isAnything(test)))) return undefined;
    return tenant.culprits.filter(({ bound }) => !(bound.width === 'pattern' && endsWithoutSeparator(bound.text)))
      .map(({ value }) => ({ message: `${JSON.stringify(shown(value))} leaves the ${grammar.words.tenant} open: whoever registers one that fits at ${grammar.name} is trusted` }));
  }),
};
