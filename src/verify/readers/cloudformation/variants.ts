import { resolve } from './resolve';
import type { Scope } from './scope';
import type { LateJson } from '../../../private/late';
import { Json } from '../private/values';

/** A value as it is under some conditions. */
export interface Variant {
  readonly scope: Scope;
  readonly value: LateJson;
  /** `[IsProduction, not IsPreview]`; empty where no condition makes a difference. */
  readonly label: string;
}

const MOST = 8;

/** A value in every form that conditions of its template can give it; as one with late parts, where those are too many. */
export function variantsOf(value: Json, scope: Scope): Variant[] {
  const found = split(value, scope, []);
  if (found.length === 1) return [{ scope, value: found[0].value, label: '' }];
  const distinct = new Set(found.map(one => JSON.stringify(one.value)));
  if (distinct.size > 1 && found.length <= MOST) return found;
  return [{ scope, value: distinct.size === 1 ? found[0].value : resolve(value, scope), label: '' }];
}

function split(value: Json, scope: Scope, assumed: readonly [string, boolean][]): Variant[] {
  const open: string[] = [];
  const resolved = resolve(value, { ...scope, onOpen: condition => open.push(condition) });
  const label = assumed.length === 0 ? '' : `[${assumed.map(([name, yes]) => yes ? name : `not ${name}`).join(', ')}]`;
  if (open.length === 0 || 2 ** assumed.length > MOST) return [{ scope, value: resolved, label }];
  const [condition] = open;
  return [true, false].flatMap(yes => split(value, { ...scope, assumed: new Map([...scope.assumed, [condition, yes]]) }, [...assumed, [condition, yes]]));
}
