import * as fc from 'fast-check';
import { Workload } from '../../src';
import { evaluate } from '../../src/vault/evaluate';
import { StoredRole } from '../../src/vault/trust';
import { VAULT_BUILDERS } from '../vault/builders';
import { AUDIENCE, fitOneRole, roleStack, storedRoles } from '../vault/synthesised';

const CLAIM_SETS = Math.max(10_000, Number(process.env.PROPERTY_RUNS ?? 0));

interface Role {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly stored: StoredRole;
}

/** A role for every builder and for every pair that fits one role; each trust is read back from the Terraform JSON. */
function synthesised(): { roles: Role[]; refused: [Workload, Workload][] } {
  const builders = Object.entries(VAULT_BUILDERS);
  const pairs = builders.flatMap(([a, first], i) => builders.slice(i + 1).map(([b, second]) => ({ name: `${a} + ${b}`, workloads: [first, second] })));
  const fitting = pairs.filter(({ workloads }) => fitOneRole(workloads));
  const declared = [...builders.map(([name, workload]) => ({ name, workloads: [workload] })), ...fitting];
  const stored = storedRoles(roleStack(declared.map(({ workloads }) => workloads)));
  return {
    roles: declared.map((role, i) => ({ ...role, stored: stored.get(`role-${i}`)! })),
    refused: pairs.filter(pair => !fitting.includes(pair)).map(({ workloads: [a, b] }): [Workload, Workload] => [a, b]),
  };
}

/** What is done to the claims of a matching job. */
type Change = 'nothing' | 'one character' | 'letter case' | 'longer' | 'absent' | 'foreign' | 'crossed' | 'number' | 'space';

const change: fc.Arbitrary<Change> = fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'one character', 'letter case', 'longer', 'absent', 'foreign', 'crossed', 'number', 'space');

function tested(workload: Workload): string[] {
  const bySubject = workload.subjects.length + workload.subjectPrefixes.length > 0;
  return ['iss', 'aud', ...bySubject ? ['sub'] : [], ...Object.keys(workload.claims)];
}

function changed(value: string, how: Change, at: number): unknown {
  const i = at % value.length;
  switch (how) {
    case 'one character': return `${value.slice(0, i)}${value[i] === '#' ? '+' : '#'}${value.slice(i + 1)}`;
    case 'letter case': return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    case 'longer': return `${value}x`;
    case 'foreign': return `evil-${value}`;
    case 'number': return 1;
    case 'space': return `${value} `;
    default: return value;
  }
}

describe('the emitted Vault role, decided by evaluate', () => {
  const { roles, refused } = synthesised();
  const accepts = (stored: StoredRole, claims: Record<string, unknown>) => evaluate(stored, claims).outcome;

  test('covers every builder and more than a hundred pairs', () => {
    expect(roles.filter(role => role.workloads.length === 1)).toHaveLength(Object.keys(VAULT_BUILDERS).length);
    expect(roles.filter(role => role.workloads.length === 2).length).toBeGreaterThan(100);
  });

  test('agrees with admits on generated claim sets', () => {
    const draws = fc.sample(fc.tuple(fc.nat(), fc.nat(), change, fc.nat(), fc.nat()), { numRuns: CLAIM_SETS, seed: 20261121 });
    const counts = { accepted: 0, rejectedByOne: 0 };
    const disagreements: unknown[] = [];
    draws.forEach(([pick, side, how, which, at], i) => {
      const { name, workloads, stored } = roles[i < roles.length ? i : pick % roles.length];
      const workload = workloads[side % workloads.length];
      const other = workloads[(side + 1) % workloads.length];
      const claims: Record<string, unknown> = workload.sampleClaims(AUDIENCE);
      const names = tested(workload);
      const claim = names[which % names.length];
      if (how === 'absent') delete claims[claim];
      else if (how === 'crossed') claims[claim] = other.sampleClaims(AUDIENCE)[claim];
      else claims[claim] = changed(String(claims[claim]), how, at);

      const expected = workloads.some(w => w.admits(claims, AUDIENCE)) ? 'accept' : 'reject';
      if (accepts(stored, claims) !== expected) disagreements.push({ name, how, claim, expected, claims });
      if (expected === 'accept') counts.accepted += 1;
      else counts.rejectedByOne += 1; // all but this one claim are those of a matching job
    });
    expect(disagreements).toEqual([]);
    expect(counts.accepted / draws.length).toBeGreaterThanOrEqual(0.3);
    expect(counts.rejectedByOne / draws.length).toBeGreaterThanOrEqual(0.3);
  });

  test('admits no combination of claims that no workload declares', () => {
    const disagreements: unknown[] = [];
    const counts = { accept: 0, reject: 0 };
    const others = Object.values(VAULT_BUILDERS);
    roles.filter(role => role.workloads.length === 2).forEach(({ name, workloads: [a, b], stored }, i) => {
      // every way to take each tested claim from a job of the role or from one of another workload
      for (const other of [b, ...[0, 1, 2, 3].map(n => others[(i * 5 + n) % others.length])]) {
        const samples = [a.sampleClaims(AUDIENCE), other.sampleClaims(AUDIENCE)];
        const shared = [...new Set([...tested(a), ...tested(b), ...tested(other)])];
        for (let mask = 0; mask < 2 ** shared.length; mask++) {
          const claims = { ...samples[0], ...Object.fromEntries(shared.map((claim, n) => [claim, samples[Math.floor(mask / 2 ** n) % 2][claim]])) };
          const expected = a.admits(claims, AUDIENCE) || b.admits(claims, AUDIENCE) ? 'accept' : 'reject';
          if (accepts(stored, claims) !== expected) disagreements.push({ name, expected, claims });
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
