import { resolve } from './resolve';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import { partsOf } from '../private/texts';
import { isObject, Json } from '../private/values';

/** Whether a condition of the template holds; nothing where that is only known at deployment. */
export function holds(name: string, scope: Scope, depth = 0): boolean | undefined {
  const assumed = scope.assumed.get(name);
  if (assumed !== undefined) return assumed;
  const expression = own(scope.conditions, name);
  return expression === undefined ? undefined : truth(expression, scope, depth);
}

/** Conditions may name each other, in a circle as well. */
const DEEPEST = 20;

function truth(expression: Json, scope: Scope, depth: number): boolean | undefined {
  if (!isObject(expression) || depth > DEEPEST) return undefined;
  const [[key, argument] = []] = Object.entries(expression);
  const list = Array.isArray(argument) ? argument as readonly Json[] : [];
  const all = () => list.map(one => truth(one, scope, depth + 1));
  switch (key) {
    case 'Condition': return holds(String(argument), scope, depth + 1);
    case 'Fn::Not': return negated(all()[0]);
    case 'Fn::And': return conjunction(all());
    case 'Fn::Or': return negated(conjunction(all().map(negated)));
    case 'Fn::Equals': return equal(list, scope);
    default: return undefined;
  }
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function conjunction(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function equal(list: readonly Json[], scope: Scope): boolean | undefined {
  const [a, b] = list.map(one => partsOf(resolve(one, scope)));
  if (a === undefined || b === undefined || ![...a, ...b].every(part => typeof part === 'string')) return undefined;
  return a.join('') === b.join('');
}
