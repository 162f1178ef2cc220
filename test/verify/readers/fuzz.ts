import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileClaims } from './hostile-claims';
import { explain } from '../../../src/verify/explain';
import { inventory } from '../../../src/verify/inventory';
import type { Artefacts } from '../../../src/verify/model';
import { isUnreadable, readText } from '../../../src/verify/readers';
import { explainJson } from '../../../src/verify/reports/explain-json';
import { explainText } from '../../../src/verify/reports/explain-text';
import { inventoryMarkdown } from '../../../src/verify/reports/inventory';
import { reviewSarif } from '../../../src/verify/reports/review-sarif';
import { reviewText } from '../../../src/verify/reports/review-text';
import { review } from '../../../src/verify/review';

const ARTEFACTS = join(__dirname, '../../data/artefacts');

/** What came of the files, and every outcome that is neither artefacts nor one clear line. */
export interface Fuzzed {
  readonly read: number;
  readonly refused: number;
  /** What took longest, in milliseconds: for people to look at, no verdict depends on it. */
  readonly slowest: number;
  readonly faults: readonly string[];
}

/** Reads, reviews, lists and explains artefacts of the project after they were broken in some way, always the same way for the same seed. */
export function fuzz(files: number, seed = 20261121): Fuzzed {
  const originals = readdirSync(ARTEFACTS).sort().map(name => ({ name, bytes: readFileSync(join(ARTEFACTS, name)) }));
  const next = random(seed);
  const nextClaim = random(seed + 1);
  const faults: string[] = [];
  const counts = { read: 0, refused: 0, slowest: 0 };
  const prototype = Object.getOwnPropertyNames(Object.prototype).join();
  for (let i = 0; i < files; i++) {
    const { name, bytes } = originals[i % originals.length];
    let mutated: Buffer = bytes;
    if (i % 5 < 2) mutated = OTHER_VALUES(mutated, next, bytes);
    else for (let times = 1 + next(3); times > 0; times--) mutated = MUTATIONS[next(MUTATIONS.length)](mutated, next, originals[next(originals.length)].bytes);
    const start = process.hrtime.bigint();
    try {
      const artefacts = readText(mutated.toString('utf8'), { file: name });
      artefacts.targets.forEach(target => JSON.stringify(target));
      lookAt(artefacts, hostileClaims(artefacts, nextClaim));
      counts.read += 1;
    } catch (error) {
      const message = String((error as Error)?.message);
      if (isUnreadable(error) && message.startsWith(name) && !/[\n\r]/.test(message)) counts.refused += 1;
      else faults.push(`${name}, file ${i}: ${String((error as Error)?.stack)}`);
    }
    counts.slowest = Math.max(counts.slowest, Number(process.hrtime.bigint() - start) / 1e6);
    if (Object.getOwnPropertyNames(Object.prototype).join() !== prototype) faults.push(`${name}, file ${i}: changed the prototype of every object`);
  }
  return { ...counts, faults };
}

/** All that is made of artefacts; whatever is wrong with them is a finding, or a reason. */
function lookAt(artefacts: Artefacts, claims: Record<string, unknown>): void {
  const reviewed = { targets: artefacts.targets, findings: review(artefacts), suppressed: 0, unjudged: artefacts.unjudged };
  reviewText(reviewed);
  reviewSarif(reviewed, { version: '0.0.0', directory: ARTEFACTS, why: () => undefined });
  inventoryMarkdown(inventory(artefacts));
  const explained = explain(artefacts, claims);
  explainText(claims, explained);
  explainJson(claims, explained);
}

type Random = (below: number) => number;
type Mutation = (bytes: Buffer, next: Random, other: Buffer) => Buffer;

const TOKENS = ['{', '}', '[', ']', ',', ':', '"', '\\', '${', '%{', '}', '*a', '&a ', '!Ref ', '!If [', '- ', '\n', '\t', '\u0000', '\ufeff', '\\ud800', 'null', '1e999', '-', '"__proto__":', '"constructor":', '<<: *a', '"Fn::Sub":', '{"Ref":"R"}', '${local.subject}', '#'];

/** Values replaced by some of another type: the file stays as well-formed as it was. */
const OTHER_VALUES: Mutation = (bytes, next) => {
  const values = ['null', '0', 'true', '[]', '{}', '[null]', '{"Ref":"Deploy"}', '""', '"${local.subject}"'];
  const text = bytes.toString('latin1').replace(/"[^"\n]{0,80}"(?=\s*[,}\]])/g, value => next(12) === 0 ? values[next(values.length)] : value);
  return Buffer.from(text, 'latin1');
};

const MUTATIONS: readonly Mutation[] = [
  // a byte, any or one that looks like another
  (bytes, next) => spliced(bytes, next(bytes.length), 1, Buffer.from([next(256)])),
  (bytes, next) => spliced(bytes, next(bytes.length), 1, Buffer.from([(bytes[next(bytes.length)] + 2 ** next(8)) % 256])),
  // the end is missing, the beginning is missing
  (bytes, next) => bytes.subarray(0, next(bytes.length)),
  (bytes, next) => bytes.subarray(next(bytes.length)),
  // a part twice, a part not at all, a part in another place
  (bytes, next) => {
    const [at, length] = [next(bytes.length), next(200)];
    return spliced(bytes, at, 0, bytes.subarray(at, at + length));
  },
  (bytes, next) => spliced(bytes, next(bytes.length), next(100), Buffer.alloc(0)),
  (bytes, next) => {
    const at = next(bytes.length);
    return spliced(bytes, next(bytes.length), 0, bytes.subarray(at, at + next(100)));
  },
  // a part of another file
  (bytes, next, other) => {
    const at = next(other.length);
    return spliced(bytes, next(bytes.length), next(50), other.subarray(at, at + next(300)));
  },
  // what means something to a parser
  (bytes, next) => spliced(bytes, next(bytes.length), next(2), Buffer.from(TOKENS[next(TOKENS.length)])),
  // lines swapped, a line twice: duplicate keys
  (bytes, next) => withLines(bytes, lines => {
    const [a, b] = [next(lines.length), next(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  }),
  (bytes, next) => withLines(bytes, lines => lines.splice(next(lines.length), 0, lines[next(lines.length)])),
  // nested, a little and far too much
  (bytes, next) => {
    const depth = [1, 5, 50, 500, 20_000][next(5)];
    return Buffer.concat([Buffer.from('{"a":['.repeat(depth)), bytes, Buffer.from(']}'.repeat(depth))]);
  },
  (bytes, next) => spliced(bytes, next(bytes.length), 0, Buffer.from(['[', '{"a":', '- ', '${', '"'][next(5)].repeat([2, 30, 3000][next(3)]))),
];

function spliced(bytes: Buffer, at: number, length: number, instead: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), instead, bytes.subarray(at + length)]);
}

function withLines(bytes: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  change(lines);
  return Buffer.from(lines.join('\n'), 'latin1');
}

/** Lehmer's generator: the same numbers on every machine. */
function random(seed: number): Random {
  let state = seed % 2_147_483_646 + 1;
  return below => {
    state = state * 48_271 % 2_147_483_647;
    return below <= 0 ? 0 : Math.floor(state / 2_147_483_647 * below);
  };
}

if (require.main === module) {
  const files = Number(process.argv[2] ?? 10_000);
  const { faults, ...counts } = fuzz(files, Number(process.argv[3] ?? 20261121));
  console.log(`${files} files: ${counts.read} read, ${counts.refused} refused, the slowest in ${Math.round(counts.slowest)} ms`);
  if (counts.read + counts.refused !== files || faults.length > 0) {
    console.error(faults.slice(0, 10).join('\n'));
    process.exitCode = 1;
  }
}
