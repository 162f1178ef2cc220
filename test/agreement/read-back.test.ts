import type { Workload } from '../../src';
import { readText } from '../../src/verify/readers';
import { CLASSIC, FLEXIBLE } from '../azure/builders';
import { GOOGLE_BUILDERS } from '../google/builders';
import { answer, contradicts } from '../support/answer';
import { AWS_BUILDERS } from '../support/builders';
import { CLAIM_SETS, claimSets } from '../support/claim-sets';
import { AWS, AZURE_EXPRESSION, AZURE_IDENTITY, Emitter, GOOGLE, VAULT } from '../support/emitted';
import { mutations } from '../support/mutations';
import { VAULT_BUILDERS } from '../vault/builders';

describe.each<[string, Record<string, Workload>, Emitter]>([
  ['AWS', AWS_BUILDERS, AWS],
  ['Google', GOOGLE_BUILDERS, GOOGLE],
  ['Azure', CLASSIC, AZURE_IDENTITY],
  ['Azure, flexible', FLEXIBLE, AZURE_EXPRESSION],
  ['Vault', VAULT_BUILDERS, VAULT],
])('what is emitted for %s, read back', (_cloud, builders, { audience, emit, testsFacts }) => {
  test.each(Object.entries(builders))('answers as the workload does: %s', (_name, workload) => {
    const { targets } = readText(emit(workload), { file: 'emitted.json' });
    const sample = workload.sampleClaims(audience);
    const tokens = mutations(workload, sample, audience);
    const decided = tokens.map(({ what, claims }) => ({ what, admitted: workload.admits(claims, audience), outcome: answer(targets, claims), claims }));
    const wrong = decided.filter(({ admitted, outcome, claims }) => outcome !== (admitted ? 'accept' : 'reject') && !(admitted && testsFacts && contradicts(claims, sample)));

    expect(answer(targets, sample)).toBe('accept');
    expect(wrong.map(({ what, outcome }) => ({ what, outcome }))).toEqual([]);
    expect(decided.filter(({ outcome }) => outcome === 'reject').length).toBeGreaterThanOrEqual(20);
  });

  test(`agrees with admits on ${CLAIM_SETS} generated claim sets`, () => {
    const trusts = Object.entries(builders).map(([name, workload]) => ({ name, workloads: [workload], targets: readText(emit(workload), { file: 'emitted.json' }).targets, sample: workload.sampleClaims(audience) }));
    const disagreements: unknown[] = [];
    const counts = { accept: 0, reject: 0 };
    for (const { of: { name, workloads: [workload], targets, sample }, change, claim, claims } of claimSets(trusts, audience)) {
      const expected = workload.admits(claims, audience) ? 'accept' : 'reject';
      const outcome = answer(targets, claims);
      if (outcome !== expected && !(expected === 'accept' && testsFacts && contradicts(claims, sample))) disagreements.push({ name, change, claim, expected, outcome, claims });
      counts[expected] += 1;
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject) / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
  });
});
