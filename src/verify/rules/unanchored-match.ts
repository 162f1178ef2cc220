import { outcome, PASS, TargetRule } from './rule';
import { childrenOf, Node, parseCel } from '../../google/private/cel';
import { alternatives } from '../admission/regex';

export const unanchoredMatch: TargetRule = {
  id: 'unanchored-match',
  severity: 'warning',
  scope: 'target',
  title: 'a regular expression is not anchored',
  why: 'matches() looks anywhere in the text: "acme/app" is also in "mallory-acme/app-evil". A bar binds weaker than an anchor, so that in "^a|b$" each side lacks one.',
  remedy: 'write ^ before and $ after it, with alternatives in parentheses, or compare with ==',
  check: ({ target }) => {
    if (target.cloud !== 'google' || target.kind !== 'workload-identity-provider') return PASS;
    const texts = [target.trust.provider.attributeCondition ?? '', ...Object.values(target.trust.provider.attributeMapping)];
    return outcome(texts.flatMap(text => text.includes('matches') ? regexesIn(parseCel(text)) : []).filter(source => !isAnchored(source))
      .map(source => ({ message: `matches(${JSON.stringify(source)}) fits anywhere in the text` })));
  },
};

function isAnchored(source: string): boolean {
  return alternatives(source).every(one => one.startsWith('^') && /\$$|\.[*+]$|\/$/.test(one));
}

function regexesIn(node: Node | undefined): string[] {
  if (node === undefined) return [];
  const [name, , [pattern]] = node.op === 'rcall' ? node.args as [string, Node, Node[]] : ['', undefined, []];
  const own = name === 'matches' && pattern?.op === 'value' ? [String(pattern.args)] : [];
  return [...own, ...childrenOf(node).flatMap(regexesIn)];
}
