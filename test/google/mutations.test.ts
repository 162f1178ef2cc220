import { GOOGLE_BUILDERS } from './builders';
import { AUDIENCE, emitted, stackFor } from './support';
import { evaluate } from '../../src/google/evaluate';
import { mutations } from '../support/mutations';

describe.each(Object.entries(GOOGLE_BUILDERS))('mapping, condition and member emitted for the workload "%s"', (_name, workload) => {
  const { all } = emitted(stackFor([workload]));
  const sample = workload.sampleClaims(AUDIENCE);
  const { members: _members, ...exchange } = all;

  test('take the token of a matching job', () => {
    expect(evaluate(all, sample).outcome).toBe('accept');
    expect(evaluate(exchange, sample).outcome).toBe('accept');
  });

  test('refuse each of at least twenty tokens that differ in one claim', () => {
    const decided = mutations(workload, sample, AUDIENCE).map(({ what, claims }) => ({ what, admitted: workload.admits(claims, AUDIENCE), outcome: evaluate(all, claims).outcome }));
    const refused = decided.filter(({ outcome }) => outcome === 'reject');

    expect(decided.filter(({ admitted, outcome }) => outcome !== (admitted ? 'accept' : 'reject'))).toEqual([]);
    expect(refused.length).toBeGreaterThanOrEqual(20);
  });
});
