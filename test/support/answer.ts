import { decide } from '../../src/verify/decide';
import type { Target } from '../../src/verify/model';

/** What the targets of an artefact answer together: one that accepts is enough. A provider of Google only exchanges, its bindings let act. */
export function answer(targets: readonly Target[], claims: Record<string, unknown>): string {
  const outcomes = targets.filter(({ kind }) => kind !== 'workload-identity-provider').map(target => decide(target, claims).outcome);
  return ['accept', 'unknown'].find(outcome => outcomes.includes(outcome as any)) ?? 'reject';
}

/**
 * Google and Entra also test the id of the project or repository that a subject names: a token that carries another is signed by no issuer, and there
 * alone a target may refuse what `admits` lets in.
 */
export function contradicts(claims: Record<string, unknown>, sample: Record<string, string>): boolean {
  return ['repository_id', 'repository_owner', 'repository_owner_id', 'project_id', 'project_path', 'namespace_id'].some(claim => claims[claim] !== sample[claim]);
}
