import { each, Flaw, isOpen, TargetRule } from './rule';
import { endsWithoutSeparator } from './separators';
import { shown } from '../pattern';

export const prefixWithoutSeparator: TargetRule = {
  id: 'prefix-without-separator',
  severity: 'error',
  scope: 'target',
  title: 'a pattern ends in the middle of a name',
  why: '"repo:acme*" also fits "repo:acme-evil/x", and ":ref:refs/heads/main*" also fits "main-of-mallory": the name has to end with its separator before the wildcard.',
  remedy: 'write the separator before the wildcard ("acme/*"), or better the whole name',
  check: one => each(one, admission => {
    const { grammar, bounds } = admission;
    if (!isOpen(admission) || grammar === undefined) return undefined;
    return (['tenant', 'project', 'context'] as const).flatMap((level): Flaw[] => {
      const { width, test, culprits } = bounds[level];
      if (width !== 'pattern' || test === undefined || test.opaque || (level === 'tenant' && !grammar.shared)) return [];
      // what the tenant leaves open is wider than this
      if (level !== 'tenant' && grammar.shared && (bounds.tenant.width === 'open' || bounds.tenant.width === 'pattern')) return [];
      if (level === 'context' && bounds.project.width !== 'exact' && bounds.project.width !== 'late') return [];
      return culprits.filter(({ bound }) => endsWithoutSeparator(bound.text) && !/^(ref:)?refs\/tags\//.test(bound.text)).map(({ value, bound }) => ({
        message: `${JSON.stringify(shown(value))} ends in the middle of a name: it takes every ${grammar.words[level]} that begins with ${JSON.stringify(nameOf(shown(bound.text)))}`,
        severity: level === 'tenant' ? undefined : 'warning' as const,
      }));
    });
  }),
};

function nameOf(text: string): string {
  return text.slice(0, -1).replace(/^(environment:|ref:refs\/heads\/|refs\/heads\/)/, '');
}
