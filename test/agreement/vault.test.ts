import { Workload } from '../../src';
import { evaluate } from '../../src/vault/evaluate';
import { StoredRole } from '../../src/vault/trust';
import { CLAIM_SETS, claimSets, groupsOf, mixtures } from '../support/claim-sets';
import { VAULT_BUILDERS } from '../vault/builders';
import { AUDIENCE, fitOneRole, roleStack, storedRoles } from '../vault/synthesised';

interface Role {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly stored: StoredRole;
}

const builders = Object.entries(VAULT_BUILDERS);

/** Every pair that fits one role, each with the workloads that fit it too: few triples do. */
function triples(pairs: readonly { readonly name: string; readonly workloads: Workload[] }[]): typeof pairs {
  return pairs.flatMap(({ name, workloads }) => {
    const third = builders.find(([, other]) => !workloads.includes(other) && fitOneRole([...workloads, other]));
    return third === undefined ? [] : [{ name: `${name} + ${third[0]}`, workloads: [...workloads, third[1]] }];
  });
}

/** A role for every builder, for every pair and for triples that fit one role; each trust is read back from the Terraform JSON. */
function synthesised(): { roles: Role[]; refused: [Workload, Workload][] } {
  const groups = groupsOf(builders).filter(({ workloads }) => workloads.length < 3);
  const fitting = groups.filter(({ workloads }) => workloads.length === 1 || fitOneRole(workloads));
  const declared = [...fitting, ...triples(fitting.filter(({ workloads }) => workloads.length === 2))];
  const stored = storedRoles(roleStack(declared.map(({ workloads }) => workloads)));
  return {
    roles: declared.map((role, i) => ({ ...role, stored: stored.get(`role-${i}`)! })),
    refused: groups.filter(group => !fitting.includes(group)).map(({ workloads: [a, b] }): [Workload, Workload] => [a, b]),
  };
}

describe('the emitted Vault role, decided by evaluate', () => {
  const { roles, refused } = synthesised();

  test('covers every builder, more than a hundred pairs and fifty triples', () => {
    const counts = [1, 2, 3].map(size => roles.filter(({ workloads }) => workloads.length === size).length);
    expect(counts[0]).toBe(builders.length);
    expect(counts[1]).toBeGreaterThan(100);
    expect(counts[2]).toBeGreaterThan(50);
  });

  test(`agrees with admits on ${CLAIM_SETS} generated claim sets`, () => {
    const counts = { accepted: 0, rejectedByOne: 0 };
    const disagreements: unknown[] = [];
    for (const { of: { name, workloads, stored }, change, claim, claims } of claimSets(roles, AUDIENCE)) {
      const expected = workloads.some(w => w.admits(claims, AUDIENCE)) ? 'accept' : 'reject';
      const { outcome } = evaluate(stored, claims);
      if (outcome !== expected) disagreements.push({ name, change, claim, expected, claims });
      if (expected === 'accept') counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(counts.accepted / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accept: 0, reject: 0 };
    roles.filter(role => role.workloads.length > 1).forEach(({ name, workloads, stored }, i) => {
      // each tested claim from a job of the role or from one of another workload
      for (const other of [0, 1, 2, 3].map(n => builders[(i * 5 + n) % builders.length][1])) {
        for (const claims of mixtures([...workloads, other], AUDIENCE)) {
          const expected = workloads.some(w => w.admits(claims, AUDIENCE)) ? 'accept' : 'reject';
          if (evaluate(stored, claims).outcome !== expected) disagreements.push({ name, expected, claims });
          counts[expected] += 1;
        }
      }
    });
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject)).toBeGreaterThan(1000);
  });

  test('refuses a pair only if its workloads differ in more than one claim, in their issuer, or in a value that cannot be listed', () => {
    const alike = refused.filter(([a, b]) => {
      const listed = (w: Workload) => ({ ...w.claims, sub: [...w.subjects, ...w.subjectPrefixes] }) as Record<string, string[]>;
      const names = [...new Set([...Object.keys(listed(a)), ...Object.keys(listed(b))])];
      const different = names.filter(name => JSON.stringify(listed(a)[name]) !== JSON.stringify(listed(b)[name]));
      const values = [a, b].flatMap(w => Object.values(listed(w)).flat());
      return a.issuer.url === b.issuer.url && different.length < 2 && different.every(name => listed(a)[name] !== undefined && listed(b)[name] !== undefined) && !values.some(value => value.includes(','));
    });
    expect(alike.map(String)).toEqual([]);
  });
});
