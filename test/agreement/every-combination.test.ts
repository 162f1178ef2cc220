import { declarations } from './every-combination';
import { Errors, Workload } from '../../src';
import { readText } from '../../src/verify/readers';
import { answer, contradicts } from '../support/answer';
import { Emitter, EMITTERS } from '../support/emitted';
import { mutations } from '../support/mutations';

/** What a call makes, or how it refuses. Any other error is passed on. */
function orRefusal<T>(make: () => T): { readonly made: T } | { readonly refusal: string } {
  try {
    return { made: make() };
  } catch (error) {
    if (!Errors.isTrustError(error)) throw error;
    return { refusal: (error as Error).message.replace(/\n {2}at .*$/, '') };
  }
}

/** Says what is wrong with which value, and what to write instead. */
const ALTERNATIVE = /^.+: \w.{14,} \[[A-Z_]+\]$/;
const isNoAlternative = (line: string) => !ALTERNATIVE.test(line) || /: (leave it out|remove it)( \[|;|$)/.test(line);

/** Tokens, one claim off those of a matching job, on which what was emitted answers otherwise than the workload. */
function disagreements({ audience, testsFacts }: Emitter, workload: Workload, text: string): string[] {
  const { targets } = readText(text, { file: 'emitted.json' });
  const sample = workload.sampleClaims(audience);
  const mayRefuse = (claims: Record<string, unknown>) => testsFacts && (claims.sub === '' || contradicts(claims, sample)); // Google has no principal without a name
  return [
    ...answer(targets, sample) === 'accept' ? [] : ['the job itself'],
    ...mutations(workload, sample, audience).filter(({ claims }) => {
      const admitted = workload.admits(claims, audience);
      return answer(targets, claims) !== (admitted ? 'accept' : 'reject') && !(admitted && mayRefuse(claims));
    }).map(({ what }) => what),
  ];
}

const all = declarations().map(({ name, declare }) => ({
  name,
  declared: orRefusal(() => {
    const workload = declare();
    expect(workload.subjects).toEqual(expect.any(Array));
    return workload;
  }),
}));
const declared = all.flatMap(({ name, declared: found }) => 'made' in found ? [{ name, workload: found.made }] : []);

test('what contradicts itself is refused where it is declared, with what to write instead', () => {
  const refusals = all.flatMap(({ name, declared: found }) => 'refusal' in found ? found.refusal.split('\n').map(line => ({ name, line })) : []);

  expect(refusals.length).toBeGreaterThan(100);
  expect(declared.length).toBeGreaterThan(400);
  expect(refusals.filter(({ line }) => isNoAlternative(line))).toEqual([]);
});

describe.each(EMITTERS)('whatever can be declared, on %s', (_cloud, emitter) => {
  test('is emitted exactly, or refused with the alternative', () => {
    const tried = declared.map(({ name, workload }) => ({ name, workload, emitted: orRefusal(() => emitter.emit(workload)) }));
    const wrong = tried.flatMap(({ name, workload, emitted }) => 'made' in emitted ? disagreements(emitter, workload, emitted.made).map(what => ({ name, what })) : []);
    const lines = tried.flatMap(({ name, emitted }) => 'refusal' in emitted ? emitted.refusal.split('\n').map(line => ({ name, line })) : []);

    expect(wrong).toEqual([]);
    expect(lines.filter(({ line }) => isNoAlternative(line))).toEqual([]);
    expect(tried.filter(({ emitted }) => 'made' in emitted).length).toBeGreaterThan(50);
  });
});
