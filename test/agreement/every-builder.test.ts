import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workload } from '../../src';
import { readText } from '../../src/verify/readers';
import { RUNS } from '../properties/runs';
import { answer, contradicts } from '../support/answer';
import { Emitter, EMITTERS } from '../support/emitted';
import { EVERY_BUILDER } from '../support/every-builder';
import { drawnFor, MUTATIONS } from '../support/one-character';
import { Random } from '../support/random';

/** Claim sets of each builder on each cloud: 10,000 in the nightly run. */
const CLAIM_SETS = Math.max(200, Math.trunc(RUNS / 10));

interface Emitted {
  readonly cloud: string;
  readonly text: string;
}

/** The artefact, or why the cloud cannot have it. */
function emitted({ emit }: Emitter, workload: Workload): string | Error {
  try {
    return emit(workload);
  } catch (error) {
    return error as Error;
  }
}

/** A public method that gives a workload, or what a workload is made of. */
const MAKER = /^ {2}public (?:static )?([a-z]\w*)\(.*\): \w*(?:Workload|Repository|Project|Group|Issuer|Template) \{$/gm;

test('every builder of a workload is among the builders', () => {
  const folder = join(__dirname, '..');
  const used = ['aws', 'google', 'azure', 'vault', 'support'].flatMap(room => readdirSync(join(folder, room)).filter(file => file.includes('builder')).map(file => readFileSync(join(folder, room, file), 'utf8'))).join('\n');
  const identity = join(folder, '../src/identity');
  const makers = readdirSync(identity).filter(file => file.endsWith('.ts') && file !== 'issuer.ts').flatMap(file => [...readFileSync(join(identity, file), 'utf8').matchAll(MAKER)].map(([, name]) => name));

  expect(makers.length).toBeGreaterThan(40);
  expect(makers.filter(name => !used.includes(`.${name}(`))).toEqual([]);
});

describe.each(Object.entries(EVERY_BUILDER))('%s', (_name, workload) => {
  const made = EMITTERS.map(([cloud, emitter]) => ({ cloud, audience: emitter.audience, testsFacts: emitter.testsFacts, text: emitted(emitter, workload) }));
  const trusting = made.filter((one): one is typeof one & Emitted => typeof one.text === 'string');

  test('is trusted by a cloud, and refused with its reason by the others', () => {
    expect(trusting.length).toBeGreaterThan(0);
    for (const { text } of made) if (text instanceof Error) expect(text.message).toMatch(/\[[A-Z][A-Z0-9_]+\]/);
  });

  test.each(trusting.map(one => [one.cloud, one] as const))(`answers on %s as it does on ${CLAIM_SETS} tokens that differ by a character`, (_cloud, { audience, testsFacts, text }) => {
    const { targets } = readText(text, { file: 'emitted.json' });
    const sample = workload.sampleClaims(audience);
    const random = new Random(20261121);
    const seen = new Set<unknown>();
    const counts = { accept: 0, reject: 0, contradicted: 0 };
    const wrong: unknown[] = [];
    for (let i = 0; i < CLAIM_SETS; i++) {
      const { claims, claim, mutation } = drawnFor(workload, sample, random);
      const expected = workload.admits(claims, audience) ? 'accept' : 'reject';
      const found = answer(targets, claims);
      if (testsFacts && expected === 'accept' && found === 'reject' && contradicts(claims, sample)) counts.contradicted += 1;
      else if (found !== expected) wrong.push({ claim, mutation, expected, found, value: claims[claim!] });
      counts[expected] += 1;
      seen.add(mutation).add(claim);
    }

    expect(wrong.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject) / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
    expect(counts.contradicted / CLAIM_SETS).toBeLessThan(0.25);
    expect([...MUTATIONS, 'iss', 'aud', ...Object.keys(workload.claims)].filter(one => !seen.has(one))).toEqual([]);
  });
});
