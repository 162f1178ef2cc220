import type { Bound, Scope } from './grammar';
import { ANY, LATE, narrower, ONE, widthOf } from '../pattern';

export function bound(text: string): Bound {
  return { width: text === '' ? 'open' : widthOf(text), text };
}

/** The one that says more; the first where both say as much. */
export function narrowerBound(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return narrower(a.width, b.width) === a.width ? a : b;
}

export const whole = (pattern: string): Scope => ({ tenant: bound(pattern), project: bound(pattern) });
export const tenant = (pattern: string): Scope => ({ tenant: bound(pattern) });
export const project = (pattern: string): Scope => ({ project: bound(pattern) });
export const context = (pattern: string): Scope => ({ context: bound(pattern) });

/** `refs/heads/main`; all of a kind of refs is as good as none. */
export function ref(pattern: string): Scope {
  return context(/^(refs\/)?(heads\/|tags\/)?[\ue000\ue001]+$/.test(pattern) ? ANY : pattern);
}

/** `a/b/c` names the tenant first and the project by all of it. */
export function path(pattern: string): Scope {
  const slash = pattern.indexOf('/');
  if (slash < 0) return pattern.includes(LATE) ? { tenant: bound(pattern), project: bound(pattern) } : { tenant: bound(pattern), project: bound(/[\ue000]/.test(pattern) ? ANY : pattern) };
  const [first, rest] = [pattern.slice(0, slash), pattern.slice(slash + 1)];
  // what stands before a wildcard that may hold the slash itself names nobody
  return { tenant: bound(first), project: bound(rest === '' ? ANY : first.includes(ANY) ? first : rest) };
}

/** What follows the colon is no part of the value: `acme:*` names acme, and leaves what comes after it open. */
export function closed(value: string): string {
  return /^[^:\ue000\ue001]+:\ue000$/.test(value) ? value.slice(0, -2) : value;
}

const STARTS = new WeakMap<readonly string[], RegExp>();

function startOf(names: readonly string[]): RegExp {
  const sorted = () => [...names].sort((a, b) => b.length - a.length).join('|');
  const start = STARTS.get(names) ?? new RegExp(`(^|[:${ANY}${LATE}])(${sorted()})(?=[:${ANY}${LATE}${ONE}]|$)`, 'gu');
  STARTS.set(names, start);
  return start;
}

/** `name:value` pairs in the order of the known names; a value goes on until the next name. */
export function pairsOf(pattern: string, names: readonly string[]): { readonly pairs: readonly (readonly [string, string])[]; readonly open: boolean; readonly rest: string } {
  const found = [...pattern.matchAll(startOf(names))];
  const pairs = found.map((match, index): readonly [string, string] => {
    const from = match.index + match[0].length;
    const next = found[index + 1];
    const end = next === undefined ? pattern.length : next.index + (next[1] === ':' ? 0 : next[1].length);
    const value = pattern.slice(from, end);
    return [match[2], closed(value.startsWith(':') ? value.slice(1) : value)];
  });
  const head = found.length === 0 ? pattern : pattern.slice(0, found[0].index + found[0][1].length);
  return { pairs, open: /[\ue000\ue002]$/.test(pattern), rest: head };
}
