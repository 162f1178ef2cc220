import type { GoogleTarget, Target } from '../model';

/**
 * Without the providers whose bindings were read as well: a provider only exchanges a token, and what the job may then be is for the bindings to say, which
 * decide the exchange too.
 */
export function withoutMereExchange(targets: readonly Target[]): readonly Target[] {
  const bound = targets.filter((target): target is GoogleTarget => target.kind === 'workload-identity-binding');
  if (bound.length === 0) return targets;
  return targets.filter(target => target.kind !== 'workload-identity-provider' || !bound.some(({ trust }) => isSame(trust.provider.name, target.trust.provider.name)));
}

/** One side may name the project where the other has its number. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map(name => /^(.*)\/locations\/(.*)$/.exec(name) ?? ['', '', name]);
  return one[2] === other[2] && ![one[1], other[1]].every(project => /^projects\/\d+$/.test(project));
}
