import { azureAssignmentsIn } from './azure-assignments';
import { boundBy, isBinding } from './google-bindings';
import type { Module, Resource } from './module';
import { namesIn } from './principals';
import { rememberedOf } from '../../../private/remembered';
import type { Power } from '../../model';
import type { Json } from '../private/values';

/** A power with the names of those who have it. */
export interface Assignment {
  readonly names: ReadonlySet<string>;
  readonly power: Power;
}

/** What a service account may do on whole projects, by the bindings of the same configuration. */
export function powersOfAccount(module: Module, account: Json | undefined): Power[] {
  return powersOf(namesIn(module, account), googleAssignments(module));
}

/** `project`, where a binding of Google is on a whole one; nothing where it is on something in it. */
export function levelOf({ type }: Resource): string | undefined {
  return /^google_(project|folder|organization)_iam_(?:member|binding|policy)$/.exec(type)?.[1];
}

/** What an identity, or the service principal of an application, is assigned on whole subscriptions. */
export function powersOfPrincipal(module: Module, holder: Json | undefined): Power[] {
  return powersOf(namesIn(module, holder), azureAssignmentsIn(module));
}

/** Paths on which policies of Vault let one write. */
export function powersOfPolicies(module: Module, policies: readonly string[]): Power[] {
  return powersOf(new Set(policies), vaultAssignments(module));
}

function powersOf(names: ReadonlySet<string>, assignments: readonly Assignment[]): Power[] {
  const places = byName(assignments);
  const found = new Set([...names].flatMap(name => places.get(name) ?? []));
  return [...found].sort((a, b) => a - b).map(i => assignments[i].power);
}

/** Where in a list the assignments of a name are. */
const byName = rememberedOf((assignments: readonly Assignment[]): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  assignments.forEach(({ names }, i) => names.forEach(name => {
    const known = places.get(name);
    if (known === undefined) places.set(name, [i]);
    else known.push(i);
  }));
  return places;
});

// Each is worked out once for a module, however many identities it has.

const googleAssignments = rememberedOf((module: Module) => module.resources.filter(isBinding).flatMap((resource): Assignment[] => {
  const on = levelOf(resource);
  return on === undefined ? [] : boundBy(module, resource).bound.flatMap(({ role, members }): Assignment[] => {
    return typeof role !== 'string' ? [] : [{ names: namesIn(module, members.map(String)), power: { role, on } }];
  });
}));

const vaultAssignments = rememberedOf((module: Module) => {
  return module.ofType('vault_policy').flatMap((resource): Assignment[] => {
    const [role, text] = [module.text(resource, 'name'), module.text(resource, 'policy')];
    if (typeof role !== 'string' || typeof text !== 'string') return [];
    return [...text.matchAll(/path\s+"([^"]*)"\s*\{([^}]*)\}/g)].filter(([, , body]) => /"(create|update|delete|sudo|patch)"/.test(body)).map(([, on]) => ({ names: new Set([role]), power: { role, on } }));
  });
});
