import type { Bound, Level, Scope, Subject } from './grammar';
import { bound, pairsOf, ref } from './text';
import { ANY, isLate, LATE } from '../pattern';

/** A subject of `name:value` pairs, each of which speaks of a level; the last one of a level counts, a level without one is open. */
export function pairedSubject(name: string, levels: readonly (readonly [string, Level | undefined])[], options: { readonly mayBeginOpen?: boolean } = {}): (pattern: string) => Subject {
  const names = levels.map(([part]) => part);
  return pattern => {
    if (pattern === '') return { scope: {}, never: 'it is empty' };
    const all = (text: string): Scope => ({ tenant: bound(text), project: bound(text), context: bound(text) });
    if (pattern.startsWith(LATE)) return { scope: all(LATE) };
    const { pairs, rest } = pairsOf(pattern, names);
    const beginsOpen = options.mayBeginOpen === true && new RegExp(`^${ANY}:$`, 'u').test(rest);
    if (pairs.length === 0 || (rest !== '' && !beginsOpen)) {
      const beginning = pattern.split(/[\ue000-\ue002]/)[0];
      if (isLate(pattern)) return { scope: all(LATE) };
      const open = beginning.length < pattern.length && (beginning === '' || names.some(part => `${part}:`.startsWith(beginning)));
      return open ? { scope: all(ANY) } : { scope: {}, never: `a subject of ${name} begins with "${names[0]}:", not with "${rest.slice(0, 60)}"` };
    }
    const known = new Map(pairs.map(([part, value]) => [part, part === 'ref' ? ref(value).context!.text : value]));
    // a stack or module of a known name is narrow enough, whatever its space
    const missing = (level: Level): Bound => beginsOpen && level === 'project' ? bound(pairs[0][1]) : bound(isLate(pattern) && !pattern.endsWith(ANY) ? LATE : ANY);
    const scope: { [level in Level]?: Scope[level] } = {};
    for (const level of ['tenant', 'project', 'context'] as const) {
      const own = levels.filter(([, one]) => one === level).map(([part]) => known.get(part)).filter(value => value !== undefined);
      // the same, where the space is named as anything
      const second = pairs[1]?.[0] === 'stack' || pairs[1]?.[0] === 'module' ? bound(pairs[1][1]) : undefined;
      const besides = options.mayBeginOpen === true && level === 'project' && own.length > 0 && bound(own[own.length - 1]!).width === 'open' ? second : undefined;
      scope[level] = besides?.width === 'exact' ? besides : own.length === 0 ? missing(level) : own.map(value => bound(value)).find(one => one.width !== 'exact') ?? bound(own[own.length - 1]);
    }
    return { scope };
  };
}
