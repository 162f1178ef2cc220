import * as fc from 'fast-check';
import { orRefused } from './or-refused';
import { RUNS } from './runs';
import { FEW, many, recipes } from './workloads';
import { Workload } from '../../src/identity';

const AUDIENCE = 'sts.amazonaws.com';

const workloads: fc.Arbitrary<Workload> = fc.oneof(recipes(FEW), recipes(many()))
  .map(recipe => orRefused(() => {
    const workload = recipe.make();
    workload.subjects;
    return workload;
  }))
  .filter((workload): workload is Workload => workload !== undefined);

/** One character more, less, or another; in whatever letter case. */
const mutations = fc.record({
  kind: fc.constantFrom('insert' as const, 'remove' as const, 'replace' as const, 'letter case' as const, 'swap' as const),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  character: fc.oneof(fc.constantFrom('*', '?', ' ', '\n', '\u0000', ':', '/', '%', '$', '\u200b', 'a', '0', '\u00ad'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
});

type Mutation = typeof mutations extends fc.Arbitrary<infer M> ? M : never;

function mutated(text: string, { kind, at, character }: Mutation): string {
  const characters = [...text];
  const i = Math.floor(at * (characters.length + (kind === 'insert' ? 1 : 0)));
  switch (kind) {
    case 'insert': characters.splice(i, 0, character); break;
    case 'remove': characters.splice(i, 1); break;
    case 'replace': characters.splice(i, 1, character); break;
    case 'letter case': characters[i] = characters[i] === characters[i].toLowerCase() ? characters[i].toUpperCase() : characters[i].toLowerCase(); break;
    case 'swap': [characters[i], characters[i + 1]] = [characters[i + 1] ?? '', characters[i]]; break;
  }
  return characters.join('');
}

/** What the workload says to be all that it tests, by its public members. */
function tested(workload: Workload): Record<string, (value: string) => boolean> {
  const { subjects, subjectPrefixes, claims } = workload;
  return {
    iss: value => value === workload.issuer.url,
    aud: value => value === AUDIENCE,
    ...subjects.length + subjectPrefixes.length > 0 && { sub: (value: string) => subjects.includes(value) || subjectPrefixes.some(prefix => value.startsWith(prefix)) },
    ...Object.fromEntries(Object.entries(claims).map(([name, values]) => [name, (value: string) => values.includes(value)])),
  };
}

describe('admits', () => {
  test('lets the sample of the workload in', () => {
    fc.assert(fc.property(workloads, workload => {
      expect(workload.admits(workload.sampleClaims(AUDIENCE), AUDIENCE)).toBe(true);
    }), { numRuns: RUNS });
  });

  test('keeps out whatever differs by one character in a claim that is tested', () => {
    let rejected = 0;
    fc.assert(fc.property(workloads, fc.array(mutations, { minLength: 4, maxLength: 4 }), (workload, changes) => {
      const sample = workload.sampleClaims(AUDIENCE);
      for (const [claim, holds] of Object.entries(tested(workload))) {
        for (const change of changes) {
          const value = mutated(sample[claim], change);
          if (value === sample[claim]) continue;
          const admitted = workload.admits({ ...sample, [claim]: value }, AUDIENCE);
          if (admitted !== holds(value)) throw new Error(`${claim} ${JSON.stringify(value)} instead of ${JSON.stringify(sample[claim])} is ${admitted ? '' : 'not '}admitted`);
          if (!admitted) rejected += 1;
        }
      }
    }), { numRuns: RUNS });
    expect(rejected).toBeGreaterThan(5 * RUNS);
  });

  test('keeps out one character less or more in every exact subject, whatever it is', () => {
    fc.assert(fc.property(workloads.filter(workload => workload.subjectPrefixes.length === 0 && workload.subjects.length > 0), mutations, (workload, change) => {
      for (const subject of workload.subjects) {
        const sub = mutated(subject, change);
        if (workload.subjects.includes(sub)) continue;
        expect(workload.admits({ ...workload.sampleClaims(AUDIENCE), sub }, AUDIENCE)).toBe(false);
      }
    }), { numRuns: RUNS });
  });

  test('does not look at what is not tested', () => {
    fc.assert(fc.property(workloads, fc.dictionary(fc.string(), fc.anything()), (workload, others) => {
      const sample = workload.sampleClaims(AUDIENCE);
      const rest = Object.fromEntries(Object.keys(tested(workload)).map(claim => [claim, sample[claim]]));
      expect(workload.admits({ ...others, ...rest }, AUDIENCE)).toBe(true);
    }), { numRuns: RUNS });
  });

  test('never throws, whatever the token holds', () => {
    fc.assert(fc.property(workloads, fc.anything({ withBigInt: true, withNullPrototype: true, withObjectString: true, withMap: true, withDate: true }), (workload, claims) => {
      expect(workload.admits(claims as Record<string, unknown>, AUDIENCE)).toBe(false);
    }), { numRuns: RUNS });
  });
});
