import { linked, withoutDisabledPools, withoutProviders } from './google-targets';
import { unresolvedTargets } from './unresolved-parts';
import { halvesOfVault, withBackends } from './vault-targets';
import type { Artefacts, AwsRole, Target } from '../../model';

/** Several artefacts as one. Ids that stand in more than one file are told apart by the file. */
export function merged(all: readonly Artefacts[]): Artefacts {
  const filesOf = new Map<string, Set<string>>();
  for (const { id, source } of all.flatMap(({ targets, roles, staticKeys, providers, unjudged }) => [...targets, ...roles, ...staticKeys, ...providers, ...unjudged])) {
    const files = filesOf.get(id);
    if (files === undefined) filesOf.set(id, new Set([source.file]));
    else files.add(source.file);
  }
  const idOf = (id: string, file: string) => filesOf.get(id)!.size > 1 && id !== file ? `${file}#${id}` : id;
  const renamed = <T extends { readonly id: string; readonly source: { readonly file: string } }>(one: T): T => {
    const id = idOf(one.id, one.source.file);
    return id === one.id ? one : { ...one, id };
  };
  const roles = new Map<AwsRole, AwsRole>();
  const role = (one: AwsRole): AwsRole => {
    const known = roles.get(one) ?? renamed(one);
    roles.set(one, known);
    return known;
  };
  const target = (one: Target): Target => one.cloud === 'aws' && one.role !== undefined ? { ...renamed(one), role: role(one.role) } : renamed(one);
  const pools = all.flatMap(one => one.pools ?? []);
  const backends = all.flatMap(one => one.backends ?? []);
  const read = all.flatMap(one => one.targets.map(target));
  const targets = withBackends(withoutDisabledPools(linked(read), pools), backends);
  const unjudged = [...all.flatMap(one => one.unjudged.map(renamed)), ...withoutProviders(pools, read), ...halvesOfVault(targets, backends)];
  const named = new Set(unjudged.map(({ id }) => id));
  return {
    targets,
    roles: all.flatMap(one => one.roles.map(role)),
    providers: all.flatMap(({ providers }) => providers.map(renamed)),
    staticKeys: all.flatMap(({ staticKeys }) => staticKeys.map(renamed)),
    duplicateKeys: all.flatMap(({ duplicateKeys }) => duplicateKeys.map(one => one.target === undefined ? one : { ...one, target: idOf(one.target, one.source.file) })),
    // who reads a target may have said more of it already
    unjudged: [...unjudged, ...unresolvedTargets(targets.filter(({ id }) => !named.has(id)))],
  };
}
